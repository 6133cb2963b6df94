"""The beginning of a CSV file that is as simple as most are: whole lines, cut at the separator many at a time.

Simple text has no quotes, no blank lines and as many cells in every line. Whatever else it holds ends the simple part,
and is left to the reader that goes cell by cell.
"""

import codecs
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aqtra.bulk.limits import CELL_LENGTH, COLUMNS

if TYPE_CHECKING:
    import polars as pl

_BYTES: Final = 1024 * 1024
_LONGEST_LINE: Final = 1_000_000
_SPECIAL: Final = (b'"', b"\r", b"\0")
_BLANK: Final = (b"\n", codecs.BOM_UTF8)
"""A line that is blank; and a mark that a parser takes for no text when it meets it first."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows as columns of texts or whole numbers; what is empty is null. `first`: the line of the first row."""

    first: int
    columns: "tuple[pl.Series, ...]"
    height: int


class SimpleText:
    """Gives blocks as long as the text is simple. `rest` is the text that was not given."""

    def __init__(self, content: Iterator[bytes], errors: str, separator: str) -> None:
        """`content`: UTF-8. `errors`: how bytes in it are decoded that are no text."""
        self._content = content
        self._errors = errors
        self._separator = separator
        self._held = b""
        self._odd: set[int] = set()
        self._is_marked = False
        self.lines = 0
        """Lines that were given."""

    def first_row(self) -> list[str] | None:
        """The cells of the first line, which stays; None when it is not simple."""
        is_end = False
        while b"\n" not in self._held and len(self._held) < _LONGEST_LINE and not is_end:
            chunk = next(self._content, None)
            is_end = chunk is None
            self._held += chunk or b""
        line, end, _ = self._held.partition(b"\n")
        line = line.removesuffix(b"\r")
        if not (end or is_end) or not _is_simple(line):
            return None
        row = line.decode("utf-8", self._errors).split(self._separator)
        return None if len(row) > COLUMNS else row

    def pass_over(self) -> None:
        """Leaves the first line out."""
        self._held = self._held.partition(b"\n")[2]
        self.lines += 1

    def blocks(self, width: int, places: Sequence[int], whole: AbstractSet[int] = frozenset()) -> Iterator[Block]:
        """The cells at these places of rows that are as wide.

        `whole`: places of whole numbers. They come as such where all are written as the parser knows them.
        """
        while parts := self._next():
            cells = self._cells(parts, width, whole - self._odd)
            if cells is None:
                self._held = b"".join((*parts, self._held))
                return
            yield Block(self.lines + 1, tuple(cells[str(place)] for place in places), cells.height)
            self.lines += cells.height

    def rest(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder("utf-8")(self._errors)
        yield decoder.decode(self._held)
        for chunk in self._content:
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)

    def _next(self) -> list[bytes]:
        """Some whole lines, in two parts; none when there are no more, or one is too long."""
        chunks = [self._held]
        size = len(self._held)
        is_end = False
        while size < _BYTES and not is_end:
            chunk = next(self._content, None)
            is_end = chunk is None
            chunks.append(chunk or b"")
            size += len(chunks[-1])
        content = b"".join(chunks)
        end = size if is_end else content.rfind(b"\n") + 1
        middle = content.find(b"\n", end // 2, end) + 1
        self._held = content[end:]
        return [part for part in (content[:middle], content[middle:end]) if part]

    def _cells(self, parts: list[bytes], width: int, whole: AbstractSet[int]) -> "pl.DataFrame | None":
        """The cells of all lines; None where they are not simple."""
        plain = [(part.replace(b"\r\n", b"\n") if b"\r" in part else part).removesuffix(b"\n") for part in parts]
        if not all(map(_is_simple, plain)):
            return None
        cells = self._read(plain, width, whole)
        # What is blank is null to the parser, and no number to us.
        odd = {place for place in whole if cells is None or cells[str(place)].null_count()}
        if odd:
            self._odd |= odd
            cells = self._read(plain, width, whole - odd)
        is_long = cells is not None and sum(map(len, plain)) > CELL_LENGTH and _longest(cells) > CELL_LENGTH
        return None if is_long else cells

    def _read(self, parts: list[bytes], width: int, whole: AbstractSet[int]) -> "pl.DataFrame | None":
        """The cells; None where a line has not as many as `width`, or they cannot be read as what is wanted."""
        if not self._is_marked:
            cells = _parsed(parts, self._separator, width, whole)
            if cells is None or not cells[str(width - 1)].null_count():
                counted = sum(part.count(self._separator.encode()) for part in parts)
                return None if cells is None or counted != (width - 1) * cells.height else cells
            # The last cell of a line is empty, or the line is too short for it: from here on lines end with a mark.
            self._is_marked = True
        return _parsed_marked(parts, self._separator, width, whole)


def _is_simple(lines: bytes) -> bool:
    """Whether lines without the end of the last one may be simple, for all that is seen before they are cut."""
    is_blank = not lines or lines.startswith(_BLANK) or lines.endswith(b"\n")
    return not is_blank and not any(special in lines for special in _SPECIAL)


def _parsed(parts: list[bytes], separator: str, width: int, whole: AbstractSet[int]) -> "pl.DataFrame | None":
    """The cells of all lines; those that are empty or missing, and empty ones that are too many, are null or left out.

    None for what is no UTF-8, for other cells that are too many, and for what is no whole number.
    """
    import polars as pl

    schema = {str(place): pl.Int64 if place in whole else pl.String for place in range(width)}
    try:
        return pl.read_csv(parts, has_header=False, separator=separator, quote_char=None, schema=schema)
    except pl.exceptions.PolarsError:
        return None


def _parsed_marked(parts: list[bytes], separator: str, width: int, whole: AbstractSet[int]) -> "pl.DataFrame | None":
    """The same of lines that are as wide: a mark behind every line is where it belongs."""
    mark = b"y" if separator == "x" else b"x"
    ending = separator.encode() + mark
    marked = [part.replace(b"\n", ending + b"\n") + ending for part in parts]
    cells = _parsed(marked, separator, width + 1, whole)
    if cells is None or not (cells[str(width)] == mark.decode()).all(ignore_nulls=False):
        return None
    return cells.drop(str(width))


def _longest(cells: "pl.DataFrame") -> int:
    """Bytes of the longest text."""
    texts = (column for column in cells if not column.dtype.is_integer())
    return max((_most_bytes(column) for column in texts), default=0)


def _most_bytes(texts: "pl.Series") -> int:
    most = texts.str.len_bytes().max()
    assert most is None or isinstance(most, int)
    return most or 0
