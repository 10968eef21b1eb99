"""Packets leave one agency and arrive in another: none lost, none doubled, each with a receipt."""
