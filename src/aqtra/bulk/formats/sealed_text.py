"""Text too long for memory: on disk under a key that this process alone has, and forgets."""

import codecs
import os
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aqtra.infra.crypto import CHUNK, KEY_BYTES, NONCE_BYTES, SEALED_CHUNK


class SealedText(StringIO):
    """Written once, then read from its beginning. A StringIO by its kind only: the library asks for one.

    The file has no name, the key is nowhere: whatever ends the process, nothing is left that could be read.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._file: Final = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  (closed by `close`)
        # Each chunk is written once, so its number never repeats as a nonce.
        self._cipher: Final = AESGCM(os.urandom(KEY_BYTES))
        self._waiting = bytearray()
        self._sealed = 0

    def write(self, text: str, /) -> int:
        self._waiting += text.encode()
        while len(self._waiting) >= CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]))
            del self._waiting[:CHUNK]
        return len(text)

    def chunks(self) -> Iterator[bytes]:
        """The whole text as UTF-8. Nothing is written afterwards."""
        if self._waiting:
            self._seal(bytes(self._waiting))
            self._waiting.clear()
        self._file.seek(0)
        for number in range(self._sealed):
            yield self._cipher.decrypt(_nonce(number), self._file.read(SEALED_CHUNK), None)

    def texts(self) -> Iterator[str]:
        """The whole text, in pieces."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        for chunk in self.chunks():
            yield decoder.decode(chunk)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _seal(self, content: bytes) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._sealed), content, None))
        self._sealed += 1


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE_BYTES, "big")
