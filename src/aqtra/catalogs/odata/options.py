"""The query options of a request, read and bounded.

A list takes `$filter`, `$orderby`, `$top`, `$skip`, `$skiptoken`, `$count`, `$select`, `$expand`, `$search` and
`$apply`; a single entry `$select` and `$expand`. Anything else, an option given twice, and `$skip` beside `$skiptoken`
are refused.

* `$filter`: see `filters`; blank means no condition. `$apply`: see `apply`.
* `$orderby=path [asc|desc], …`: see `ordering`. `$skiptoken`: see `keyset`.
* `$top`: 0 to 1,000, 50 when absent. `$skip`: leaves out so many of the ordered matches first.
* `$count=true` adds `@odata.count`, the number of all matches of `$filter` and `$search`, wherever the page begins.
* `$select` and `$expand`: see `expand`. `$search`: see `search`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.odata.apply_steps import APPLY, Step, parse_apply
from aqtra.catalogs.odata.narrowing import Narrowing
from aqtra.catalogs.odata.nodes import Condition, Path
from aqtra.catalogs.odata.parser import Parser, parse_filter
from aqtra.catalogs.odata.search import read_search
from aqtra.catalogs.odata.tokens import TokenKind

DEFAULT_TOP: Final = 50
MAX_TOP: Final = 1_000
MAX_SKIP: Final = 1_000_000_000
MAX_LISTED: Final = 100
MAX_EXPAND_DEPTH: Final = 4

LISTING: Final = frozenset(
    {"$filter", "$orderby", "$top", "$skip", "$skiptoken", "$count", "$select", "$expand", "$search", APPLY}
)
SINGLE: Final = frozenset({"$select", "$expand"})

RawOptions = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Order:
    path: Path
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ExpandOptions:
    """What is asked of expanded entries. None as `select`: everything; None as `top`: all."""

    select: tuple[Path, ...] | None = None
    expand: tuple["Expand", ...] = ()
    filter: Condition | None = None
    order: tuple[Order, ...] = ()
    top: int | None = None


@dataclass(frozen=True, slots=True)
class Expand:
    """A reference to follow. Without options the entry is shown as {id, name}."""

    path: Path
    options: ExpandOptions | None = None


@dataclass(frozen=True, slots=True)
class QueryOptions:
    """What a listing asks for. None as `select`: everything."""

    filter: Condition | None = None
    order: tuple[Order, ...] = ()
    top: int = DEFAULT_TOP
    skip: int = 0
    skip_token: str | None = None
    count: bool = False
    select: tuple[Path, ...] | None = None
    expand: tuple[Expand, ...] = ()
    search: tuple[str, ...] = ()
    apply: tuple[Step, ...] = ()
    narrowing: Narrowing | None = None
    """For callers of our own that read a part of the page only; see `narrowing`."""


def read_options(raw: Iterable[tuple[str, str]], allowed: frozenset[str] = LISTING) -> QueryOptions:
    """Reads the parameters of an address. Raises BadQuery for anything unknown, doubled or out of bounds."""
    given: dict[str, str] = {}
    for name, value in raw:
        if name not in allowed:
            raise BadQuery.at(name, 0, "there is no such query option here", rule="unknown_field", name=name)
        if name in given:
            raise BadQuery.at(name, 0, "given twice")
        if (position := value.find("\0")) >= 0:
            raise BadQuery.at(name, position, "there is a NUL character")
        given[name] = value
    if "$skip" in given and "$skiptoken" in given:
        raise BadQuery.at("$skip", 0, "a next page is not skipped into")
    if APPLY in given and "$skiptoken" in given:
        raise BadQuery.at("$skiptoken", 0, f"{APPLY} makes no pages that go on")
    return QueryOptions(
        filter=parse_filter(given["$filter"]) if given.get("$filter", "").strip() else None,
        order=_whole("$orderby", given["$orderby"], _orders) if "$orderby" in given else (),
        top=_number("$top", given.get("$top", str(DEFAULT_TOP)), MAX_TOP),
        skip=_number("$skip", given.get("$skip", "0"), MAX_SKIP),
        skip_token=given.get("$skiptoken"),
        count=_flag("$count", given.get("$count", "false")),
        select=_whole("$select", given["$select"], _paths) if "$select" in given else None,
        expand=_whole("$expand", given["$expand"], _expansions) if "$expand" in given else (),
        search=read_search(given.get("$search", "")),
        apply=parse_apply(given[APPLY]) if APPLY in given else (),
    )


def _whole(option: str, text: str, read: Callable[[Parser], tuple[Any, ...]]) -> tuple[Any, ...]:
    parser = Parser(option, text)
    found = read(parser)
    if parser.token.kind is not TokenKind.END:
        raise parser.refuse(f"unexpected {parser.token.text!r}")
    return found


def _orders(parser: Parser) -> tuple[Order, ...]:
    return _listed(parser, _order)


def _order(parser: Parser) -> Order:
    path = parser.path()
    if parser.token.kind is not TokenKind.NAME:
        return Order(path)
    direction = parser.advance()
    if direction.text not in ("asc", "desc"):
        raise parser.refuse("asc or desc is expected", direction)
    return Order(path, descending=direction.text == "desc")


def _paths(parser: Parser) -> tuple[Path, ...]:
    return _listed(parser, _path)


def _path(parser: Parser) -> Path:
    position = parser.token.position
    return Path(("*",), position) if parser.takes("*") else parser.path()


def _expansions(parser: Parser, depth: int = 1) -> tuple[Expand, ...]:
    return _listed(parser, lambda _: _expansion(parser, depth))


def _expansion(parser: Parser, depth: int) -> Expand:
    path = parser.path()
    if not parser.takes("("):
        return Expand(path)
    given: dict[str, Any] = {}
    while True:
        option = parser.advance()
        reader = _NESTED.get(option.text) if option.kind is TokenKind.DOLLAR else None
        if reader is None:
            raise parser.refuse(f"one of {', '.join(_NESTED)} is expected", option)
        if option.text in given:
            raise parser.refuse(f"{option.text} is given twice", option)
        parser.expect("=")
        if option.text == "$expand" and depth == MAX_EXPAND_DEPTH:
            raise parser.refuse(f"expanded deeper than {MAX_EXPAND_DEPTH} references", option)
        given[option.text] = reader(parser, depth)
        if not parser.takes(";"):
            break
    parser.expect(")")
    return Expand(path, _expand_options(given))


def _expand_options(given: Mapping[str, Any]) -> ExpandOptions:
    return ExpandOptions(
        select=given.get("$select"),
        expand=given.get("$expand", ()),
        filter=given.get("$filter"),
        order=given.get("$orderby", ()),
        top=given.get("$top"),
    )


def _top(parser: Parser) -> int:
    token = parser.advance()
    if token.kind is not TokenKind.NUMBER or not _is_number(token.text, MAX_TOP):
        raise parser.refuse(f"a whole number from 0 to {MAX_TOP} is expected", token)
    return int(token.text)


_NESTED: Final[Mapping[str, Callable[[Parser, int], Any]]] = {
    "$select": lambda parser, _: _paths(parser),
    "$expand": lambda parser, depth: _expansions(parser, depth + 1),
    "$filter": lambda parser, _: parser.condition(),
    "$orderby": lambda parser, _: _orders(parser),
    "$top": lambda parser, _: _top(parser),
}


def _listed(parser: Parser, read: Callable[[Parser], Any]) -> tuple[Any, ...]:
    found = [read(parser)]
    while parser.takes(","):
        found.append(read(parser))
        if len(found) > MAX_LISTED:
            raise parser.refuse(f"at most {MAX_LISTED} fields")
    return tuple(found)


def _number(option: str, text: str, highest: int) -> int:
    if not _is_number(text, highest):
        raise BadQuery.at(option, 0, f"a whole number from 0 to {highest} is expected", rule="maximum")
    return int(text)


def _is_number(text: str, highest: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len(str(highest)) and int(text) <= highest


def _flag(option: str, text: str) -> bool:
    if text not in ("true", "false"):
        raise BadQuery.at(option, 0, "true or false is expected", rule="type")
    return text == "true"
