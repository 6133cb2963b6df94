"""Mail about accounts: a few sentences in the reader's language, as plain text and as HTML of the same words.

Words lie in `<locale>.json`; what is filled in is escaped. Addresses come from the settings alone.
"""

from datetime import timedelta
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Any, Final, Literal

import orjson

from aqtra.infra.mail.models import DAY, Mail

Kind = Literal["password_link", "email_link", "code", "password_changed", "email_changed", "factors_changed"]
LOCALES: Final = ("en", "tr", "ru")

_PAGE: Final = Template(
    '<!doctype html><html lang="$locale"><head><meta charset="utf-8"><title>$title</title></head>'
    '<body style="margin:0;padding:32px;font:16px/1.5 system-ui,sans-serif;color:#1c1d21;background:#fff">'
    '<div style="max-width:520px"><h1 style="font-size:20px;line-height:1.3">$title</h1>$body</div></body></html>'
)
_LINK: Final = Template('<p><a href="$link" style="color:#3b5bdb">$link</a></p>')
_CODE: Final = Template('<p style="font-size:28px;letter-spacing:4px;font-weight:600">$code</p>')


def letter(
    kind: Kind, locale: str, to: str, *, name: str, useful_for: timedelta = DAY, link: str = "", code: str = ""
) -> Mail:
    """A mail in the locale, or in English where there is no such one."""
    known = locale if locale in LOCALES else "en"
    words = _words(known)[kind]
    before = [Template(text).substitute(name=name) for text in words["before"]]
    after = list(words["after"])
    middle = [text for text in (link, code) if text]
    rich = [*map(_paragraph, before), *_rich(link, code), *map(_paragraph, after)]
    return Mail(
        to=to,
        subject=words["subject"],
        text="\n\n".join([*before, *middle, *after]) + "\n",
        html=_PAGE.substitute(locale=known, title=escape(words["subject"]), body="".join(rich)),
        useful_for=useful_for,
    )


def _rich(link: str, code: str) -> list[str]:
    parts = []
    if link:
        parts.append(_LINK.substitute(link=escape(link)))
    if code:
        parts.append(_CODE.substitute(code=escape(code)))
    return parts


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


@cache
def _words(locale: str) -> dict[str, Any]:
    words: dict[str, Any] = orjson.loads(files(__package__).joinpath(f"{locale}.json").read_bytes())
    return words
