"""Rules of several levels hold together; each can only narrow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.files.errors import FileTooLarge, WrongFileType
from aqtra.files.rules import Rule, check
from aqtra.kernel.file_types import parse_types

JPEG = "image/jpeg"


@pytest.mark.parametrize("text", ["", " ", ".*", "*/*", "*", ".jpg, .*", ","])
def test_such_a_list_accepts_anything(text: str) -> None:
    assert Rule.of(text, None).accepts("x.exe", "application/octet-stream")


@pytest.mark.parametrize(
    ("types", "name", "content_type", "is_accepted"),
    [
        (".jpg", "A.JPG", JPEG, True),
        (".JPG , .png", "a.jpg", JPEG, True),
        (".jpg", "jpg", JPEG, False),
        (".jpg", "a.jpg.exe", "application/octet-stream", False),
        (".tar.gz", "a.tar.gz", "application/gzip", True),
        ("image/*", "a.bin", JPEG, True),
        ("image/*", "a.jpg", "text/html", False),
        ("image/jpeg", "a", JPEG, True),
        ("image/jpeg", "a", "image/jpegx", False),
        ("image/*, .pdf", "a.pdf", "application/pdf", True),
    ],
)
def test_extensions_and_types_may_be_mixed(types: str, name: str, content_type: str, is_accepted: bool) -> None:
    assert Rule.of(types, None).accepts(name, content_type) is is_accepted


def test_a_type_is_left_open_until_the_content_is_known() -> None:
    rule = Rule.of("image/*", None)
    assert rule.accepts("a", None)
    assert not rule.accepts("a", "text/plain")


@pytest.mark.parametrize("text", ["jpg", "*.jpg", "image", "image/", "/png", ".", "./x", "a/b/c", "<script>", "\0"])
def test_what_is_no_pattern_is_refused_where_it_is_set_and_accepts_nothing_where_it_stands(text: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        parse_types(text)
    assert not Rule.of(text, None).accepts("a.jpg", JPEG)


@given(st.lists(st.tuples(st.sampled_from(["", ".a", ".b", ".a,.b"]), st.none() | st.integers(1, 9)), max_size=3))
def test_every_level_can_only_narrow(levels: list[tuple[str, int | None]]) -> None:
    rules = [Rule.of(types, size) for types, size in levels]
    for name, size in (("x.a", 5), ("x.b", 9), ("x.c", 1)):
        each = all(rule.accepts(name, None) and size <= (rule.max_size or size) for rule in rules)
        try:
            check(rules, name, size, None)
        except (FileTooLarge, WrongFileType):
            assert not each
        else:
            assert each


def test_the_smallest_limit_is_named() -> None:
    with pytest.raises(FileTooLarge) as refused:
        check([Rule((), 10), Rule((), 4), Rule((), None)], "a", 5, None)
    assert refused.value.fields[0].params == {"limit": 4}
