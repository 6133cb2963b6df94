"""The fork server: has what scripts need in memory, and gives each run a process of its own.

Its host sends orders as datagrams, each with the descriptor of the run's channel. It answers with a descriptor of the
process, and, when that has ended, how. It never runs code of builders itself.
"""

import json
import os
import selectors
import socket
import sys
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from . import forbidden, probing, wire
from .confine import Bounds, Walls, back_to, confine, own_processes
from .running import Run

PRELOADED: Final = (
    "base64", "calendar", "collections", "copy", "csv", "dataclasses", "datetime", "decimal", "enum", "fractions",
    "functools", "hashlib", "hmac", "html", "http.client", "io", "itertools", "json", "locale", "math", "operator",
    "random", "re", "secrets", "statistics", "string", "textwrap", "time", "typing", "unicodedata", "urllib.parse",
    "urllib.request", "uuid", "xml.etree.ElementTree", "zipfile", "zlib", "zoneinfo",
    "System", "aqtra.ui", "aqtra_legacy.parsing", "clr", "json_extensions",
)  # fmt: skip
"""What a script most likely imports, and must not wait for."""
ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Read by libraries that calculate, while they are loaded: a process that has threads cannot be forked."""
CHANNEL: Final = 3
LARGEST_ORDER: Final = 4096


def main() -> None:
    """Serves on the descriptor that was named until the host goes."""
    control, walls, *packages = sys.argv[1:]
    for name in PRELOADED:
        __import__(name)
    _load(packages)
    with socket.socket(fileno=int(control)) as opened:
        Server(opened, Walls(**json.loads(walls))).serve()


def _load(packages: list[str]) -> None:
    """Ends the process where one is no use in here; its host reads what is said."""
    os.environ.update(ONE_THREAD)
    for name in packages:
        try:
            __import__(name)
        except Exception as error:
            sys.exit(f"{name} cannot be imported in the jail: {type(error).__name__}: {error}")
    for name in ONE_THREAD:
        del os.environ[name]


class Server:
    def __init__(self, control: socket.socket, walls: Walls) -> None:
        self._control = control
        self._walls = walls
        self._itself = os.pidfd_open(os.getpid())
        self._selector = selectors.DefaultSelector()

    def serve(self) -> None:
        socket.send_fds(self._control, [b'{"ready": true}'], [self._itself])
        self._selector.register(self._control, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is not self._control:
                    self._reap(key)
                elif not self._order():
                    return

    def _order(self) -> bool:
        content, descriptors, _, _ = socket.recv_fds(self._control, LARGEST_ORDER, 1)
        if not content:
            return False
        order = json.loads(content)
        (channel,) = descriptors
        try:
            self._begin(order, channel)
        except OSError as error:
            self._control.send(json.dumps({"run": order["run"], "refused": str(error)}).encode())
        finally:
            os.close(channel)
        return True

    def _begin(self, order: dict[str, Any], channel: int) -> None:
        own_processes()
        try:
            child = os.fork()
            if child == 0:
                self._child(order, channel)
        finally:
            back_to(self._itself)
        process = os.pidfd_open(child)
        self._selector.register(process, selectors.EVENT_READ, (order["run"], child))
        told = json.dumps({"run": order["run"], "begun": True}).encode()
        socket.send_fds(self._control, [told], [process])

    def _child(self, order: dict[str, Any], channel: int) -> None:
        """Never returns."""
        status = 1
        try:
            os.dup2(channel, CHANNEL)
            os.closerange(CHANNEL + 1, 1 << 16)
            os.closerange(0, CHANNEL)
            # What the filter of calls refuses, other walls have to hold as well: a probe looks at them without it.
            walls = replace(self._walls, seccomp=False) if order["probe"] == "unfiltered" else self._walls
            confine(Bounds(order["memory"], order["cpu"]), walls)
            forbidden.refuse()
            ends = wire.Channel(CHANNEL)
            probing.report(ends, order["neighbour"]) if order["probe"] else Run(ends).work()
            status = 0
        except OSError as error:
            # The walls did not stand: nothing was run.
            with suppress(OSError):
                wire.Channel(CHANNEL).send(wire.FAILED, {"walls": str(error)})
        finally:
            os._exit(status)

    def _reap(self, key: selectors.SelectorKey) -> None:
        run, child = key.data
        _, status, used = os.wait4(child, 0)
        self._selector.unregister(key.fileobj)
        os.close(key.fd)
        ended = {"run": run, "ended": os.waitstatus_to_exitcode(status), "cpu": used.ru_utime + used.ru_stime}
        self._control.send(json.dumps({**ended, "memory": used.ru_maxrss * 1024}).encode())


if __name__ == "__main__":
    main()
