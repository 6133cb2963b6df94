"""One range of a file, as RFC 9110 has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.files.downloads import Range, disposition, read_range
from aqtra.files.errors import RangeNotSatisfiable


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", Range(0, 1)),
        ("bytes=0-99", Range(0, 100)),
        ("bytes=10-", Range(10, 100)),
        ("bytes=-1", Range(99, 100)),
        ("bytes=-1000", Range(0, 100)),
        ("bytes=90-1000", Range(90, 100)),
        ("Bytes = 5 - 6", Range(5, 7)),
        ("bytes=0-" + "9" * 40, Range(0, 100)),
    ],
)
def test_a_range_is_cut_to_the_file(header: str, expected: Range) -> None:
    assert read_range(header, 100) == expected


@pytest.mark.parametrize(
    "header",
    [
        None, "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=0-1,5-6", "bytes=0-9,3-4", "lines=0-1",
        "bytes=1", "bytes=--1", "bytes=0x1-2", "bytes=1-2-3", "bytes=٣-٤", "bytes=" + "9" * 500 + "-", "bytes=+1-2",
    ],
)  # fmt: skip
def test_what_is_no_single_range_means_the_whole_file(header: str | None) -> None:
    assert read_range(header, 100) is None


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0", f"bytes={'9' * 40}-", "bytes=500-501"])
def test_a_range_without_a_byte_is_refused(header: str) -> None:
    with pytest.raises(RangeNotSatisfiable) as refused:
        read_range(header, 100)
    assert refused.value.fields[0].params == {"size": 100}


def test_an_empty_file_has_no_range() -> None:
    with pytest.raises(RangeNotSatisfiable):
        read_range("bytes=0-", 0)


@given(st.text(alphabet="bytes=-, 0123456789", max_size=30), st.integers(0, 1000))
def test_every_range_lies_in_the_file(header: str, size: int) -> None:
    try:
        found = read_range(header, size)
    except RangeNotSatisfiable:
        return
    assert found is None or 0 <= found.start < found.end <= size


@given(st.text(max_size=50))
def test_no_name_leaves_its_header(name: str) -> None:
    header = disposition(name.encode(errors="replace").decode())
    header.encode("ascii")
    assert header.count('"') == 2
    assert not set("\r\n\0\\/") & set(header)
