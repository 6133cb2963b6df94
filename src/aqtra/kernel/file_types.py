"""Lists of accepted file types, such as `.jpg, image/*`."""

import re
from collections.abc import Iterable
from typing import Final

_EXTENSION: Final = re.compile(r"\.[a-z0-9][a-z0-9.+_-]*")
_MEDIA: Final = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/(\*|[a-z0-9][a-z0-9!#$&^_.+-]*)")
_ANY: Final = frozenset({".*", "*/*", "*"})
_SHOWN: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
}
"""What pages show, and its type as it is told from the content."""

PICTURES: Final = tuple(extension for extension, shown in _SHOWN.items() if shown.startswith("image/"))
PIXELS: Final = tuple(extension for extension in PICTURES if extension != ".svg")
"""Pictures that can be drawn in another size."""


def parse_types(text: str) -> tuple[str, ...]:
    """The patterns of a list; none of them means any type. Raises ValueError."""
    patterns = tuple(filter(None, (part.strip().lower() for part in text.split(","))))
    for pattern in patterns:
        if not (pattern in _ANY or _EXTENSION.fullmatch(pattern) or _MEDIA.fullmatch(pattern)):
            raise ValueError(f"{pattern[:50]} is neither an extension such as .jpg nor a type such as image/*")
    return () if _ANY.intersection(patterns) else patterns


def is_one_of(content_type: str, extensions: Iterable[str]) -> bool:
    """Whether content of this type is what files with one of these extensions hold. An unknown extension holds none."""
    return content_type in {_SHOWN.get(extension) for extension in extensions}
