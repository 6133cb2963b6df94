"""What a hostile or clumsy client may send: it is refused by name, stores nothing and learns nothing."""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from websockets.exceptions import InvalidStatus

from tests.integration.gateway.test_live import open_socket
from tests.security.refusals import LEAKS, assert_refused
from tests.support.accounts import create_account, signed_in
from tests.support.client import TOKEN_HEADER, Client, fields, problem
from tests.support.components import create_component, property_, publish
from tests.support.installation import Installation
from tests.support.raw import connect, send

COOKIE = "__Host-aqtra"
SESSION = "/api/v1/session"
COMPONENTS = "/api/v1/studio/components"
DOMAINS = "/api/v1/studio/domains"
JSON = {"Content-Type": "application/json"}

Door = tuple[str, str, str]
"""Method, address, body in which <> stands for the hostile value."""


@pytest.fixture(scope="module")
def target(builder: Client) -> str:
    """The key of a published component that everybody may read."""
    properties = [property_("Code"), property_("Amount", "number"), property_("Flag", "boolean")]
    stored = create_component(builder, "Target", properties, settings={"access_mode": "public"})
    assert publish(builder, stored)["state"] == "completed"
    return str(stored["document"]["key"])


@pytest.fixture(scope="module")
def member(installation: Installation) -> Iterator[Client]:
    """Signed in, without any right."""
    with signed_in(installation, create_account(installation, f"m-{uuid4().hex[:8]}")) as client:
        yield client


def doors(key: str) -> list[Door]:
    """Doors of every kind of reader: framework, entries, flows, documents kept as JSON."""
    document = json.dumps({"key": key, "settings": {"title": "x"}})[:-1] + ', "flows": [], "properties": []'
    return [
        ("POST", SESSION, '{"user_name": <>, "password": "x"}'),
        ("POST", SESSION, '{"user_name": "x", "password": "x", <>: 1}'),
        ("POST", DOMAINS, '{"name": "hostile", "title": <>}'),
        ("PUT", f"{DOMAINS}/digital-workplace/settings", '{"version": 0, "title": <>}'),
        ("PUT", f"{DOMAINS}/digital-workplace/menu", '{"version": <>, "items": [<>]}'),
        ("POST", f"{COMPONENTS}/{key}/check", f'{{"document": {document}, "pages": [<>]}}}}'),
        ("PUT", f"{COMPONENTS}/{key}", f'{{"base_version": <>, "document": {document}}}}}'),
        ("POST", f"/api/v1/entries/{key}", '{"data": {"Amount": <>}}'),
        ("POST", f"/api/v1/entries/{key}", '{"data": {<>: 1}}'),
        ("POST", f"/api/v1/workplace/components/{key}/flows/{key}/run", '{"model": {"data": <>}}'),
    ]


HOSTILE_VALUES = {
    "nul": '"\\u0000"',
    "lone surrogate": '"\\ud800"',
    "surrogates the wrong way round": '"\\udc00\\ud800"',
    "not a number": "NaN",
    "infinity": "-Infinity",
    "an exponent beyond every library": "1e99999999999999999999",
    "thousands of digits": "9" * 5000,
    "nested deep": "[" * 2000 + "]" * 2000,
    "object nested deep": '{"a":' * 2000 + "1" + "}" * 2000,
    "cut off": '{"a": [1, "',
}


