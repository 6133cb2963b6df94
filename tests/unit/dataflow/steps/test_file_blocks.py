"""Simple CSV that is cut many lines at a time: the same rows as cell by cell."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.dataflow import file_blocks
from aqtra.dataflow.errors import StepError
from aqtra.dataflow.file_blocks import Block, SimpleText
from aqtra.dataflow.file_reading import Reading, records
from aqtra.dataflow.file_rows import ImportedField, batches, converted
from aqtra.dataflow.items.codec import read_json
from aqtra.dataflow.items.scalars import convert
from aqtra.dataflow.items.types import INTEGER, STRING, FieldType, Kind

CELL = st.text(st.sampled_from('ab1 ;,"\r\n\0é'), max_size=3) | st.sampled_from(["", "x", "12"])
LINES = st.lists(st.lists(CELL, min_size=1, max_size=3).map(";".join), max_size=6)


def rows(content: bytes, how: Reading, size: int) -> list[tuple[int, Any]]:
    """Line and cells of every row, however they were read."""
    found: list[tuple[int, Any]] = []
    for record in records(iter([content[start : start + size] for start in range(0, len(content), size)]), how):
        if isinstance(record, Block):
            cells = zip(*(column.to_list() for column in record.columns), strict=True)
            found += [(line, list(row)) for line, row in enumerate(cells, record.first)]
        else:
            found.append(record)
    return found


def outcome(content: bytes, how: Reading, size: int) -> Any:
    try:
        return rows(content, how, size)
    except StepError as error:
        return error.code


@settings(deadline=None, max_examples=100)
@given(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.integers(1, 9), st.integers(1, 20))
def test_rows_are_the_same_as_read_cell_by_cell(
    lines: list[str], end: str, is_open: bool, size: int, block: int
) -> None:
    content = (end.join(lines) + ("" if is_open else end)).encode()
    for sources in (("A", "B"), ("a", "1"), ("B", "B", "A")):
        how = Reading("csv", sources)
        with patch.object(SimpleText, "first_row", lambda _self: None):
            wanted = outcome(content, how, size)
        with patch.object(file_blocks, "_BYTES", block):
            assert outcome(content, how, size) == wanted


NUMBERS = ("1", "007", "-3", "+4", " 5", "6 ", "7.0", "8.50", "-0", "-0.50", "1e2", "", " ", "٣", "x", "9" * 20)
WIDE = st.lists(st.lists(st.sampled_from(NUMBERS), min_size=2, max_size=3).map(";".join), max_size=6)
FIELDS = (
    ImportedField("a", INTEGER, "1"),
    ImportedField("b", FieldType(Kind.NUMBER), "2"),
    ImportedField("c", STRING, "1"),
)


def imported(content: bytes, how: Reading, fields: Sequence[ImportedField]) -> Any:
    """The items, and the rows that are none."""
    made = [converted(batch, fields, UTC) for batch in batches(records(iter([content]), how))]
    items = [item for table, _ in made for item in read_json(table.to_json())]
    return items, sorted((row.line, row.message) for _, bad in made for row in bad)


@settings(deadline=None, max_examples=150)
@given(WIDE, st.booleans(), st.integers(1, 30))
def test_items_are_the_same_as_of_rows_read_cell_by_cell(lines: list[str], shared: bool, block: int) -> None:
    """Numbers that the parser of the file reads itself, too; not where a text is wanted of the same column."""
    content = "\n".join(["1;2", *lines]).encode()
    fields = FIELDS if shared else FIELDS[:2]
    how = Reading("csv", tuple(field.column or "" for field in fields), whole=frozenset({0}))
    with patch.object(SimpleText, "first_row", lambda _self: None):
        wanted = imported(content, how, fields)
    with patch.object(file_blocks, "_BYTES", block):
        assert imported(content, how, fields) == wanted


def blocks(*texts: str) -> Iterator[Any]:
    text = SimpleText((part.encode("utf-8", "surrogateescape") for part in texts), "surrogateescape", ";")
    width = len(text.first_row() or ())
    yield from (block.height for block in text.blocks(width, range(width)))
    yield "".join(text.rest())


@pytest.mark.parametrize(
    ("content", "given_in_blocks", "left"),
    [
        ("a;b\nc;d\n", 2, ""),
        ("a;b\nc;d", 2, ""),
        ("a;b\r\nc;d\r\n", 2, ""),
        ('a;b\n"c";d\n', 0, 'a;b\n"c";d\n'),
        ("a;b\n\nc;d\n", 0, "a;b\n\nc;d\n"),
        ("a;b\nc;d\n\n", 0, "a;b\nc;d\n\n"),
        ("\ufeffa;b\nc;d\n", 0, "\ufeffa;b\nc;d\n"),
        ("a;b\nc\n", 0, "a;b\nc\n"),
        ("a;b\nc\ufffd;d\udc80\n", 0, "a;b\nc\ufffd;d\udc80\n"),
    ],
)
def test_only_simple_text_is_given_in_blocks(content: str, given_in_blocks: int, left: str) -> None:
    *heights, rest = blocks(content)
    assert (sum(heights), rest) == (given_in_blocks, left)


def test_a_quote_in_the_middle_ends_the_simple_part_and_numbers_go_on() -> None:
    content = b"A;B\n" + b"x;1\n" * 50_000 + b'"y;\n";2\n' + b"x;3\n" * 2
    with patch.object(file_blocks, "_BYTES", 40_000):
        found = rows(content, Reading("csv", ("A", "B")), 1_000)
    lines = [*range(1, 50_002), 50_002, 50_004, 50_005]
    assert [line for line, _ in found] == lines
    assert found[-3:] == [(50_002, ["y;\n", "2"]), (50_004, ["x", "3"]), (50_005, ["x", "3"])]


WHOLE = (
    st.text(st.sampled_from("0123456789+-.eE_ \t٣"), min_size=1, max_size=21)
    | st.sampled_from(["-0"])
    | st.integers(-(2**65), 2**65).map(str)
)


@settings(deadline=None, max_examples=200)
@given(st.lists(WHOLE | st.just(""), min_size=1, max_size=5))
def test_whole_numbers_are_those_that_the_rules_of_values_know(cells: list[str]) -> None:
    """Whatever the parser of the file takes for a whole number is one, and of the same value."""
    content = "".join(f"{cell};x\n" for cell in cells).encode()
    text = SimpleText(iter([content]), "surrogateescape", ";")
    (block,) = text.blocks(2, [0], frozenset({0}))
    if block.columns[0].dtype.is_integer():
        assert block.columns[0].to_list() == [convert(cell, Kind.INTEGER) for cell in cells]
    else:
        assert block.columns[0].to_list() == [cell or None for cell in cells]


@pytest.mark.parametrize(
    ("cells", "in_one_go"),
    [(["1", "-2", "007"], True), (["1", ""], False), (["1", " "], False), (["1", "x"], False), (["1", "1.0"], False)],
)
def test_whole_numbers_are_parsed_where_all_cells_are_some(cells: list[str], *, in_one_go: bool) -> None:
    text = SimpleText(iter(["".join(f"{cell};x\n" for cell in cells).encode()]), "surrogateescape", ";")
    (block,) = text.blocks(2, [0, 1], frozenset({0}))
    assert (block.columns[0].dtype.is_integer(), block.height) == (in_one_go, len(cells))
