"""Libraries that an administrator lets scripts import besides the standard library.

Only those of a list can be chosen: they were tried in the jail, where there are no threads, processes and sockets. What
a chosen one depends on comes with it. The versions are those of the platform's own environment.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from aqtra.metadata.scripts.libraries import VETTED
from aqtra.scripting.errors import PackageRefused

_THREADS: Final = "it needs threads, which the jail refuses"
_SOCKETS: Final = "it opens sockets, which the jail refuses; `http.client`, `urllib.request` and `httpx` are there"
UNFIT: Final = {
    **dict.fromkeys(("duckdb", "polars", "pyarrow"), _THREADS),
    **dict.fromkeys(("aiohttp", "httpx", "psycopg", "redis", "requests"), _SOCKETS),
}
"""What is asked for most likely and cannot work, with the reason."""


@dataclass(frozen=True, slots=True)
class Library:
    """What of the platform's environment is shown to scripts, and what is loaded of it. `folder` holds the entries."""

    folder: Path
    entries: tuple[str, ...]
    extensions: tuple[str, ...]
    """Compiled modules, by their dotted names."""


def libraries(names: Sequence[str]) -> list[Library]:
    """The chosen ones and what they depend on, each once. Raises PackageRefused."""
    chosen: dict[str, Library] = {}
    waiting: list[tuple[str, str]] = [(canonicalize_name(name), "") for name in names]
    for name, _ in waiting:
        _admit(name)
    while waiting:
        name, needed_by = waiting.pop()
        if name not in chosen:
            found = _installed(name, needed_by)
            chosen[name] = _library(name, found)
            waiting += [(each, name) for each in _needs(found)]
    return list(chosen.values())


def modules(names: Iterable[str]) -> list[str]:
    """What of the chosen ones is loaded before the first script."""
    return [module for name in names for module in VETTED[canonicalize_name(name)]]


def _admit(name: str) -> None:
    if name in UNFIT:
        raise PackageRefused(f"scripts cannot have {name}: {UNFIT[name]}")
    if name not in VETTED:
        raise PackageRefused(f"scripts cannot have {name}: it is none of {', '.join(VETTED)}")


def _installed(name: str, needed_by: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError as error:
        why = f", which {needed_by} needs" if needed_by else ""
        raise PackageRefused(f"{name}{why} is not installed in the environment of the platform") from error


def _needs(found: Distribution) -> Iterator[str]:
    for text in found.requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonicalize_name(requirement.name)


def _library(name: str, found: Distribution) -> Library:
    files = [file for file in found.files or () if file.parts[0] not in ("/", "..", "__pycache__")]
    if not files:
        raise PackageRefused(f"{name} does not say what it consists of: install it from a wheel")
    extensions = (".".join((*file.parts[:-1], file.name.partition(".")[0])) for file in files if file.suffix == ".so")
    return Library(
        folder=Path(str(found.locate_file(""))),
        entries=tuple(sorted({file.parts[0] for file in files})),
        # Libraries beside the package have names that are none of modules.
        extensions=tuple(sorted(name for name in extensions if all(part.isidentifier() for part in name.split(".")))),
    )
