"""Everything that changes packets, partners and keys."""
