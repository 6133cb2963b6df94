"""What a hostile or clumsy client may upload or ask for: refused by name; nothing is stored, run or shown."""

import asyncio
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.security.refusals import assert_refused
from tests.support.accounts import create_account, signed_in
from tests.support.client import TOKEN_HEADER, Client, fields, problem
from tests.support.components import property_
from tests.support.files import LIBRARY, OCTETS, PART, ROOT, UPLOADS, begin, complete, picture, put, start, upload
from tests.support.installation import Installation
from tests.support.raw import connect

SECRET = b"PLAINTEXT-THAT-MUST-NOT-BE-FOUND-"


@pytest.fixture(scope="module")
def member(installation: Installation) -> Iterator[Client]:
    with signed_in(installation, create_account(installation, f"m-{uuid4().hex[:8]}")) as client:
        yield client


@pytest.fixture(scope="module")
def rival(installation: Installation) -> Iterator[Client]:
    """Another builder."""
    person = create_account(installation, f"r-{uuid4().hex[:8]}", role="Builders")
    with signed_in(installation, person) as client:
        yield client


def rows(installation: Installation) -> list[Any]:
    """How many rows there are of anything that uploads make."""
    with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"]) as connection:
        return connection.execute(
            "SELECT (SELECT count(*) FROM files.upload), (SELECT count(*) FROM files.upload_part), "
            "(SELECT count(*) FROM files.blob), (SELECT count(*) FROM catalogs.file), "
            "(SELECT count(*) FROM files.folder)"
        ).fetchall()


def stored_objects(installation: Installation) -> list[Path]:
    return sorted(path for path in (installation.data_dir / "blobs").rglob("*") if path.is_file())


NAMES = {
    "traversal": "../../etc/passwd",
    "windows traversal": "..\\..\\boot.ini",
    "absolute": "/etc/passwd",
    "only dots": "..",
    "dot": ".",
    "empty": "",
    "blank": "   ",
    "nul": "a\0.txt",
    "newline": "a\r\nX-Evil: 1.txt",
    "control": "a\x1b[31m.txt",
    "turned": "invoice\u202efdp.exe",
    "long": "x" * 256,
    "very long": "x" * 1_000_000,
    "line separator": "a\u2028b",
    "nothing to see": "\u200b\u200d",
    "marks on nothing": "\u034f\ufe0f",
}


class TestNames:
    @pytest.mark.parametrize("name", NAMES)
    def test_a_hostile_name_is_refused_everywhere(self, installation: Installation, builder: Client, name: str) -> None:
        file = upload(builder, "ok.txt", b"ok")
        before = rows(installation)
        folder = {"name": NAMES[name]}
        for response in (
            start(builder, NAMES[name], 1),
            builder.patch(f"{LIBRARY}/{file['id']}", json=folder),
            builder.post(f"{LIBRARY}/folders", json=folder),
        ):
            assert_refused(response)
            assert set(fields(response)) == {"name"}
        assert rows(installation) == before

    @pytest.mark.parametrize(
        "name",
        [
            "Şubat ₺.txt",
            "a'b\"c.txt",
            "emoji 👨‍👩‍👧.txt",
            "x" * 251 + ".txt",
            "%2e%2e%2f.txt",
            "a;b.txt",
            "-rf.txt",
            "CON",
            "nul.txt",
            "a:b.txt",
            "what?*<x>.txt",
            "Ж" * 251 + ".txt",
            "😀" * 251 + ".txt",
            "a.txt.",
            "اسم.txt",
        ],
    )
    def test_an_unusual_name_comes_back_as_it_is(self, builder: Client, name: str) -> None:
        file = upload(builder, name, b"x")
        assert file["name"] == name
        header = builder.get(f"{LIBRARY}/{file['id']}/content").headers["content-disposition"]
        assert header.isascii()
        assert header.count('"') == 2

    def test_no_name_becomes_a_path(self, installation: Installation, builder: Client) -> None:
        upload(builder, "needle-in-paths.txt", b"x")
        assert not [path for path in stored_objects(installation) if "needle" in str(path)]


