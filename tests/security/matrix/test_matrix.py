"""Endpoint × role × own, peer, foreign, nested, missing: generated from the route table, so a new route is in it."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from aqtra.infra.http import Router
from aqtra.kernel.principal import Right
from tests.security.matrix.conftest import World
from tests.security.matrix.routes import BELONGS, DOORS, READING, ROLES, Belongs, Door, Undescribed, doors_of
from tests.security.matrix.things import NEVER_MADE, missing
from tests.support.installation import Installation
from tests.support.raw import handshake

REPOSITORY = Path(__file__).parents[3]
PAGE = REPOSITORY / "docs" / "security" / "matrix.md"
TOLD = ("content-type", "cache-control", "www-authenticate", "location", "etag", "content-disposition", "allow")
ACCOUNT = "/api/v1/account"
REFUSALS = {
    "not_signed_in", "permission_denied", "insufficient_scope", "invalid_token",
}  # fmt: skip
# The smallest body that each accepts, where a refusal of an empty one would hide what is asked here.
BODIES: dict[str, Any] = {
    "create_entry": {"data": {}},
    "upsert_entry": {"data": {"Code": "matrix"}},
    "update_entry": {"data": {"Code": "matrix"}},
    "run_flow": {"model": {}},
    "call_flow": {"data": {}},
    "rename_passkey": {"name": "matrix"},
    "begin_sign_in": {"return_to": "/"},
    "sign_in_to_directory": {"user_name": "x", "password": "x"},
    "replace_scim_user": {"userName": "matrix"},
    "replace_scim_group": {"displayName": "matrix"},
    "patch_scim_user": {"Operations": [{"op": "replace", "path": "displayName", "value": "x"}]},
    "patch_scim_group": {"Operations": [{"op": "replace", "path": "displayName", "value": "x"}]},
}
# Asking changes when these were used last, and what other tests have begun goes on in some: `kept` looks at ours.
NOISE = {"session", "api_token", "provisioning_client", "challenge", "job", "run"}
# Content and reports that no thing of the matrix has; tests of their own reach them.
NOT_MADE = ("get_bulk_report", "download_entry_file", "get_entry_file", "download_linked_file")
SCHEMAS = ["identity", "metadata", "catalogs", "files", "bulk", "dataflow"]


@dataclass(frozen=True)
class Pair:
    """What exists and must not be seen, beside what does not exist."""

    kind: str
    hidden: dict[str, str]
    absent: dict[str, str]


def pairs(world: World, role: str, door: Door) -> Iterator[Pair]:
    things, places = world.things, door.places
    own = {place: things.own(role, place) for place in places}
    for number, place in enumerate(places):
        for thing in things.hidden(role, place):
            inner = places[number + 1 :]
            parts = {part: things.part(thing, part, own[part]) for part in inner}
            absent = {**own, **parts, place: missing(place)}
            yield Pair("nested" if number else "foreign", {**own, **parts, place: thing}, absent)
            if inner:
                # A foreign whole with a part of one's own.
                yield Pair("nested", {**own, place: thing}, {**own, place: absent[place]})


def ask(client: httpx.Client, door: Door, ids: dict[str, str], **options: Any) -> httpx.Response:
    path = door.path
    for place in reversed(door.places):
        path = path.replace(place[place.rindex("{") :], ids[place])
    if door.method not in ("GET", "HEAD", "DELETE") and (body := BODIES.get(door.name)) is not None:
        options.setdefault("json", body)
    return client.request(door.method, path, follow_redirects=False, **options)


def seen(response: httpx.Response, *ids: dict[str, str]) -> tuple[Any, ...]:
    """All that a caller learns, but the trace id and the ids that were sent."""
    text = re.sub(r'"(trace_id|traceId)":"[0-9a-f]{32}"', "", response.text)
    for value in sorted({value for each in ids for value in each.values() if len(value) > 6}, key=len, reverse=True):
        text = text.replace(value, "<id>")
    return response.status_code, tuple(response.headers.get(name) for name in TOLD), text


def code(response: httpx.Response) -> str | None:
    found = response.headers.get("content-type", "").startswith("application/problem+json")
    return str(response.json()["code"]) if found and response.text else None


def fingerprint(installation: Installation) -> dict[str, Any]:
    """Table → number and digest of its rows; without the time since when the sweeper misses a file: its own note."""
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
        conn.execute("SET row_security = off")
        tables = conn.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY(%s) ORDER BY 1, 2", (SCHEMAS,)
        ).fetchall()
        return {
            f"{schema}.{table}": conn.execute(
                f'SELECT count(*), sum(hashtext((to_jsonb(t) - %s)::text)) FROM "{schema}"."{table}" t'.encode(),
                ("unreferenced_since",),
            ).fetchone()
            for schema, table in tables
            if table not in NOISE
        }


def kept(world: World) -> dict[str, Any]:
    """What people have of their own, as they see it."""
    found: dict[str, Any] = {}
    for owner in ("member", "peer", "contexts", "builder"):
        client, ids = world.callers[owner], world.things.owned[owner]
        for door in DOORS:
            if door.method == "GET" and len(door.places) == 1 and door.path in ids:
                found[f"{owner} {door.path}"] = ask(client, door, ids).raise_for_status().json()
        for listed in ("tokens", "sessions"):
            found[f"{owner} {listed}"] = [one["id"] for one in client.get(f"{ACCOUNT}/{listed}").json()]
        found[f"{owner} passkeys"] = [one["id"] for one in client.get(ACCOUNT).json()["passkeys"]]
    return found


@contextmanager
def unchanged(world: World, installation: Installation) -> Iterator[None]:
    """Nothing that is asked meanwhile has an effect."""
    before, mine = fingerprint(installation), kept(world)
    yield
    after = fingerprint(installation)
    assert {table: (before[table], after[table]) for table in before if before[table] != after[table]} == {}
    assert kept(world) == mine


def tell(line: str) -> None:
    """Shown by `pytest -s`."""
    sys.stdout.write(f"\n{line}\n")


def refused(response: httpx.Response) -> bool:
    """For want of the right, not by what was sent."""
    if not response.text or response.headers.get("content-type") == "application/scim+json":
        return response.status_code in (401, 403)
    return response.status_code in (401, 403) and code(response) in REFUSALS


def test_every_route_says_to_whom_its_things_belong() -> None:
    assert len(DOORS) > 180
    for door in DOORS:
        door.belongs()
    assert set(BELONGS) == {place for door in DOORS for place in door.places}


def test_a_route_that_nobody_described_fails_with_what_to_do() -> None:
    router = Router(prefix="/planted")
    router.add_api_route("/{gem}", lambda: None, right=Right.SIGNED_IN)
    (door,) = doors_of(router.routes)
    with pytest.raises(Undescribed, match=r"routes\.py to whom /planted/\{gem\} belongs"):
        door.belongs()


def test_the_page_is_the_generated_one() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "tests.security.matrix.report"],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    ).stdout
    assert made == PAGE.read_text()


def test_there_is_one_of_everything(world: World) -> None:
    """Otherwise what is hidden would be compared with nothing."""
    for place, belongs in BELONGS.items():
        if place in NEVER_MADE or belongs is Belongs.CONTEXT:
            continue
        owners = [ids for ids in world.things.owned.values() if place in ids]
        assert place in world.things.shared or len(owners) >= 2, place


def test_whoever_is_not_admitted_is_refused_before_anything_happens(world: World, installation: Installation) -> None:
    wrong: list[tuple[str, ...]] = []
    asked = 0
    with unchanged(world, installation):
        for door, role in product(DOORS, ROLES):
            if door.admits(role):
                continue
            ids = [{place: world.things.own("peer", place) for place in door.places}]
            ids.append({place: missing(place) for place in door.places})
            answers = [ask(world.callers[role], door, each) for each in ids]
            asked += len(answers)
            if not all(refused(answer) for answer in answers):
                wrong.append((role, door.method, door.path, *(answer.text[:200] for answer in answers)))
            elif seen(answers[0], *ids) != seen(answers[1], *ids):
                wrong.append((role, door.method, door.path, "tells what exists"))
    tell(f"{len(DOORS)} routes, {asked} refusals, {len(wrong)} leaks")
    assert asked > 1000
    assert not wrong


def test_what_is_foreign_is_answered_as_what_is_missing(world: World, installation: Installation) -> None:
    wrong: list[tuple[Any, ...]] = []
    kinds: Counter[str] = Counter()
    with unchanged(world, installation):
        for door, role in product(DOORS, ROLES):
            for pair in pairs(world, role, door) if door.admits(role) else ():
                ids = (pair.hidden, pair.absent)
                hidden, absent = (seen(ask(world.callers[role], door, each), *ids) for each in ids)
                kinds[pair.kind] += 1
                if hidden != absent or hidden[0] < 300:
                    wrong.append((role, door.method, door.path, pair.kind, hidden, absent))
    tell(f"{len(DOORS)} routes, pairs: {dict(kinds)}, {len(wrong)} leaks")
    assert min(kinds["foreign"], kinds["nested"]) > 100
    assert not wrong, "\n".join(map(str, wrong))


def test_own_things_are_reached(world: World) -> None:
    """What everything is refused to would show no leak either."""
    reached = 0
    for door in DOORS:
        own = {Belongs.PERSON, Belongs.CONTEXT, Belongs.CLIENT} & set(door.belongs())
        if door.method != "GET" or not own or door.name in NOT_MADE:
            continue
        for role in ("member", "contexts", "builder", "provisioning"):
            # Nearly all is open to a provisioning client as to anybody, but it has nothing of its own there.
            if not door.admits(role) or (role == "provisioning" and Belongs.CLIENT not in own):
                continue
            response = ask(world.callers[role], door, {place: world.things.own(role, place) for place in door.places})
            assert response.is_success, (role, door.path, response.text)
            reached += 1
    assert reached > 20


@pytest.mark.parametrize("role", ROLES)
def test_whoever_is_admitted_gets_past_the_right(world: World, role: str) -> None:
    wrong = []
    for door in DOORS:
        # Without a thing and a body to miss, it would be done.
        harmless = door.places or door.takes_body or door.method in READING
        if not door.admits(role) or door.right in (Right.ANONYMOUS, Right.COMPONENT) or not harmless:
            continue
        response = ask(world.callers[role], door, {place: missing(place) for place in door.places})
        if refused(response):
            wrong.append((door.method, door.path, response.text))
    assert not wrong


def test_a_live_connection_opens_for_everybody_from_our_own_pages(installation: Installation) -> None:
    assert handshake(installation) == 101
    assert handshake(installation, "Origin: https://evil.example") == 403
