"""Streams in portions: all that comes, in order, and then what went wrong."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.bulk.streams import portions


async def given_chunks(chunks: list[bytes], error: Exception | None = None) -> AsyncGenerator[bytes, None]:
    for chunk in chunks:
        await asyncio.sleep(0)
        yield chunk
    if error is not None:
        raise error


@settings(deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=5), max_size=12), st.integers(1, 8))
def test_portions_are_the_stream_in_larger_pieces(chunks: list[bytes], size: int) -> None:
    async def taken() -> list[bytes]:
        return [portion async for portion in portions(given_chunks(chunks), size)]

    found = asyncio.run(taken())
    assert b"".join(found) == b"".join(chunks)
    assert all(len(portion) >= size for portion in found[:-1])


def test_what_came_before_an_error_comes_before_it() -> None:
    async def taken(found: list[bytes]) -> None:
        async for portion in portions(given_chunks([b"ab", b"c"], KeyError("broken")), 2):
            found.append(portion)

    found: list[bytes] = []
    with pytest.raises(KeyError, match="broken"):
        asyncio.run(taken(found))
    assert b"".join(found) == b"abc"


def test_a_stream_that_is_left_early_can_be_closed() -> None:
    async def first() -> bytes:
        async with aclosing(given_chunks([b"a"] * 100)) as stream, aclosing(portions(stream, 2)) as large:
            return await anext(large)

    assert asyncio.run(first()) == b"aa"
