"""Endpoints that answer in pages: which page is asked for next, and when there is none. Pure."""

from dataclasses import dataclass
from typing import Any

import httpx

from aqtra.dataflow.integrations.errors import UpstreamUndecodable
from aqtra.dataflow.integrations.models import (
    CursorPages,
    LinkedPages,
    NoPages,
    NumberedPages,
    OffsetPages,
    Paging,
)
from aqtra.dataflow.integrations.request import Prepared, text_of
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.resolve import pluck


@dataclass(frozen=True, slots=True)
class Page:
    """A decoded answer. `links` of its header by relation; `url` is where it came from."""

    value: Any
    url: str = ""
    links: tuple[tuple[str, str], ...] = ()


def first_page(request: Prepared, paging: Paging) -> Prepared:
    """The request with what the first page is asked with."""
    match paging:
        case NumberedPages():
            first = request.with_query(paging.parameter, str(paging.first))
            return _sized(first, paging.size_parameter, paging.size)
        case OffsetPages():
            return _sized(request.with_query(paging.parameter, "0"), paging.size_parameter, paging.size)
        case _:
            return request


def items_of(page: Page, paging: Paging) -> list[Any]:
    """Raises UpstreamUndecodable when there is no list where the endpoint says."""
    if isinstance(paging, NoPages):
        return []
    found = _at(page.value, paging.items_path)
    if found is None:
        return []
    if not isinstance(found, list):
        place = paging.items_path or "the answer"
        raise UpstreamUndecodable(f"{place} is no list: the endpoint says that its items lie there")
    return found


def next_page(request: Prepared, page: Page, paging: Paging, number: int, taken: int) -> Prepared | None:
    """What to ask after the page of this number (from 0), when `taken` items are there; None after the last one.

    Raises UpstreamUndecodable for a next page that lies elsewhere.
    """
    count = len(items_of(page, paging))
    match paging:
        case NumberedPages():
            more = count > 0 and (not paging.size_parameter or count >= paging.size)
            return request.with_query(paging.parameter, str(paging.first + number + 1)) if more else None
        case OffsetPages():
            more = count > 0 and (not paging.size_parameter or count >= paging.size)
            return request.with_query(paging.parameter, str(taken)) if more else None
        case CursorPages():
            return _at_cursor(request, _at(page.value, paging.cursor_path), paging)
        case LinkedPages():
            return _linked(request, page)
        case _:
            return None


def _at_cursor(request: Prepared, cursor: Any, paging: CursorPages) -> Prepared | None:
    if cursor is None or cursor == "" or cursor is False:
        return None
    following = request.with_query(paging.parameter, text_of(cursor))
    # A server that says the same cursor again has no more, or would never end.
    return None if following.query == request.query else following


def _linked(request: Prepared, page: Page) -> Prepared | None:
    link = dict(page.links).get("next")
    if not link:
        return None
    try:
        target = httpx.URL(page.url).join(link)
    except (httpx.InvalidURL, ValueError) as error:
        raise UpstreamUndecodable("the next page has no address that can be read") from error
    if _origin(target) != _origin(httpx.URL(request.address)) or target.userinfo:
        # It would be called with the credentials of the connector.
        raise UpstreamUndecodable("the next page lies at another origin than the connector")
    return Prepared(request.method, str(target.copy_with(fragment=None)), (), request.headers, request.content)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _sized(request: Prepared, parameter: str, size: int) -> Prepared:
    return request.with_query(parameter, str(size)) if parameter else request


def _at(value: Any, path: str) -> Any:
    return pluck(value, parse_path(path).segments) if path else value
