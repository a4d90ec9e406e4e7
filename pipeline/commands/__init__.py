"""One module a command: a thin face on one library call."""
