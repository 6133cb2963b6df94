"""Where things go that are too large for memory: files without a name, sealed with a key of this process.

Whatever becomes of the process, nothing of them can be read or found afterwards.
"""

import errno
import os
import tempfile
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aqtra.dataflow.errors import DiskLimit
from aqtra.dataflow.models import Limits

_NONCE_BYTES: Final = 12
# A step needs room for what it makes of its items, and for those it is given.
_SHARE: Final = 4


class SealedFile:
    """Pieces of bytes, kept in the order they come and read in any. The file is made when the first one comes."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: where the file lies; by default that of the system."""
        self._folder = folder
        self._file: BinaryIO | None = None
        # A key never seals two pieces under one number: it lives no longer than the file.
        self._cipher = AESGCM(AESGCM.generate_key(256))
        self._places: list[tuple[int, int]] = []
        self.size = 0

    def add(self, content: bytes) -> int:
        """The number by which the piece is read. Raises DiskLimit when the disk is full."""
        number = len(self._places)
        sealed = self._cipher.encrypt(_nonce(number), content, None)
        try:
            if self._file is None:
                self._file = self._opened()
            self._file.seek(self.size)
            self._file.write(sealed)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskLimit("there is no room on the worker's disk for what the run holds") from error
            raise
        self._places.append((self.size, len(sealed)))
        self.size += len(sealed)
        return number

    def read(self, number: int) -> bytes:
        assert self._file is not None
        offset, size = self._places[number]
        return self._cipher.decrypt(_nonce(number), os.pread(self._file.fileno(), size, offset), None)

    def close(self) -> None:
        """Lets the file go. Nothing is read or added afterwards."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _opened(self) -> BinaryIO:
        if self._folder is not None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Unbuffered: what was written is read by its place.
        return tempfile.TemporaryFile(dir=self._folder, buffering=0)


def _nonce(number: int) -> bytes:
    return number.to_bytes(_NONCE_BYTES)


class Room:
    """What one run holds between its steps, in memory and on disk."""

    def __init__(self, limits: Limits, folder: Path | None = None) -> None:
        self.folder = folder
        self.memory_limit = limits.memory
        self._share = limits.memory // _SHARE
        self._disk_limit = limits.disk
        self._held = 0
        self._written = 0

    def takes(self, size: int) -> bool:
        """Whether so many bytes may stay in memory; then they count until they are given back."""
        if self._held + size > self._share:
            return False
        self._held += size
        return True

    def writes(self, size: int) -> None:
        """Counts bytes on disk. Raises DiskLimit."""
        if self._written + size > self._disk_limit:
            limit = self._disk_limit
            raise DiskLimit(f"the items of the run take more than {limit} bytes of disk", limit=limit)
        self._written += size

    def gives_back(self, held: int, written: int) -> None:
        self._held -= held
        self._written -= written