class TestStarting:
    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"name": "a", "size": -1, "target": ROOT},
            {"name": "a", "size": 2**70, "target": ROOT},
            {"name": "a", "size": 1.5, "target": ROOT},
            {"name": "a", "size": "many", "target": ROOT},
            {"name": "a", "size": 1, "target": {}},
            {"name": "a", "size": 1, "target": None},
            {"name": "a", "size": 1, "target": {"folder": "../x"}},
            {"name": "a", "size": 1, "target": {"folder": None, "component": str(uuid4())}},
            {"name": "a", "size": 1, "target": {"component": "x", "property": "y"}},
            {"name": "a", "size": 1, "target": {"import": None}},
            {"name": "a", "size": 1, "target": ROOT, "kind": "bulk"},
            {"name": ["a"], "size": 1, "target": ROOT},
        ],
    )
    def test_a_wrong_body_is_refused(self, installation: Installation, builder: Client, body: Any) -> None:
        before = rows(installation)
        response = builder.post(UPLOADS, json=body)
        problem(response, 422, "validation_failed")
        assert_refused(response)
        assert rows(installation) == before

    def test_an_impossible_size_is_refused(self, builder: Client) -> None:
        response = start(builder, "a.bin", 2**52)
        problem(response, 413, "file_too_large")
        assert fields(response) == {"size": "max_file_size"}

    def test_what_is_not_there_or_not_a_file_property_is_refused(
        self, builder: Client, published: Callable[..., dict[str, Any]]
    ) -> None:
        key = published("Plain", [property_("Text"), property_("Ghost", "file", virtual=True)])["document"]["key"]
        for name in ("Text", "Ghost", "Missing", "id", "\u202e", "x" * 200):
            response = start(builder, "a.txt", 1, {"component": key, "property": name})
            problem(response, 422, "validation_failed")
            assert fields(response) == {"target.property": "unknown_field"}
        problem(start(builder, "a", 1, {"component": str(uuid4()), "property": "x"}), 404, "component_not_found")
        problem(start(builder, "a", 1, {"folder": str(uuid4())}), 404, "folder_not_found")

    def test_one_person_cannot_begin_without_end(self, installation: Installation) -> None:
        person = create_account(installation, f"b-{uuid4().hex[:8]}", role="Builders")
        with signed_in(installation, person) as client:
            for _ in range(100):
                assert start(client, "a.txt", 1).status_code == 201
            response = start(client, "a.txt", 1)
            problem(response, 429, "too_many_uploads")
            assert_refused(response)


