"""The archive: documents and their versions, what was read from them, imports, access."""
