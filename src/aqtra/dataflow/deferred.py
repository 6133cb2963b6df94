"""The operations a run has recorded and not yet applied: its own buffer, in the order in which they were recorded.

A small buffer stays in memory. A large one goes to a file that has no name and is sealed with a key that exists in
this process only: whatever becomes of the process, nothing of it can be read or found afterwards.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal
from uuid import UUID

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aqtra.dataflow.items.codec import read_json

Mode = Literal["create", "update", "mark"]
PIECE: Final = 1_000
"""Operations that are kept, and read back, together."""
MEMORY: Final = 16 * 1024 * 1024
"""Bytes of operations that a run may hold in memory."""
_NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class Shape:
    """What operations of one recording have in common: the component, what is done, and the members of `cells`.

    `number` counts recordings, so operations of an earlier one come first. Members are names of properties, and
    `name` for the system name.
    """

    number: int
    component: UUID
    mode: Mode
    members: tuple[str, ...]
    step: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry to write. `index` counts all operations of the buffer, `item` those of the recording step's source."""

    index: int
    item: int
    shape: Shape
    entry: int | None
    cells: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stored:
    """A piece: its bytes, or where they lie in the file."""

    content: bytes | None
    offset: int = 0
    size: int = 0


class DeferredOperations:
    """Grows by `add`, is read in order, and starts anew after `clear`."""

    def __init__(self, folder: Path | None = None, memory: int = MEMORY) -> None:
        """`folder`: where a large buffer goes."""
        self._folder = folder
        self._memory = memory
        self._shapes: list[Shape] = []
        self._pieces: list[_Stored] = []
        self._held = 0
        self._spill: BinaryIO | None = None
        self._cipher = AESGCM(AESGCM.generate_key(256))
        self.count = 0

    def __len__(self) -> int:
        return self.count

    def shape(self, component: UUID, mode: Mode, members: tuple[str, ...], step: str) -> Shape:
        """A new recording."""
        made = Shape(len(self._shapes), component, mode, members, step)
        self._shapes.append(made)
        return made

    def add(self, operations: Sequence[tuple[int, Shape, int | None, Sequence[Any]]]) -> None:
        """Item, shape, entry and cells of at most a piece of operations."""
        rows = [(item, shape.number, entry, cells) for item, shape, entry, cells in operations]
        self._keep(orjson.dumps(rows))
        self.count += len(rows)

    def read(self) -> Iterator[Operation]:
        """All operations in order."""
        index = 0
        for number, piece in enumerate(self._pieces):
            for item, shape, entry, cells in read_json(self._content(number, piece)):
                yield Operation(index, item, self._shapes[shape], entry, tuple(cells))
                index += 1

    def clear(self) -> None:
        self.close()
        self._shapes, self._pieces = [], []
        self.count = self._held = 0

    def close(self) -> None:
        """Lets the file go."""
        if self._spill is not None:
            self._spill.close()
            self._spill = None
            # Pieces of the next file are numbered from 0 again, and a key never seals two things under one number.
            self._cipher = AESGCM(AESGCM.generate_key(256))

    def _keep(self, content: bytes) -> None:
        if self._held + len(content) <= self._memory:
            self._held += len(content)
            self._pieces.append(_Stored(content))
            return
        number = len(self._pieces)
        sealed = self._cipher.encrypt(number.to_bytes(_NONCE_BYTES), content, None)
        if self._spill is None:
            self._spill = self._opened()
        offset = self._spill.seek(0, os.SEEK_END)
        self._spill.write(sealed)
        self._pieces.append(_Stored(None, offset, len(sealed)))

    def _content(self, number: int, piece: _Stored) -> bytes:
        if piece.content is not None:
            return piece.content
        assert self._spill is not None
        self._spill.seek(piece.offset)
        return self._cipher.decrypt(number.to_bytes(_NONCE_BYTES), self._spill.read(piece.size), None)

    def _opened(self) -> BinaryIO:
        if self._folder is not None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return tempfile.TemporaryFile(dir=self._folder)
