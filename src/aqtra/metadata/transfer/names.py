"""Names of files and folders. They are for people: nothing is read back from them but a domain's name."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from uuid import UUID

LONGEST_SLUG = 40
# Windows opens a device instead of a file of such a name, whatever its extension.
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


def slug(text: str, fallback: str) -> str:
    """Lower-case Latin letters, digits and hyphens; `fallback` when nothing of `text` is left or may be used."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-")
    return f"{fallback}-{made}" if made in RESERVED else made or fallback


def slugs(names: Mapping[UUID, str], fallback: str) -> dict[UUID, str]:
    """A different slug for every key, whatever the names and their order.

    All that share a slug get the beginning of their key behind it, so that none depends on who came first.
    """
    plain = {key: slug(name, fallback) for key, name in names.items()}
    short = _told_apart(plain, lambda key: key.hex[:8])
    return _told_apart(short, lambda key: key.hex)


def _told_apart(made: Mapping[UUID, str], suffix: Callable[[UUID], str]) -> dict[UUID, str]:
    counts = Counter(made.values())
    return {key: name if counts[name] == 1 else f"{name}-{suffix(key)}" for key, name in made.items()}
