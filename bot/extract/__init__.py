"""Who said what: one article's text to its entities and attributions, as a pure function."""
