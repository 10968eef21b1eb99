"""Searches people keep and are told of, and lists of numbers looked up in one go."""
