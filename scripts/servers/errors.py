"""What can go wrong with a server for tests and demonstrations."""


class ServerError(Exception):
    """The server cannot be had on this machine; the message says why and what to do."""
