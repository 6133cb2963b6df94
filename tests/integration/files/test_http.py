"""Uploads, downloads and the library as a browser meets them."""

import hashlib
import io
import os
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from PIL import Image
from redis import Redis

from tests.support.accounts import create_account, signed_in
from tests.support.client import Client, fields, problem
from tests.support.components import create_component, property_
from tests.support.files import LIBRARY, PART, UPLOADS, begin, complete, picture, put, start, upload
from tests.support.installation import Installation

Publish = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def member(installation: Installation) -> Iterator[Client]:
    with signed_in(installation, create_account(installation, f"m-{uuid4().hex[:8]}")) as client:
        yield client


@pytest.fixture(scope="module")
def other(installation: Installation) -> Iterator[Client]:
    with signed_in(installation, create_account(installation, f"o-{uuid4().hex[:8]}")) as client:
        yield client


@pytest.fixture
def folder(builder: Client) -> str:
    return str(
        builder.post(f"{LIBRARY}/folders", json={"name": f"f-{uuid4().hex[:8]}"}).raise_for_status().json()["id"]
    )


class TestUploads:
    def test_parts_may_come_in_any_order_and_twice(self, builder: Client) -> None:
        content = os.urandom(2 * PART + 1000)
        first = start(builder, "Şema ✓.bin", len(content)).json()
        assert (first["parts"], first["part_size"], first["received"]) == (3, PART, [])
        pieces = [content[at : at + PART] for at in range(0, len(content), PART)]
        for number in (2, 0):
            assert put(builder, first["id"], number, pieces[number]).status_code == 204
        assert builder.get(f"{UPLOADS}/{first['id']}").json()["received"] == [0, 2]
        refused = problem(complete(builder, first["id"]), 409, "upload_incomplete")
        assert [field["field"] for field in refused["fields"]] == ["parts.1"]
        for number in (1, 0):
            assert put(builder, first["id"], number, pieces[number]).status_code == 204
        file = complete(builder, first["id"]).json()
        assert (file["name"], file["size"], file["content_type"]) == (
            "Şema ✓.bin",
            len(content),
            "application/octet-stream",
        )
        assert builder.get(f"{LIBRARY}/{file['id']}/content").content == content

    def test_completing_twice_answers_the_same(self, builder: Client) -> None:
        upload_id = begin(builder, "a.txt", b"hello")
        assert complete(builder, upload_id).json() == complete(builder, upload_id).json()

    @pytest.mark.parametrize(
        ("name", "charset", "expected"),
        [
            ("a.csv", "windows-1251", "text/csv; charset=windows-1251"),
            ("a.csv", None, "text/csv"),
            ("a.json", "windows-1251", "application/json"),
        ],
    )
    def test_a_text_keeps_the_charset_it_was_declared_with(
        self, builder: Client, name: str, charset: str | None, expected: str
    ) -> None:
        body = {"name": name, "size": 2, "target": {"folder": None}, "charset": charset}
        begun = builder.post(UPLOADS, json=body).raise_for_status().json()["id"]
        assert put(builder, begun, 0, b"[]").status_code == 204
        assert complete(builder, begun).json()["content_type"] == expected
        refused = builder.post(UPLOADS, json={**body, "charset": "rot13"})
        assert refused.status_code == 422

    def test_an_empty_file_has_no_parts(self, builder: Client) -> None:
        file = upload(builder, "empty.txt", b"")
        answer = builder.get(f"{LIBRARY}/{file['id']}/content")
        assert (answer.status_code, answer.content) == (200, b"")

    def test_a_cancelled_one_is_gone(self, builder: Client) -> None:
        upload_id = begin(builder, "a.txt", b"hello")
        assert builder.delete(f"{UPLOADS}/{upload_id}").status_code == 204
        for response in (builder.get(f"{UPLOADS}/{upload_id}"), put(builder, upload_id, 0, b"hello")):
            problem(response, 404, "upload_not_found")
        problem(complete(builder, upload_id), 404, "upload_not_found")

    def test_what_the_content_is_not_is_refused_and_forgotten(self, builder: Client) -> None:
        upload_id = begin(builder, "a.png", b"<script>alert(1)</script>")
        response = complete(builder, upload_id)
        problem(response, 415, "file_type")
        assert fields(response) == {"name": "content"}
        problem(builder.get(f"{UPLOADS}/{upload_id}"), 404, "upload_not_found")


