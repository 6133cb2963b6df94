"""HTML as text: what was written is read, what is markup is not, and nothing breaks it."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.notifications.plain import plain_text

# What HTML can hold at all: control characters are dropped or replaced by its readers.
WORDS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h1>Hi</h1><p>Dear <b>Ada</b>, welcome</p>", "Hi\n\nDear Ada, welcome"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<p>a</p><script>evil()</script><style>p{}</style><!-- not this -->", "a"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n\n3"),
        ("<p>in  the\n source</p>", "in the source"),
        ("", ""),
        ("no markup & more", "no markup & more"),
    ],
)
def test_blocks_are_lines(markup: str, text: str) -> None:
    assert plain_text(markup) == text


@given(WORDS)
def test_escaped_words_are_read_as_they_were_written(words: str) -> None:
    assert plain_text(f"<p>{escape(words)}</p>") == words


@given(st.text(max_size=300))
def test_nothing_breaks_it(markup: str) -> None:
    assert isinstance(plain_text(markup), str)


def test_words_far_inside_are_found() -> None:
    assert plain_text("<b>" * 20_000 + "deep") == "deep"
