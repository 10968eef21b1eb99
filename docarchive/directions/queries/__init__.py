"""Directions as pages and services read them."""