class TestDownloads:
    @pytest.fixture
    def content(self) -> bytes:
        return os.urandom(PART + 70_000)

    @pytest.fixture
    def address(self, builder: Client, content: bytes) -> str:
        file = upload(builder, 'Fatura № 1 "x".bin', content)
        return f"{LIBRARY}/{file['id']}/content"

    def test_a_file_is_never_shown_by_the_browser(self, builder: Client, address: str, content: bytes) -> None:
        answer = builder.get(address)
        assert answer.content == content
        assert answer.headers["content-disposition"].startswith("attachment; ")
        assert "filename*=UTF-8''Fatura%20%E2%84%96%201%20%22x%22.bin" in answer.headers["content-disposition"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("sandbox")
        assert answer.headers["etag"] == f'"{hashlib.sha256(content).hexdigest()}"'
        assert answer.headers["content-length"] == str(len(content))

    @pytest.mark.parametrize("wanted", [(0, 0), (5, 99), (PART - 10, PART + 10), (PART, PART + 69_999)])
    def test_a_range_is_exact(self, builder: Client, address: str, content: bytes, wanted: tuple[int, int]) -> None:
        first, last = wanted
        answer = builder.get(address, headers={"Range": f"bytes={first}-{last}"})
        assert answer.status_code == 206
        assert answer.content == content[first : last + 1]
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(content)}"

    def test_a_reader_that_has_it_gets_nothing(self, builder: Client, address: str) -> None:
        etag = builder.head(address).headers["etag"]
        for sent in (etag, f"W/{etag}", f'"x", {etag}'):
            answer = builder.get(address, headers={"If-None-Match": sent})
            assert (answer.status_code, answer.content) == (304, b"")

    def test_a_part_of_another_content_is_not_given(self, builder: Client, address: str, content: bytes) -> None:
        answer = builder.get(address, headers={"Range": "bytes=0-9", "If-Range": '"other"'})
        assert (answer.status_code, answer.content) == (200, content)

    def test_head_tells_all_but_the_content(self, builder: Client, address: str, content: bytes) -> None:
        answer = builder.head(address)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-length"] == str(len(content))
        assert answer.headers["accept-ranges"] == "bytes"

    def test_a_range_behind_the_end_is_refused(self, builder: Client, address: str) -> None:
        answer = builder.get(address, headers={"Range": "bytes=99999999-"})
        problem(answer, 416, "range_not_satisfiable")
        size = builder.head(address).headers["content-length"]
        assert answer.headers["content-range"] == f"bytes */{size}"


