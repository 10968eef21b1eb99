"""Packets on their way."""
