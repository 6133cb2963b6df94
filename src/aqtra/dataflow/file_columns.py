"""Which column of a file a mapping means: a header, a letter as in spreadsheets, or a number counted from 1."""

import re
from collections.abc import Sequence
from typing import Final

from aqtra.bulk.limits import COLUMNS
from aqtra.dataflow.file_errors import ColumnNotFound

_LETTERS: Final = re.compile(r"[A-Z]{1,3}")
_QUOTED: Final = re.compile(r'"(.+)"', re.DOTALL)

ColumnRef = str | int
"""The text of a header, or a position from 0."""


def column_refs(sources: Sequence[str]) -> tuple[ColumnRef, ...]:
    """What the sources of a mapping mean together.

    Once one of them can only be a header, letters are headers too: in a file with headers `ID` is one. Quotes make a
    header of anything: `"A"`, `"2024"`.
    """
    refs = [_ref(source) for source in sources]
    if all(isinstance(ref, int) for ref in refs):
        return tuple(refs)
    return tuple(source if _LETTERS.fullmatch(source) else ref for source, ref in zip(sources, refs, strict=True))


def _ref(source: str) -> ColumnRef:
    if quoted := _QUOTED.fullmatch(source):
        return quoted[1]
    if source.isascii() and source.isdigit():
        return int(source) - 1
    if _LETTERS.fullmatch(source) and (position := _position(source)) < COLUMNS:
        return position
    return source


def _position(letters: str) -> int:
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1


def names_headers(refs: Sequence[ColumnRef]) -> bool:
    """Whether the first row is the header row."""
    return any(isinstance(ref, str) for ref in refs)


def positions(refs: Sequence[ColumnRef], first: Sequence[str], width: int) -> list[int]:
    """Where the columns are in a file with this first row. Raises ColumnNotFound."""
    titles = [title.strip() for title in first]
    return [_found(ref, titles, width) for ref in refs]


def _found(ref: ColumnRef, titles: Sequence[str], width: int) -> int:
    if isinstance(ref, int):
        if not 0 <= ref < width:
            raise ColumnNotFound(f"there is no column {ref + 1}; the file has {width}", column=str(ref + 1))
        return ref
    match [place for place, title in enumerate(titles) if title == ref.strip()]:
        case [place]:
            return place
        case []:
            raise ColumnNotFound(f"no column has the header {ref}", column=ref)
        case several:
            raise ColumnNotFound(f"{len(several)} columns have the header {ref}", column=ref)
