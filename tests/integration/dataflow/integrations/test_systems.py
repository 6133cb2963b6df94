"""Systems as builders save and publish them."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from aqtra.dataflow.integrations import repository
from aqtra.dataflow.integrations.errors import (
    ConnectorAuthFailed,
    IntegrationChanged,
    IntegrationInUse,
    IntegrationNotFound,
    InvalidIntegration,
)
from aqtra.dataflow.integrations.models import Method, System, SystemContent
from aqtra.dataflow.integrations.service import Integrations, secret_of
from aqtra.dataflow.integrations.trying import Tried, try_endpoint
from aqtra.dataflow.ports import Reference
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.flows import flow, invoice
from tests.integration.dataflow.integrations.calling import Calling, oauth
from tests.integration.dataflow.systems import connectors
from tests.support.upstream import CLIENT_SECRET, KEY, Server

CONNECTOR, OTHER, KEYED, RATES = (UUID(int=number) for number in range(801, 805))


def content(server: Server, *, name: str = "Bank", **connector: Any) -> SystemContent:
    endpoints = [
        {"id": str(KEYED), "name": "Keyed", "path": "/key", "methods": ["get", "post"]},
        {"id": str(RATES), "name": "Rates", "path": "/rates/EUR"},
    ]
    made = {
        "id": str(CONNECTOR),
        "name": "Main",
        "base_url": server.url,
        "auth": {"kind": "header"},
        "endpoints": endpoints,
    }
    return SystemContent.model_validate({"name": name, "connectors": [made | connector]})


class Studio:
    """What a builder does, each in a transaction of its own."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform

    def do(self, work: Callable[[Integrations], Awaitable[Any]]) -> Any:
        async def run() -> Any:
            async with self.platform.services.db.transaction() as conn:
                return await work(Integrations(conn, self.platform.services))

        return self.platform.run(run())

    def create(self, new: SystemContent, secrets: dict[UUID, str] | None = None) -> System:
        return self.do(lambda found: found.create(new, secrets or {}, MEMBER))

    def save(self, old: System, new: SystemContent, secrets: dict[UUID, str] | None = None) -> System:
        return self.do(lambda found: found.save(old.id, old.version, new, secrets or {}, MEMBER))

    def publish(self, system: System) -> System:
        return self.do(lambda found: found.publish(system.id, system.version, MEMBER))

    def delete(self, system: System) -> None:
        self.do(lambda found: found.delete(system.id, MEMBER))

    def call(self, system: System, endpoint: UUID = KEYED) -> Any:
        async def work() -> Any:
            port = connectors(self.platform)
            target = await port.target(Reference(system.id, CONNECTOR, endpoint))
            return (await port.call(target, Method.GET, {})).value

        return self.platform.run(work())

    def try_(self, system: System, endpoint: UUID = KEYED, method: Method = Method.GET) -> Tried:
        work = try_endpoint(self.platform.services, system.id, CONNECTOR, endpoint, method, {})
        return self.platform.run(work)

    def secrets(self, system: System) -> int:
        [(count,)] = self.platform.sql(
            "SELECT count(*) FROM dataflow.integration_secret WHERE integration_id = %s", system.id
        )
        return int(count)


@pytest.fixture
def studio(platform: Platform, calling: Calling) -> Iterator[Studio]:
    before = [row[0] for row in platform.sql("SELECT id FROM dataflow.integration")]
    yield Studio(platform)
    platform.sql("DELETE FROM dataflow.integration WHERE NOT id = ANY(%s)", before)


