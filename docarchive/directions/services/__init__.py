"""Everything that changes directions and assignments."""
