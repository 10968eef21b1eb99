"""The first page of every role, and help."""
