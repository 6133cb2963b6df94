"""What somebody may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str], likeness: float = 0.7) -> str | None:
    """The name that is most like it, whatever its capitals; None where none is as much as asked."""
    by_small = {each.casefold(): each for each in known}
    found = get_close_matches(name.casefold(), by_small, 1, cutoff=likeness)
    return by_small[found[0]] if found else None


def suggestion(name: str, known: Iterable[str]) -> str:
    """The same as the end of a message."""
    found = nearest(name, known)
    return f"; did you mean {found}?" if found else ""
