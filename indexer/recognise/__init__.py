"""Reads number, date, issuer, kind and the rest from a document's text."""
