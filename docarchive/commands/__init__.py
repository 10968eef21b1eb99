"""Commands for the instance as a whole; a feature's own commands stand in its ``cli.py``."""
