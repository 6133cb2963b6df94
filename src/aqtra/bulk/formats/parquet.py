"""A process of its own that reads a Parquet file: `python -m aqtra.bulk.formats.parquet <seconds>`.

See `confined`. The first row holds the names of the columns.
"""

import os
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import orjson

from aqtra.bulk.formats.confined import Unreadable, confine
from aqtra.bulk.limits import COLUMNS, RECORD_LENGTH

if TYPE_CHECKING:
    import polars as pl

ROWS_AT_ONCE: Final = 500


def main() -> None:
    # Each thread takes address space, of which there is a limit.
    os.environ["POLARS_MAX_THREADS"] = "1"
    confine(int(sys.argv[1]))
    try:
        _copy(sys.stdin.buffer.read())
    except Unreadable as error:
        _write({"rule": error.rule, "message": str(error), "line": error.line})
    except MemoryError:
        _write({"rule": "max_length", "message": "the file needs too much memory", "line": None})
    except Exception as error:
        # The library raises whatever a broken file makes it stumble over: this is its boundary.
        message = f"not a readable Parquet file: {type(error).__name__}"
        _write({"rule": "syntax", "message": message, "line": None})


def _copy(content: bytes) -> None:
    import polars as pl

    lazy = pl.scan_parquet(BytesIO(content))
    names = lazy.collect_schema().names()
    if len(names) > COLUMNS:
        raise Unreadable("max_length", f"{len(names)} columns; at most {COLUMNS} are read")
    _write({"rows": [(1, names)]})
    number = 1
    for batch in lazy.collect_batches(chunk_size=ROWS_AT_ONCE):
        for piece in _bounded(batch):
            rows = [(number + place, list(map(_plain, row))) for place, row in enumerate(piece.rows(), 1)]
            _write({"rows": rows})
            number += piece.height
    _write({"rows": [], "end": True})


def _bounded(batch: "pl.DataFrame") -> Iterator["pl.DataFrame"]:
    """In pieces: rows may share a text, so what is small in the file is large for who reads it."""
    if batch.estimated_size() <= RECORD_LENGTH and batch.height <= ROWS_AT_ONCE:
        yield batch
    elif batch.height == 1:
        raise Unreadable("max_length", f"a row of more than {RECORD_LENGTH} bytes")
    else:
        half = batch.height // 2
        yield from _bounded(batch.head(half))
        yield from _bounded(batch.tail(batch.height - half))


def _plain(value: Any) -> Any:
    """A JSON value. Days and times are marked as such, as in workbooks."""
    match value:
        case Decimal():
            return str(value)
        case datetime() | date() | time():
            return {type(value).__name__: value.isoformat()}
        case timedelta():
            return {"duration": str(value)}
        case bytes():
            return {"error": "bytes"}
        case dict():
            return {"json": orjson.dumps(value, default=str).decode()}
        case list():
            return {"json": orjson.dumps(value, default=str).decode()}
    return value


def _write(value: Any) -> None:
    sys.stdout.buffer.write(orjson.dumps(value) + b"\n")


if __name__ == "__main__":
    main()
