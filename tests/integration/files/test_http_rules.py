"""Rules of three levels and the rights behind an upload: each can only narrow, and an id alone opens nothing."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.support.accounts import create_account, signed_in
from tests.support.client import Client, fields, problem
from tests.support.components import property_
from tests.support.files import LIBRARY, UPLOADS, begin, complete, picture, start, upload
from tests.support.installation import Installation

Publish = Callable[..., dict[str, Any]]
ENTRIES = "/api/v1/entries"


@pytest.fixture(scope="module")
def member(installation: Installation) -> Iterator[Client]:
    with signed_in(installation, create_account(installation, f"m-{uuid4().hex[:8]}")) as client:
        yield client


@pytest.fixture(scope="module")
def other(installation: Installation) -> Iterator[Client]:
    with signed_in(installation, create_account(installation, f"o-{uuid4().hex[:8]}")) as client:
        yield client


@pytest.fixture
def global_rules(builder: Client) -> Iterator[Callable[[str, int], None]]:
    address = f"{LIBRARY}/rules"
    before = builder.get(address).raise_for_status().json()

    def put(types: str, size: int) -> None:
        builder.put(address, json={"file_types": types, "max_file_size": size}).raise_for_status()

    yield put
    builder.put(address, json=before).raise_for_status()


def form(publish: Publish, types: str, size: int | None, control_types: str, control_size: int) -> dict[str, str]:
    """A component with a file property on a form; where its file control uploads to."""
    control = str(uuid4())
    settings = {"accept_files": control_types, "max_file_size_in_bytes": control_size}
    element = {"id": control, "kind": "file", "name": "Scan", "settings": settings}
    page = {"id": str(uuid4()), "kind": "page", "name": "Form", "children": [element]}
    scan = property_("Scan", "file", file_types=types, max_file_size=size)
    stored = publish(f"Form {uuid4().hex[:6]}", [scan], pages=[page])
    return {"component": stored["document"]["key"], "property": "Scan", "control": control}


class TestLevels:
    @pytest.mark.parametrize("smallest", [0, 1, 2])
    def test_the_smallest_size_of_all_levels_holds(
        self, member: Client, published: Publish, global_rules: Callable[[str, int], None], smallest: int
    ) -> None:
        sizes = [900, 900, 900]
        sizes[smallest] = 500
        global_rules(".*", sizes[0])
        target = form(published, ".*", sizes[1], ".*", sizes[2])
        refused = problem(start(member, "a.txt", 501, target), 413, "file_too_large")
        assert refused["fields"][0]["params"] == {"limit": 500}
        assert upload(member, "a.txt", b"x" * 500, target)["size"] == 500

    @pytest.mark.parametrize("narrowest", [0, 1, 2])
    def test_every_level_must_accept_the_type(
        self, member: Client, published: Publish, global_rules: Callable[[str, int], None], narrowest: int
    ) -> None:
        types = [".*", "*/*", ".png, .txt, image/*, text/*"]
        types[narrowest] = "image/*, .jpg"
        global_rules(types[0], 10_000)
        target = form(published, types[1], None, types[2], 10_000)
        upload(member, "a.png", picture(), target)
        response = complete(member, begin(member, "a.txt", b"words", target))
        problem(response, 415, "file_type")
        assert fields(response) == {"name": "file_type"}

    def test_levels_that_leave_nothing_accept_nothing(
        self, member: Client, published: Publish, global_rules: Callable[[str, int], None]
    ) -> None:
        global_rules(".png", 10_000)
        target = form(published, ".txt", None, ".*", 10_000)
        for name in ("a.png", "a.txt", "a.txt.png", "png", ".png.txt"):
            problem(start(member, name, 1, target), 415, "file_type")

    def test_a_pattern_of_types_is_about_the_content_and_not_the_name(self, member: Client, published: Publish) -> None:
        target = form(published, "image/*", None, ".*", 10_000)
        zipped, sound = b"PK\x03\x04" + bytes(60), b"RIFF\x24\x00\x00\x00WAVEfmt "
        for name, content in (("a.xbm", zipped), ("a.pcx", b"%PDF-1.7\n"), ("a", sound), ("a.webp", sound)):
            problem(complete(member, begin(member, name, content, target)), 415, "file_type")


class TestWhoseFile:
    @pytest.fixture
    def components(self, published: Publish) -> list[str]:
        def publish(title: str) -> str:
            properties = [property_("Scan", "file"), property_("Other", "file")]
            return str(published(f"{title} {uuid4().hex[:6]}", properties)["document"]["key"])

        return [publish("One"), publish("Two")]

    def save(self, client: Client, component: str, file_id: str, name: str = "Scan") -> Any:
        return client.post(f"{ENTRIES}/{component}", json={"data": {name: file_id}})

    def test_an_id_that_was_guessed_opens_nothing(
        self, builder: Client, member: Client, other: Client, components: list[str]
    ) -> None:
        one, two = components
        target = {"component": one, "property": "Scan"}
        mine = upload(member, "a.txt", b"mine", target)["id"]
        under_way = begin(member, "a.txt", b"mine", target)
        library = upload(builder, "a.txt", b"library")["id"]
        imported = upload(member, "a.csv", b"a;b\n", {"import": one})["id"]
        tries = [
            (other, one, mine, "Scan"),
            (member, two, mine, "Scan"),
            (member, one, mine, "Other"),
            (member, one, under_way, "Scan"),
            (member, one, library, "Scan"),
            (member, one, imported, "Scan"),
            (other, one, str(uuid4()), "Scan"),
        ]
        for client, component, file_id, name in tries:
            response = self.save(client, component, file_id, name)
            problem(response, 422, "validation_failed")
            assert fields(response) == {f"data.{name}": "file"}
        assert self.save(member, one, mine).status_code == 201

    def test_an_entry_gives_out_its_own_file_only(self, member: Client, components: list[str]) -> None:
        one, two = components
        file_id = upload(member, "a.txt", b"mine", {"component": one, "property": "Scan"})["id"]
        entry = self.save(member, one, file_id).json()["id"]
        assert member.get(f"{ENTRIES}/{one}/{entry}/files/Scan").content == b"mine"
        problem(member.get(f"{ENTRIES}/{one}/{entry}/files/Other"), 404, "file_not_found")
        problem(member.get(f"{ENTRIES}/{two}/{entry}/files/Scan"), 404, "entry_not_found")
        for name in ("scan", "../Scan", "id", "created_by", "%00", file_id):
            assert member.get(f"{ENTRIES}/{one}/{entry}/files/{name}").status_code == 404

    def test_a_completed_upload_is_told_to_its_owner_only(self, member: Client, other: Client, builder: Client) -> None:
        file_id = upload(builder, "a.txt", b"library")["id"]
        for client in (member, other):
            problem(complete(client, file_id), 404, "upload_not_found")
            problem(client.get(f"{UPLOADS}/{file_id}"), 404, "upload_not_found")
            problem(client.get(f"{LIBRARY}/{file_id}/content"), 403, "permission_denied")
            assert client.head(f"{LIBRARY}/{file_id}/content").status_code == 403