class TestBodies:
    @pytest.mark.parametrize("name", HOSTILE_VALUES)
    def test_a_hostile_value_is_refused_at_every_door(self, builder: Client, target: str, name: str) -> None:
        before = state(builder, target)
        for method, path, body in doors(target):
            content = body.replace("<>", HOSTILE_VALUES[name]).encode()
            assert_refused(builder.request(method, path, content=content, headers=JSON))
        assert state(builder, target) == before

    def test_the_place_of_unusable_text_is_named(self, builder: Client) -> None:
        body = b'{"name": "hostile", "title": "\\u0000"}'
        response = builder.post(DOMAINS, content=body, headers=JSON)
        problem(response, 422, "validation_failed")
        assert fields(response) == {"title": "type"}

    def test_typed_backslashes_are_no_nul(self, builder: Client) -> None:
        path = f"{DOMAINS}/digital-workplace/settings"
        settings = builder.get(path).json()
        typed = builder.put(path, json={**settings, "title": "\\u0000"}).raise_for_status().json()
        assert typed["title"] == "\\u0000"
        builder.put(path, json={**typed, "title": settings["title"]}).raise_for_status()

    @pytest.mark.parametrize(
        "limits",
        [
            {"type": "number", "minimum": "1e999999999"},
            {"type": "number", "maximum": "1e-999999999"},
            {"type": "number", "minimum": "NaN"},
            {"type": "integer", "enum": [{"value": 10**30}]},
            {"type": "time", "min_time": "10:00:00+05:00", "max_time": "11:00:00"},
        ],
        ids=["huge", "tiny", "no number", "enum", "zone"],
    )
    def test_a_limit_that_no_column_can_hold_is_refused(self, builder: Client, limits: dict[str, Any]) -> None:
        stored = builder.post(COMPONENTS, json={"kind": "component"}).raise_for_status().json()
        place = f"{COMPONENTS}/{stored['document']['key']}"
        document = {**stored["document"], "properties": [{"id": "p", "name": "P", **limits}]}
        for response in (
            builder.post(f"{place}/check", json={"document": document}),
            builder.put(place, json={"base_version": stored["saved_version"], "document": document}),
        ):
            problem(response, 422, "validation_failed")
            assert all(name.startswith("document.properties.0") for name in fields(response))
        assert builder.get(place).json()["saved_version"] == stored["saved_version"]

    def test_settings_deeper_than_an_answer_can_be_are_not_stored(self, builder: Client) -> None:
        stored = builder.post(COMPONENTS, json={"kind": "component"}).raise_for_status().json()
        place = f"{COMPONENTS}/{stored['document']['key']}"
        page = {**stored["document"]["pages"][0], "settings": {"x": "<>"}}
        body = json.dumps(
            {"base_version": stored["saved_version"], "document": {**stored["document"], "pages": [page]}}
        ).replace('"<>"', "[" * 300 + "]" * 300)
        problem(builder.put(place, content=body.encode(), headers=JSON), 422, "invalid_document")
        assert builder.get(place).raise_for_status().json()["saved_version"] == stored["saved_version"]

    def test_the_answer_to_thousands_of_mistakes_is_short(self, builder: Client, target: str) -> None:
        body = {"data": {f"k{number}": 1 for number in range(50_000)}}
        response = builder.post(f"/api/v1/entries/{target}", json=body)
        problem(response, 422, "validation_failed")
        assert len(response.content) < 100_000

    def test_a_client_that_hangs_up_in_the_middle_harms_nobody(
        self, installation: Installation, visitor: Client
    ) -> None:
        log = installation.data_dir / "gateway.log"
        before = log.read_text().count("unexpected error")
        token, cookie = visitor.headers[TOKEN_HEADER], visitor.cookies[COOKIE]
        for framing in ("Content-Length: 500", "Transfer-Encoding: chunked"):
            head = (
                f"POST {SESSION} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                f"Cookie: {COOKIE}={cookie}\r\n{TOKEN_HEADER}: {token}\r\n{framing}\r\n\r\n"
            )
            with connect(installation) as secure:
                secure.sendall(head.encode() + b'FF\r\n{"user_name":')
        assert visitor.get("/liveness").is_success
        assert log.read_text().count("unexpected error") == before


