"""Paths into an item: `name`, `a.b`, `list[0].x`, `list[*].x`, `["odd name"]`, `$parent.x` (flows.md 4)."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache

_NAME = r"[^\s.\[\]\"]+"
_TOKEN = re.compile(
    rf'\.?(?P<name>{_NAME})|\[(?P<index>\d{{1,9}})\]|\[(?P<each>\*)\]|\.?\[(?P<quoted>"(?:[^"\\]|\\.)*")\]'
)
_PLAIN_NAME = re.compile(_NAME)


class PathError(ValueError):
    """The text is not a path."""


@dataclass(frozen=True, slots=True)
class Each:
    """`[*]`: every element of an array."""


EACH = Each()
Segment = str | int | Each


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the root of an item: member names, positions in arrays, or every element."""

    segments: tuple[Segment, ...]

    def __str__(self) -> str:
        text = ""
        for segment in self.segments:
            if isinstance(segment, Each):
                text += "[*]"
            elif isinstance(segment, int):
                text += f"[{segment}]"
            elif _PLAIN_NAME.fullmatch(segment):
                text += f".{segment}" if text else segment
            else:
                text += f"[{json.dumps(segment, ensure_ascii=False)}]"
        return text


@lru_cache(maxsize=4096)
def parse_path(text: str) -> Path:
    """Reads a path. Raises PathError naming the place that cannot be read."""
    segments: list[Segment] = []
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None or not _joined_properly(text, position, bool(segments)):
            raise PathError(f"{text!r} is not a path: unexpected text at character {position + 1}")
        segments.append(_segment(token))
        position = token.end()
    if not segments or not isinstance(segments[0], str):
        raise PathError(f"{text!r} is not a path: it begins with the name of a field")
    return Path(tuple(segments))


def _segment(token: re.Match[str]) -> Segment:
    if token["name"] is not None:
        return token["name"]
    if token["index"] is not None:
        return int(token["index"])
    if token["each"] is not None:
        return EACH
    try:
        return str(json.loads(token["quoted"]))
    except ValueError as error:
        raise PathError(f"{token['quoted']} is not a quoted name") from error


def _joined_properly(text: str, position: int, inside: bool) -> bool:
    """Names follow a dot except at the start; brackets stand directly after what they index."""
    begins_with_dot = text[position] == "."
    if begins_with_dot:
        return inside and text[position + 1 : position + 2] != "["
    return not inside or text[position] == "["
