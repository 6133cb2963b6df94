"""Webhooks on a platform whose clock stands still: proof, time, replay, rates, and what the run may do."""

import asyncio
import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from aqtra.dataflow.errors import FlowForbidden, FlowNotFound
from aqtra.dataflow.maintenance import sweep_runs
from aqtra.dataflow.models import RunState
from aqtra.dataflow.service import Runs
from aqtra.dataflow.webhooks.errors import (
    TooManyWebhooks,
    WebhookBusy,
    WebhookDamaged,
    WebhookNotFound,
    WebhookRefused,
    WebhookTooLarge,
)
from aqtra.dataflow.webhooks.models import DELIVERY_HEADERS, PRESETS, Arrival, DeliveryState, Preset, Webhook
from aqtra.dataflow.webhooks.receiving import LARGEST, MOST_REFUSED, Answer, Receiver
from aqtra.dataflow.webhooks.service import MOST, Webhooks
from aqtra.infra.bodies import BadJson
from aqtra.kernel.errors import Forbidden, UnsupportedMediaType
from aqtra.kernel.principal import Principal
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.flows import DEPARTMENT, answer, flow
from tests.support.clock import StillClock
from tests.support.hooks import github, stripe

HOOKED, ECHO, READS, CLOSED = (UUID(f"00000000-0000-4000-8000-00000000b00{number}") for number in range(1, 5))
BOSS = Principal(user_id=1, user_name="boss", rights=frozenset({"administer"}))
NOON = datetime.fromisoformat("2026-06-01T12:00:00+00:00")
JSON = {"content-type": "application/json"}
SECRET = "a-secret-that-the-sender-gave"


def hooked(**settings: Any) -> ComponentDocument:
    schema = {"type": "object", "properties": {"amount": {"type": "number"}}}
    raw = {"id": "get", "type": "get_raw_model", "name": "Get raw model", "params": {"model_schema": schema}}
    query = {
        "id": "query",
        "type": "query_entity_by_filter",
        "name": "Query",
        "source": ["get"],
        "params": {"component": str(DEPARTMENT), "dst_field_name": "_found@array"},
    }
    flows = [
        flow(ECHO, "Echo", raw, answer("get")),
        flow(READS, "Reads", raw, query, answer("query")),
        flow(CLOSED, "Closed", raw, answer("get"), restrict_access=True),
    ]
    return ComponentDocument.model_validate(
        {"key": HOOKED, "settings": {"title": "Hooked", **settings}, "flows": flows}
    )


class Bench:
    """Webhooks of a platform."""

    def __init__(self, platform: Platform) -> None:
        self.platform, self.clock = platform, StillClock(NOON)
        self.services = replace(platform.services, clock=self.clock)
        self.runs = Runs(self.services, platform.definitions)
        self.publish()

    def publish(self, **settings: Any) -> None:
        document = hooked(**settings)
        self.platform.publish(document)
        self.platform.run(self.platform.definitions.refresh())
        self.platform.sql("DELETE FROM metadata.component WHERE key = %s", HOOKED)
        self.platform.sql(
            "INSERT INTO metadata.component (key, kind, document, saved_version, updated_at, created_at) "
            "VALUES (%s, 'component', %s, 1, now(), now())",
            HOOKED,
            document.model_dump_json(),
        )

    def make(self, preset: Preset = Preset.GITHUB, flow_key: UUID = ECHO, **options: Any) -> Webhook:
        async def work() -> Webhook:
            async with self.services.db.transaction() as conn:
                proof, header = PRESETS[preset], DELIVERY_HEADERS.get(preset)
                made, _ = await Webhooks(conn, self.services).make(
                    HOOKED, flow_key, "Hook", proof, BOSS, delivery_header=header, secret=SECRET, **options
                )
                return made

        return self.platform.run(work())

    def send(
        self, webhook: Webhook, body: bytes, proof: dict[str, str], address: str = "192.0.2.1", **headers: str
    ) -> Answer:
        arrival = Arrival(webhook.id, (*(JSON | proof | headers).items(),), body, address, "trace")
        return self.platform.run(Receiver(self.services, self.platform.definitions).receive(arrival))

    def log(self, webhook: Webhook) -> list[tuple[str, str | None]]:
        """States and reasons, in the order of the run log's clock."""
        rows = self.platform.sql(
            "SELECT state, reason FROM dataflow.webhook_delivery WHERE webhook = %s ORDER BY state", webhook.id
        )
        return [(row[0], row[1]) for row in rows]

    def count(self) -> int:
        return int(self.platform.sql("SELECT count(*) FROM dataflow.run")[0][0])


@pytest.fixture
def bench(fresh: Platform) -> Bench:
    fresh.sql("TRUNCATE infra.outbox")
    fresh.sql("TRUNCATE identity.account CASCADE")
    fresh.sql("INSERT INTO identity.account (id, user_name) OVERRIDING SYSTEM VALUE VALUES (1, 'boss'), (2, 'ada')")
    fresh.sql(
        "INSERT INTO identity.account_role (account_id, role_id) SELECT 1, id FROM identity.role "
        "WHERE 'administer' = ANY (rights)"
    )
    return Bench(fresh)


