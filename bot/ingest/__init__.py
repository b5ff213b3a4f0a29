"""Articles come in: sources → text → extraction → archive."""
