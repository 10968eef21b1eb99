"""Searching: the question page, suggestions, exports, commands of the index; knows no kind of document by name."""
