"""Real servers for development, tests and demonstrations, each in a module with ``start``, ``stop`` and ``status``."""
