"""HTML as text: what a reader of it sees, for mail programs and toasts that show no markup."""

import re
from html import unescape
from typing import Final

from lxml import etree, html

_UNSEEN: Final = ("script", "style", "head", "title", "template", "noscript")
_LINES: Final = frozenset({"address", "blockquote", "div", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li",
                           "ol", "p", "pre", "section", "table", "tr", "ul"})  # fmt: skip
_CELLS: Final = frozenset({"td", "th"})
_PARSER: Final = html.HTMLParser(encoding="utf-8", huge_tree=True)
_SPACES: Final = re.compile(r"[ \t\r\f\v\xa0]+")
_TAGS: Final = re.compile(r"<[^<>]*>")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")


def plain_text(markup: str) -> str:
    """Blocks become lines, cells are apart, spaces are one. Never raises: what is no HTML is its own text."""
    if not markup.strip():
        return ""
    try:
        root = html.document_fromstring(markup.encode(errors="replace"), parser=_PARSER)
    except (etree.ParserError, etree.XMLSyntaxError):
        return markup.strip()
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    pieces: list[str] = []
    _collect(root, pieces)
    if not "".join(pieces).strip():
        # Nested deeper than the parser goes: without the tags it is still to be read.
        pieces = [unescape(_TAGS.sub(" ", markup))]
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _collect(root: "html.HtmlElement", pieces: list[str]) -> None:
    """Without recursion: markup may be nested deeper than Python's stack."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            if event == "end":
                pieces.append(_folded(element.tail))
            continue
        if event == "start":
            if element.tag in _LINES:
                pieces.append("\n")
            pieces.append(_folded(element.text))
            continue
        if element.tag == "br" or element.tag in _LINES:
            pieces.append("\n")
        elif element.tag in _CELLS:
            pieces.append("  ")
        if element is not root:
            pieces.append(_folded(element.tail))


def _folded(text: str | None) -> str:
    """Line ends in the source are spaces."""
    return (text or "").replace("\n", " ")
