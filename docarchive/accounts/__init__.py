"""People and their agencies: who there is, where they sit, what they may do, and how they sign in."""