class TestThumbnails:
    @pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP", "GIF"])
    def test_a_picture_is_shown_small(self, builder: Client, format_: str) -> None:
        file = upload(builder, f"a.{format_.lower()}", picture(format_))
        for _ in range(2):
            answer = builder.get(f"{LIBRARY}/{file['id']}/content?thumbnail=1")
            assert answer.status_code == 200, answer.text
            assert answer.headers["content-type"] == "image/webp"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert Image.open(io.BytesIO(answer.content)).size == (320, 240)

    def test_what_is_no_picture_has_none(self, builder: Client) -> None:
        for name, content in (("a.txt", b"words"), ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")):
            file = upload(builder, name, content)
            problem(builder.get(f"{LIBRARY}/{file['id']}/content?thumbnail=1"), 404, "no_thumbnail")

    def test_a_broken_picture_has_none_and_is_not_tried_twice(self, builder: Client) -> None:
        file = upload(builder, "a.png", picture("PNG")[:60])
        for _ in range(2):
            problem(builder.get(f"{LIBRARY}/{file['id']}/content?thumbnail=1"), 404, "no_thumbnail")

    def test_a_picture_of_too_many_pixels_has_none(self, builder: Client) -> None:
        # 400 million pixels in a few kilobytes.
        written = io.BytesIO()
        Image.new("1", (20_000, 20_000)).save(written, "PNG")
        file = upload(builder, "bomb.png", written.getvalue())
        problem(builder.get(f"{LIBRARY}/{file['id']}/content?thumbnail=1"), 404, "no_thumbnail")

    def test_it_keeps_nothing_of_where_the_picture_was_taken(self, builder: Client) -> None:
        written, exif = io.BytesIO(), Image.Exif()
        exif[0x010E] = "SECRET PLACE"
        Image.new("RGB", (500, 500)).save(written, "JPEG", exif=exif)
        assert b"SECRET PLACE" in written.getvalue()
        file = upload(builder, "a.jpg", written.getvalue())
        assert b"SECRET PLACE" not in builder.get(f"{LIBRARY}/{file['id']}/content?thumbnail=1").content


class TestFolders:
    def test_a_tree_is_built_moved_and_deleted(self, builder: Client) -> None:
        name = f"tree-{uuid4().hex[:8]}"
        top = builder.post(f"{LIBRARY}/folders", json={"name": name}).json()
        inner = builder.post(f"{LIBRARY}/folders", json={"name": "inner", "parent": top["id"]}).json()
        assert inner == {"id": inner["id"], "name": "inner", "parent": top["id"], "files": 0, "folders": 0}
        upload(builder, "a.txt", b"a", {"folder": inner["id"]})
        shown = {folder["id"]: folder for folder in builder.get(f"{LIBRARY}/folders").json()}
        assert (shown[top["id"]]["folders"], shown[inner["id"]]["files"]) == (1, 1)
        moved = builder.patch(f"{LIBRARY}/folders/{inner['id']}", json={"parent": None, "name": f"{name}-2"}).json()
        assert (moved["parent"], moved["name"]) == (None, f"{name}-2")
        assert builder.delete(f"{LIBRARY}/folders/{top['id']}").status_code == 204
        refused = problem(builder.delete(f"{LIBRARY}/folders/{inner['id']}"), 409, "folder_not_empty")
        assert refused["params"] == {"folders": 0, "files": 1, "used": 0}
        assert builder.delete(f"{LIBRARY}/folders/{inner['id']}?confirm=true").status_code == 204
        problem(builder.get(f"{LIBRARY}?folder={inner['id']}"), 404, "folder_not_found")

    def test_a_name_stands_once_beside_others(self, builder: Client, folder: str) -> None:
        builder.post(f"{LIBRARY}/folders", json={"name": "Same", "parent": folder}).raise_for_status()
        response = builder.post(f"{LIBRARY}/folders", json={"name": "sAME", "parent": folder})
        problem(response, 409, "folder_name_taken")
        assert fields(response) == {"name": "unique"}
        builder.post(f"{LIBRARY}/folders", json={"name": "Same", "parent": None}).raise_for_status()
        problem(builder.post(f"{LIBRARY}/folders", json={"name": "same"}), 409, "folder_name_taken")

    def test_no_folder_lies_in_itself(self, builder: Client, folder: str) -> None:
        inner = builder.post(f"{LIBRARY}/folders", json={"name": "inner", "parent": folder}).json()["id"]
        for parent in (folder, inner):
            response = builder.patch(f"{LIBRARY}/folders/{folder}", json={"parent": parent})
            problem(response, 409, "folder_in_itself")
        problem(builder.patch(f"{LIBRARY}/folders/{folder}", json={"parent": str(uuid4())}), 404, "folder_not_found")

    def test_the_tree_has_a_depth(self, builder: Client, folder: str) -> None:
        parent = folder
        for _ in range(19):
            parent = builder.post(f"{LIBRARY}/folders", json={"name": "x", "parent": parent}).json()["id"]
        response = builder.post(f"{LIBRARY}/folders", json={"name": "x", "parent": parent})
        problem(response, 409, "folder_in_itself")
        assert fields(response) == {"parent": "depth"}


class TestLibrary:
    def test_files_are_listed_in_pages_and_orders(self, builder: Client, folder: str) -> None:
        for name, content in (("b.txt", b"1"), ("A.txt", b"333"), ("c.txt", b"22")):
            upload(builder, name, content, {"folder": folder})

        def names(**options: Any) -> list[str]:
            page = builder.get(LIBRARY, params={"folder": folder, **options}).raise_for_status().json()
            assert page["count"] == 3
            return [file["name"] for file in page["value"]]

        assert names() == ["A.txt", "b.txt", "c.txt"]
        assert names(**{"$orderby": "size desc"}) == ["A.txt", "c.txt", "b.txt"]
        assert names(**{"$orderby": "created_at", "$top": 1, "$skip": 1}) == ["A.txt"]
        page = builder.get(LIBRARY, params={"folder": folder}).json()
        assert page["value"][0]["created_by"]["name"]
        assert page["value"][0]["uses"] == 0

    def test_a_file_is_renamed_and_moved(self, builder: Client, folder: str) -> None:
        file = upload(builder, "a.txt", b"a")
        changed = builder.patch(f"{LIBRARY}/{file['id']}", json={"name": "b.txt", "folder": folder}).json()
        assert (changed["name"], changed["folder"]) == ("b.txt", folder)
        assert builder.patch(f"{LIBRARY}/{file['id']}", json={"folder": None}).json()["folder"] is None
        assert builder.get(f"{LIBRARY}/{file['id']}/content").headers["content-disposition"].count("b.txt") == 2

    def test_a_file_that_a_page_names_is_deleted_after_confirmation_only(self, builder: Client) -> None:
        file = upload(builder, "logo.png", picture())
        page = {"id": str(uuid4()), "kind": "page", "name": "Page", "settings": {"picture": file["id"].upper()}}
        stored = create_component(builder, "Uses a file", [], pages=[page])
        listed = builder.get(LIBRARY, params={"$orderby": "created_at desc"}).json()["value"][0]
        assert (listed["id"], listed["uses"]) == (file["id"], 1)
        refused = problem(builder.delete(f"{LIBRARY}/{file['id']}"), 409, "file_in_use")
        assert [field["field"] for field in refused["fields"]] == [f"uses.component.{stored['document']['key']}"]
        assert refused["fields"][0]["params"]["title"] == "Uses a file"
        assert builder.delete(f"{LIBRARY}/{file['id']}?confirm=true").status_code == 204
        problem(builder.get(f"{LIBRARY}/{file['id']}/content"), 404, "file_not_found")
        problem(builder.delete(f"{LIBRARY}/{file['id']}"), 404, "file_not_found")

    def test_entries_and_menus_are_named_too(self, builder: Client, published: Publish) -> None:
        file = upload(builder, "terms.pdf", b"%PDF-1.7")
        key = published("Contracts", [property_("Terms", "file")])["document"]["key"]
        entries = [
            builder.post(f"/api/v1/entries/{key}", json={"data": {"Terms": file["id"]}}).raise_for_status().json()["id"]
            for _ in range(2)
        ]
        domain = f"d-{uuid4().hex[:8]}"
        builder.post("/api/v1/studio/domains", json={"name": domain, "title": file["id"]}).raise_for_status()
        refused = problem(builder.delete(f"{LIBRARY}/{file['id']}"), 409, "file_in_use")
        found = {field["field"]: field["params"] for field in refused["fields"]}
        assert found[f"uses.entries.{key}"] == {"kind": "entries", "title": "Contracts", "count": 2, "entries": entries}
        assert f"uses.domain.{domain}" in found
        listed = builder.get(LIBRARY, params={"$orderby": "created_at desc"}).json()["value"][0]
        assert (listed["id"], listed["uses"]) == (file["id"], 3)
        # Confirmed: the content goes, the entry keeps a file that cannot be had any more.
        assert builder.delete(f"{LIBRARY}/{file['id']}?confirm=true").status_code == 204
        assert builder.get(f"/api/v1/entries/{key}/{entries[0]}").json()["data"]["Terms"] == file["id"]
        problem(builder.get(f"/api/v1/entries/{key}/{entries[0]}/files/Terms"), 404, "file_not_found")
        builder.delete(f"/api/v1/studio/domains/{domain}").raise_for_status()


class TestEntries:
    @pytest.fixture
    def component(self, published: Publish) -> str:
        properties = [
            property_("Scan", "file", file_types="image/*, .pdf", max_file_size=PART + 10),
            property_("Note"),
        ]
        return str(published("Documents", properties)["document"]["key"])

    def target(self, component: str, **more: Any) -> dict[str, Any]:
        return {"component": component, "property": "Scan", **more}

    def test_a_member_uploads_saves_and_downloads(self, member: Client, component: str) -> None:
        file = upload(member, "a.png", picture(), self.target(component))
        entry = member.post(f"/api/v1/entries/{component}", json={"data": {"Scan": file["id"]}})
        assert entry.status_code == 201, entry.text
        address = f"/api/v1/entries/{component}/{entry.json()['id']}/files/Scan"
        assert member.get(address).content == picture()
        assert member.get(f"{address}?thumbnail=1").headers["content-type"] == "image/webp"
        assert member.head(address).headers["content-length"] == str(len(picture()))
        about = member.get(f"{address}/about").json()
        assert (about["id"], about["name"], about["content_type"]) == (file["id"], "a.png", "image/png")

    def test_the_entry_must_be_readable(self, installation: Installation, member: Client, component: str) -> None:
        file = upload(member, "a.png", picture(), self.target(component))
        entry = member.post(f"/api/v1/entries/{component}", json={"data": {"Scan": file["id"], "Note": file["id"]}})
        place = f"/api/v1/entries/{component}"
        with installation.client() as visitor:
            for what in ("Scan", "Scan/about"):
                problem(visitor.get(f"{place}/{entry.json()['id']}/files/{what}"), 401, "not_signed_in")
        problem(member.get(f"{place}/999999/files/Scan"), 404, "entry_not_found")
        problem(member.get(f"{place}/999999/files/Scan/about"), 404, "entry_not_found")
        problem(member.get(f"{place}/{entry.json()['id']}/files/Other"), 404, "file_not_found")
        # The id of a file in a text is no file.
        problem(member.get(f"{place}/{entry.json()['id']}/files/Note"), 404, "file_not_found")
        member.delete(f"{place}/{entry.json()['id']}")
        problem(member.get(f"{place}/{entry.json()['id']}/files/Scan"), 404, "entry_not_found")

    def test_rules_of_the_property_hold(self, member: Client, component: str) -> None:
        target = self.target(component)
        response = start(member, "a.pdf", PART + 11, target)
        problem(response, 413, "file_too_large")
        assert fields(response) == {"size": "max_file_size"}
        # A list of types leaves names open: what counts is the content.
        response = complete(member, begin(member, "a.txt", b"words", target))
        problem(response, 415, "file_type")
        assert fields(response) == {"name": "file_type"}

    def test_the_library_and_its_downloads_are_for_builders(self, builder: Client, member: Client) -> None:
        problem(start(member, "a.txt", 1, {"folder": None}), 403, "permission_denied")
        file = upload(builder, "a.txt", b"a")
        problem(member.get(f"{LIBRARY}/{file['id']}/content"), 403, "permission_denied")

    def test_files_of_entries_are_not_in_the_library(self, builder: Client, member: Client, component: str) -> None:
        file = upload(member, "a.png", picture(), self.target(component))
        for response in (
            builder.get(f"{LIBRARY}/{file['id']}/content"),
            builder.patch(f"{LIBRARY}/{file['id']}", json={"name": "x"}),
            builder.delete(f"{LIBRARY}/{file['id']}?confirm=true"),
        ):
            problem(response, 404, "file_not_found")

    def test_uploads_for_imports_need_the_right_to_write(
        self, member: Client, installation: Installation, component: str
    ) -> None:
        assert upload(member, "a.csv", b"a;b\n", {"import": component})["content_type"] == "text/csv"
        problem(start(member, "a.csv", 1, {"import": str(uuid4())}), 404, "component_not_found")

    def test_a_control_can_narrow_further(self, builder: Client, member: Client, published: Publish) -> None:
        control = str(uuid4())
        element = {
            "id": control,
            "kind": "file",
            "name": "Scan",
            "settings": {"accept_files": ".png", "max_file_size_in_bytes": 5000},
        }
        page = {"id": str(uuid4()), "kind": "page", "name": "Form", "children": [element]}
        stored = published("Narrow", [property_("Scan", "file")], pages=[page])
        target = {"component": stored["document"]["key"], "property": "Scan", "control": control}
        problem(start(member, "a.pdf", 10, target), 415, "file_type")
        problem(start(member, "a.png", 5001, target), 413, "file_too_large")
        assert start(member, "a.png", 5000, target).status_code == 201
        response = start(member, "a.png", 10, {**target, "control": str(uuid4())})
        problem(response, 422, "validation_failed")
        assert fields(response) == {"target.control": "unknown"}


class TestRules:
    @pytest.fixture
    def rules(self, builder: Client) -> Iterator[str]:
        address = f"{LIBRARY}/rules"
        before = builder.get(address).raise_for_status().json()
        yield address
        builder.put(address, json=before).raise_for_status()

    def test_they_hold_for_every_file_at_once(self, builder: Client, rules: str) -> None:
        assert builder.get(rules).json() == {"file_types": ".*", "max_file_size": 52_428_800}
        under_way = begin(builder, "a.png", picture())
        builder.put(rules, json={"file_types": ".txt, text/*", "max_file_size": 100}).raise_for_status()
        problem(start(builder, "a.txt", 101), 413, "file_too_large")
        problem(complete(builder, under_way), 413, "file_too_large")
        response = complete(builder, begin(builder, "a", b"\x89PNG\r\n\x1a\n\x00"))
        problem(response, 415, "file_type")
        upload(builder, "a.txt", b"words")

    def test_only_administrators_change_them(self, member: Client, rules: str) -> None:
        problem(member.get(rules), 403, "permission_denied")
        problem(member.put(rules, json={"file_types": ".*", "max_file_size": 1}), 403, "permission_denied")

    @pytest.mark.parametrize(
        "change",
        [{"file_types": "jpg"}, {"file_types": "<script>"}, {"max_file_size": 0}, {"max_file_size": 2**60}, {"x": 1}],
    )
    def test_wrong_ones_are_refused(self, builder: Client, rules: str, change: dict[str, Any]) -> None:
        problem(builder.put(rules, json={"file_types": ".*", "max_file_size": 1, **change}), 422, "validation_failed")


def test_the_gateway_asks_and_a_worker_collects(installation: Installation, builder: Client) -> None:
    upload_id = begin(builder, "a.txt", b"forgotten")
    with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as connection:
        connection.execute("UPDATE files.upload SET expires_at = now() WHERE id = %s", (upload_id,))
        with Redis.from_url(installation.environment["AQTRA_REDIS_URL"]) as redis:
            redis.delete("aqtra:files:collected")
        deadline = time.monotonic() + 60
        while connection.execute("SELECT FROM files.upload WHERE id = %s", (upload_id,)).rowcount:
            assert time.monotonic() < deadline, "nobody collects"
            time.sleep(0.2)
    assert not list((installation.data_dir / "blobs").glob(f"*/{upload_id}/*"))
