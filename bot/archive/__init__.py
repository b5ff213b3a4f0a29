"""Where articles, quotes and actors are kept: one port, several archives, one contract suite for all."""
