"""Components in proxy mode: somebody else answers for them, within what the platform checks."""

from collections.abc import Iterator

import pytest

from aqtra.catalogs.errors import BadQuery, NoSuchCatalog, ProxyComponent, ProxyUnanswered
from aqtra.catalogs.model import Model
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.principal import ANONYMOUS, Principal
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.support.components import property_


@pytest.fixture(scope="module")
def weather(platform: Platform) -> ComponentDocument:
    made = document("Weather", property_("city", query=True), property_("rain", "number"), proxy_mode=True)
    platform.publish(made)
    return made


class Elsewhere:
    """A reader that answers with what it was asked."""

    def __init__(self) -> None:
        self.asked: list[QueryOptions] = []

    async def get(self, principal: Principal, model: Model, entry_id: int, options: QueryOptions) -> bytes:
        self.asked.append(options)
        return f'{{"id": {entry_id}, "data": {{"city": "{principal.user_name}"}}}}'.encode()

    async def list(self, principal: Principal, model: Model, options: QueryOptions) -> bytes:
        self.asked.append(options)
        return b'{"value": []}'


@pytest.fixture
def elsewhere(platform: Platform) -> Iterator[Elsewhere]:
    reader = Elsewhere()
    platform.entries.proxy = reader
    yield reader
    platform.entries.proxy = None


def test_reads_are_answered_elsewhere(platform: Platform, weather: ComponentDocument, elsewhere: Elsewhere) -> None:
    assert platform.get(weather, 7) == {"id": 7, "data": {"city": "member"}}
    assert platform.list(weather, filter="startswith(city,'U') or id in (1,2)", orderby="data/city desc", top="3") == {
        "value": []
    }
    assert elsewhere.asked[1].top == 3
    assert elsewhere.asked[1].order[0].descending


def test_without_a_reader_the_refusal_says_so(platform: Platform, weather: ComponentDocument) -> None:
    with pytest.raises(ProxyUnanswered):
        platform.get(weather, 1)
    with pytest.raises(ProxyUnanswered):
        platform.list(weather)


@pytest.mark.parametrize(
    "options",
    [
        {"filter": "rain gt 1"},
        {"filter": "city eq 'Ulm' or rain gt 1"},
        {"orderby": "rain"},
        {"orderby": "createdDate"},
        {"filter": "nothing eq 1"},
        {"select": "nothing"},
        {"skiptoken": "x"},
        {"apply": "groupby((city))"},
    ],
)
def test_only_query_properties_can_be_asked_by(
    platform: Platform, weather: ComponentDocument, elsewhere: Elsewhere, options: dict[str, str]
) -> None:
    with pytest.raises(BadQuery) as refused:
        platform.list(weather, by=MEMBER, **options)
    assert [field.field for field in refused.value.fields] == [f"${name}" for name in options]
    assert elsewhere.asked == []


def test_nothing_is_written_to_them(platform: Platform, weather: ComponentDocument, elsewhere: Elsewhere) -> None:
    with pytest.raises(ProxyComponent):
        platform.create(weather, {"city": "Ulm"}, by=MEMBER)
    with pytest.raises(ProxyComponent):
        platform.update(weather, 1, {"city": "Ulm"})
    with pytest.raises(ProxyComponent):
        platform.mark(weather, 1)


def test_access_is_decided_here(platform: Platform, elsewhere: Elsewhere) -> None:
    closed = document("Closed weather", proxy_mode=True, restrict_access=True)
    platform.publish(closed)
    with pytest.raises(NoSuchCatalog):
        platform.list(closed)
    with pytest.raises(NotSignedIn):
        platform.get(closed, 1, by=ANONYMOUS)
    assert elsewhere.asked == []