class TestParts:
    @pytest.fixture
    def upload_id(self, builder: Client) -> str:
        return str(start(builder, "a.bin", PART + 10).json()["id"])

    @pytest.fixture
    def hasty(self, installation: Installation) -> Iterator[Client]:
        """A browser of its own: whoever is refused in the middle of a body loses the connection."""
        with installation.signed_in() as client:
            yield client

    @pytest.mark.parametrize(("number", "size"), [(0, 0), (0, 1), (0, PART - 1), (1, 0), (1, 9), (1, 11), (1, PART)])
    def test_a_part_of_another_length_is_refused(
        self, installation: Installation, builder: Client, upload_id: str, number: int, size: int
    ) -> None:
        before = stored_objects(installation)
        response = put(builder, upload_id, number, b"x" * size)
        problem(response, 422, "validation_failed")
        assert fields(response) == {"body": "size"}
        assert builder.get(f"{UPLOADS}/{upload_id}").json()["received"] == []
        assert stored_objects(installation) == before

    def test_a_part_above_every_limit_is_cut_off(self, hasty: Client, upload_id: str) -> None:
        response = put(hasty, upload_id, 0, b"x" * (PART + 1))
        problem(response, 413, "too_large")
        assert_refused(response)

    def test_a_stream_that_does_not_say_how_long_it_is_is_cut_off_too(self, hasty: Client, upload_id: str) -> None:
        def endless() -> Iterator[bytes]:
            for _ in range(PART // 1000 + 100):
                yield b"x" * 1000

        response = hasty.put(f"{UPLOADS}/{upload_id}/parts/0", content=endless(), headers=OCTETS)
        problem(response, 413, "too_large")

    @pytest.mark.parametrize("number", [2, -1, 10**30, "x", "0x0", "1e0", "%00", "٠"])
    def test_a_part_that_there_is_not_is_refused(self, builder: Client, upload_id: str, number: Any) -> None:
        response = put(builder, upload_id, number, b"x" * 10)
        assert response.status_code in (404, 415, 422), response.text
        assert_refused(response)

    @pytest.mark.parametrize(
        "content_type", ["application/json", "text/html", "multipart/form-data", "", "image/svg+xml"]
    )
    def test_bytes_are_called_bytes(self, builder: Client, upload_id: str, content_type: str) -> None:
        response = builder.put(
            f"{UPLOADS}/{upload_id}/parts/1", content=b"x" * 10, headers={"Content-Type": content_type}
        )
        problem(response, 415, "unsupported_media_type")

    def test_bytes_are_taken_nowhere_else(self, builder: Client, upload_id: str) -> None:
        for method, path in (
            ("POST", UPLOADS),
            ("POST", f"{UPLOADS}/{upload_id}/complete"),
            ("PUT", f"{LIBRARY}/rules"),
        ):
            response = builder.request(method, path, content=b"x" * 10, headers=OCTETS)
            problem(response, 415, "unsupported_media_type")

    def test_an_upload_belongs_to_one_person(self, member: Client, rival: Client, builder: Client) -> None:
        upload_id = begin(builder, "a.txt", b"mine")
        for client in (member, rival):
            for response in (
                client.get(f"{UPLOADS}/{upload_id}"),
                put(client, upload_id, 0, b"evil"),
                complete(client, upload_id),
                client.delete(f"{UPLOADS}/{upload_id}"),
            ):
                problem(response, 404, "upload_not_found")
        file = complete(builder, upload_id).json()
        # Nor is what it has become told to anybody else.
        problem(complete(rival, upload_id), 404, "upload_not_found")
        assert builder.get(f"{LIBRARY}/{file['id']}/content").content == b"mine"

    def test_nothing_can_be_added_to_a_completed_file(self, builder: Client) -> None:
        upload_id = begin(builder, "a.txt", b"done")
        complete(builder, upload_id)
        problem(put(builder, upload_id, 0, b"evil"), 404, "upload_not_found")
        assert builder.get(f"{LIBRARY}/{upload_id}/content").content == b"done"

    def test_visitors_and_forged_requests_get_nowhere(self, installation: Installation, builder: Client) -> None:
        upload_id = start(builder, "a.txt", 1).json()["id"]
        with installation.client() as visitor:
            visitor.token()
            problem(start(visitor, "a.txt", 1), 401, "not_signed_in")
            problem(put(visitor, upload_id, 0, b"x"), 401, "not_signed_in")
        response = builder.put(
            f"{UPLOADS}/{upload_id}/parts/0", content=b"x", headers={**OCTETS, TOKEN_HEADER: "forged"}
        )
        problem(response, 403, "anti_forgery_failed")

    def test_a_client_that_hangs_up_in_a_part_leaves_nothing(self, installation: Installation, builder: Client) -> None:
        upload_id = start(builder, "a.bin", PART).json()["id"]
        before = stored_objects(installation)
        headers = {
            "Host": "localhost",
            **OCTETS,
            "Cookie": f"__Host-aqtra={builder.cookies['__Host-aqtra']}",
            TOKEN_HEADER: builder.headers[TOKEN_HEADER],
            "Content-Length": str(PART),
        }
        lines = [f"PUT {UPLOADS}/{upload_id}/parts/0 HTTP/1.1", *(f"{name}: {text}" for name, text in headers.items())]
        head = "\r\n".join([*lines, "", ""])
        with connect(installation) as secure:
            secure.sendall(head.encode() + b"x" * 100_000)
        assert builder.get(f"{UPLOADS}/{upload_id}").json()["received"] == []
        assert stored_objects(installation) == before


class TestActiveContent:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
            ("a.html", b"<!doctype html><script>alert(1)</script>"),
            ("a.xhtml", b"<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>"),
            ("a.js", b"alert(1)"),
            ("page", b"<script>alert(1)</script>"),
            ("polyglot.gif", picture("GIF") + b"/*<script>alert(1)</script>*/"),
            ("polyglot.pdf", b"%PDF-1.7\n<script>alert(1)</script>"),
        ],
    )
    def test_it_is_given_out_as_an_attachment_without_an_origin(
        self, builder: Client, name: str, content: bytes
    ) -> None:
        file = upload(builder, name, content)
        answer = builder.get(f"{LIBRARY}/{file['id']}/content")
        assert answer.content == content
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert answer.headers["x-content-type-options"] == "nosniff"
        # A vector picture keeps its colours where a page shows it as one; it reaches nothing and runs nothing.
        own = "; style-src 'unsafe-inline'; img-src data:" if name.endswith(".svg") else ""
        assert answer.headers["content-security-policy"] == f"sandbox; default-src 'none'{own}"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"

    @pytest.mark.parametrize("name", ["a.png", "a.pdf", "a.txt", "a.csv", "a.xlsx", "a.mp4"])
    @pytest.mark.parametrize("content", [b"<html><script>x</script>", b"<svg onload=x>", b"\x7fELF\x02\x01\x01\x00"])
    def test_it_does_not_hide_behind_another_name(
        self, installation: Installation, builder: Client, name: str, content: bytes
    ) -> None:
        before = stored_objects(installation)
        upload_id = begin(builder, name, content)
        problem(complete(builder, upload_id), 415, "file_type")
        assert stored_objects(installation) == before

    def test_a_polyglot_shows_only_its_picture(self, builder: Client) -> None:
        file = upload(builder, "a.gif", picture("GIF") + b"<script>alert(1)</script>")
        small = builder.get(f"{LIBRARY}/{file['id']}/content?thumbnail=1")
        assert small.content.startswith(b"RIFF")
        assert b"script" not in small.content


