"""The engine that lives in a folder: tantivy, no server."""
