"""A filter of system calls: an allow-list as a BPF program. Source: Linux, userspace-api/seccomp_filter."""

import struct
from collections.abc import Iterator
from typing import Final

from . import syscalls

ALLOW: Final = 0x7FFF0000
KILL: Final = 0x80000000
ERRNO: Final = 0x00050000
EPERM, ENOSYS = 1, 38
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCH = 0, 4
"""Offsets in seccomp_data."""

Instruction = tuple[int, int, int, int]


def program(machine: str) -> bytes:
    """The filter for a machine as the kernel takes it. Raises KeyError for an architecture that is not known."""
    return b"".join(struct.pack("HBBI", *each) for each in _instructions(machine))


def _instructions(machine: str) -> Iterator[Instruction]:
    yield (_LOAD, 0, 0, _ARCH)
    yield (_EQUAL, 1, 0, syscalls.AUDIT_ARCH[machine])
    yield (_RETURN, 0, 0, KILL)
    yield (_LOAD, 0, 0, _NUMBER)
    yield (_AT_LEAST, 0, 1, syscalls.X32_BIT)
    yield (_RETURN, 0, 0, KILL)
    for number in syscalls.ALLOWED[machine].values():
        yield (_EQUAL, 0, 1, number)
        yield (_RETURN, 0, 0, ALLOW)
    yield (_EQUAL, 0, 1, syscalls.CLONE3)
    yield (_RETURN, 0, 0, ERRNO | ENOSYS)
    yield from _only(syscalls.IOCTL[machine], argument=1, values=syscalls.HARMLESS_IOCTLS)
    yield from _only_null(syscalls.PRLIMIT64[machine], argument=2)
    yield (_RETURN, 0, 0, ERRNO | EPERM)


def _only(number: int, argument: int, values: tuple[int, ...]) -> Iterator[Instruction]:
    """One call, when the low word of an argument is one of the values."""
    yield (_EQUAL, 0, 2 * len(values) + 2, number)
    yield (_LOAD, 0, 0, _low(argument))
    for value in values:
        yield (_EQUAL, 0, 1, value)
        yield (_RETURN, 0, 0, ALLOW)
    yield (_RETURN, 0, 0, ERRNO | EPERM)


def _only_null(number: int, argument: int) -> Iterator[Instruction]:
    yield (_EQUAL, 0, 6, number)
    yield (_LOAD, 0, 0, _low(argument))
    yield (_EQUAL, 0, 3, 0)
    yield (_LOAD, 0, 0, _low(argument) + 4)
    yield (_EQUAL, 0, 1, 0)
    yield (_RETURN, 0, 0, ALLOW)
    yield (_RETURN, 0, 0, ERRNO | EPERM)


def _low(argument: int) -> int:
    """Where the low half of an argument lies. Both architectures are little-endian."""
    return 16 + 8 * argument
