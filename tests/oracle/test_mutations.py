"""Whatever is asked, the answer is a result or a refusal that names its place."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from aqtra.catalogs.errors import BadQuery
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.oracle.conftest import many
from tests.oracle.mutation import mutated
from tests.oracle.pivots import pivots
from tests.oracle.questions import listings
from tests.oracle.world import World


@many
@given(data=st.data())
def test_a_changed_query_is_answered_or_refused_with_its_place(
    platform: Platform, world: World, asked: Callable[[], None], data: st.DataObject
) -> None:
    query = data.draw(st.one_of(listings(world), pivots(world)))
    options = data.draw(mutated(query.options()), label="options")
    document = world.components[query.component].document
    assert document is not None
    asked()
    try:
        answer = platform.list(document, by=MEMBER, **options)
    except BadQuery as refused:
        (field,) = refused.fields
        assert field.field.removeprefix("$") in options
        assert 0 <= field.params["position"] <= len(options[field.field.removeprefix("$")])
    else:
        assert isinstance(answer["value"], list)
