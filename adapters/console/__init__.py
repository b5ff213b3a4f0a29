"""The console: a chat in the terminal, or requests line by line from a pipe."""
