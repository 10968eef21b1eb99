"""The ways packets travel, behind one protocol; each is finished when the contract in tests/delivery passes for it."""
