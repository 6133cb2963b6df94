"""Ids inside of bodies: what exists and must not be seen is answered as what does not exist."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

import pytest

from tests.security.matrix.conftest import World
from tests.security.matrix.routes import DOORS
from tests.security.matrix.test_matrix import seen, tell, unchanged
from tests.security.matrix.things import API, MISSING_NUMBER
from tests.support.client import Client
from tests.support.components import create_component, property_, publish
from tests.support.files import upload
from tests.support.installation import Installation

ROLES = ("anonymous", "member", "contexts", "builder", "program")
ID: Final = object()


@dataclass(frozen=True)
class Named:
    """A body that names a thing at the mark: where it goes, what must be hidden, and what there is not."""

    path: str
    body: dict[str, Any]
    hidden: tuple[str, ...]
    absent: str
    method: str = "POST"


@dataclass(frozen=True)
class Referring:
    """Published, open to everybody: refers to divided entries, by one and by a list, and holds a file."""

    key: str
    entry: int
    file: str
    """In an entry that only the builder reaches."""


@pytest.fixture(scope="module")
def referring(world: World, builder: Client) -> Referring:
    divided = world.things.divided.key
    properties = [
        property_("Code", primary_key=True),
        property_("One", "catalog", component=divided),
        property_("Many", "array", component=divided),
        property_("Paper", "file"),
    ]
    settings = {"title": "Matrix Referring", "domains": ["digital-workplace"]}
    stored = create_component(builder, "Matrix Referring", properties, settings=settings)
    assert publish(builder, stored)["state"] == "completed"
    key = stored["document"]["key"]
    made = builder.post(f"{API}/entries/{key}", json={"data": {"Code": uuid4().hex}})
    assert made.status_code == 201, made.text
    # A file on its way into an entry of the divided component.
    target = {"component": divided, "property": "Paper"}
    file = upload(builder, "matrix.csv", b"a;b\n1;2\n", target)["id"]
    return Referring(key, int(made.json()["id"]), file)


def named(world: World, role: str, referring: Referring) -> Iterator[Named]:
    things = world.things
    components = tuple(one.key for one in things.hidden_components(role))
    uploads = f"{API}/uploads/{{upload_id}}"
    files = (referring.file, *(ids[uploads] for owner, ids in things.owned.items() if owner != role and uploads in ids))
    nothing, open_ = str(uuid4()), things.open.key
    yield Named(f"{API}/bulk/exports", {"component": ID, "format": "csv"}, components, nothing)
    for path in (f"{API}/bulk/imports", f"{API}/bulk/preview"):
        yield Named(path, {"component": ID, "file": nothing, "format": "csv"}, components, nothing)
        yield Named(path, {"component": open_, "file": ID, "format": "csv"}, files, nothing)
    for target in ({"import": ID}, {"component": ID, "property": "Paper"}):
        yield Named(f"{API}/uploads", {"name": "x.csv", "size": 1, "target": target}, components, nothing)
    yield from _of_entries(things.other_entry, things.divided.entry, role, referring, nothing)


def _of_entries(other: str, own: str, role: str, referring: Referring, nothing: str) -> Iterator[Named]:
    entries = f"{API}/entries/{referring.key}"
    entry = f"{entries}/{referring.entry}"
    hidden = {"contexts": (other,), "builder": (own, other), "member": (own, other)}.get(role, ())
    for data in ({"One": ID}, {"Many": [ID]}):
        yield Named(entries, {"data": {"Code": "x", **data}}, hidden, MISSING_NUMBER)
        yield Named(entry, {"data": data}, hidden, MISSING_NUMBER, "PATCH")
    yield Named(entries, {"data": {"Code": "x", "Paper": ID}}, (referring.file,), nothing)
    yield Named(entry, {"data": {"Paper": ID}}, (referring.file,), nothing, "PATCH")


def filled(body: Any, identity: str) -> Any:
    """The body with an id in the place of the mark; numbers of entries are numbers."""
    if body is ID:
        return int(identity) if identity.isdecimal() else identity
    if isinstance(body, dict):
        return {name: filled(value, identity) for name, value in body.items()}
    return [filled(value, identity) for value in body] if isinstance(body, list) else body


def test_what_is_hidden_is_answered_as_what_is_missing(
    world: World, installation: Installation, referring: Referring
) -> None:
    wrong: list[tuple[Any, ...]] = []
    asked = 0
    with unchanged(world, installation):
        for role in ROLES:
            client = world.callers[role]
            for one in named(world, role, referring):
                for thing in one.hidden:
                    ids = ({"id": thing}, {"id": one.absent})
                    answers = [
                        client.request(one.method, one.path, json=filled(one.body, each["id"]), follow_redirects=False)
                        for each in ids
                    ]
                    asked += 1
                    hidden, absent = (seen(answer, *ids) for answer in answers)
                    if hidden != absent or hidden[0] < 300:
                        wrong.append((role, one.method, one.path, filled(one.body, thing), hidden, absent))
    tell(f"{asked} pairs in bodies, {len(wrong)} leaks")
    assert asked > 60
    assert not wrong, "\n".join(map(str, wrong))


def test_with_ids_of_ones_own_the_same_bodies_are_accepted(world: World, referring: Referring) -> None:
    """What everything is refused to would show no leak either."""
    member, contexts = world.callers["member"], world.callers["contexts"]
    open_, own = world.things.open.key, int(world.things.divided.entry)
    accepted = [
        (member, "bulk/exports", {"component": open_, "format": "csv"}),
        (member, "uploads", {"name": "x.csv", "size": 1, "target": {"import": open_}}),
        (member, "uploads", {"name": "x.csv", "size": 1, "target": {"component": open_, "property": "Paper"}}),
        (contexts, f"entries/{referring.key}", {"data": {"Code": uuid4().hex, "One": own, "Many": [own]}}),
    ]
    for client, path, body in accepted:
        answer = client.post(f"{API}/{path}", json=body)
        assert answer.is_success, (path, answer.text)
    sent = upload(member, "matrix.csv", b"Code\nx\n", {"import": open_})["id"]
    assert member.post(f"{API}/bulk/preview", json={"component": open_, "file": sent, "format": "csv"}).is_success


def test_the_doors_are_there() -> None:
    """A renamed address would be answered alike for everything."""
    known = {(door.method, door.path) for door in DOORS}
    for method, path in (
        ("POST", "/bulk/exports"),
        ("POST", "/bulk/imports"),
        ("POST", "/bulk/preview"),
        ("POST", "/uploads"),
        ("POST", "/entries/{component}"),
        ("PATCH", "/entries/{component}/{entry_id}"),
    ):
        assert (method, f"{API}{path}") in known
