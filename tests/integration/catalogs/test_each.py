"""Many lists in one statement: each is the list that its filter gives alone."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.model import Model
from aqtra.catalogs.odata.each import alike
from aqtra.catalogs.odata.nodes import Condition, Path
from aqtra.catalogs.odata.options import Order, QueryOptions
from aqtra.catalogs.odata.parser import parse_filter
from aqtra.catalogs.service import Listed
from aqtra.kernel.principal import Principal
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.support.components import property_

TEXTS = st.sampled_from(["a", "A", "ab", "", "'", "%", "{}", '"', "\\", "$1", "ü", "x" * 50])
NUMBERS = st.integers(-3, 12)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


FILTERS = st.one_of(
    TEXTS.map(lambda text: f"text eq {quoted(text)}"),
    TEXTS.map(lambda text: f"contains(text,{quoted(text)}) or secret eq {quoted(text)}"),
    st.lists(TEXTS, min_size=1, max_size=3).map(lambda texts: f"text in ({','.join(map(quoted, texts))})"),
    st.lists(TEXTS, min_size=1, max_size=3).map(lambda texts: f"not (secret in ({','.join(map(quoted, texts))}))"),
    st.tuples(NUMBERS, NUMBERS).map(lambda pair: f"number ge {pair[0]} and number le {pair[1]}"),
    NUMBERS.map(lambda number: f"other/number eq {number}"),
    NUMBERS.map(lambda number: f"tags/any(t:t eq 'a{number}')"),
    st.sampled_from(["number eq null", "text ne null", "other eq null"]),
)


@pytest.fixture(scope="module")
def things(platform: Platform) -> ComponentDocument:
    made = document("Each")
    made = document(
        "Each",
        property_("text"),
        property_("secret", encrypted=True),
        property_("number", "number"),
        property_("tags", "array", items="string"),
        property_("other", "catalog", component=str(made.key)),
        key=made.key,
    )
    platform.publish(made)
    for number, text in enumerate(["a", "A", "ab", None, "'", "%", "{}", '"', "\\", "$1", "ü", "x" * 50]):
        platform.create(
            made,
            {
                "text": text,
                "secret": text,
                "number": number if number % 3 else None,
                "tags": [f"a{number}", "all"],
                "other": number or None,
            },
        )
    return made


def each(
    platform: Platform, made: ComponentDocument, options: QueryOptions, filters: Sequence[Condition | None]
) -> Sequence[Listed]:
    reader = platform.entries.readable_by(MEMBER)
    return platform.with_connection(lambda conn: reader.list_each(conn, made.key, options, filters))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.none() | FILTERS, max_size=8),
    top=st.integers(1, 4),
    order=st.sampled_from([(), (Order(Path(("number",)), descending=True),), (Order(Path(("other", "text"))),)]),
)
def test_every_list_is_the_one_its_filter_gives_alone(
    platform: Platform, things: ComponentDocument, texts: list[str | None], top: int, order: tuple[Order, ...]
) -> None:
    filters = [None if text is None else parse_filter(text) for text in texts]
    found = each(platform, things, QueryOptions(top=top, order=order), filters)
    reader = platform.entries.readable_by(MEMBER)
    for condition, listed in zip(filters, found, strict=True):
        alone = QueryOptions(filter=condition, top=top, order=order, count=True)
        page = json.loads(platform.with_connection(lambda conn, o=alone: reader.list(conn, things.key, o)))
        assert json.loads(listed.page)["value"] == page["value"]
        assert listed.has_more == (page["@odata.count"] > top)


def test_no_filter_at_all_asks_nothing(platform: Platform, things: ComponentDocument) -> None:
    assert each(platform, things, QueryOptions(), []) == []


def test_one_statement_serves_all_filters_that_differ_by_values(platform: Platform, things: ComponentDocument) -> None:
    filters = [parse_filter(f"text eq 'a{number}' and number gt {number}") for number in range(500)]
    seen = platform.entries._compiled.for_(MEMBER)
    groups = alike(seen.readable(things.key), filters, seen.readable)
    assert len(groups) == 1
    assert groups[0].positions == list(range(500))


def test_a_filter_that_cannot_be_is_refused(platform: Platform, things: ComponentDocument) -> None:
    with pytest.raises(BadQuery, match="nothing"):
        each(platform, things, QueryOptions(), [parse_filter("nothing eq 1")])


class Elsewhere:
    """Answers for a component in proxy mode with three entries, cut as asked."""

    async def get(self, principal: Principal, model: Model, entry_id: int, options: QueryOptions) -> bytes:
        raise AssertionError("lists are asked for")

    async def list(self, principal: Principal, model: Model, options: QueryOptions) -> bytes:
        assert options.count
        ids = [1, 2, 3] if options.filter is None else [2]
        shown = [{"id": number, "data": {}} for number in ids[: options.top]]
        return json.dumps({"@odata.count": len(ids), "value": shown}).encode()


def test_a_component_in_proxy_mode_answers_one_filter_after_another(platform: Platform) -> None:
    made = document("Each elsewhere", property_("city", query=True), proxy_mode=True)
    platform.publish(made)
    platform.entries.proxy = Elsewhere()
    try:
        found = each(platform, made, QueryOptions(top=2), [None, parse_filter("city eq 'x'")])
    finally:
        platform.entries.proxy = None
    assert [len(json.loads(listed.page)["value"]) for listed in found] == [2, 1]
    assert [listed.has_more for listed in found] == [True, False]
