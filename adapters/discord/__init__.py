"""Quotedesk on Discord: interactions and messages → requests, replies → Components V2."""
