"""COPY to a client, read by a thread: row by row on an event loop it would take three times as long."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import Final

import psycopg

from aqtra.infra.database import DatabaseUnavailable

# An export reads one snapshot in one statement, for as long as its reader takes.
STATEMENT_SECONDS: Final = 4 * 3_600
_PIECE_BYTES: Final = 1024 * 1024
_ROWS_AT_ONCE: Final = 100
_OPTIONS: Final = f"-c timezone=UTC -c statement_timeout={STATEMENT_SECONDS}s"


class Copying:
    """One COPY on a connection of its own. All verbs block; they raise DatabaseUnavailable and the server's errors."""

    def __init__(self, url: str, subject: str, opened: Callable[[bytes], bytes]) -> None:
        """`subject`: whom the database answers to. `opened` is done to every piece of whole rows."""
        self._url = url
        self._subject = subject
        self._opened = opened
        self._stack = ExitStack()
        self._rows: Iterator[bytes | bytearray | memoryview] = iter(())

    def start(self, count: bytes, statement: bytes) -> int:
        """Counts the rows and begins to copy them, in one snapshot."""
        with _failures_named():
            conn = self._stack.enter_context(psycopg.connect(self._url, options=_OPTIONS, autocommit=True))
            self._stack.enter_context(conn.transaction())
            conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            conn.execute("SELECT set_config('aqtra.subject', %s, true)", (self._subject,))
            row = conn.execute(count).fetchone()
            assert row is not None
            self._rows = iter(self._stack.enter_context(conn.cursor().copy(statement)))
            return int(row[0])

    def read(self) -> tuple[bytes, int] | None:
        """The next piece of the file, and how many rows it has; None at the end."""
        pieces: list[bytes] = []
        rows = size = 0
        with _failures_named():
            while size < _PIECE_BYTES and (some := list(islice(self._rows, _ROWS_AT_ONCE))):
                pieces.append(b"".join(some))
                rows += len(some)
                size += len(pieces[-1])
        return (self._opened(b"".join(pieces)), rows) if rows else None

    def close(self) -> None:
        """Also in the middle: the server notices and stops."""
        with _failures_named():
            self._stack.close()


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable("the database does not answer; try again shortly") from error
