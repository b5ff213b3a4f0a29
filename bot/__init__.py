"""The shared query engine of Quotedesk: it reads articles, finds who said what and answers requests."""