class TestSaving:
    def test_a_secret_goes_in_and_does_not_come_out(self, studio: Studio, upstream: Server) -> None:
        made = studio.create(content(upstream), {CONNECTOR: KEY})
        assert made.secrets_set == (CONNECTOR,)
        assert KEY not in made.model_dump_json()
        rows = studio.platform.sql("SELECT i::text FROM dataflow.integration i")
        assert KEY not in repr(rows + studio.platform.sql("SELECT s::text FROM dataflow.integration_secret s"))
        trail = studio.platform.sql("SELECT action, details::text FROM audit.record")
        assert "integration.created" in {row[0] for row in trail}
        assert KEY not in repr(trail)

    def test_a_version_that_somebody_else_saved_is_not_overwritten(self, studio: Studio, upstream: Server) -> None:
        made = studio.create(content(upstream))
        studio.save(made, content(upstream))
        with pytest.raises(IntegrationChanged):
            studio.save(made, content(upstream))

    def test_names_are_told_apart(self, studio: Studio, upstream: Server) -> None:
        studio.create(content(upstream))
        with pytest.raises(InvalidIntegration, match="this name"):
            studio.create(content(upstream, name="bank"))

    def test_a_secret_stays_until_another_is_given_and_can_be_removed(self, studio: Studio, upstream: Server) -> None:
        made = studio.create(content(upstream), {CONNECTOR: KEY})
        kept = studio.save(made, content(upstream))
        assert kept.secrets_set == (CONNECTOR,)
        assert studio.save(kept, content(upstream), {CONNECTOR: ""}).secrets_set == ()
        assert studio.secrets(made) == 0

    def test_a_secret_of_nothing_is_refused(self, studio: Studio, upstream: Server) -> None:
        with pytest.raises(InvalidIntegration):
            studio.create(content(upstream), {OTHER: KEY})

    @pytest.mark.parametrize(
        "change",
        [
            {"base_url": "https://thief.example.org"},
            {"certificates": "other"},
            {"auth": {"kind": "header", "header": "X-Other"}},
            {"auth": {"kind": "basic", "user_name": "me"}},
            {"auth": {"kind": "oauth2", "token_url": "https://thief.example.org", "client_id": "c"}},
        ],
        ids=["address", "certificates", "header", "way", "tokens"],
    )
    def test_a_secret_is_not_sent_elsewhere_without_being_given_again(
        self, studio: Studio, upstream: Server, authority: str, change: dict[str, Any]
    ) -> None:
        made = studio.create(content(upstream), {CONNECTOR: KEY})
        change = {name: authority if value == "other" else value for name, value in change.items()}
        with pytest.raises(InvalidIntegration) as raised:
            studio.save(made, content(upstream, **change))
        assert raised.value.fields[0].rule == "again"
        assert studio.save(made, content(upstream, **change), {CONNECTOR: "another"}).secrets_set == (CONNECTOR,)

    def test_what_is_absent_is_named_so(self, studio: Studio) -> None:
        for verb in (
            lambda found: found.get(OTHER),
            lambda found: found.delete(OTHER, MEMBER),
            lambda found: found.publish(OTHER, 1, MEMBER),
        ):
            with pytest.raises(IntegrationNotFound):
                studio.do(verb)


class TestPublishing:
    def test_runs_use_what_is_published_until_the_next_publication(self, studio: Studio, upstream: Server) -> None:
        made = studio.publish(studio.create(content(upstream), {CONNECTOR: KEY}))
        saved = studio.save(made, content(upstream), {CONNECTOR: "wrong"})
        assert studio.call(saved) == {"in": True}
        published = studio.publish(saved)
        assert (published.version, published.published_version) == (2, 2)
        with pytest.raises(ConnectorAuthFailed):
            studio.call(saved)
        assert studio.secrets(made) == 1

    def test_a_connector_without_its_secret_is_not_published(self, studio: Studio, upstream: Server) -> None:
        with pytest.raises(InvalidIntegration, match="no secret"):
            studio.publish(studio.create(content(upstream)))

    def test_a_published_flow_keeps_what_it_calls(self, studio: Studio, upstream: Server) -> None:
        made = studio.publish(studio.create(content(upstream), {CONNECTOR: KEY}))
        chosen = {"system": str(made.id), "connector": str(CONNECTOR), "query_path": str(KEYED)}
        ask = {"id": "ask", "type": "get_values_from_connector", "name": "Ask", "params": chosen}
        document = invoice()
        calling_it = document.model_validate(
            {**document.model_dump(), "flows": [*document.model_dump()["flows"], flow(UUID(int=890), "Asking", ask)]}
        )
        studio.platform.publish(calling_it)
        try:
            with pytest.raises(IntegrationInUse) as raised:
                studio.delete(made)
            assert raised.value.fields[0].field == "Invoice Inventory/Asking/Ask"
            less = studio.save(made, content(upstream, endpoints=[]))
            with pytest.raises(IntegrationInUse):
                studio.publish(less)
            post = {"id": str(KEYED), "name": "Keyed", "path": "/key", "methods": ["post"]}
            other = studio.save(less, content(upstream, endpoints=[post]))
            with pytest.raises(IntegrationInUse, match="would be gone"):
                studio.publish(other)
        finally:
            studio.platform.publish(document)
        studio.delete(other)

    def test_what_was_deleted_takes_its_secrets_along(self, studio: Studio, upstream: Server) -> None:
        made = studio.publish(studio.create(content(upstream), {CONNECTOR: KEY}))
        studio.delete(made)
        assert studio.secrets(made) == 0

    def test_a_secret_whose_key_is_gone_is_named_so(self, studio: Studio, upstream: Server) -> None:
        made = studio.create(content(upstream), {CONNECTOR: KEY})
        studio.platform.sql(
            "UPDATE dataflow.integration_secret SET sealed = %s WHERE integration_id = %s", b"\0" * 40, made.id
        )

        async def work() -> None:
            async with studio.platform.services.db.connection() as conn:
                ids = await repository.secret_ids(conn, made.id)
                await secret_of(conn, studio.platform.services, ids[CONNECTOR])

        with pytest.raises(ConnectorAuthFailed, match="does not open"):
            studio.platform.run(work())