def body(**data: Any) -> bytes:
    return json.dumps(data).encode()


def test_a_proven_delivery_queues_a_run_with_its_body(bench: Bench) -> None:
    webhook = bench.make()
    content = b'{"amount": 1234567890123456789012.0123456789}'
    sent = bench.send(webhook, content, github(SECRET, content))
    assert sent.run_id is not None
    assert sent.items is None
    bench.platform.run(bench.runs.run_stored(sent.run_id))
    stored = bench.platform.run(bench.runs.get(BOSS, sent.run_id))
    assert (stored.state, stored.trigger.value, stored.is_platform) == (RunState.COMPLETED, "api", True)
    assert "1234567890123456789012.0123456789" in (stored.items or "")


def test_one_that_waits_is_answered_with_the_items(bench: Bench) -> None:
    webhook, content = bench.make(responds=True), body(amount=7)
    sent = bench.send(webhook, content, github(SECRET, content))
    assert json.loads(sent.items or b"") == [{"amount": "7"}]


def test_a_bad_proof_is_refused_without_a_word_and_noted_with_its_reason(bench: Bench) -> None:
    webhook, content = bench.make(), body(amount=1)
    proof = github(SECRET, content)
    with pytest.raises(WebhookRefused) as tampered:
        bench.send(webhook, body(amount=2), proof)
    with pytest.raises(WebhookRefused) as missing:
        bench.send(webhook, content, {})
    assert tampered.value.message == missing.value.message
    assert bench.log(webhook) == [("refused", "signature_wrong"), ("refused", "signature_missing")]
    assert bench.count() == 0


def test_an_old_timestamp_is_refused(bench: Bench) -> None:
    webhook, content = bench.make(Preset.STRIPE), body(amount=1)
    proof = stripe(SECRET, content, int(NOON.timestamp()))
    bench.clock.move(seconds=301)
    with pytest.raises(WebhookRefused):
        bench.send(webhook, content, proof)
    assert bench.log(webhook) == [("refused", "timestamp_off")]


def test_a_signed_delivery_that_is_sent_again_runs_once(bench: Bench) -> None:
    webhook, content = bench.make(Preset.STRIPE), body(amount=1)
    proof = stripe(SECRET, content, int(NOON.timestamp()))
    first = bench.send(webhook, content, proof)
    bench.clock.move(seconds=60)
    assert bench.send(webhook, content, proof) == first
    assert (bench.count(), bench.log(webhook)) == (1, [("accepted", None), ("repeated", None)])


def test_a_delivery_of_the_same_name_runs_once_whatever_it_holds(bench: Bench) -> None:
    webhook = bench.make()
    one, other = body(amount=1), body(amount=2)
    first = bench.send(webhook, one, github(SECRET, one, "d-1"))
    assert bench.send(webhook, other, github(SECRET, other, "d-1")) == first
    assert bench.send(webhook, other, github(SECRET, other, "d-2")) != first
    assert bench.count() == 2


def test_the_same_delivery_at_once_runs_once(bench: Bench) -> None:
    webhook, content = bench.make(), body(amount=1)
    headers = JSON | github(SECRET, content, "d-1")
    arrival = Arrival(webhook.id, (*headers.items(),), content, None, "trace")

    async def all_at_once() -> set[UUID | None]:
        receiver = Receiver(bench.services, bench.platform.definitions)
        answers = await asyncio.gather(*(receiver.receive(arrival) for _ in range(8)))
        return {found.run_id for found in answers}

    assert len(bench.platform.run(all_at_once())) == 1
    assert bench.count() == 1


def test_ten_bad_proofs_in_a_minute_shut_their_address_out_and_nobody_else(bench: Bench) -> None:
    webhook, content = bench.make(), body(amount=1)
    for _ in range(MOST_REFUSED):
        with pytest.raises(WebhookRefused):
            bench.send(webhook, content, github("not-the-secret", content))
    with pytest.raises(WebhookBusy) as busy:
        bench.send(webhook, content, github(SECRET, content))
    assert busy.value.headers == {"retry-after": "60"}
    assert bench.send(webhook, content, github(SECRET, content), address="192.0.2.2").run_id
    bench.clock.move(seconds=61)
    assert bench.send(webhook, content, github(SECRET, content)).run_id


def test_a_huge_body_is_not_looked_at(bench: Bench) -> None:
    webhook, content = bench.make(), b" " * (LARGEST + 1)
    with pytest.raises(WebhookTooLarge):
        bench.send(webhook, content, github(SECRET, content))
    assert bench.log(webhook) == []


@pytest.mark.parametrize("content", [b"", b"{", b'{"a": NaN}', b"\xff", b"[" * 300 + b"]" * 300])
def test_what_is_no_json_is_refused_and_noted(bench: Bench, content: bytes) -> None:
    webhook = bench.make()
    with pytest.raises(BadJson):
        bench.send(webhook, content, github(SECRET, content))
    assert bench.log(webhook) == [("failed", "bad_json")]