class TestAddresses:
    @pytest.mark.parametrize(
        "number", ["0", "-1", "9" * 30, "9" * 5000, "1e5", "%D9%A3", "0x10", "NaN", "%00", "1%20OR%201=1"]
    )
    def test_an_impossible_number_finds_nothing(self, builder: Client, target: str, number: str) -> None:
        for response in (
            builder.get(f"/api/v1/studio/publications/{number}"),
            builder.post(f"/api/v1/studio/publications/{number}/reset"),
            builder.get(f"{COMPONENTS}/{target}/versions/{number}"),
            builder.get(f"/api/v1/entries/{target}/{number}"),
        ):
            assert response.status_code in (404, 422)
            assert_refused(response)

    @pytest.mark.parametrize("name", ["%00", "a%00b", "%ED%A0%80", "%FF", "..", "%2e%2e", "*", "a%2Fb", "x" * 5000])
    def test_an_impossible_domain_name_finds_nothing(self, builder: Client, name: str) -> None:
        for part in ("menu", "settings"):
            assert_refused(builder.get(f"{DOMAINS}/{name}/{part}"))

    @pytest.mark.parametrize(
        "target",
        [
            "/assets/..%2f..%2f..%2fetc/passwd",
            "/assets/../../../../etc/passwd",
            "/assets/%2e%2e/%2e%2e/pyproject.toml",
            "/studio/%2e%2e/%2e%2e/pyproject.toml",
            "/studio/assets/..%5c..%5cpyproject.toml",
            "/studio/assets//etc/passwd",
            "/help/..%2f..%2fpyproject.toml",
            "/help/%00",
            "//etc/passwd",
            "/%ff%fe",
        ],
    )
    def test_no_address_leaves_the_folders_of_the_front_end(self, installation: Installation, target: str) -> None:
        response = send(installation, target)
        # An unknown address below an application is its page; below folders of files there is nothing.
        assert response.status in (200, 404)
        assert b"root:" not in response.body
        assert b"[project]" not in response.body
        if response.status == 200:
            assert b"<!doctype html>" in response.body[:200].lower()

    @pytest.mark.parametrize("host", ["evil.example", "[::1", "x/../..", "a@b", "localhost:99999999", "x" * 3000])
    @pytest.mark.parametrize("target", ["/studio", "/help", "/api/v1/workplace"])
    def test_no_answer_repeats_the_host_header(self, installation: Installation, host: str, target: str) -> None:
        response = send(installation, target, host=host)
        assert response.status < 500
        assert host not in response.headers.get("location", "")
        assert host.encode() not in response.body


class TestHeaders:
    @pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE", "PROPFIND", "get"])
    def test_another_method_is_refused_and_repeats_nothing(self, installation: Installation, method: str) -> None:
        response = send(installation, SESSION, "X-Secret: hunter2", method=method)
        assert response.status == 405
        assert "GET" in response.headers["allow"]
        assert b"hunter2" not in response.body

    def test_made_up_methods_make_no_new_series(self, installation: Installation, visitor: Client) -> None:
        send(installation, "/liveness", method="MADEUP")
        metrics = visitor.get("/metrics").raise_for_status().text
        assert "MADEUP" not in metrics
        assert 'method="other"' in metrics

    @pytest.mark.parametrize("name", ["Host", "Origin", "Content-Type", TOKEN_HEADER, "If-Match"])
    def test_a_header_that_says_two_things_is_refused(self, installation: Installation, name: str) -> None:
        lines = ["Host: other"] if name == "Host" else [f"{name}: a", f"{name}: b"]
        response = send(installation, SESSION, *lines, "Content-Length: 0", method="POST")
        assert response.status == 400
        assert json.loads(response.body)["fields"][0]["field"] == name.lower()

    @pytest.mark.parametrize(
        "origin", ["https://[", "https://[::1", "\xff", "https://x:y:z", "https://a@127.0.0.1", ""]
    )
    def test_a_malformed_origin_is_a_foreign_one(self, visitor: Client, origin: str) -> None:
        headers = {"Origin": origin.encode("latin-1")}
        problem(visitor.post(SESSION, json={"user_name": "x", "password": "x"}, headers=headers), 403, "foreign_origin")

    @pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://[", "http://127.0.0.1"])
    def test_a_foreign_page_gets_no_live_push(self, installation: Installation, origin: str) -> None:
        with pytest.raises(InvalidStatus):
            open_socket(installation, origin=origin).close()

    @pytest.mark.parametrize(
        "garbage", ['theirs={"a": 1}', "[]=1", "=;=;", "a b c", "theirs=\xe4", 'x="\\377', "theirs=" + "x" * 4000]
    )
    def test_cookies_of_other_programs_do_not_keep_people_out(
        self, installation: Installation, visitor: Client, garbage: str
    ) -> None:
        own = f"{COOKIE}={visitor.cookies[COOKIE]}"
        user_name, password = installation.administrator
        response = httpx.post(
            installation.base_url + SESSION,
            json={"user_name": user_name, "password": password},
            headers={"Cookie": f"{garbage}; {own}".encode("latin-1"), TOKEN_HEADER: visitor.headers[TOKEN_HEADER]},
            verify=False,
            timeout=60,
        )
        assert response.status_code == 200, response.text

    @pytest.mark.parametrize("value", ["", "x", "%00", "\xff\xfe", '"\\377"', "a" * 8000])
    def test_a_made_up_session_is_nobody(self, installation: Installation, value: str) -> None:
        response = send(installation, SESSION, f"Cookie: {COOKIE}={value}")
        assert response.status == 200
        assert json.loads(response.body)["user"] is None