class TestTrying:
    def test_the_saved_endpoint_is_called_with_its_secret(self, studio: Studio, upstream: Server) -> None:
        made = studio.create(content(upstream), {CONNECTOR: KEY})
        tried = studio.try_(made)
        assert (tried.status, tried.text, tried.code) == (200, '{"in": true}', None)
        assert tried.drawn == {"type": "object", "properties": {"in": {"type": "boolean"}}}

    def test_an_answer_with_our_secret_in_it_is_masked(self, studio: Studio, upstream: Server) -> None:
        echo = {"id": str(KEYED), "name": "Echo", "path": "/echo", "methods": ["get"]}
        made = studio.create(content(upstream, endpoints=[echo]), {CONNECTOR: KEY})
        text = studio.try_(made).text
        assert '"x-api-key": "***"' in text
        assert KEY not in text

    def test_a_refusal_is_shown_as_it_is(self, studio: Studio, upstream: Server) -> None:
        tried = studio.try_(studio.create(content(upstream), {CONNECTOR: "wrong"}))
        assert (tried.status, tried.drawn) == (401, None)

    def test_what_stands_in_the_way_is_said_in_words(self, studio: Studio, upstream: Server) -> None:
        made = studio.create(content(upstream, base_url="http://169.254.169.254", auth={"kind": "none"}))
        assert studio.try_(made).code == "egress_refused"
        upstream.state.refuse_clients = True
        made = studio.create(content(upstream, name="Other", auth=oauth(upstream)), {CONNECTOR: CLIENT_SECRET})
        assert studio.try_(made).code == "connector_auth_failed"

    def test_what_is_not_saved_is_not_called(self, studio: Studio, upstream: Server) -> None:
        made = studio.create(content(upstream))
        with pytest.raises(InvalidIntegration):
            studio.try_(made, OTHER)
        with pytest.raises(InvalidIntegration):
            studio.try_(made, RATES, Method.POST)


@pytest.mark.parametrize(
    "change",
    [
        {"base_url": "ftp://example.org"},
        {"base_url": "https://user:pass@example.org"},
        {"base_url": "https://example.org/?key=1"},
        {"base_url": "https://"},
        {"base_url": "https://example.org:99999"},
        {"headers": [{"name": "Host", "value": "x"}]},
        {"headers": [{"name": "Content-Length", "value": "1"}]},
        {"headers": [{"name": "X Y", "value": "1"}]},
        {"headers": [{"name": "X", "value": "a\r\nb"}]},
        {"auth": {"kind": "header", "header": "Transfer-Encoding"}},
        {"auth": {"kind": "header", "prefix": "a\nb"}},
        {"timeout": 0},
        {"timeout": 1000},
        {"certificates": "no certificate"},
        {"endpoints": [{"id": str(KEYED), "name": "x", "path": "no-slash"}]},
        {"endpoints": [{"id": str(KEYED), "name": "x", "path": "/a/../b"}]},
        {"endpoints": [{"id": str(KEYED), "name": "x", "path": "/a?b=1"}]},
        {"endpoints": [{"id": str(KEYED), "name": "x", "path": "/{id}"}]},
        {"endpoints": [{"id": str(KEYED), "name": "x", "path": "/a", "methods": []}]},
        {"endpoints": [{"id": str(KEYED), "name": "x", "path": "/a", "methods": ["trace"]}]},
        {"endpoints": [{"id": str(KEYED), "name": "x", "path": "/a"}] * 2},
        {"unknown": 1},
    ],
)
def test_settings_that_cannot_work_are_refused(upstream: Server, change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        content(upstream, **change)
