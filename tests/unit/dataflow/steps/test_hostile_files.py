"""Files made to exhaust memory: each ends in its named limit, and the memory comes back."""

import gc
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator

import polars as pl
import psutil
import pytest
import xlsxwriter

from aqtra.dataflow.models import Limits
from tests.integration.studio.waiting import eventually
from tests.unit.dataflow.held_files import HeldFile, of_bytes
from tests.unit.dataflow.steps.file_steps import imported, outcome

MEGABYTE = 1024 * 1024
TEXT = b'"' + b"x" * MEGABYTE + b'",'
ALLOWED = 150 * MEGABYTE
"""What a process may have more afterwards: caches of allocators, no file."""


def has_come_back(before: int) -> bool:
    """Whether the memory is given back; the allocator of frames does so some seconds later, when it is next used."""
    gc.collect()
    pl.Series([1, 2]).sum()
    return psutil.Process().memory_info().rss - before < ALLOWED


def endless(piece: bytes, size: int = 1024 * MEGABYTE, first: bytes = b"", made: list[int] | None = None) -> HeldFile:
    """A gigabyte that never exists as a whole; `made` counts what was asked for."""

    def content() -> Iterator[bytes]:
        yield first
        for number in range(size // len(piece)):
            if made is not None:
                made.append(number)
            yield piece

    return HeldFile("big", content)


def archive(**parts: Iterable[bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made:
        for name, pieces in parts.items():
            with made.open(name.replace("__", "/"), "w") as part:
                for piece in pieces:
                    part.write(piece)
    return output.getvalue()


def bomb() -> HeldFile:
    """A workbook of 100 kB whose shared strings unfold to 100 MB."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, "Name")
    with zipfile.ZipFile(output) as read:
        parts: dict[str, Iterable[bytes]] = {
            name.replace("/", "__"): [read.read(name)] for name in read.namelist() if "sharedStrings" not in name
        }
    zeros = b"<si><t>" + b"0" * MEGABYTE + b"</t></si>"
    parts["xl__sharedStrings.xml"] = (b"<sst>", *([zeros] * 100), b"</sst>")
    return of_bytes(archive(**parts))


def columnar_bomb() -> HeldFile:
    """A Parquet file of 24 kB whose rows unfold to 1.5 GB."""
    output = io.BytesIO()
    names = pl.Series("Name", ["x" * MEGABYTE]).new_from_index(0, 1_500)
    # In small groups, for its making is not to take what it unfolds to.
    pl.DataFrame([names]).write_parquet(output, row_group_size=50)
    return of_bytes(output.getvalue())


def failure(content: HeldFile, source: str, kind: str) -> str:
    ended = outcome(content, {"Text": source}, kind, Limits(items=200_000, memory=32 * MEGABYTE, disk=300 * MEGABYTE))
    assert ended.error is not None
    assert ended.error.step_id == "file"
    return ended.error.code


CASES: list[tuple[str, Callable[[], HeldFile], str, str, str]] = [
    ("a workbook that is a zip bomb", bomb, "A", "xlsx", "file_too_large"),
    ("a Parquet file that unfolds", columnar_bomb, "Name", "parquet", "disk_limit"),
    ("CSV of one line", lambda: endless(b"x" * MEGABYTE), "A", "csv", "file_too_large"),
    ("CSV of one quote", lambda: endless(b"x\n" * (MEGABYTE // 2), first=b'"'), "A", "csv", "row_invalid"),
    ("CSV of too many rows", lambda: endless((b"x;" + b"y" * 40 + b"\n") * 10_000), "A", "csv", "too_many_items"),
    ("JSON of one text", lambda: endless(b"x" * MEGABYTE, first=b'[{"t": "'), "t", "json", "file_too_large"),
    (
        "JSON before the array",
        lambda: endless(b'"' + b"x" * MEGABYTE + b'",', first=b'{"a": ['),
        "r[*].t",
        "json",
        "file_too_large",
    ),
    ("XML of one row", lambda: endless(b"x" * MEGABYTE, first=b"<r><i><t>"), "t", "xml", "file_too_large"),
    ("XML that is deep", lambda: endless(b"<a>" * 9_000), "t", "xml", "file_type_mismatch"),
]


@pytest.mark.parametrize(("make", "source", "kind", "code"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_a_file_made_to_exhaust_memory_ends_by_its_limit(
    make: Callable[[], HeldFile], source: str, kind: str, code: str
) -> None:
    imported(b"x\n", {"Text": "A"})
    content = make()
    gc.collect()
    before = psutil.Process().memory_info().rss
    assert failure(content, source, kind) == code
    eventually(lambda: has_come_back(before))


def test_a_gigabyte_beyond_the_limit_is_not_read_to_its_end() -> None:
    made: list[int] = []
    assert failure(endless(b"x" * MEGABYTE, made=made), "A", "csv") == "file_too_large"
    assert len(made) < 20


def test_many_empty_rows_of_a_workbook_are_no_items() -> None:
    """They are how spreadsheets leave formatted ranges behind: passed over, and nothing of them is held."""
    rows = (b"".join(b'<row r="%d"/>' % number for number in range(n, n + 1_000)) for n in range(1, 200_000, 1_000))
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        book.add_worksheet()
    with zipfile.ZipFile(output) as read:
        parts: dict[str, Iterable[bytes]] = {name.replace("/", "__"): [read.read(name)] for name in read.namelist()}
    space = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    parts["xl__worksheets__sheet1.xml"] = (space, *rows, b"</sheetData></worksheet>")
    content = of_bytes(archive(**parts))
    del parts
    gc.collect()
    before = psutil.Process().memory_info().rss
    assert imported(content, {"Text": "A"}, "xlsx") == []
    eventually(lambda: has_come_back(before))
