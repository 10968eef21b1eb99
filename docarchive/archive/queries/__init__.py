"""Reads of the archive: every one asks who reads."""
