"""What changes saved searches and lists of numbers."""
