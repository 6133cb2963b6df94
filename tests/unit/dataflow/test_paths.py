"""Paths into items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.items.paths import EACH, Path, PathError, parse_path


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("name", ("name",)),
        ("a.b", ("a", "b")),
        ("list[0].x", ("list", 0, "x")),
        ("list[*].x", ("list", EACH, "x")),
        ('["odd name"]', ("odd name",)),
        ('data["a.b"].c', ("data", "a.b", "c")),
        ("$parent.$parent.id", ("$parent", "$parent", "id")),
        ("_total@date-time", ("_total@date-time",)),
    ],
)
def test_a_path_is_read_into_its_segments(text: str, segments: tuple[object, ...]) -> None:
    assert parse_path(text).segments == segments


@pytest.mark.parametrize(
    "text", ["", ".", "a.", ".a", "a..b", "a b", "[0]", "[*]", "a[", "a[x]", "a[-1]", "a.[0]", "a]b", 'a"b']
)
def test_text_that_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(PathError):
        parse_path(text)


segment = st.one_of(st.text(min_size=1), st.integers(0, 10**6), st.just(EACH))


@given(st.text(min_size=1), st.lists(segment, max_size=5))
def test_every_path_reads_back_from_its_text(first: str, rest: list[object]) -> None:
    path = Path((first, *rest))  # type: ignore[arg-type]
    assert parse_path(str(path)) == path
