"""Cuts Vietnamese text into words with exact offsets."""
