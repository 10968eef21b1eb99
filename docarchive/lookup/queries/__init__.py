"""What is read of saved searches and lists of numbers."""