def test_another_content_type_is_refused(bench: Bench) -> None:
    webhook = bench.make()
    with pytest.raises(UnsupportedMediaType):
        bench.send(webhook, b"a=1", github(SECRET, b"a=1") | {"content-type": "text/plain"})


def test_two_secrets_are_valid_for_a_day_after_a_change(bench: Bench) -> None:
    webhook = bench.make()

    async def rotate() -> str:
        async with bench.services.db.transaction() as conn:
            return (await Webhooks(conn, bench.services).rotate(webhook.id, BOSS))[1]

    new = bench.platform.run(rotate())
    content = body(amount=1)
    for secret in (SECRET, new):
        bench.send(webhook, content, github(secret, content))
    bench.clock.move(hours=24)
    bench.send(webhook, content, github(new, content))
    with pytest.raises(WebhookRefused):
        bench.send(webhook, content, github(SECRET, content))


def test_secrets_lie_sealed_and_bound_to_their_webhook(bench: Bench) -> None:
    one, other = bench.make(), bench.make()
    assert SECRET.encode() not in one.sealed_secret
    bench.platform.sql("UPDATE dataflow.webhook SET sealed_secret = %s WHERE id = %s", one.sealed_secret, other.id)
    content = body(amount=1)
    with pytest.raises(WebhookDamaged):
        bench.send(other, content, github(SECRET, content))


def test_nobodys_run_reads_nothing_restricted(bench: Bench) -> None:
    webhook, content = bench.make(flow_key=READS, responds=True), body(amount=1)
    sent = bench.send(webhook, content, github(SECRET, content, "d-1"))
    assert sent.error is not None
    assert sent.error.code == "permission_denied"
    assert bench.log(webhook) == [("failed", "permission_denied")]
    bench.publish(run_as_user=1)
    again = bench.send(webhook, content, github(SECRET, content, "d-1"))
    assert again.error is None


def test_a_restricted_flow_needs_a_run_as_user_with_the_right(bench: Bench) -> None:
    webhook, content = bench.make(flow_key=CLOSED), body(amount=1)
    with pytest.raises(FlowForbidden):
        bench.send(webhook, content, github(SECRET, content))
    bench.publish(run_as_user=1)
    assert bench.send(webhook, content, github(SECRET, content)).run_id


def test_a_run_as_user_that_is_not_active_starts_nothing(bench: Bench) -> None:
    bench.publish(run_as_user=2)
    webhook, content = bench.make(), body(amount=1)
    bench.platform.sql("UPDATE identity.account SET active = false WHERE id = 2")
    with pytest.raises(Forbidden):
        bench.send(webhook, content, github(SECRET, content))
    assert bench.log(webhook) == [("failed", "permission_denied")]


def test_a_flow_that_is_not_published_yet_is_refused_and_noted(bench: Bench) -> None:
    webhook, content = bench.make(), body(amount=1)
    bench.platform.sql("UPDATE dataflow.webhook SET flow = %s WHERE id = %s", uuid4(), webhook.id)
    with pytest.raises(FlowNotFound):
        bench.send(webhook, content, github(SECRET, content))
    assert bench.log(webhook) == [("failed", "flow_not_found")]


def test_a_webhook_belongs_to_a_dataflow_that_is_saved(bench: Bench) -> None:
    with pytest.raises(FlowNotFound):
        bench.make(flow_key=uuid4())


def test_a_flow_has_so_many_webhooks_and_no_more(bench: Bench) -> None:
    for _ in range(MOST):
        bench.make()
    with pytest.raises(TooManyWebhooks):
        bench.make()


def test_the_latest_deliveries_are_told_with_the_state_of_their_runs(bench: Bench) -> None:
    webhook, content = bench.make(), body(amount=1)
    sent = bench.send(webhook, content, github(SECRET, content))
    assert sent.run_id is not None
    bench.platform.run(bench.runs.run_stored(sent.run_id))
    bench.clock.move(seconds=1)
    with pytest.raises(WebhookRefused):
        bench.send(webhook, content, {})

    async def work() -> Any:
        async with bench.services.db.transaction() as conn:
            return await Webhooks(conn, bench.services).deliveries(webhook.id)

    (refused, nothing), (accepted, state) = bench.platform.run(work())
    assert (refused.state, refused.reason, nothing) == (DeliveryState.REFUSED, "signature_missing", None)
    assert (accepted.state, accepted.run_id, state) == (DeliveryState.ACCEPTED, sent.run_id, RunState.COMPLETED)


def test_old_deliveries_and_webhooks_of_deleted_components_are_forgotten(bench: Bench) -> None:
    webhook, content = bench.make(), body(amount=1)
    sent = bench.send(webhook, content, github(SECRET, content))
    assert sent.run_id is not None
    bench.platform.run(bench.runs.run_stored(sent.run_id))
    bench.clock.move(days=31)
    bench.platform.run(sweep_runs(bench.services))
    assert bench.log(webhook) == []
    bench.platform.sql("DELETE FROM metadata.component WHERE key = %s", HOOKED)
    bench.platform.run(sweep_runs(bench.services))
    with pytest.raises(WebhookNotFound):
        bench.send(webhook, content, github(SECRET, content))
