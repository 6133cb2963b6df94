"""JSON lines: one object per line, member → value. Fractions stay exact."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

from aqtra.bulk.errors import UnreadableFile
from aqtra.bulk.formats.batch import Batch
from aqtra.bulk.formats.text import Lines, decode
from aqtra.bulk.limits import COLUMNS, SHOWN_ERRORS
from aqtra.bulk.models import ImportOptions, row_error
from aqtra.infra.bodies import read_json
from aqtra.kernel.errors import AqtraError

_WHOLE_LINE: Final = "body"


class JsonlReader:
    """New entries may leave members out. Changes may not: a missing member would have to mean two things."""

    def __init__(self, chunks: Iterator[bytes], options: ImportOptions, known: Sequence[str]) -> None:
        """`known` are the members a new entry may have, besides those that the options name."""
        self._lines = Lines(decode(chunks, options.encoding))
        self._iterator = iter(self._lines)
        self._may_lack = options.key == "create"
        self._header = list(dict.fromkeys((*known, *options.columns))) if self._may_lack else []
        self._first: tuple[int, str] | None = None

    def header(self) -> list[str]:
        self._first = next(((line, text) for line, text in self._numbered() if text.strip()), None)
        if self._first is None:
            raise UnreadableFile.at(None, "required", "the file is empty")
        line, text = self._first
        try:
            first = _object(text)
        except AqtraError as error:
            raise UnreadableFile.at(line, "syntax", error.message) from error
        if len(first) > COLUMNS:
            raise UnreadableFile.at(line, "max_length", f"{len(first)} members; at most {COLUMNS} are read")
        if not self._may_lack:
            self._header = list(first)
        return self._header

    def batches(self) -> Iterator[Batch]:
        batch, characters = Batch(), 0
        assert self._first is not None
        for line, text in chain([self._first], self._numbered()):
            if text.strip():
                self._add(batch, line, text)
            characters += len(text)
            if batch.is_full(characters):
                yield batch
                batch, characters = Batch(), 0
        if batch.records:
            yield batch

    def _numbered(self) -> Iterator[tuple[int, str]]:
        for text in self._iterator:
            self._lines.restart()
            yield self._lines.number, text

    def close(self) -> None:
        """There is nothing to give back."""

    def _add(self, batch: Batch, line: int, text: str) -> None:
        try:
            members = _object(text)
        except AqtraError as error:
            # The path within the object, where the fault has one.
            place = error.fields[0].field if error.fields else _WHOLE_LINE
            batch.refuse(row_error(line, None if place == _WHOLE_LINE else place, "syntax", error.message))
            return
        if unknown := members.keys() - set(self._header):
            told = sorted(unknown)[:SHOWN_ERRORS]
            batch.refuse(*(row_error(line, name, "unknown_field", "there is no such member") for name in told))
            return
        if not self._may_lack and len(members) < len(self._header):
            missing = ", ".join(name for name in self._header if name not in members)
            batch.refuse(row_error(line, None, "columns", f"members of the first line are missing: {missing}"))
            return
        batch.accept(line, [members.get(name) for name in self._header])


def _object(text: str) -> dict[str, Any]:
    """Raises BadJson, ValidationFailed."""
    # Bytes that were no text are lone surrogates here and come back as the bytes they were.
    value = read_json(text.strip().encode(errors="surrogateescape"), exact=True, unique=True)
    if not isinstance(value, dict):
        raise UnreadableFile.of_field(_WHOLE_LINE, "type", "an object is expected")
    return value
