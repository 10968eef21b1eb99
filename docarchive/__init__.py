"""The document system of a Vietnamese public authority."""
