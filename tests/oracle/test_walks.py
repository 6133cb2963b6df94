"""Walking along `@odata.nextLink` shows every match once, in order."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from tests.integration.catalogs.platform import MEMBER, Platform
from tests.oracle.conftest import many
from tests.oracle.listing import NEXT, Listing, matches
from tests.oracle.ordering import ordered
from tests.oracle.questions import listings
from tests.oracle.world import World


@many
@given(data=st.data(), length=st.integers(1, 6))
def test_a_walk_along_the_links_shows_every_match_once(
    platform: Platform, world: World, asked: Callable[[], None], data: st.DataObject, length: int
) -> None:
    drawn = data.draw(listings(world), label="query")
    query = replace(drawn, top=length, expand=(), select=None)
    asked()
    pages = _walk(platform, world, query)
    wanted = ordered(world, world.components[query.component], matches(world, query), query.orders)
    shown = [entry["id"] for page in pages for entry in page["value"]]
    assert shown == [row.id for row in wanted[query.skip or 0 :]], query.options()
    if query.count:
        assert {page["@odata.count"] for page in pages} == {len(wanted)}, query.options()


def _walk(platform: Platform, world: World, query: Listing) -> list[dict[str, Any]]:
    document = world.components[query.component].document
    assert document is not None
    options = query.options()
    pages = [platform.list(document, by=MEMBER, **options)]
    while link := pages[-1].get(NEXT):
        address = urlsplit(link)
        assert address.path == f"/api/v1/entries/{document.key}"
        given = {name.removeprefix("$"): value for name, value in parse_qsl(address.query, strict_parsing=True)}
        assert given.items() >= {name: value for name, value in options.items() if name != "skip"}.items()
        pages.append(platform.list(document, by=MEMBER, **given))
    assert all(len(page["value"]) == query.top for page in pages[:-1])
    return pages
