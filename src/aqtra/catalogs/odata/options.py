"""The query options of a request, read and bounded."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.odata.nodes import Condition, Path
from aqtra.catalogs.odata.parser import Parser, parse_filter
from aqtra.catalogs.odata.tokens import TokenKind

DEFAULT_TOP: Final = 50
MAX_TOP: Final = 1_000
MAX_SKIP: Final = 1_000_000_000
MAX_SEARCH: Final = 200
MAX_LISTED: Final = 100

LISTING: Final = frozenset({"$filter", "$orderby", "$top", "$skip", "$count", "$select", "$expand", "$search"})
SINGLE: Final = frozenset({"$select", "$expand"})

RawOptions = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Order:
    path: Path
    descending: bool = False


@dataclass(frozen=True, slots=True)
class QueryOptions:
    """What a listing asks for. None as `select`: everything."""

    filter: Condition | None = None
    order: tuple[Order, ...] = ()
    top: int = DEFAULT_TOP
    skip: int = 0
    count: bool = False
    select: tuple[Path, ...] | None = None
    expand: tuple[Path, ...] = ()
    search: str | None = None


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
    return QueryOptions(
        filter=parse_filter(given["$filter"]) if given.get("$filter", "").strip() else None,
        order=_orders(given["$orderby"]) if "$orderby" in given else (),
        top=_number("$top", given.get("$top", str(DEFAULT_TOP)), MAX_TOP),
        skip=_number("$skip", given.get("$skip", "0"), MAX_SKIP),
        count=_flag("$count", given.get("$count", "false")),
        select=_paths("$select", given["$select"]) if "$select" in given else None,
        expand=_paths("$expand", given["$expand"]) if "$expand" in given else (),
        search=_search(given.get("$search", "")),
    )


def _orders(text: str) -> tuple[Order, ...]:
    parser = Parser("$orderby", text)
    orders = [_order(parser)]
    while parser.takes(","):
        orders.append(_order(parser))
    _finish(parser, len(orders))
    return tuple(orders)


def _order(parser: Parser) -> Order:
    path = parser.path()
    if parser.token.kind is not TokenKind.NAME:
        return Order(path)
    direction = parser.advance()
    if direction.text not in ("asc", "desc"):
        raise parser.refuse("asc or desc is expected", direction)
    return Order(path, descending=direction.text == "desc")


def _paths(option: str, text: str) -> tuple[Path, ...]:
    parser = Parser(option, text)
    paths = [_path(parser)]
    while parser.takes(","):
        paths.append(_path(parser))
    _finish(parser, len(paths))
    return tuple(paths)


def _path(parser: Parser) -> Path:
    position = parser.token.position
    return Path(("*",), position) if parser.takes("*") else parser.path()


def _finish(parser: Parser, count: int) -> None:
    if parser.token.kind is not TokenKind.END:
        raise parser.refuse(f"unexpected {parser.token.text!r}")
    if count > MAX_LISTED:
        raise parser.refuse(f"at most {MAX_LISTED} fields")


def _number(option: str, text: str, highest: int) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(highest)) or int(text) > highest:
        raise BadQuery.at(option, 0, f"a whole number from 0 to {highest} is expected", rule="maximum")
    return int(text)


def _flag(option: str, text: str) -> bool:
    if text not in ("true", "false"):
        raise BadQuery.at(option, 0, "true or false is expected", rule="type")
    return text == "true"


def _search(text: str) -> str | None:
    wanted = text.strip().strip('"').strip()
    if len(wanted) > MAX_SEARCH:
        raise BadQuery.at("$search", MAX_SEARCH, f"longer than {MAX_SEARCH} characters", rule="max_length")
    return wanted or None
