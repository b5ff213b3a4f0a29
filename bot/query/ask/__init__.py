"""`/ask`: a question in plain English → quotes and sentences of the articles, or a reasoned refusal."""
