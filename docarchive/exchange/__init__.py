"""Letters between agencies: what comes in, who handles it, what goes out."""
