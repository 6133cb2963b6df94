"""Becomes another program in this process: account, reachable folders and death signal first, then `exec`.

Run as a script (`python -I -S launch.py <JSON>`), never imported by the platform, so that nothing heavy is
loaded and no Python code runs between `fork` and `exec` of a process that has threads. The JSON object holds:

- `argv`: the program and its arguments;
- `parent`: process id of the starter; when it is gone already, the program is not started;
- `death_signal`: sent by the kernel when the starter dies, however it dies;
- `uid`: account to run under, or null for the present one;
- `covers`, `shows`: folders to hide behind an empty stand-in, and those to show at their usual place again.
  Used when an unprivileged account could not walk through the folders above the ones it works in: in a
  mount namespace of its own it may, and nothing changes for anybody else.
"""

import ctypes
import json
import os
import sys
from typing import Any

CLONE_NEWNS = 0x00020000
MS_BIND = 0x1000
MS_REC = 0x4000
MS_SLAVE = 0x80000
PR_SET_PDEATHSIG = 1
CANNOT_PREPARE = 97


def main(request: dict[str, Any]) -> None:
    os.umask(0o077)
    if sys.platform == "linux" and request["covers"]:
        stand_in(request["covers"], request["shows"])
    if request["uid"] is not None:
        os.chdir("/")
        os.setgroups([])
        os.setgid(request["uid"])
        os.setuid(request["uid"])
    if sys.platform == "linux":
        # After the change of account: the kernel forgets the signal when credentials change.
        call("prctl", PR_SET_PDEATHSIG, request["death_signal"], 0, 0, 0)
    if os.getppid() != request["parent"]:
        raise OSError("the starting process has gone")
    os.execv(request["argv"][0], request["argv"])


def stand_in(covers: list[str], shows: list[str]) -> None:
    """Put an empty folder over each of `covers`, in which only `shows` can be found."""
    from pathlib import Path  # Costs more than the rest of a start, which rarely needs it.

    call("unshare", CLONE_NEWNS)
    mount(None, "/", None, MS_REC | MS_SLAVE, None)
    opened = {path: os.open(path, os.O_RDONLY | os.O_DIRECTORY) for path in shows}
    for path in covers:
        mount(b"none", path, b"tmpfs", 0, b"mode=0755,size=1m")
    os.umask(0o022)
    for path, descriptor in opened.items():
        Path(path).mkdir(parents=True, exist_ok=True)
        mount(f"/proc/self/fd/{descriptor}".encode(), path, None, MS_BIND | MS_REC, None)
        os.close(descriptor)
    os.umask(0o077)


def mount(source: bytes | None, target: str, kind: bytes | None, flags: int, data: bytes | None) -> None:
    call("mount", source, target.encode(), kind, ctypes.c_ulong(flags), data)


def call(name: str, *arguments: Any) -> None:
    """A function of the C library; its error becomes an `OSError` with the function's name."""
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")


if __name__ == "__main__":
    try:
        main(json.loads(sys.argv[1]))
    except OSError as error:
        sys.stderr.write(f"cannot start {sys.argv[1]}: {error}\n")
        sys.exit(CANNOT_PREPARE)
