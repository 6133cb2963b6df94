"""XLSX: rows from a process of its own, see `workbook`."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from time import sleep
from typing import IO, Any, Final
from zoneinfo import ZoneInfo

import psutil

from aqtra.bulk.errors import UnreadableFile
from aqtra.bulk.formats.batch import Batch
from aqtra.bulk.limits import WORKBOOK_BYTES, WORKBOOK_MEMORY, WORKBOOK_SECONDS
from aqtra.bulk.models import ImportOptions, row_error

_CHILD: Final = "aqtra.bulk.formats.workbook"
_FULL: Final = WORKBOOK_MEMORY * 9 // 10
_LOOK_SECONDS: Final = 0.2
_ENDED_BY_LIMIT: Final = "the workbook needs more memory or time than a workbook may"


_MOMENTS: Final[dict[str, Callable[[str], date | time]]] = {"date": date.fromisoformat, "time": time.fromisoformat}


class XlsxReader:
    """Cells as text, numbers, truth values, dates and times. Formulas are their last values."""

    def __init__(self, chunks: Iterator[bytes], options: ImportOptions, seconds: int = WORKBOOK_SECONDS) -> None:
        """`seconds`: of processor time, for all of it."""
        self._seconds = seconds
        self._chunks = chunks
        self._options = options
        self._zone = None if options.zone is None else ZoneInfo(options.zone)
        self._width = 0
        self._rows = self._read()
        self._first: tuple[int, list[Any]] | None = None

    def header(self) -> list[str]:
        first = next((row for row in self._rows if row[1]), None)
        if first is None:
            raise UnreadableFile.at(None, "required", "the sheet is empty")
        line, cells = first
        self._width = len(cells)
        if not self._options.header:
            self._first = first
            return [str(number) for number in range(1, self._width + 1)]
        if not all(isinstance(cell, str) for cell in cells):
            raise UnreadableFile.at(line, "type", "a header is not a text")
        return cells

    def batches(self) -> Iterator[Batch]:
        batch = Batch()
        if self._first is not None:
            self._add(batch, *self._first)
        characters = 0
        for line, cells in self._rows:
            self._add(batch, line, cells)
            characters += sum(len(cell) for cell in cells if isinstance(cell, str))
            if batch.is_full(characters):
                yield batch
                batch, characters = Batch(), 0
        if batch.records:
            yield batch

    def close(self) -> None:
        """Ends the process that reads."""
        self._rows.close()

    def _add(self, batch: Batch, line: int, cells: list[Any]) -> None:
        if not cells:
            # Empty rows between and below the data are how people lay sheets out.
            return
        if len(cells) > self._width:
            batch.refuse(row_error(line, None, "columns", f"cells beyond the {self._width} columns of the header"))
            return
        row: list[Any] = [*cells, *([None] * (self._width - len(cells)))]
        for number, cell in enumerate(row):
            if isinstance(cell, dict):
                kind, text = next(iter(cell.items()))
                if kind in ("error", "duration"):
                    batch.refuse(row_error(line, None, "type", f"column {number + 1} holds no value", text))
                    return
                row[number] = self._moment(kind, text)
        batch.accept(line, row)

    def _moment(self, kind: str, text: str) -> datetime | date | time:
        if kind == "datetime":
            return datetime.fromisoformat(text).replace(tzinfo=self._zone)
        return _MOMENTS[kind](text)

    def _read(self) -> Generator[tuple[int, list[Any]], None, None]:
        with _memory_file() as file:
            size = 0
            for chunk in self._chunks:
                size += len(chunk)
                if size > WORKBOOK_BYTES:
                    raise UnreadableFile.at(None, "max_length", f"a workbook of more than {WORKBOOK_BYTES} bytes")
                file.write(chunk)
            file.seek(0)
            arguments = [str(self._seconds), *([] if self._options.sheet is None else [self._options.sheet])]
            # The name of the sheet is an argument, never a shell's.
            with subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", _CHILD, *arguments],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            ) as child:
                threading.Thread(target=_end_when_full, args=(child,), daemon=True).start()
                try:
                    assert child.stdout is not None
                    yield from _rows(child.stdout)
                finally:
                    child.kill()


def _end_when_full(child: "subprocess.Popen[bytes]") -> None:
    """Close to its limit a process may go on for half an hour, begging for memory at every step."""
    with suppress(psutil.Error):
        process = psutil.Process(child.pid)
        while child.poll() is None:
            if process.memory_info().rss > _FULL:
                child.kill()
            sleep(_LOOK_SECONDS)


def _memory_file() -> IO[bytes]:
    """Decrypted content stays off the disk where the system can do that."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("workbook"), "w+b")
    return tempfile.TemporaryFile()


def _environment() -> dict[str, str]:
    """None of this process's secrets."""
    return {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG") if name in os.environ}


def _rows(output: IO[bytes]) -> Iterator[tuple[int, list[Any]]]:
    for text in output:
        answer = json.loads(text, parse_float=Decimal)
        if "rule" in answer:
            raise UnreadableFile.at(answer["line"], answer["rule"], answer["message"])
        yield from answer["rows"]
        if answer.get("end"):
            return
    raise UnreadableFile.at(None, "max_length", _ENDED_BY_LIMIT)
