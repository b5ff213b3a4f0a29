"""Thin adapters: they turn a platform's events into requests and replies into its messages, and decide nothing."""
