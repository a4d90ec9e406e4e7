"""What to look for: pure functions from a reading of a document to the facts it states."""
