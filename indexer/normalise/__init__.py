"""Making text comparable and readable, with offsets that lead back to what was given."""

from indexer.normalise.running import running_lines, without
from indexer.normalise.steps import STEPS, normalise

__all__ = ["STEPS", "normalise", "running_lines", "without"]
