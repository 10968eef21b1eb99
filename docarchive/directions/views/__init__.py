"""Pages of directions."""
