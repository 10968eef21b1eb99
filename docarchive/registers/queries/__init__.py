"""Registers as pages, services and other features read them."""
