"""Handing work over: a person's to a colleague, an agency's to those that follow it."""
