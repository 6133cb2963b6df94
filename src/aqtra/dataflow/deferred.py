"""The operations a run has recorded and not yet applied: its own buffer, in the order in which they were recorded.

A small buffer stays in memory; what is beyond goes to a sealed file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal
from uuid import UUID

import orjson

from aqtra.dataflow.items.codec import read_json
from aqtra.dataflow.spilling import SealedFile

Mode = Literal["create", "update", "mark"]
PIECE: Final = 1_000
"""Operations that are kept, and read back, together."""
MEMORY: Final = 16 * 1024 * 1024
"""Bytes of operations that a run may hold in memory."""


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
class _Kept:
    """A piece as it is, or the number under which the file has it, and the recordings by the numbers in it."""

    content: bytes | int
    shapes: Mapping[int, Shape] | None = None
    """None: those of the buffer."""


class DeferredOperations:
    """Grows by `add`, is read in order, and starts anew after `clear`."""

    def __init__(self, folder: Path | None = None, memory: int = MEMORY) -> None:
        """`folder`: where a large buffer goes."""
        self._folder = folder
        self._memory = memory
        self._shapes: list[Shape] = []
        self._pieces: list[_Kept] = []
        self._held = 0
        self._file = SealedFile(folder)
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
        for piece in self._pieces:
            shapes = self._shapes if piece.shapes is None else piece.shapes
            for item, shape, entry, cells in read_json(self._content(piece)):
                yield Operation(index, item, shapes[shape], entry, tuple(cells))
                index += 1

    def handed_over(self) -> tuple[Sequence[Shape], Iterator[bytes]]:
        """All recordings of a buffer that took nothing over, and their operations as `take_over` understands them."""
        return self._shapes, (self._content(piece) for piece in self._pieces)

    def take_over(self, shapes: Sequence[Shape], pieces: Iterable[bytes]) -> None:
        """Adds what another buffer hands over. Recordings that are alike go on as one."""
        own = {shape.number: self._like(shape) for shape in shapes}
        for piece in pieces:
            self._keep(piece, own)
            self.count += len(orjson.loads(piece))

    @contextmanager
    def all_or_none(self) -> Iterator[None]:
        """What is added inside is forgotten when the block fails: how much it was depends on where a stream is cut."""
        pieces, count = len(self._pieces), self.count
        try:
            yield
        except Exception:
            dropped = self._pieces[pieces:]
            self._held -= sum(len(piece.content) for piece in dropped if isinstance(piece.content, bytes))
            self._pieces, self.count = self._pieces[:pieces], count
            raise

    def clear(self) -> None:
        self.close()
        self._shapes, self._pieces = [], []
        self.count = self._held = 0

    def close(self) -> None:
        """Lets the file go."""
        self._file.close()
        self._file = SealedFile(self._folder)

    def _like(self, shape: Shape) -> Shape:
        for known in self._shapes:
            if replace(known, number=shape.number) == shape:
                return known
        return self.shape(shape.component, shape.mode, shape.members, shape.step)

    def _content(self, piece: _Kept) -> bytes:
        return self._file.read(piece.content) if isinstance(piece.content, int) else piece.content

    def _keep(self, content: bytes, shapes: Mapping[int, Shape] | None = None) -> None:
        if self._held + len(content) <= self._memory:
            self._held += len(content)
            self._pieces.append(_Kept(content, shapes))
        else:
            self._pieces.append(_Kept(self._file.add(content), shapes))
