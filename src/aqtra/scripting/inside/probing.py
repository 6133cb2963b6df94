"""Tries from inside what must not be possible, and says what was. The host starts no script before it has read that."""

import ctypes
import os
import resource
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from . import wire

HOST_NAME: Final = "jail"
_CLONE_NEWUSER, _AS_IT_IS = 0x10000000, 0xFFFFFFFF
_libc: Final = ctypes.CDLL(None, use_errno=True)


def report(channel: wire.Channel, neighbour: str) -> None:
    """One word for each wall that does not stand. `neighbour`: where something listens in the network of the host."""
    holes = [wall for wall, stands in WALLS.items() if not stands()]
    if not _refused(lambda: _connect(neighbour)):
        holes.append("network namespace")
    channel.send(wire.RESULT, holes)


def _refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return True
    return False


def _called(result: int) -> None:
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")


def _alone() -> bool:
    """The first process there is, and none is above."""
    return os.getpid() == 1 and os.getppid() == 0


def _without_network() -> bool:
    return _refused(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).close())


def _connect(neighbour: str) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(f"\0{neighbour}")


def _own_name() -> bool:
    return os.uname().nodename == HOST_NAME


def _without_rights() -> bool:
    # Mounting would not tell: Landlock refuses it as well.
    return os.getuid() != 0 and _refused(lambda: _called(_libc.sethostname(b"probe", 5)))


def _calls_filtered() -> bool:
    return _refused(lambda: _called(_libc.personality(_AS_IT_IS))) and _refused(_another_user)


def _another_user() -> None:
    _called(_libc.unshare(_CLONE_NEWUSER))


def _no_children() -> bool:
    def fork() -> None:
        if os.fork() == 0:
            os._exit(0)

    return _refused(fork)


def _writable(folder: str) -> bool:
    return not _refused(lambda: os.close(os.open(f"{folder}/probe", os.O_CREAT | os.O_WRONLY)))


def _read_only() -> bool:
    return not _writable("") and not _writable("/jail")


def _nothing_else_to_see() -> bool:
    others = ("/etc/passwd", "/proc/1", "/home", "/root/.ssh", "/sys", "/dev/mem", "/var")
    return not any(os.path.exists(place) for place in others)


def _empty_environment() -> bool:
    return set(os.environ) <= {"PWD", "LC_CTYPE"}


def _one_descriptor() -> bool:
    held = []
    for fd in range(256):
        with suppress(OSError):
            os.fstat(fd)
            held.append(fd)
    return held == [3]


def _limited() -> bool:
    names = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_NPROC")
    return all(resource.getrlimit(getattr(resource, name))[1] != resource.RLIM_INFINITY for name in names)


def _own_scratch() -> bool:
    if not _writable("/tmp"):
        return False
    space = os.statvfs("/tmp")
    return 0 < space.f_blocks * space.f_frsize <= 16 * 1024 * 1024


def _landlocked() -> bool:
    """Nothing moves from folder to folder, which every other wall lets pass."""
    if not _writable("/tmp"):
        return False
    os.mkdir("/tmp/folder")
    return _refused(lambda: os.rename("/tmp/probe", "/tmp/folder/probe"))


WALLS: Final[dict[str, Callable[[], bool]]] = {
    "processes": _alone,
    "network": _without_network,
    "host name": _own_name,
    "rights": _without_rights,
    "system calls": _calls_filtered,
    "children": _no_children,
    "read-only root": _read_only,
    "root": _nothing_else_to_see,
    "environment": _empty_environment,
    "descriptors": _one_descriptor,
    "limits": _limited,
    "scratch": _own_scratch,
    "landlock": _landlocked,
}
