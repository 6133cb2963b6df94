"""Kernels that refuse what the jail needs: a filter of system calls over one thread and what that starts."""

import ctypes
import platform
import struct
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from aqtra.scripting.inside.seccomp import ALLOW, ERRNO, Instruction

CLONE_NEWUSER: Final = 0x10000000
_NUMBERS: Final = {
    "clone": (56, 220),
    "unshare": (272, 97),
    "landlock_create_ruleset": (444, 444),
    "prctl": (157, 167),
}
"""On x86-64, and on ARM64."""
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_FILTER = 38, 22, 2
_LOAD, _EQUAL, _HAS_BITS, _RETURN = 0x20, 0x15, 0x45, 0x06
_NUMBER, _FIRST_ARGUMENT = 0, 16
_libc: Final = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Refused:
    """Calls that fail with an error: always, or where their first argument has some of the bits."""

    calls: dict[str, int | None]
    error: int


def on_such_a_kernel(refused: Refused, work: Callable[[], None]) -> None:
    """Does the work where these calls are refused. Raises what the work raises."""

    def within() -> None:
        _filter(refused)
        work()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(within).result()


def _filter(refused: Refused) -> None:
    code = b"".join(struct.pack("HBBI", *each) for each in _instructions(refused))
    held = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(held))
    for call in ((_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (_PR_SET_SECCOMP, _SECCOMP_FILTER, program, 0, 0)):
        if _libc.prctl(*call) < 0:
            raise OSError(ctypes.get_errno(), "the filter cannot be put up")


def _instructions(refused: Refused) -> Iterator[Instruction]:
    yield (_LOAD, 0, 0, _NUMBER)
    for name, bits in refused.calls.items():
        yield (_EQUAL, 0, 1 if bits is None else 4, _NUMBERS[name][platform.machine() == "aarch64"])
        if bits is not None:
            yield (_LOAD, 0, 0, _FIRST_ARGUMENT)
            yield (_HAS_BITS, 0, 1, bits)
        yield (_RETURN, 0, 0, ERRNO | refused.error)
        if bits is not None:
            yield (_RETURN, 0, 0, ALLOW)
    yield (_RETURN, 0, 0, ALLOW)
