"""Files that must be at hand as a whole, read by a process of its own: what a hostile one can eat up is bounded there.

The file is the process's standard input, its rows come back as lines of JSON.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from time import sleep
from typing import IO, Any, Final

import psutil

from aqtra.bulk.errors import UnreadableFile
from aqtra.bulk.limits import WORKBOOK_BYTES, WORKBOOK_MEMORY

_FULL: Final = WORKBOOK_MEMORY * 9 // 10
_LOOK_SECONDS: Final = 0.2


class Unreadable(Exception):
    """What is wrong with the file, said for people; `rule` names it. Raised in the process that reads."""

    def __init__(self, rule: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.rule = rule
        self.line = line


def confine(seconds: int) -> None:
    """Memory and time of this process, so that a bomb ends here."""
    resource.setrlimit(resource.RLIMIT_AS, (WORKBOOK_MEMORY, WORKBOOK_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def confined_rows(
    module: str, chunks: Iterator[bytes], arguments: Sequence[str], kind: str
) -> Iterator[tuple[int, list[Any]]]:
    """Numbered rows of a file, as the module reads it; people call such a file a `kind`. Raises UnreadableFile."""
    with _memory_file() as file:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > WORKBOOK_BYTES:
                raise UnreadableFile.at(None, "max_length", f"a {kind} of more than {WORKBOOK_BYTES} bytes")
            file.write(chunk)
        file.seek(0)
        # Names within the file are arguments, never a shell's.
        with subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", module, *arguments],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        ) as child:
            threading.Thread(target=_end_when_full, args=(child,), daemon=True).start()
            try:
                assert child.stdout is not None
                yield from _rows(child.stdout, kind)
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
        return os.fdopen(os.memfd_create("file"), "w+b")
    return tempfile.TemporaryFile()


def _environment() -> dict[str, str]:
    """None of this process's secrets."""
    return {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG") if name in os.environ}


def _rows(output: IO[bytes], kind: str) -> Iterator[tuple[int, list[Any]]]:
    for text in output:
        answer = json.loads(text, parse_float=Decimal)
        if "rule" in answer:
            raise UnreadableFile.at(answer["line"], answer["rule"], answer["message"])
        yield from answer["rows"]
        if answer.get("end"):
            return
    raise UnreadableFile.at(None, "max_length", f"the {kind} needs more memory or time than a {kind} may")
