"""The archive: originals and records by content, what became of each file, and the ledger that remembers it.

See docs/decisions/0010-the-archive-names-by-content.md for how it is laid out and why.
"""
