"""A way to a server that can be cut, and that speaks TLS for it."""

import socket
import ssl
import threading
from contextlib import suppress


class Relay:
    """Hands bytes through to `target`, from `port`."""

    def __init__(self, port: int, target: int, context: ssl.SSLContext) -> None:
        self._target = target
        self._context = context
        self._open: list[socket.socket] = []
        self.port = port
        self._listener = self._listening(port)
        self._accept()

    def cut(self) -> None:
        """Nobody gets through, and whoever was is thrown out."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open = []

    def join(self) -> None:
        """Open again, at the same port."""
        self._listener = self._listening(self.port)
        self._accept()

    def _listening(self, port: int) -> socket.socket:
        return socket.create_server(("127.0.0.1", port), reuse_port=False)

    def _accept(self) -> None:
        threading.Thread(target=self._serve, args=(self._listener,), daemon=True).start()

    def _serve(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                try:
                    far = socket.create_connection(("127.0.0.1", self._target))
                except OSError:
                    near.close()
                    continue
                threading.Thread(target=self._hand_through, args=(near, far), daemon=True).start()

    def _hand_through(self, near: socket.socket, far: socket.socket) -> None:
        try:
            secure = self._context.wrap_socket(near, server_side=True)
        except OSError:
            near.close()
            far.close()
            return
        self._open += [secure, far]
        threading.Thread(target=_pump, args=(secure, far), daemon=True).start()
        _pump(far, secure)


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
