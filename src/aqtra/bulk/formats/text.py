"""Bytes to lines of text, bounded in length."""

import codecs
import io
from collections.abc import Iterator
from itertools import chain
from typing import Final

from aqtra.bulk.errors import UnreadableFile
from aqtra.bulk.limits import RECORD_LENGTH

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LONGEST_MARK: Final = 3
_CODECS: Final = {"utf-16": "utf-16-le"}


def decode(chunks: Iterator[bytes], encoding: str | None) -> Iterator[str]:
    """The text without its byte order mark. A mark decides unless it contradicts `encoding`.

    Bytes that are no text become lone surrogates, which the rules for values refuse in their row; in UTF-16, where
    one broken byte shifts all behind it, the file is refused. Raises UnreadableFile.
    """
    codec, content = _opened(chunks, encoding)
    yield from _decoded(content, codec)


def as_utf8(chunks: Iterator[bytes], encoding: str | None) -> tuple[Iterator[bytes], str]:
    """What `decode` gives as UTF-8, and how bytes in it that are no text are decoded as `decode` does.

    A file in UTF-8 stays as it is. Raises UnreadableFile, here and while it is read.
    """
    codec, content = _opened(chunks, encoding)
    if codec == "utf-8":
        return content, "surrogateescape"
    return (text.encode("utf-8", "surrogatepass") for text in _decoded(content, codec)), "surrogatepass"


def _opened(chunks: Iterator[bytes], encoding: str | None) -> tuple[str, Iterator[bytes]]:
    """The codec, and the content without its mark."""
    start, rest = _start(chunks)
    marked = next(((mark, codec) for mark, codec in _MARKS if start.startswith(mark)), None)
    if marked is None:
        return _CODECS.get(encoding or "utf-8", encoding or "utf-8"), chain((start,), rest)
    mark, codec = marked
    if encoding is not None and encoding[:6] != codec[:6] and len(mark) > 1:
        raise UnreadableFile.at(None, "encoding", f"the file says that it is {codec[:6].upper()}, not {encoding}")
    return codec, chain((start[len(mark) :],), rest)


def _decoded(content: Iterator[bytes], codec: str) -> Iterator[str]:
    strict = codec.startswith("utf-16")
    decoder = codecs.getincrementaldecoder(codec)("strict" if strict else "surrogateescape")
    try:
        for chunk in content:
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UnreadableFile.at(None, "encoding", f"the file is not {codec[:6].upper()}") from error


def _start(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Enough bytes to know a mark by, and the chunks behind them."""
    start = b""
    while len(start) < _LONGEST_MARK and (chunk := next(chunks, None)) is not None:
        start += chunk
    return start, chunks


class Lines:
    """Lines with their ends. Whoever puts lines together to records says where one begins: `restart`."""

    def __init__(self, texts: Iterator[str], before: int = 0) -> None:
        """`before`: lines that come before these."""
        self._texts = texts
        self.length = 0
        """Characters of the present record."""
        self.number = before

    def restart(self) -> None:
        self.length = 0

    def __iter__(self) -> Iterator[str]:
        """Raises UnreadableFile for a record beyond all measure."""
        carried = ""
        for text in self._texts:
            # A carriage return at the end may be the first half of a line end.
            carried += text
            if carried.endswith("\r"):
                self._check(len(carried))
                continue
            lines = io.StringIO(carried, newline="")
            carried = ""
            for line in lines:
                if line[-1] not in "\r\n":
                    carried = line
                    self._check(len(carried))
                    break
                yield self._counted(line)
        yield from map(self._counted, io.StringIO(carried, newline=""))

    def _counted(self, line: str) -> str:
        self._check(len(line))
        self.number += 1
        self.length += len(line)
        return line

    def _check(self, more: int) -> None:
        if self.length + more > RECORD_LENGTH:
            message = f"a record of more than {RECORD_LENGTH} characters"
            raise UnreadableFile.at(self.number + 1, "max_length", message)
