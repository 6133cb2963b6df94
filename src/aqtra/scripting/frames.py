"""Frames of runs as the host reads and writes them. Whatever comes from a run may have been made by its script."""

import asyncio
import json
from decimal import Decimal
from typing import Any, Final

from aqtra.scripting.inside import wire

LARGE: Final = 256 * 1024
"""Bytes from which JSON is read outside of the event loop."""
_SURE_DIGITS: Final = 15
"""A float holds as many decimal digits without doubt; what it writes beyond them is noise of its binary form."""


class BadFrame(ValueError):
    """A run sent what its interpreter does not send."""


async def receive(reader: asyncio.StreamReader) -> tuple[bytes, Any]:
    """The next frame. Raises IncompleteReadError at the end, BadFrame."""
    head = await reader.readexactly(wire.HEAD)
    size = int.from_bytes(head[:4], "big")
    if size > wire.LARGEST:
        raise BadFrame("a frame is too long")
    body = await reader.readexactly(size)
    return head[4:], await asyncio.to_thread(_read, body) if size > LARGE else _read(body)


def frame(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body


def _read(body: bytes) -> Any:
    try:
        return json.loads(body, parse_float=_number, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadFrame("a frame holds no JSON") from error


def _number(text: str) -> Decimal:
    return Decimal(text) if len(text) <= _SURE_DIGITS else Decimal(f"{float(text):.{_SURE_DIGITS}g}")


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
