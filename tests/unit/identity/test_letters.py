"""Letters: the same words as text and as HTML, in every language, and nothing of them runs."""

from html.parser import HTMLParser
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.identity.letters import LOCALES, Kind, letter

LINK = "https://aqtra.example.org/account/password#token"


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str | None] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    return parser


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_letter_is_there_in_every_language(kind: Kind, locale: str) -> None:
    mail = letter(kind, locale, "ada@example.org", name="ada", link=LINK, code="")
    assert "ada" in mail.text
    assert LINK in mail.text
    assert "$" not in mail.text + mail.html
    assert seen(mail.html).links == [LINK]
    english = letter(kind, "en", "ada@example.org", name="ada", link=LINK)
    assert locale == "en" or mail.subject != english.subject


def test_an_unknown_language_is_english() -> None:
    for locale in ("", "xx", "../en", "*"):
        assert letter("code", locale, "a@b.c", name="a", code="123456") == letter(
            "code", "en", "a@b.c", name="a", code="123456"
        )


@given(st.text(min_size=1, max_size=60))
def test_a_name_is_shown_and_never_run(name: str) -> None:
    mail = letter("code", "en", "a@b.c", name=name, code="123456")
    assert name in mail.text
    assert seen(mail.html).tags <= {"html", "head", "meta", "title", "body", "div", "h1", "p"}
    assert "123456" not in repr(mail)
