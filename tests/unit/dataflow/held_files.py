"""Files in memory or made as they are read, for steps that read and write files."""

import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from aqtra.files.errors import FileNotFound

INVOICES = UUID("00000000-0000-4000-8000-00000000f001")
"""The file that examples of steps read."""
EXAMPLES = {INVOICES: b"Number;Total\r\nR-1;12.50\r\nR-2;\r\n"}


@dataclass(frozen=True)
class HeldFile:
    """A file whose content begins anew whenever it is read."""

    name: str
    content: Callable[[], Iterable[bytes]]
    charset: str | None = None

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        for chunk in self.content():
            yield chunk


class HeldFiles:
    """Implements `ports.Files`."""

    def __init__(self, *files: HeldFile, export_limit: int = 1024 * 1024) -> None:
        self.export_limit = export_limit
        self.files = {UUID(int=number): file for number, file in enumerate(files, 1)}
        self.files |= {key: of_bytes(content) for key, content in EXAMPLES.items()}
        self.stored: dict[UUID, tuple[str, str, bytes]] = {}

    async def open(self, file_id: UUID) -> HeldFile:
        if file_id not in self.files:
            raise FileNotFound("there is no such file")
        return self.files[file_id]

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)

    async def store(self, name: str, content_type: str, chunks: AsyncIterator[bytes]) -> UUID:
        file_id = UUID(int=1000 + len(self.stored))
        content = b"".join([chunk async for chunk in chunks])
        self.stored[file_id] = (name, content_type, content)
        self.files[file_id] = of_bytes(content)
        return file_id


def of_bytes(content: bytes, charset: str | None = None, size: int = 64 * 1024) -> HeldFile:
    """A file of this content, in chunks of a size."""
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    return HeldFile("file", lambda: pieces, charset)
