"""Replies: what a reader sees, in one neutral form for every platform."""
