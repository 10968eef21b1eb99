"""The cases themselves, a module a family; each says what it sends and what must come back."""
