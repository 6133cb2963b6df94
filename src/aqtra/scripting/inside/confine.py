"""Shuts a process in, for good: own scratch space, no rights, limits, Landlock, seccomp. In this order.

The namespaces of processes, network, names and IPC are those of the fork server, who has given each run a namespace of
processes of its own already. Sources: Linux man pages unshare(2), capabilities(7), landlock(7), seccomp(2).
"""

import ctypes
import errno
import os
import platform
import resource
import struct
from dataclasses import dataclass
from typing import Final

from . import seccomp, syscalls

SCRATCH: Final = "/tmp"
SCRATCH_SIZE: Final = "size=16m,nr_inodes=1024,mode=700"
FILE_SIZE: Final = 16 * 1024 * 1024
OPEN_FILES: Final = 64

CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWIPC = 0x00020000, 0x20000000, 0x08000000
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REC, _MS_PRIVATE = 2, 4, 8, 0x4000, 0x40000
_PR_SET_DUMPABLE, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 4, 24, 38, 22
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
_CAPABILITY_VERSION: Final = 0x20080522
_RULE_PATH_BENEATH: Final = 1
_READ: Final = 1 << 2 | 1 << 3
"""Read files, list folders."""
_WRITE: Final = 1 << 1 | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 14
"""Write and cut files; remove and make files and folders. No links, devices, sockets."""

_libc: Final = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Walls:
    """What holds a run. All of it does, but where a test takes a wall away to see that its absence is noticed."""

    scratch: bool = True
    rights: bool = True
    limits: bool = True
    landlock: bool = True
    seccomp: bool = True


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of one process: bytes of address space, seconds of CPU for all its items."""

    memory: int
    cpu: int


def confine(bounds: Bounds, walls: Walls) -> None:
    """Raises OSError where the kernel does not do as asked."""
    if walls.scratch:
        _own_scratch()
    os.chdir(SCRATCH)
    if walls.limits:
        _limit(bounds)
    if walls.rights:
        _drop_rights()
    _checked(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    if walls.landlock:
        _landlock()
    if walls.seccomp:
        _filter_calls()


def own_processes() -> None:
    """The next child begins a namespace of processes, and children after it fail until `back_to`."""
    unshare(CLONE_NEWPID)


def back_to(server: int) -> None:
    """Children are in the namespace of this process again, of which `server` is a descriptor."""
    _checked(_libc.setns(server, CLONE_NEWPID), "namespace of processes")


def unshare(flags: int) -> None:
    _checked(_libc.unshare(flags), "unshare")


def _own_scratch() -> None:
    unshare(CLONE_NEWNS | CLONE_NEWIPC)
    _checked(_libc.mount(None, b"/", None, _MS_REC | _MS_PRIVATE, None), "private mounts")
    flags = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC
    _checked(_libc.mount(b"tmpfs", SCRATCH.encode(), b"tmpfs", flags, SCRATCH_SIZE.encode()), "scratch space")


def _limit(bounds: Bounds) -> None:
    both = {
        resource.RLIMIT_AS: bounds.memory,
        resource.RLIMIT_CPU: bounds.cpu,
        resource.RLIMIT_FSIZE: FILE_SIZE,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for which, limit in both.items():
        resource.setrlimit(which, (limit, limit))


def _drop_rights() -> None:
    _libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    capability = 0
    while _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) == 0:
        capability += 1
    head = struct.pack("Ii", _CAPABILITY_VERSION, 0)
    _checked(_libc.capset(head, bytes(24)), "capabilities")
    _checked(_libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable")


def _landlock() -> None:
    abi = _libc.syscall(syscalls.LANDLOCK_CREATE, None, 0, 1)
    if abi < 1:
        raise OSError(ctypes.get_errno() or errno.EOPNOTSUPP, "landlock")
    handled = (1 << (13 + min(abi - 1, 2) if abi < 5 else 16)) - 1
    rules = _libc.syscall(syscalls.LANDLOCK_CREATE, struct.pack("Q", handled), 8, 0)
    _checked(rules, "landlock")
    for place, access in (("/", _READ), (SCRATCH, _READ | _WRITE)):
        beneath = os.open(place, os.O_PATH)
        rule = struct.pack("=Qi", access & handled, beneath)
        _checked(_libc.syscall(syscalls.LANDLOCK_ADD, rules, _RULE_PATH_BENEATH, rule, 0), "landlock")
        os.close(beneath)
    _checked(_libc.syscall(syscalls.LANDLOCK_RESTRICT, rules, 0), "landlock")
    os.close(rules)


def _filter_calls() -> None:
    code = seccomp.program(platform.machine())
    held = ctypes.create_string_buffer(code, len(code))
    filtered = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(held))
    _checked(_libc.prctl(_PR_SET_SECCOMP, 2, filtered, 0, 0), "seccomp")


def _checked(result: int, what: str) -> None:
    if result < 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")
