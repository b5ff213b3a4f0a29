"""Personal names: their parts, the words around them, and whether two of them can be one person."""