class TestQueries:
    @pytest.mark.parametrize(
        "query",
        [
            {"$filter": "(" * 33 + "Flag" + ")" * 33},
            {"$filter": "not " * 40 + "Flag"},
            {"$filter": "tolower(" * 40 + "Code" + ")" * 40 + " eq 'x'"},
            {"$filter": f"Amount in ({','.join(['1'] * 1001)})"},
            {"$filter": " or ".join(["Flag"] * 2000)},
            {"$filter": "contains(Code," + "'" * 1001 + ")"},
            {"$filter": "creatorSubject/" * 20 + "name eq 'x'"},
            {"$orderby": ",".join(["Code"] * 200)},
            {"$select": ",".join(["Code"] * 200)},
            {"$top": "1000000000"},
            {"$search": "x" * 201},
        ],
        ids=range(11),
    )
    def test_a_query_bomb_is_refused_by_its_option(self, builder: Client, target: str, query: dict[str, str]) -> None:
        response = builder.get(f"/api/v1/entries/{target}", params=query)
        problem(response, 400, "bad_query")
        assert fields(response).keys() == query.keys()

    def test_wildcards_in_a_pattern_are_plain_characters(self, builder: Client, target: str) -> None:
        pattern = " or ".join([f"contains(Code,'{'%_' * 10}')"] * 100)
        found = builder.get(f"/api/v1/entries/{target}", params={"$filter": pattern, "$top": "0"})
        assert found.raise_for_status().json()["value"] == []

    def test_an_option_given_twice_is_refused(self, builder: Client, target: str) -> None:
        response = builder.get(f"/api/v1/entries/{target}?$top=1&$top=2")
        problem(response, 400, "bad_query")


class TestRoles:
    def test_every_door_asks_for_its_right_before_it_reads(
        self, installation: Installation, visitor: Client, member: Client
    ) -> None:
        document = visitor.get("/api/v1/openapi.json").raise_for_status().json()
        asked = 0
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                if operation["x-aqtra-right"] not in ("studio", "administer", "operations"):
                    continue
                asked += 1
                address = re.sub(r"\{\w+\}", "1", path)
                for client, status in ((visitor, 401), (member, 403)):
                    response = client.request(method.upper(), address, content=b"{", headers=JSON)
                    assert response.status_code == status, f"{method} {path}"
                    assert_refused(response)
        assert asked > 20

    def test_a_member_cannot_see_the_run_of_another(self, member: Client) -> None:
        for response in (
            member.get(f"/api/v1/workplace/runs/{uuid4()}"),
            member.delete(f"/api/v1/workplace/runs/{uuid4()}"),
        ):
            problem(response, 404, "run_not_found")


def test_an_error_that_nobody_named_is_a_problem_without_details(builder: Client, installation: Installation) -> None:
    """An answer that breaks its own description is such an error: a component that somebody damaged in the database."""
    stored = builder.post(COMPONENTS, json={"kind": "component"}).raise_for_status().json()
    key = stored["document"]["key"]
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
        conn.execute("UPDATE metadata.component SET document = document - 'settings' WHERE key = %s", (key,))
        try:
            response = builder.get(f"{COMPONENTS}/{key}")
        finally:
            conn.execute("DELETE FROM metadata.component_version WHERE component_key = %s", (key,))
            conn.execute("DELETE FROM metadata.component WHERE key = %s", (key,))
    problem(response, 500, "internal_error")
    assert not LEAKS.search(response.text)


def state(builder: Client, key: str) -> tuple[Any, ...]:
    """What the doors could have changed."""
    return (
        builder.get(f"/api/v1/entries/{key}", params={"$count": "true"}).json()["@odata.count"],
        builder.get(DOMAINS).json(),
        builder.get(f"{DOMAINS}/digital-workplace/settings").json(),
        builder.get(f"{DOMAINS}/digital-workplace/menu").json(),
        builder.get(f"{COMPONENTS}/{key}").json(),
    )
