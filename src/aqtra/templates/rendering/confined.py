"""The one way to render: in a process of its own, within bounds. Nothing that happens there harms this one."""

import asyncio
import base64
import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from aqtra.templates import limits
from aqtra.templates.content import TemplateContent
from aqtra.templates.errors import RenderFailed
from aqtra.templates.rendering.child import MARK

CHILD: Final = ("-I", "-m", "aqtra.templates.rendering.child")
Output = Literal["text", "html", "docx", "xlsx", "pdf", "pages"]
_CHUNK: Final = 256 * 1024
_SAID: Final = 1024
"""Bytes of the last announcement that are kept."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be rendered. No `data`: that of the sample. `files`: content of those that the template names."""

    content: TemplateContent
    format: Output
    title: str
    now: datetime
    zone: str = "UTC"
    data: Mapping[str, Any] | None = None
    files: Mapping[UUID, bytes] = field(default_factory=dict, repr=False)

    def written(self) -> bytes:
        """Numbers travel as text: JSON would not keep their digits."""
        whole = {
            "content": self.content.model_dump(mode="json"),
            "format": self.format,
            "title": self.title,
            "now": self.now.isoformat(),
            "zone": self.zone,
            "data": self.data,
            "files": {str(key): base64.b64encode(found).decode() for key, found in self.files.items()},
        }
        return json.dumps(whole, default=str).encode()


async def render(order: Order, *, command: tuple[str, ...] = CHILD, seconds: float = limits.RENDER_SECONDS) -> bytes:
    """The document. Raises RenderFailed naming the element that is to blame."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={},
    )
    said = _Said()
    try:
        async with asyncio.timeout(seconds):
            _, _, answer = await asyncio.gather(_give(child, order.written()), said.listen(child), _answer(child))
            await child.wait()
    except TimeoutError as error:
        raise _blamed(said, f"it took longer than {seconds:g} seconds") from error
    finally:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
    return _read(answer, said, child.returncode)


async def _give(child: asyncio.subprocess.Process, order: bytes) -> None:
    """A child that ends before it has read everything is found out by its answer."""
    assert child.stdin is not None
    with suppress(BrokenPipeError, ConnectionResetError):
        child.stdin.write(order)
        await child.stdin.drain()
    child.stdin.close()


async def _answer(child: asyncio.subprocess.Process) -> bytes:
    assert child.stdout is not None
    parts, size = [], 0
    while part := await child.stdout.read(_CHUNK):
        size += len(part)
        if size > limits.RENDERED_SIZE:
            raise RenderFailed(f"the document has more than {limits.RENDERED_SIZE} bytes")
        parts.append(part)
    return b"".join(parts)


class _Said:
    """What a child announced last."""

    def __init__(self) -> None:
        self._rest = b""
        self._last = b""

    async def listen(self, child: asyncio.subprocess.Process) -> None:
        assert child.stderr is not None
        while part := await child.stderr.read(_CHUNK):
            *lines, rest = (self._rest + part).split(b"\n")
            self._rest = rest[-_SAID:]
            for line in lines:
                if line.startswith(MARK):
                    self._last = line[1 : _SAID + 1]

    def element(self) -> tuple[str | None, str | None]:
        try:
            element, name = json.loads(self._last)
        except ValueError:
            return None, None
        return (str(element), str(name)) if element else (None, None)


def _blamed(said: _Said, reason: str) -> RenderFailed:
    element, name = said.element()
    return RenderFailed.at(element, name, reason)


def _read(answer: bytes, said: _Said, code: int | None) -> bytes:
    head, newline, content = answer.partition(b"\n")
    try:
        found = json.loads(head) if newline else None
    except ValueError:
        found = None
    if code != 0 or not isinstance(found, dict):
        raise _blamed(said, "the rendering broke off: it needs more time or memory than it may have")
    if "reason" in found:
        raise RenderFailed.at(found.get("element"), found.get("name"), str(found["reason"]))
    if found.get("size") != len(content):
        raise RenderFailed("the rendering broke off")
    return content
