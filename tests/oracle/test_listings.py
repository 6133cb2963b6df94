"""Listings through the real service give what the data in memory gives."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.integration.catalogs.platform import MEMBER, Platform
from tests.oracle.conftest import many
from tests.oracle.listing import NEXT, Listing, expected
from tests.oracle.questions import listings
from tests.oracle.world import World


def ask(platform: Platform, world: World, query: Listing) -> Any:
    document = world.components[query.component].document
    assert document is not None
    return platform.list(document, by=MEMBER, **query.options())


@many
@given(data=st.data())
def test_listings_answer_as_the_data_in_memory_does(
    platform: Platform, world: World, asked: Callable[[], None], data: st.DataObject
) -> None:
    query = data.draw(listings(world), label="query")
    asked()
    answer, wanted = ask(platform, world, query), expected(world, query)
    assert (answer.pop(NEXT, None) is not None) == wanted.further, query.options()
    # As text: the order of members is documented too.
    assert json.dumps(answer) == json.dumps(wanted.answer), query.options()
