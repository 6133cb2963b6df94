"""XML row by row: every element directly below the root is one.

A document type is refused, so there are no entities and nothing from outside.
"""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from aqtra.bulk.errors import UnreadableFile
from aqtra.bulk.limits import COLUMNS, RECORD_LENGTH

_PIECE: Final = 64 * 1024

Row = dict[str, str]
"""Texts of the elements by their names, and of attributes by their names behind `@`."""


def xml_rows(chunks: Iterator[bytes], encoding: str | None) -> Iterator[tuple[int, Row | str]]:
    """The line a row ends on, and its members or what is wrong with it. Raises UnreadableFile."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding=encoding,
    )
    reading = _Reading(parser)
    try:
        for chunk in chunks:
            # In pieces, so that what grows is noticed before all of it is there.
            for start in range(0, len(chunk), _PIECE):
                parser.feed(chunk[start : start + _PIECE])
                yield from reading.rows(_PIECE)
        parser.close()
        yield from reading.rows(0)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile.at(error.lineno, "syntax", f"not valid XML: {error.msg}") from error


class _Reading:
    def __init__(self, parser: "etree.XMLPullParser") -> None:
        self._events = parser.read_events()
        self._depth = 0
        self._elements = 0
        self._waiting = 0

    def rows(self, fed: int) -> Iterator[tuple[int, Row | str]]:
        """Those that have ended by now."""
        self._waiting += fed
        for event, element in self._events:
            if event == "start":
                self._begin(element)
                continue
            self._depth -= 1
            if self._depth == 1:
                yield element.sourceline or 0, _members(element)
                self._forget(element)
        if self._waiting > RECORD_LENGTH:
            raise UnreadableFile.at(None, "max_length", f"a row of more than {RECORD_LENGTH} bytes")

    def _begin(self, element: "etree._Element") -> None:
        if self._depth == 0 and element.getroottree().docinfo.doctype:
            raise UnreadableFile.at(1, "doctype", "a document type is not read")
        self._depth += 1
        self._elements += 1
        if self._elements > COLUMNS:
            raise UnreadableFile.at(element.sourceline, "max_length", f"a row of more than {COLUMNS} elements")

    def _forget(self, element: "etree._Element") -> None:
        """Rows that were read would stay in memory below the root."""
        self._elements = self._waiting = 0
        element.clear(keep_tail=True)
        parent = element.getparent()
        # Not itself: the parser may still hang text behind it.
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _members(element: "etree._Element") -> Row | str:
    row = {f"@{name}": str(value) for name, value in element.attrib.items()}
    for child in element:
        name = etree.QName(child).localname
        if name in row:
            return f"there are two elements {name}"
        if len(child):
            return f"{name} has elements within"
        row[name] = child.text or ""
    return row
