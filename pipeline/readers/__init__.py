"""One module a format: bytes to a ``Text``."""