class TestDownloads:
    @pytest.mark.parametrize(
        "file_id", ["0", "..", "%2e%2e", "x" * 5000, "%00", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "*", "{id}"]
    )
    def test_an_impossible_id_finds_nothing(self, builder: Client, file_id: str) -> None:
        for response in (
            builder.get(f"{LIBRARY}/{file_id}/content"),
            builder.delete(f"{LIBRARY}/{file_id}?confirm=true"),
            builder.get(f"{UPLOADS}/{file_id}"),
            builder.get(LIBRARY, params={"folder": file_id}),
        ):
            assert response.status_code in (404, 405, 422), response.text
            assert_refused(response)

    @pytest.mark.parametrize(
        "options",
        [
            {"$top": "0"},
            {"$top": "1000000"},
            {"$skip": "-1"},
            {"$skip": "9" * 40},
            {"$orderby": "id; DROP"},
            {"folder": ""},
        ],
    )
    def test_wrong_options_of_a_list_are_refused(self, builder: Client, options: dict[str, str]) -> None:
        response = builder.get(LIBRARY, params=options)
        problem(response, 422, "validation_failed")
        assert_refused(response)

    @pytest.mark.parametrize(
        "header",
        ["bytes=0-1,3-4", "bytes=" + ",".join(["0-"] * 500), "bytes=5-2", "bytes=a-b", "items=0-1", "bytes=", "\xb2-3"],
    )
    def test_an_odd_range_means_the_whole_file(self, builder: Client, header: str) -> None:
        file = upload(builder, "a.txt", b"0123456789")
        answer = builder.get(f"{LIBRARY}/{file['id']}/content", headers={b"Range": header.encode("latin-1")})
        assert (answer.status_code, answer.content) == (200, b"0123456789")

    @pytest.mark.parametrize("header", ["bytes=10-", "bytes=-0", "bytes=" + "9" * 40 + "-"])
    def test_a_range_outside_is_refused(self, builder: Client, header: str) -> None:
        file = upload(builder, "a.txt", b"0123456789")
        response = builder.get(f"{LIBRARY}/{file['id']}/content", headers={"Range": header})
        problem(response, 416, "range_not_satisfiable")
        assert_refused(response)


class TestAtRest:
    @pytest.fixture
    def address(self, builder: Client) -> str:
        file = upload(builder, "secret.txt", SECRET * 5000)
        return f"{LIBRARY}/{file['id']}/content"

    def test_content_is_not_found_in_folder_or_database(
        self, installation: Installation, builder: Client, address: str
    ) -> None:
        assert SECRET in builder.get(address).content
        begin(builder, "begun.txt", SECRET * 100)
        everything = subprocess.run(
            ["/bin/grep", "-rlaF", SECRET.decode(), str(installation.data_dir)], capture_output=True, text=True
        )
        assert everything.stdout == ""
        assert SECRET not in asyncio.run(dump(installation.environment["AQTRA_DATABASE_OWNER_URL"]))

    def test_neither_folder_nor_keys_are_for_others(self, installation: Installation, address: str) -> None:
        assert address
        assert (installation.data_dir / "blobs").stat().st_mode & 0o077 == 0
        assert (installation.data_dir / "secrets" / "encryption_keys").stat().st_mode & 0o077 == 0

    def test_damaged_content_is_told_and_not_given(self, installation: Installation, builder: Client) -> None:
        content = SECRET * 40_000
        file = upload(builder, "damaged.txt", content)
        for path in (installation.data_dir / "blobs").glob(f"*/{file['id']}/*"):
            sealed = bytearray(path.read_bytes())
            sealed[len(sealed) // 2] ^= 1
            path.write_bytes(sealed)
        response = builder.get(f"{LIBRARY}/{file['id']}/content")
        problem(response, 409, "file_damaged")
        assert_refused(response)
        assert builder.get(f"{LIBRARY}/{file['id']}/content", headers={"Range": "bytes=0-9"}).content == content[:10]


async def dump(url: str) -> bytes:
    """Every row of every table, as a dump would have it."""
    found = []
    async with await psycopg.AsyncConnection.connect(url) as connection:
        cursor = await connection.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
            "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        for (table,) in await cursor.fetchall():
            async with connection.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copy:
                found += [bytes(block) async for block in copy]
    return b"".join(found)
