"""From bytes to a packet: XML without its dangers, then values, then files."""

from edxml.reading.reader import Reading, read

__all__ = ["Reading", "read"]
