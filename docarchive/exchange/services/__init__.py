"""Everything that changes letters."""
