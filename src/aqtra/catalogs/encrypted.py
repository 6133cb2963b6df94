"""Encrypted properties in statements: sealed on the way in, looked for by blind index, opened on the way out.

PostgreSQL builds the answers, but has no keys. Where a value would stand it writes a token: a mark that this process
drew when it began, the place of the value, and the value as it is stored. Whoever hands an answer on opens its tokens
first. Nobody else knows the mark, so a text that somebody wrote is never taken for a token.
"""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from aqtra.catalogs.columns import TEXTS
from aqtra.catalogs.conversion import convert
from aqtra.catalogs.errors import EncryptedValueUnreadable
from aqtra.catalogs.limits import SAFE_INTEGER
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.property_cipher import BLIND_BYTES, PropertyCipher, Value

_MARK: Final = secrets.token_hex(16)
_TOKEN: Final = re.compile(rf"{_MARK}\.([A-Za-z0-9_]+)\.([A-Za-z0-9_:-]+)\.([0-9a-f]+)\.".encode())
_IN_JSON: Final = re.compile(b'"' + _TOKEN.pattern + b'"')


@dataclass(frozen=True, slots=True)
class Sealed:
    """The column of an encrypted property. `kind` is the property type of its values."""

    kind: str
    table: str
    column: str

    @property
    def place(self) -> str:
        return f"catalogs.{self.table}.{self.column}"


@dataclass(frozen=True, slots=True)
class Blind:
    """A parameter: the values that are looked for. What it looks like follows the keys of the moment."""

    sealed: Sealed
    texts: tuple[str, ...]


Parameter = str | Blind | None


def token(sealed: Sealed, sql: str) -> str:
    """What an answer shows for a stored value, until it is opened; null stays null."""
    return f"'{_MARK}.{sealed.table}.{sealed.column}.' || encode({sql}, 'hex') || '.'"


def blind_index(sql: str) -> str:
    """By what equal values of an encrypted column are found. Its index is made over the same expression."""
    return f"substr({sql}, 1, {BLIND_BYTES})"


class Opener:
    """Seals parameters and opens answers of this process."""

    def __init__(self, cipher: PropertyCipher) -> None:
        self._cipher = cipher

    def sealed(self, sealed: Sealed, text: str | None) -> str | None:
        """The parameter for a value that is to be written."""
        if text is None:
            return None
        return f"\\x{self._cipher.seal(Value(sealed.kind, text), sealed.place).hex()}"

    def placed(self, parameter: Parameter) -> str | None:
        """A parameter as PostgreSQL reads it: of a `Blind` the list of blind indexes."""
        if not isinstance(parameter, Blind):
            return parameter
        sealed = parameter.sealed
        found = [
            blind.hex()
            for text in parameter.texts
            for blind in self._cipher.blinds(Value(sealed.kind, text), sealed.place)
        ]
        return "{" + ",".join(f'"\\\\x{blind}"' for blind in found) + "}"

    def all_placed(self, parameters: Sequence[Parameter]) -> list[str | None]:
        return [self.placed(parameter) for parameter in parameters]

    def json(self, answer: bytes) -> bytes:
        """The answer with its values. Raises EncryptedValueUnreadable."""
        return self._replaced(_IN_JSON, answer, _as_json)

    def csv(self, rows: bytes, written: Callable[[str], str]) -> bytes:
        """Rows of CSV with their values; `written` changes texts beforehand. Raises EncryptedValueUnreadable."""
        return self._replaced(_TOKEN, rows, lambda value: _as_csv(value, written))

    def value(self, shown: Any) -> Any:
        """What a row holds: of a token its value, everything else as it is. Raises EncryptedValueUnreadable."""
        if not isinstance(shown, str) or not (found := _TOKEN.fullmatch(shown.encode())):
            return shown
        value = self._open(found)
        return convert(value.kind, value.text)

    def _replaced(self, pattern: re.Pattern[bytes], content: bytes, shown: Callable[[Value], bytes]) -> bytes:
        if _MARK.encode() not in content:
            return content
        return pattern.sub(lambda found: shown(self._open(found)), content)

    def _open(self, found: re.Match[bytes]) -> Value:
        table, column, stored = (group.decode() for group in found.groups())
        place = Sealed("", table, column).place
        try:
            return self._cipher.open(bytes.fromhex(stored), place)
        except (UnknownKey, NotAuthentic) as error:
            raise EncryptedValueUnreadable("an encrypted value cannot be opened with the keys at hand") from error


def _as_json(value: Value) -> bytes:
    """As the API writes values of the type, see `projection`."""
    if value.kind == "boolean" or (value.kind == "integer" and abs(int(value.text)) <= SAFE_INTEGER):
        return value.text.encode()
    return orjson.dumps(_shown(value))


def _as_csv(value: Value, written: Callable[[str], str]) -> bytes:
    if value.kind not in TEXTS:
        return _shown(value).encode()
    quoted = written(value.text).replace('"', '""')
    return f'"{quoted}"'.encode()


def _shown(value: Value) -> str:
    """Fractions of seconds as PostgreSQL shows them: no more digits than needed."""
    if value.kind not in ("time", "datetime"):
        return value.text
    return re.sub(r"(\.\d*?)0+(?=$|[+-])", r"\1", value.text)
