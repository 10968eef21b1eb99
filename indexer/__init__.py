"""Reads official documents, cuts Vietnamese into words and searches; knows no web application and no database."""
