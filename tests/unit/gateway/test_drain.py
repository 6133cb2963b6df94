"""What is left of a body is read before the answer begins, within bounds."""

import asyncio
from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aqtra.gateway.middleware.drain import MOST_BYTES, Drain

CHUNK = 64 * 1024


def talk(chunks: Sequence[bytes], read: int, headers: dict[str, str] | None = None) -> list[str]:
    """What happens in which order when the application reads `read` chunks and answers."""
    happened: list[str] = []
    length = {"content-length": str(sum(map(len, chunks)))}
    scope: dict[str, Any] = {
        "type": "http",
        "headers": [(name.encode(), value.encode()) for name, value in (length | (headers or {})).items()],
    }
    waiting = list(chunks)

    async def receive() -> dict[str, Any]:
        assert waiting, "read beyond the end"
        happened.append("read")
        body = waiting.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(waiting)}

    async def send(message: Any) -> None:
        happened.append(message["type"].removeprefix("http.response."))

    async def app(_: Any, receive: Any, send: Any) -> None:
        for _ in range(read):
            await receive()
        await send({"type": "http.response.start", "status": 401, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    asyncio.run(Drain(app)(scope, receive, send))
    return happened


@given(st.lists(st.binary(min_size=1, max_size=50), min_size=1, max_size=8), st.data())
def test_every_chunk_is_read_once_before_the_answer(chunks: list[bytes], data: st.DataObject) -> None:
    read = data.draw(st.integers(0, len(chunks)))
    assert talk(chunks, read) == ["read"] * len(chunks) + ["start", "body"]


def test_more_than_the_bound_is_not_waited_for() -> None:
    """Announced or not."""
    chunks = [b"x" * CHUNK] * (MOST_BYTES // CHUNK + 5)
    assert talk(chunks, 0) == ["start", "body"]
    streamed = talk(chunks, 0, {"content-length": "", "transfer-encoding": "chunked"})
    assert streamed[-2:] == ["start", "body"]
    assert MOST_BYTES // CHUNK <= streamed.count("read") < len(chunks)


def test_who_waits_for_a_word_is_refused_without_sending_any() -> None:
    assert talk([b"x"], 0, {"expect": "100-continue"}) == ["start", "body"]
