"""From a packet to bytes, in the order and with the prefix of the axis."""

from edxml.writing.packing import Packing
from edxml.writing.writer import Purpose, review, write

__all__ = ["Packing", "Purpose", "review", "write"]
