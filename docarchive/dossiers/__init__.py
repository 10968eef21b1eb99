"""Dossiers of work by the agency's filing list, from the first document to the agency's archive."""
