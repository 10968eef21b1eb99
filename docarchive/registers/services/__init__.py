"""Everything that changes registers and gives numbers."""
