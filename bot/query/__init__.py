"""The query engine: Request + Reader → Answer, as pure functions of one unchanging view of the archive."""
