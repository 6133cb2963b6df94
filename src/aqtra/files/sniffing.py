"""The type of a file, told from its first bytes. The name may only confirm what the content says.

Signatures are puremagic's. What it leaves open is added here: text that a browser would run, and programs.
"""

import mimetypes
import re
from pathlib import PurePath
from typing import Final

import puremagic

from aqtra.files.errors import WrongFileType

HEAD: Final = 64 * 1024
"""Bytes looked at."""
UNKNOWN: Final = "application/octet-stream"
HTML: Final = "text/html"
SVG: Final = "image/svg+xml"
PROGRAM: Final = "application/x-executable"

# The platform's own table of types would differ from machine to machine.
_BY_NAME: Final = mimetypes.MimeTypes()
_BY_NAME.encodings_map = {}
for _type, _extension in (
    ("text/csv", ".csv"),
    ("text/markdown", ".md"),
    ("text/plain", ".log"),
    ("application/x-ndjson", ".jsonl"),
    ("application/yaml", ".yaml"),
    ("application/yaml", ".yml"),
    ("image/webp", ".webp"),
    ("image/avif", ".avif"),
    ("image/heic", ".heic"),
    ("application/gzip", ".gz"),
    ("application/x-7z-compressed", ".7z"),
    ("application/vnd.rar", ".rar"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
    ("application/vnd.oasis.opendocument.text", ".odt"),
    ("application/vnd.oasis.opendocument.spreadsheet", ".ods"),
    ("application/vnd.oasis.opendocument.presentation", ".odp"),
):
    _BY_NAME.add_type(_type, _extension)

_ZIPPED: Final = (".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".odt", ".ods", ".odp", ".zip")
_SIGNED: Final[dict[str, frozenset[str]]] = {
    **{extension: frozenset({extension}) for extension in (".png", ".gif", ".webp", ".bmp", ".ico", ".pdf", ".rar")},
    **{extension: frozenset({".jpg", ".jpeg"}) for extension in (".jpg", ".jpeg", ".jpe", ".jfif")},
    **{extension: frozenset({".tif", ".tiff"}) for extension in (".tif", ".tiff")},
    **{extension: frozenset({".docx", ".zip"}) for extension in _ZIPPED},
    **{extension: frozenset({".doc", ".xls", ".ppt"}) for extension in (".doc", ".xls", ".ppt")},
    **{extension: frozenset({extension}) for extension in (".gz", ".7z", ".avif", ".heic")},
}
"""Extensions whose content must begin with a signature; the names that puremagic may give it."""
_MAY_BE_TEXT: Final = frozenset({".pdf"})

# Bytes that no text has (https://mimesniff.spec.whatwg.org/#binary-data-byte).
_BINARY: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_WIDE: Final = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_HTML: Final = re.compile(
    r"<(!doctype\s+html|html|head|body|script|iframe|style|title|meta|link|object|embed|base)[\s>/]", re.IGNORECASE
)
_COMMENT: Final = re.compile(r"\s*(<!--.*?-->|<\?.*?\?>|<!doctype\s+svg.*?>)", re.IGNORECASE | re.DOTALL)
_TEXT_TYPES: Final = re.compile(r"text/.+|.+\+(xml|json)|application/(json|xml|x-ndjson|javascript|yaml|sql|x-sh)")
_MARKUP_TYPES: Final = re.compile(r"text/html|text/xml|application/xml|.+\+xml")
_SEEN_OR_HEARD: Final = ("image/", "audio/", "video/", "font/")


def content_type_of(name: str, head: bytes) -> str:
    """The type under which the file is kept; `head` are its first HEAD bytes, or all.

    Raises WrongFileType when the name says another one than the content.
    """
    extension = PurePath(name).suffix.lower()
    declared = type_by_name(name)
    if not head:
        return declared or UNKNOWN
    text = _text(head)
    found = _active(head, text) or _signature(head, text)
    if not _is_possible(extension, declared, found, head, is_text=text is not None):
        raise WrongFileType.of_field(
            "name", "content", "the content is not what the name says", extension=extension, found=found or UNKNOWN
        )
    return declared or found or ("text/plain" if text is not None else UNKNOWN)


def type_by_name(name: str) -> str | None:
    """The type that the ending of a name stands for."""
    return _BY_NAME.guess_type(f"x{PurePath(name).suffix.lower()}")[0]


def _is_possible(extension: str, declared: str | None, found: str | None, head: bytes, *, is_text: bool) -> bool:
    if accepted := _SIGNED.get(extension):
        return (not is_text or extension in _MAY_BE_TEXT) and bool(accepted & _extensions(head))
    if declared is None:
        return True
    if found in (HTML, SVG):
        return bool(_MARKUP_TYPES.fullmatch(declared))
    if found == PROGRAM:
        return not _TEXT_TYPES.fullmatch(declared) and not declared.startswith(_SEEN_OR_HEARD)
    if _TEXT_TYPES.fullmatch(declared):
        return is_text and found is None
    if declared.startswith(_SEEN_OR_HEARD):
        return not is_text and (found is None or _family(found) == _family(declared))
    return True


def _family(content_type: str) -> str:
    return content_type.partition("/")[0]


def _text(head: bytes) -> str | None:
    """The beginning as text; None when it is none. Legacy encodings keep their ASCII, which is all that matters."""
    for mark, encoding in _WIDE.items():
        if head.startswith(mark):
            return head.decode(encoding, errors="replace")
    if _BINARY.search(head):
        return None
    return head.decode("utf-8-sig", errors="replace")


def _active(head: bytes, text: str | None) -> str | None:
    if head.startswith(
        (b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
    ):
        return PROGRAM
    if head.startswith(b"MZ") and text is None:
        return PROGRAM
    if text is None:
        return None
    behind = 0
    while comment := _COMMENT.match(text, behind):
        behind = comment.end()
    start = text[behind:].lstrip()
    if re.match(r"<([a-z]+:)?svg[\s>/]", start, re.IGNORECASE):
        return SVG
    return HTML if _HTML.match(start) else None


def _signature(head: bytes, text: str | None) -> str | None:
    """The type of content that has one of the signatures above."""
    extensions = _extensions(head)
    for extension, accepted in _SIGNED.items():
        if accepted & extensions and (text is None or extension in _MAY_BE_TEXT):
            return "application/zip" if extension in _ZIPPED else _BY_NAME.guess_type(f"x{extension}")[0]
    return None


def _extensions(head: bytes) -> frozenset[str]:
    try:
        matches = puremagic.magic_string(head)
    except puremagic.PureError:
        return frozenset()
    # Signatures at the end of a file say nothing of what it begins with; shorter than three bytes is chance.
    found = frozenset(
        match.extension
        for match in matches
        if match.offset >= 0 and (len(match.byte_match) > 2 or match.extension == ".bmp")
    )
    # Sound and video begin with the same container, which alone is taken for a picture.
    return found if head[8:12] == b"WEBP" else found - {".webp"}
