"""Who asks too often waits, wherever he asks; who asks as usual never notices."""

import itertools
from collections.abc import Iterator
from contextlib import ExitStack
from uuid import uuid4

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests.integration.gateway.test_live import open_socket
from tests.integration.studio.waiting import eventually
from tests.support.accounts import Person, create_account
from tests.support.client import Client, problem
from tests.support.gateways import another_gateway
from tests.support.installation import Installation
from tests.support.raw import handshake

# A minute long, so that a slow machine does not refill what a test has emptied.
LIMITS = {
    "rate_sign_in": "6/3600",
    "rate_sign_in_account": "3/3600",
    "rate_anonymous": "30/3600",
    "rate_reads": "40/3600",
    "rate_changes": "5/3600",
    "rate_factors": '{"studio": 2}',
    "trusted_proxies": '["127.0.0.1/32"]',
    "allowed_hosts": '["127.0.0.1", "aqtra.example"]',
    "sockets_per_address": "3",
}
SESSION = "/api/v1/session"
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def gateways(installation: Installation) -> Iterator[tuple[Installation, Installation]]:
    """Two, in front of the same databases."""
    with ExitStack() as stack:
        yield tuple(stack.enter_context(another_gateway(installation, **LIMITS)) for _ in range(2))  # type: ignore[misc]


@pytest.fixture(scope="module")
def alone(installation: Installation) -> Iterator[Installation]:
    """One whose Redis does not answer."""
    with another_gateway(installation, **LIMITS, redis_url="redis://127.0.0.1:1/0") as running:
        yield running


def from_elsewhere(gateway: Installation) -> Client:
    """A browser at an address of its own, as our proxy tells of it."""
    number = next(_NUMBERS)
    client = gateway.client()
    client.headers["X-Forwarded-For"] = f"198.51.{number // 250}.{number % 250 + 1}"
    return client


def statuses(client: Client, name: str, times: int) -> list[int]:
    client.token()
    return [client.post(SESSION, json={"user_name": name, "password": "wrong"}).status_code for _ in range(times)]


def nobody() -> str:
    return f"nobody-{uuid4().hex[:8]}"


@pytest.fixture
def person(installation: Installation) -> Person:
    return create_account(installation, f"r-{uuid4().hex[:8]}")


class TestSignIn:
    def test_an_address_is_limited_whatever_names_it_tries(self, gateways: tuple[Installation, Installation]) -> None:
        with from_elsewhere(gateways[0]) as client:
            client.token()
            answers = [client.post(SESSION, json={"user_name": nobody(), "password": "x"}) for _ in range(7)]
        assert [answer.status_code for answer in answers] == [401] * 6 + [429]
        body = problem(answers[-1], 429, "rate_limited")
        assert body["params"]["limit"] == "sign-in"
        headers = answers[-1].headers
        assert 1 <= int(headers["retry-after"]) <= 600
        assert headers["ratelimit-policy"] == '"sign-in";q=6;w=3600'
        assert headers["ratelimit"] == f'"sign-in";r=0;t={headers["retry-after"]}'

    def test_a_name_is_limited_wherever_it_is_tried_from(
        self, gateways: tuple[Installation, Installation], person: Person
    ) -> None:
        found = []
        for gateway in (*gateways, *gateways):
            with from_elsewhere(gateway) as client:
                found += statuses(client, person.user_name, 1)
        assert found == [401, 401, 401, 429]

    def test_other_people_sign_in_meanwhile(self, gateways: tuple[Installation, Installation], person: Person) -> None:
        with from_elsewhere(gateways[0]) as guesser:
            assert 429 in statuses(guesser, nobody(), 7)
        with from_elsewhere(gateways[0]) as client:
            assert client.sign_in(person.user_name, person.password).status_code == 200

    def test_the_case_of_a_name_opens_no_second_bucket(
        self, gateways: tuple[Installation, Installation], person: Person
    ) -> None:
        found = []
        for name in (person.user_name, person.user_name.upper(), person.user_name.title(), person.user_name):
            with from_elsewhere(gateways[0]) as client:
                found += statuses(client, name, 1)
        assert found[-1] == 429

    def test_without_redis_sign_in_is_still_limited_and_more_strictly(self, alone: Installation) -> None:
        with from_elsewhere(alone) as client:
            client.token()
            answers = [client.post(SESSION, json={"user_name": nobody(), "password": "x"}) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [401, 401, 429, 429]

    def test_a_huge_sign_in_is_not_read(self, gateways: tuple[Installation, Installation]) -> None:
        with from_elsewhere(gateways[0]) as client:
            client.token()
            answer = client.post(SESSION, json={"user_name": "x", "password": "x" * 20_000})
        problem(answer, 413, "too_large")

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b'{"user_name": 7}', b"\xff", b"[" * 5000])
    def test_a_sign_in_of_no_shape_is_limited_too(
        self, gateways: tuple[Installation, Installation], body: bytes
    ) -> None:
        with from_elsewhere(gateways[0]) as client:
            client.token()
            headers = {"Content-Type": "application/json"}
            found = [client.post(SESSION, content=body, headers=headers).status_code for _ in range(7)]
        assert set(found[:6]) <= {400, 422}
        assert found[6] == 429


