"""Slack: events → requests, replies → Block Kit."""
