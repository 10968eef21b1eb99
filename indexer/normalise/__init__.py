"""Making text comparable and readable, with offsets that lead back to what was given."""

from indexer.normalise.paragraphs import paragraphs
from indexer.normalise.running import running_lines
from indexer.normalise.steps import STEPS, normalise

__all__ = ["STEPS", "normalise", "paragraphs", "running_lines"]