class TestOthers:
    def test_anonymous_reads_are_limited_by_address(self, gateways: tuple[Installation, Installation]) -> None:
        with from_elsewhere(gateways[0]) as client:
            found = [client.get(SESSION).status_code for _ in range(31)]
        assert found == [200] * 30 + [429]

    def test_changes_are_limited_by_account(self, gateways: tuple[Installation, Installation], person: Person) -> None:
        with from_elsewhere(gateways[0]) as one, from_elsewhere(gateways[1]) as two:
            for client in (one, two):
                client.sign_in(person.user_name, person.password).raise_for_status()
            found = [
                client.post("/api/v1/bulk/preview", json={}).status_code for _ in range(3) for client in (one, two)
            ]
            assert found == [422] * 5 + [429]
            assert one.get(SESSION).status_code == 200

    def test_builders_may_ask_twice_as_often(
        self, installation: Installation, gateways: tuple[Installation, Installation]
    ) -> None:
        builder = create_account(installation, f"rb-{uuid4().hex[:8]}", role="Builders")
        with from_elsewhere(gateways[0]) as client:
            client.sign_in(builder.user_name, builder.password).raise_for_status()
            found = [client.post("/api/v1/bulk/preview", json={}).status_code for _ in range(11)]
        assert found == [422] * 10 + [429]

    def test_reads_are_limited_by_account(self, gateways: tuple[Installation, Installation], person: Person) -> None:
        with from_elsewhere(gateways[0]) as client:
            client.sign_in(person.user_name, person.password).raise_for_status()
            found = [client.get("/api/v1/bulk/jobs").status_code for _ in range(41)]
        assert found.count(429) >= 1
        assert found[:30] == [200] * 30

    def test_without_redis_everything_else_goes_on(self, alone: Installation, person: Person) -> None:
        with from_elsewhere(alone) as client:
            client.sign_in(person.user_name, person.password).raise_for_status()
            assert client.get("/api/v1/bulk/jobs").status_code == 200
            assert client.post("/api/v1/bulk/preview", json={}).status_code == 422

    def test_files_and_probes_are_never_limited(self, gateways: tuple[Installation, Installation]) -> None:
        with from_elsewhere(gateways[0]) as client:
            assert {client.get("/liveness").status_code for _ in range(60)} == {200}

    def test_live_connections_are_limited_by_address(self, gateways: tuple[Installation, Installation]) -> None:
        with ExitStack() as stack:
            for _ in range(3):
                stack.enter_context(open_socket(gateways[0]))
            assert handshake(gateways[0]) == 403
        eventually(lambda: handshake(gateways[0]) == 101)

    def test_live_connections_are_counted_over_all_gateways(self, gateways: tuple[Installation, Installation]) -> None:
        one, other = gateways
        with ExitStack() as stack:
            eventually(lambda: _entered(stack, one))
            eventually(lambda: _entered(stack, other))
            eventually(lambda: _entered(stack, one))
            assert handshake(one) == handshake(other) == 403
        eventually(lambda: handshake(other) == 101)

    def test_without_redis_each_gateway_counts_its_own(self, alone: Installation) -> None:
        with ExitStack() as stack:
            for _ in range(3):
                stack.enter_context(open_socket(alone))
            assert handshake(alone) == 403
        eventually(lambda: handshake(alone) == 101)

    def test_refusals_are_counted(self, gateways: tuple[Installation, Installation]) -> None:
        with from_elsewhere(gateways[0]) as client:
            assert 429 in statuses(client, nobody(), 7)
        with gateways[0].client() as monitor:
            text = monitor.get("/metrics").raise_for_status().text
        counted = [line for line in text.splitlines() if line.startswith("aqtra_security_events_total")]
        values = {line.split('"')[1]: float(line.split()[-1]) for line in counted}
        assert values["rate_limited"] >= 1
        assert values["sign_in_failed"] >= 3
        assert {"egress_refused", "permission_refused", "forgery_refused", "account_locked"} <= values.keys()


def _entered(stack: ExitStack, gateway: Installation) -> bool:
    """Opens a connection that stays; what an earlier test has closed may still count for a moment."""
    try:
        stack.enter_context(open_socket(gateway))
    except InvalidStatus:
        return False
    return True


class TestHosts:
    @pytest.mark.parametrize("host", ["aqtra.example", "AQTRA.example:8443", "aqtra.example."])
    def test_our_own_names_are_answered(self, gateways: tuple[Installation, Installation], host: str) -> None:
        with from_elsewhere(gateways[0]) as client:
            assert client.get(SESSION, headers={"Host": host}).status_code == 200

    @pytest.mark.parametrize("host", ["evil.example", "aqtra.example.evil.example", "localhost", "a b", "x@y.example"])
    def test_other_names_are_refused(self, gateways: tuple[Installation, Installation], host: str) -> None:
        with from_elsewhere(gateways[0]) as client:
            try:
                problem(client.get(SESSION, headers={"Host": host}), 400, "unknown_host")
            except httpx.RemoteProtocolError:
                # What is no header at all the server itself turns away.
                assert " " in host

    def test_probes_may_use_any_name(self, gateways: tuple[Installation, Installation]) -> None:
        with gateways[0].client() as client:
            assert client.get("/liveness", headers={"Host": "10.1.2.3:8443"}).status_code == 200
