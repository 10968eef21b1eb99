"""From a file's bytes to its text, with the place of every word."""
