"""Making text comparable and readable, with offsets that lead back to what was given."""
