"""A period's report as it is printed and kept: its content, its files, and what changed between two."""
