"""The items between two steps, however many: slices in memory and, once a run holds too much, sealed on disk.

A stream is written once, in order, and may be read several times: slice by slice by steps that can, as a whole by those
that must see all items at once.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aqtra.dataflow.errors import MemoryLimit
from aqtra.dataflow.items.table import Table, concatenate
from aqtra.dataflow.items.types import ItemModel, union
from aqtra.dataflow.spilling import Room, SealedFile

SLICE_ITEMS: Final = 50_000
SLICE_BYTES: Final = 16 * 1024 * 1024
"""A slice ends at whichever comes first, but has one item at least."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some items: a table, or the number under which a file has them. `size` in bytes."""

    model: ItemModel
    items: int
    size: int
    table: Table | None = None
    file: SealedFile | None = None
    number: int = 0

    def read(self, model: ItemModel) -> Table:
        table = self.table
        if table is None:
            assert self.file is not None
            table = _decoded(self.file.read(self.number), self.model)
        return table if self.model == model else table.as_model(model)


class Stream:
    """Items in order. All slices have the same model."""

    def __init__(
        self, model: ItemModel, pieces: Sequence[_Piece] = (), memory_limit: int | None = None, first: int = 0
    ) -> None:
        """`memory_limit`: bytes the items may have to be taken as a whole.

        `first`: of a range of a longer stream, how many items come before it.
        """
        self.model = model
        self.first = first
        self.pieces = pieces
        self._memory_limit = memory_limit
        self._length = sum(piece.items for piece in pieces)

    @classmethod
    def of(cls, table: Table, first: int = 0) -> "Stream":
        return cls(table.model, (_Piece(table.model, len(table), 0, table),), first=first)

    def __len__(self) -> int:
        return self._length

    @property
    def size(self) -> int:
        """Bytes of the pieces; a table that was never written counts for none."""
        return sum(piece.size for piece in self.pieces)

    @property
    def is_cut(self) -> bool:
        """Whether it has more than one slice."""
        return len(self.pieces) > 1 or len(self) > SLICE_ITEMS

    def slices(self) -> Iterator[Table]:
        """The items in bounded portions: at least one, which is empty when there are no items."""
        if not self._length:
            yield Table.empty(self.model)
            return
        for piece in self.pieces:
            table = piece.read(self.model)
            yield from (table,) if len(table) <= SLICE_ITEMS else table.slices(SLICE_ITEMS)

    def numbered(self) -> Iterator[tuple[int, Table]]:
        """Each slice after the number of items before it."""
        before = self.first
        for part in self.slices():
            yield before, part
            before += len(part)

    def head(self, items: int) -> Table:
        """The first items, as many of them as one slice has."""
        first = next(self.slices())
        return Table(first.frame.head(items), first.model)

    def whole(self) -> Table:
        """All items at once. Raises MemoryLimit."""
        limit, size = self._memory_limit, self.size
        if limit is not None and size > limit:
            message = f"{len(self)} items take {size} bytes; a step that needs all of them at once may have {limit}"
            raise MemoryLimit(message, size=size, limit=limit)
        return concatenate([piece.read(self.model) for piece in self.pieces]) if self.pieces else next(self.slices())

    def close(self) -> None:
        """Gives room back. Nothing is read afterwards."""


def joined(streams: Sequence[Stream], room: Room) -> Stream:
    """The items of all streams, in the given order. They stay those of the streams."""
    if len(streams) == 1:
        return streams[0]
    model = union(stream.model for stream in streams)
    return Stream(model, [piece for stream in streams for piece in stream.pieces], room.memory_limit)


class StreamWriter:
    """Makes a stream of what comes, in pieces of the size of a slice."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._model = ItemModel()
        self._pieces: list[_Piece] = []
        self._waiting: list[Table] = []
        self._items = self._bytes = self._held = 0
        self._file: SealedFile | None = None

    def add(self, table: Table) -> None:
        """Raises DiskLimit."""
        self._model = union((self._model, table.model)) if self._pieces or self._waiting else table.model
        self._waiting.append(table)
        self._items += len(table)
        self._bytes += int(table.frame.estimated_size())
        if self._items >= SLICE_ITEMS or self._bytes >= SLICE_BYTES:
            self._keep()

    def done(self) -> Stream:
        """What was added. Close it to give the room back."""
        self._keep()
        return _Held(self._model, self._pieces, self._room, self._held, self._file)

    def abandon(self) -> None:
        """Gives room back for what nobody will read."""
        self._waiting = []
        self.done().close()

    def _keep(self) -> None:
        if not self._waiting:
            return
        table, size = concatenate(self._waiting), self._bytes
        self._waiting, self._items, self._bytes = [], 0, 0
        if self._room.takes(size):
            self._held += size
            self._pieces.append(_Piece(table.model, len(table), size, table))
            return
        rows = max(1, min(SLICE_ITEMS, len(table) * SLICE_BYTES // max(size, 1)))
        for part in table.slices(rows):
            self._spill(part)

    def _spill(self, part: Table) -> None:
        if self._file is None:
            self._file = SealedFile(self._room.folder)
        content = _encoded(part)
        self._room.writes(len(content))
        number = self._file.add(content)
        self._pieces.append(_Piece(part.model, len(part), len(content), file=self._file, number=number))


class _Held(Stream):
    """A stream that has room of its run."""

    def __init__(
        self, model: ItemModel, pieces: Sequence[_Piece], room: Room, held: int, file: SealedFile | None
    ) -> None:
        super().__init__(model, pieces, room.memory_limit)
        self._room = room
        self._held = held
        self._file = file

    def close(self) -> None:
        written = sum(piece.size for piece in self.pieces if piece.file is not None)
        self._room.gives_back(self._held, written)
        self.pieces, self._held = (), 0
        if self._file is not None:
            self._file.close()


def _encoded(table: Table) -> bytes:
    """As Arrow IPC: what rows share is written once, and what others hold beside them is not."""
    output = io.BytesIO()
    table.frame.write_ipc(output)
    return output.getvalue()


def _decoded(content: bytes, model: ItemModel) -> Table:
    import polars as pl

    return Table(pl.read_ipc(io.BytesIO(content)), model)
