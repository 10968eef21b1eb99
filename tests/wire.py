"""A wire between a program and its server that a test can cut and mend."""

from __future__ import annotations

import contextlib
import socket
import threading


class Wire:
    """Forwards connections from a port of its own; cut, it drops those there are and takes none."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._door = self._listen(0)
        self.port = int(self._door.getsockname()[1])

    def cut(self) -> None:
        """Drop everything."""
        _drop(self._door)
        with self._guard:
            for end in self._open:
                _drop(end)
            self._open.clear()

    def mend(self) -> None:
        """Take connections again, on the same port."""
        self._door = self._listen(self.port)

    def _listen(self, port: int) -> socket.socket:
        door = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._take, args=(door,), daemon=True).start()
        return door

    def _take(self, door: socket.socket) -> None:
        while True:
            try:
                caller, _ = door.accept()
            except OSError:
                return
            server = socket.create_connection(self._target)
            with self._guard:
                if door.fileno() == -1:
                    _drop(caller)
                    _drop(server)
                    return
                self._open |= {caller, server}
            for ends in ((caller, server), (server, caller)):
                threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while content := source.recv(1 << 16):
                target.sendall(content)
        for end in (source, target):
            _drop(end)
            with self._guard:
                self._open.discard(end)


def _drop(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
