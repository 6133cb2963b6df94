"""Pages that begin where the one before ended: `@odata.nextLink` and `$skiptoken`.

A list that does not hold all matches behind its beginning carries `@odata.nextLink`: an address, relative to the
server's root, of the same query with `$skiptoken` in place of `$skip`. It is there exactly when more entries follow the
page, so a walk along the links shows every entry once and ends with a page without one. `$top=0` has no link, `$apply`
has none, and neither has a page whose link would be longer than 16,000 characters (sorted by many long texts); there
`$skip` goes on.

The token holds the last entry's sort values. The next page holds the first `$top` entries that come after these values
in the order of `ordering`, whether the last entry still exists or not: entries that are made, changed or deleted
between two pages do not make others appear twice or be left out. `$top`, `$count` and all other options may change from
page to page, `$orderby` may not: a token made for another order is refused, as is one that nobody made. A token says
nothing but where to go on; what it holds is read as values of the sorted fields' types.

A page costs the same wherever it begins when the first sort term is the id, the name, a property of the component with
Query, or a field of an entry that such a property refers to.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, Final
from urllib.parse import quote, urlencode
from uuid import UUID

from aqtra.catalogs.conversion import Refused, convert
from aqtra.catalogs.encoding import encode
from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.odata.options import RawOptions
from aqtra.catalogs.odata.ordering import Key
from aqtra.catalogs.odata.stretches import Section, behind
from aqtra.catalogs.sqltext import Parameters, sql_type

PLACE: Final = "/api/v1/entries"
"""Where entries are listed: the address of a component's entries goes on with its key."""
NEXT: Final = "@odata.nextLink"
LONGEST_LINK: Final = 16_000
_OPTION: Final = "$skiptoken"
_REPLACED: Final = ("$skip", _OPTION)


def with_next_link(page: bytes, component: UUID, raw: RawOptions, keys: tuple[Key, ...], values: bytes) -> bytes:
    """The page, a JSON object, with the address of the next one. `values` is the list that `last_values` made."""
    link = _next_link(component, raw, keys, values)
    return page if link is None else page[:-1] + f', "{NEXT}": {json.dumps(link)}}}'.encode()


def _next_link(component: UUID, raw: RawOptions, keys: tuple[Key, ...], values: bytes) -> str | None:
    token = urlsafe_b64encode(json.dumps([_names(keys), json.loads(values)], separators=(",", ":")).encode())
    options = [(name, value) for name, value in raw if name not in _REPLACED]
    options.append((_OPTION, token.decode().rstrip("=")))
    link = f"{PLACE}/{component}?{urlencode(options, quote_via=quote, safe='$')}"
    return link if len(link) <= LONGEST_LINK else None


def last_values(keys: tuple[Key, ...], columns: tuple[str, ...]) -> str:
    """SQL of the token's values of one row, whose sort values are in these columns."""
    shown = [_text(key.kind, column) for key, column in zip(keys, columns, strict=True)]
    return f"json_build_array({', '.join(shown)})::text"


def sections_behind(keys: tuple[Key, ...], token: str, parameters: Parameters) -> tuple[Section, ...]:
    """The list behind the token. Raises BadQuery."""
    values = _read(keys, token)
    placed = [
        None if value is None else parameters.add(value, sql_type(key.kind))
        for key, value in zip(keys, values, strict=True)
    ]
    return behind(keys, tuple(placed))


def _text(kind: str, sql: str) -> str:
    return f"to_json({sql}) #>> '{{}}'" if kind == "datetime" else f"{sql}::text"


def _names(keys: tuple[Key, ...]) -> list[str]:
    return [f"{key.name} desc" if key.descending else key.name for key in keys]


def _read(keys: tuple[Key, ...], token: str) -> list[str | None]:
    match _decoded(token):
        case [list() as names, list() as values] if names == _names(keys) and len(values) == len(keys):
            return [_value(key, value) for key, value in zip(keys, values, strict=True)]
        case [list(), list()]:
            raise _refused("the page was made with another $orderby")
    raise _refused("this is no token of a page")


def _decoded(token: str) -> Any:
    if len(token) > LONGEST_LINK:
        raise _refused("this is no token of a page")
    try:
        content = urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
        return json.loads(content)
    except (binascii.Error, ValueError, RecursionError):
        raise _refused("this is no token of a page") from None


def _value(key: Key, value: Any) -> str | None:
    if value is None and key.nullable:
        return None
    try:
        if not isinstance(value, str) or "\0" in value:
            raise Refused("type", "a value is expected")
        if key.kind == "string":
            value.encode()
            return value
        return encode(key.kind, convert(key.kind, value))
    except (Refused, UnicodeEncodeError):
        raise _refused(f"there is no value of {key.name} in it") from None


def _refused(message: str) -> BadQuery:
    return BadQuery.at(_OPTION, 0, message, rule="skip_token")
