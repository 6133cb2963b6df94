"""40 to 45: calls that only the kernel can refuse.

An attack has won as soon as its call reaches what it is for, were it only to hear that an argument is wrong there.
"""

from tests.integration.scripting.corpus.model import Attack

FILTER = "the filter of system calls"
_NUMBERS = {
    "bpf": (321, 280),
    "io_uring_setup": (425, 425),
    "keyctl": (250, 219),
    "mount": (165, 40),
    "perf_event_open": (298, 241),
    "pivot_root": (155, 41),
    "process_vm_readv": (310, 270),
    "ptrace": (101, 117),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}
"""On x86-64, and on ARM64."""


def called(name: str, *arguments: str) -> str:
    """A system call, made past everything that Python would say about it."""
    intel, arm = _NUMBERS[name]
    given = ", ".join(("number", *arguments))
    return (
        "import os, sys\n"
        # In the jail it cannot be imported, but whoever put the walls up has it still.
        "held = [vars(m)['ctypes'] for m in list(sys.modules.values()) if 'ctypes' in vars(m)]\n"
        "if not held: import ctypes\n"
        "ctypes = held[0] if held else ctypes\n"
        f"number = {{'x86_64': {intel}, 'aarch64': {arm}}}[os.uname().machine]\n"
        f"answer = ctypes.CDLL(None, use_errno=True).syscall({given})\n"
        "if answer < 0 and ctypes.get_errno() in (1, 13, 38): raise OSError(ctypes.get_errno(), 'refused')\n"
        "won = True\n"
    )


def _ioctl(request: int) -> str:
    return (
        "import fcntl, errno\n"
        "with open('/tmp/terminal', 'w') as held:\n"
        f"    try: fcntl.ioctl(held, {request}, b'x')\n"
        # The kernel was asked and said that this is no terminal.
        "    except OSError as error:\n"
        "        if error.errno != errno.ENOTTY: raise\n"
        "won = True\n"
    )


ATTACKS = [
    Attack(40, "ptrace", FILTER, called("ptrace", "0x4206", "os.getppid()", "None", "None"), "PermissionError"),
    Attack(
        40,
        "memory of a process",
        FILTER,
        called("process_vm_readv", "os.getpid()", "None", "0", "None", "0", "0"),
        "PermissionError",
    ),
    Attack(41, "user namespace", FILTER, called("unshare", "0x10000000"), "PermissionError"),
    Attack(
        42,
        "mount",
        f"{FILTER}; no rights",
        called("mount", "None", "b'/tmp'", "b'tmpfs'", "0", "None"),
        "PermissionError",
    ),
    Attack(42, "pivot_root", f"{FILTER}; no rights", called("pivot_root", "b'/tmp'", "b'/tmp'"), "PermissionError"),
    Attack(43, "bpf", FILTER, called("bpf", "1", "None", "0"), "PermissionError"),
    Attack(43, "io_uring", FILTER, called("io_uring_setup", "1", "None"), "PermissionError"),
    Attack(43, "userfaultfd", FILTER, called("userfaultfd", "1"), "PermissionError"),
    Attack(43, "perf_event_open", FILTER, called("perf_event_open", "None", "0", "-1", "-1", "0"), "PermissionError"),
    Attack(44, "typing into a terminal", FILTER, _ioctl(0x5412), "PermissionError"),
    Attack(44, "taking a terminal", FILTER, _ioctl(0x540E), "PermissionError"),
    Attack(
        45,
        "another program",
        "no programs in the root; the filter of system calls",
        "import os\nwon = os.waitpid(os.posix_spawn('/usr/bin/env', ['env', 'true'], {}), 0)[1] == 0",
        "PermissionError",
    ),
    Attack(
        45,
        "another user",
        "no rights; the filter of system calls",
        "import os\nos.setuid(0)\nwon = os.geteuid() == 0",
        "PermissionError",
    ),
]
