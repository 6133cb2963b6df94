"""Answers with the content of a file: whole or one range, never shown by the browser as a page of ours."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from aqtra.files.errors import RangeNotSatisfiable
from aqtra.files.repository import Stored
from aqtra.files.storage import Storage

_RANGE: Final = re.compile(r"bytes=([0-9]{0,40})-([0-9]{0,40})")
# Whatever a browser makes of the content, it has no origin, no script and no way out.
_SANDBOX: Final = "sandbox; default-src 'none'"
# The styles inside of a vector picture; nothing is fetched and nothing runs.
_DRAWN: Final = {"image/svg+xml": f"{_SANDBOX}; style-src 'unsafe-inline'; img-src data:"}
# What a browser draws without running anything in it.
_HARMLESS: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "text/plain"})


@dataclass(frozen=True, slots=True)
class Range:
    """Bytes from `start` up to `end`."""

    start: int
    end: int


def read_range(header: str | None, size: int) -> Range | None:
    """The one range that is asked for; None for the whole file.

    What is no range of bytes, or several, is ignored, as RFC 9110 (14.2) allows. Raises RangeNotSatisfiable.
    """
    match = _RANGE.fullmatch((header or "").strip().lower().replace(" ", ""))
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        found = Range(max(size - int(last), 0), size)
    else:
        found = Range(int(first), min(int(last) + 1, size) if last else size)
        if last and int(last) < int(first):
            return None
    if found.start >= found.end:
        raise RangeNotSatisfiable(size)
    return found


async def content_response(request: Request, storage: Storage, stored: Stored, *, shown: bool = False) -> Response:
    """The file as an attachment, or `shown` where its type is harmless.

    Raises RangeNotSatisfiable, FileDamaged, BlobStoreUnavailable.
    """
    etag = f'"{stored.sha256.hex()}"'
    headers = {
        "accept-ranges": "bytes",
        "cache-control": "private, no-cache",
        "content-disposition": disposition(stored.file.name, shown=shown and stored.file.content_type in _HARMLESS),
        "content-security-policy": _DRAWN.get(stored.file.content_type, _SANDBOX),
        "cross-origin-resource-policy": "same-origin",
        "etag": etag,
        "last-modified": format_datetime(stored.file.created_at.astimezone(UTC), usegmt=True),
        "x-content-type-options": "nosniff",
    }
    if _has_it(request, etag):
        return Response(status_code=304, headers=headers)
    size = stored.file.size
    wanted = _wanted(request, etag, size)
    start, end = (wanted.start, wanted.end) if wanted else (0, size)
    headers["content-length"] = str(end - start)
    if wanted:
        headers["content-range"] = f"bytes {start}-{end - 1}/{size}"
    status = 206 if wanted else 200
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=stored.file.content_type)
    content = await _begun(storage.read(stored.sealed, start, end))
    return StreamingResponse(content, status, headers, stored.file.content_type)


def thumbnail_response(request: Request, stored: Stored, content: bytes) -> Response:
    """A small picture that may be shown in a page."""
    return drawn_response(request, stored, content, "thumbnail", "image/webp")


def drawn_response(request: Request, stored: Stored, content: bytes, variant: str, content_type: str) -> Response:
    """What was drawn from a picture, to be shown. `variant` tells it from others of the same picture."""
    headers = {
        # Asked about each time: who may see it changes within a second, for a cache too.
        "cache-control": "private, no-cache",
        "content-disposition": "inline",
        "content-security-policy": _SANDBOX,
        "cross-origin-resource-policy": "same-origin",
        "etag": f'"{stored.sha256.hex()}-{variant}"',
        "x-content-type-options": "nosniff",
    }
    if _has_it(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, 200, headers, content_type)


def disposition(name: str, *, shown: bool = False) -> str:
    """`Content-Disposition` of a download (RFC 6266): in ASCII for old readers, and as it is."""
    plain = re.sub(r"[^ !#$&+\-.0-9A-Z^_`a-z{}~()\[\],;=@]", "_", name)
    kind = "inline" if shown else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _wanted(request: Request, etag: str, size: int) -> Range | None:
    """Only GET knows ranges (RFC 9110, 14.2); a reader whose part belongs to another content needs the whole."""
    condition = request.headers.get("if-range", etag)
    if request.method != "GET" or condition.strip() != etag:
        return None
    return read_range(request.headers.get("range"), size)


def _has_it(request: Request, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    return etag in tags or tags == ["*"]


async def _begun(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same chunks, the first of them read: what is wrong with it is still told by a status."""
    first = await anext(chunks, b"")

    async def all_of_it() -> AsyncIterator[bytes]:
        yield first
        async for chunk in chunks:
            yield chunk

    return all_of_it()
