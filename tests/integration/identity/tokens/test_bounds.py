"""What a token leaves of its account's rights, at every door."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest

from aqtra.bulk.running import JobRunner
from aqtra.composition import open_platform
from aqtra.gateway.app import api
from aqtra.infra.settings import Settings
from tests.integration.bulk.jobs import Bulk
from tests.integration.studio.waiting import eventually
from tests.security.refusals import assert_refused
from tests.support.accounts import Person, settings_of, signed_in
from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish
from tests.support.installation import Installation
from tests.support.tokens import TOKEN, own_token, program

Pair = tuple[dict[str, Any], dict[str, Any]]

OPERATIONS = [
    (method.upper(), path, operation["x-aqtra-right"])
    for path, operations in api(Settings()).openapi()["paths"].items()
    for method, operation in operations.items()
]
# Provisioning clients have tokens of their own; the form of a SAML provider and the call of a webhook prove themselves.
WEBHOOK = "/api/v1/hooks/{hook}"
OTHERS = ("/api/scim/", "/api/v1/session/providers/{provider}/saml/", WEBHOOK)
ALL_CHANGES = [(method, path) for method, path, _ in OPERATIONS if method not in ("GET", "HEAD")]
CHANGES = [(method, path) for method, path in ALL_CHANGES if not path.startswith(OTHERS)]
CHANGES_OF_OTHERS = [(method, path) for method, path in ALL_CHANGES if path.startswith(OTHERS)]
FILLED = {"number": "1", "version": "1", "publication_id": "1", "entry_id": "1", "job_id": str(uuid4())}


def address(path: str) -> str:
    """The path with something of the right shape in each place."""
    parts = path.split("/")
    for position, part in enumerate(parts):
        if part.startswith("{"):
            name = part.strip("{}")
            parts[position] = FILLED.get(name, "1" if name in ("account_id", "token_id") else str(uuid4()))
    return "/".join(parts)


def keys(pair: Pair) -> tuple[str, str]:
    return pair[0]["document"]["key"], pair[1]["document"]["key"]


@pytest.fixture(scope="module")
def reader(installation: Installation, builder: Client) -> str:
    """A token of the administrator that may look at everything and change nothing."""
    return str(own_token(builder, "read", "studio", "administer")["secret"])


@pytest.fixture(scope="module")
def elsewhere(builder: Client) -> dict[str, Any]:
    """A component of another domain than the address of the tests leads to: builders reach it."""
    domain = f"tokens-{uuid4().hex[:8]}"
    builder.post("/api/v1/studio/domains", json={"name": domain}).raise_for_status()
    stored = create_component(builder, "Called elsewhere", [property_("Code")], settings={"domains": [domain]})
    assert publish(builder, stored)["state"] == "completed"
    return stored


class TestReading:
    def test_there_are_changes_to_refuse(self) -> None:
        assert len(CHANGES) > 40

    @pytest.mark.parametrize("path", sorted({path for _, path in CHANGES_OF_OTHERS if path != WEBHOOK}))
    def test_provisioning_and_forms_of_providers_take_no_such_token(
        self, installation: Installation, reader: str, path: str
    ) -> None:
        with program(installation, reader) as caller:
            assert caller.post(address(path), json={}).status_code in (401, 405, 415)

    def test_a_webhook_does_not_look_at_the_token(self, installation: Installation, reader: str) -> None:
        with program(installation, reader) as caller:
            problem(caller.post(address(WEBHOOK), json={}), 404, "webhook_not_found")

    @pytest.mark.parametrize(("method", "path"), CHANGES, ids=lambda part: part)
    def test_no_change_is_open_to_a_token_that_reads(
        self, installation: Installation, reader: str, method: str, path: str
    ) -> None:
        with program(installation, reader) as caller:
            response = caller.request(method, address(path), json={})
            if path == "/api/v1/uploads/{upload_id}/parts/{number}":
                octets = {"Content-Type": "application/octet-stream"}
                response = caller.request(method, address(path), content=b"x", headers=octets)
        problem(response, 403, "insufficient_scope")
        assert response.headers["www-authenticate"] == 'Bearer error="insufficient_scope"'

    def test_what_it_may_read_it_reads(self, installation: Installation, reader: str, two_components: Pair) -> None:
        with program(installation, reader) as caller:
            assert caller.get(f"/api/v1/entries/{keys(two_components)[0]}").is_success
            assert caller.get("/api/v1/studio/components").is_success
            assert caller.get("/api/v1/studio/maintenance/jobs").is_success
            assert caller.get("/metrics").status_code != 500


class TestRightsOfThePlatform:
    @pytest.mark.parametrize(
        ("scopes", "studio", "administration"),
        [
            (("read",), 403, 403),
            (("write",), 403, 403),
            (("read", "studio"), 200, 403),
            (("read", "administer"), 403, 200),
            (("read", "studio", "administer"), 200, 200),
        ],
        ids=str,
    )
    def test_an_administrators_token_has_those_that_it_names(
        self, installation: Installation, builder: Client, scopes: tuple[str, ...], studio: int, administration: int
    ) -> None:
        with program(installation, own_token(builder, *scopes)["secret"]) as caller:
            assert caller.get("/api/v1/studio/components").status_code == studio
            assert caller.get("/api/v1/studio/maintenance/jobs").status_code == administration

    def test_a_builders_token_without_studio_reaches_no_foreign_domain(
        self, installation: Installation, maker: Person, elsewhere: dict[str, Any]
    ) -> None:
        address = f"/api/v1/entries/{elsewhere['document']['key']}"
        with signed_in(installation, maker) as client:
            assert client.get(address).is_success
            narrow, wide = own_token(client, "read")["secret"], own_token(client, "read", "studio")["secret"]
        with program(installation, narrow) as caller:
            problem(caller.get(address), 404, "component_not_found")
        with program(installation, wide) as caller:
            assert caller.get(address).is_success


class TestComponents:
    @pytest.fixture
    def bound(self, installation: Installation, builder: Client, two_components: Pair) -> str:
        """A token of the administrator for the first of the two."""
        return str(own_token(builder, "write", components=[keys(two_components)[0]])["secret"])

    def test_the_named_component_is_open(self, installation: Installation, bound: str, two_components: Pair) -> None:
        key, _ = keys(two_components)
        with program(installation, bound) as caller:
            assert caller.get(f"/api/v1/entries/{key}").is_success
            assert caller.post(f"/api/v1/entries/{key}", json={"data": {"Code": "new"}}).status_code == 201
            assert caller.get(f"/api/v1/workplace/components/{key}").is_success

    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", "/api/v1/entries/{key}"),
            ("GET", "/api/v1/entries/{key}/1"),
            ("GET", "/api/v1/entries/{key}/1/history"),
            ("POST", "/api/v1/entries/{key}"),
            ("PATCH", "/api/v1/entries/{key}/1"),
            ("DELETE", "/api/v1/entries/{key}/1"),
            ("GET", "/api/v1/workplace/components/{key}"),
        ],
    )
    def test_any_other_looks_exactly_like_a_missing_one(
        self, installation: Installation, bound: str, two_components: Pair, method: str, path: str
    ) -> None:
        with program(installation, bound) as caller:

            def ask(key: str) -> dict[str, Any]:
                body = {"data": {"Code": "x"}} if method in ("POST", "PATCH") else None
                response = caller.request(method, path.format(key=key), json=body)
                assert_refused(response)
                return without_trace(response, key)

            assert ask(keys(two_components)[1]) == ask(str(uuid4()))

    def test_it_has_no_right_over_the_platform(self, installation: Installation, bound: str) -> None:
        with program(installation, bound) as caller:
            for path in ("/studio/components", "/studio/maintenance/jobs", "/access/service-accounts"):
                problem(caller.get(f"/api/v1{path}"), 403, "permission_denied")

    def test_jobs_of_other_components_are_not_there(
        self, installation: Installation, builder: Client, bound: str, two_components: Pair
    ) -> None:
        order = {"component": keys(two_components)[1], "format": "csv", "query": {}, "options": {}}
        foreign = builder.post("/api/v1/bulk/exports", json=order).raise_for_status().json()["id"]
        with program(installation, bound) as caller:
            problem(caller.get(f"/api/v1/bulk/jobs/{foreign}"), 404, "job_not_found")
            assert foreign not in caller.get("/api/v1/bulk/jobs").raise_for_status().text
            problem(caller.post("/api/v1/bulk/exports", json=order), 404, "component_not_found")
            own = caller.post("/api/v1/bulk/exports", json={**order, "component": keys(two_components)[0]})
            assert own.status_code == 202, own.text
            ended = Bulk(caller, two_components[0]).ended(own.json()["id"])
        assert ended["state"] == "completed"

    def test_what_goes_on_in_the_background_keeps_the_bounds(
        self, installation: Installation, builder: Client, elsewhere: dict[str, Any]
    ) -> None:
        """The same export, asked for in a session and with tokens, some of which do not lead there."""
        job = Bulk(builder, elsewhere).ask_export().raise_for_status().json()["id"]
        assert Bulk(builder, elsewhere).ended(job)["state"] == "completed"
        missing = ("failed", "component_not_found")
        assert run_again(installation, job, "read write") == missing
        assert run_again(installation, job, f"read write|{uuid4()}") == missing
        assert run_again(installation, job, "read studio") == ("completed", None)


def run_again(installation: Installation, job: str, scopes: str) -> tuple[str, str | None]:
    """Runs a copy of a job as if a token with these scopes had asked for it; how it ended."""
    twin = uuid4()

    async def run() -> None:
        async with open_platform(settings_of(installation)) as platform:
            await platform.definitions.refresh()
            await JobRunner(platform.services).run(twin)

    copied = "id, kind, component, requested_by, domain, format, parameters, state, created_at, scopes"
    with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
        conn.execute(
            f"""INSERT INTO bulk.job ({copied})
                SELECT %s, kind, component, requested_by, domain, format, parameters, 'queued', now(), %s
                FROM bulk.job WHERE id = %s""".encode(),
            (twin, scopes, job),
        )
        asyncio.run(run())
        eventually(lambda: ending(conn, twin)[0] not in ("queued", "running"))
        return ending(conn, twin)


def ending(conn: psycopg.Connection[Any], job: UUID) -> tuple[str, str | None]:
    row = conn.execute("SELECT state, error ->> 'code' FROM bulk.job WHERE id = %s", (job,)).fetchone()
    assert row is not None
    return row[0], row[1]


def without_trace(response: httpx.Response, key: str) -> dict[str, Any]:
    body: dict[str, Any] = response.json()
    return {name: str(value).replace(key, "<key>") for name, value in body.items() if name != "trace_id"}


def test_a_token_says_what_it_may_do(installation: Installation, builder: Client, two_components: Pair) -> None:
    key = keys(two_components)[0]
    with program(installation, own_token(builder, "read", components=[key])["secret"]) as caller:
        body = caller.get(TOKEN).raise_for_status().json()
    assert (body["scope"], body["components"]) == ("read", [key])
