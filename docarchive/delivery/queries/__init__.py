"""Packets, partners and keys as pages and services read them."""
