"""Which element holds which value."""

from edxml.layout.packet import lay_out

__all__ = ["lay_out"]
