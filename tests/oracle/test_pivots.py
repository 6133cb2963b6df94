"""`$apply` through the real service gives what grouping and adding up in memory gives."""

import json
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from tests.integration.catalogs.platform import MEMBER, Platform
from tests.oracle.conftest import many
from tests.oracle.pivots import Answer, pivots
from tests.oracle.world import World


@many
@given(data=st.data())
def test_pivots_answer_as_the_data_in_memory_does(
    platform: Platform, world: World, asked: Callable[[], None], data: st.DataObject
) -> None:
    query = data.draw(pivots(world), label="query")
    document = world.components[query.component].document
    assert document is not None
    asked()
    answer = platform.list(document, by=MEMBER, **query.options())
    assert json.dumps(answer) == json.dumps(Answer(world, query).expected()), query.options()
