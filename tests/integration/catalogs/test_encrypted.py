"""Encrypted properties: whole in every answer, unreadable in the database, found by equality and by nothing else."""

import io
import json
import uuid
from collections.abc import Callable
from typing import Any

import openpyxl
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aqtra.catalogs.names import column_name, table_name
from tests.integration.bulk.jobs import Bulk
from tests.support import components
from tests.support.client import Client, fields, problem
from tests.support.components import property_
from tests.support.installation import Installation

VALUES: dict[str, Any] = {
    "iban": 'DE02 "1203", 0000;0000|2020\n51 — ключ',
    "home": "https://example.com/a?b=c",
    "salary": "1234567890123456789012345678.90",
    "grade": 7,
    "far": "9007199254740993",
    "born": "1985-02-03",
    "wakes": "06:30:00",
    "seen": "2026-03-29T01:30:00.25+00:00",
    "member": True,
}
KINDS = {
    "iban": "string", "home": "uri", "salary": "number", "grade": "integer", "far": "integer",
    "born": "date", "wakes": "time", "seen": "datetime", "member": "boolean",
}  # fmt: skip


@pytest.fixture(scope="module")
def stored(builder: Client) -> dict[str, Any]:
    """A component with every type that can be encrypted."""
    own = [property_(name, kind, encrypted=True, query=name in ("iban", "salary")) for name, kind in KINDS.items()]
    made = components.create_component(builder, "Secrets of people", [property_("nick"), *own])
    assert components.publish(builder, made)["state"] == "completed"
    return dict(made["document"])


@pytest.fixture(scope="module")
def people(stored: dict[str, Any]) -> str:
    return f"/api/v1/entries/{stored['key']}"


@pytest.fixture(scope="module")
def pointing(builder: Client, stored: dict[str, Any]) -> str:
    """A component that refers to them."""
    made = components.create_component(
        builder,
        "Who knows whom",
        [property_("one", "catalog", component=stored["key"]), property_("all", "array", component=stored["key"])],
    )
    assert components.publish(builder, made)["state"] == "completed"
    return f"/api/v1/entries/{made['document']['key']}"


@pytest.fixture
def raw(installation: Installation, stored: dict[str, Any]) -> Callable[[int], dict[str, Any]]:
    """What the database holds of an entry."""
    columns = {prop["name"]: column_name(prop["id"]) for prop in stored["properties"]}
    listed = ", ".join(f'"{column}"' for column in columns.values())
    statement = f'SELECT {listed} FROM catalogs."{table_name(uuid.UUID(stored["key"]))}" WHERE id = %s'

    def read(entry_id: int) -> dict[str, Any]:
        with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
            conn.execute("SELECT set_config('aqtra.subject', 'platform', true)")
            row = conn.execute(statement.encode(), (entry_id,)).fetchone()
        assert row is not None
        return dict(zip(columns, row, strict=True))

    return read


def create(client: Client, people: str, **data: Any) -> dict[str, Any]:
    response = client.post(people, json={"data": data})
    assert response.status_code == 201, response.text
    return dict(response.json())


def found(client: Client, people: str, condition: str) -> list[int]:
    response = client.get(people, params={"$filter": condition, "$orderby": "id", "$top": 1000})
    assert response.is_success, response.text
    return [entry["id"] for entry in response.json()["value"]]


class TestWholeInEveryAnswer:
    def test_created_read_listed_and_changed(self, builder: Client, people: str) -> None:
        made = create(builder, people, nick="Ada", **VALUES)
        assert made["data"] == {"nick": "Ada", **VALUES}
        assert builder.get(f"{people}/{made['id']}").json()["data"] == made["data"]
        listed = builder.get(people, params={"$filter": f"id eq {made['id']}", "$select": "iban,salary"}).json()
        assert listed["value"][0]["data"] == {"iban": VALUES["iban"], "salary": VALUES["salary"]}
        changed = builder.patch(f"{people}/{made['id']}", json={"data": {"iban": "other", "grade": None}})
        assert changed.json()["data"] == made["data"] | {"iban": "other", "grade": None}

    def test_expanded_through_references(self, builder: Client, people: str, pointing: str) -> None:
        made = create(builder, people, **VALUES)
        link = create(builder, pointing, one=made["id"], all=[made["id"]])
        options = {"$expand": "one($select=iban),all($select=salary)"}
        shown = builder.get(f"{pointing}/{link['id']}", params=options).json()["data"]
        assert shown["one"]["data"] == {"iban": VALUES["iban"]}
        assert [one["data"] for one in shown["all"]] == [{"salary": VALUES["salary"]}]

    def test_a_text_that_looks_like_what_the_database_answers_stays_a_text(self, builder: Client, people: str) -> None:
        text = f"{'0' * 32}.c_x.p_y.00ff."
        made = create(builder, people, nick=text, iban=text)
        assert builder.get(f"{people}/{made['id']}").json()["data"]["nick"] == text
        assert made["data"]["iban"] == text

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=200))
    def test_any_text_comes_back_and_is_found(self, builder: Client, people: str, text: str) -> None:
        made = create(builder, people, iban=text)
        kept = made["data"]["iban"]
        assert kept in (text, None)
        if kept is not None:
            quoted = text.replace("'", "''")
            assert made["id"] in found(builder, people, f"iban eq '{quoted}'")


class TestUnreadableInTheDatabase:
    def test_the_same_value_never_looks_the_same_but_for_its_index(
        self, builder: Client, people: str, raw: Callable[[int], dict[str, Any]]
    ) -> None:
        one, two = (raw(create(builder, people, nick="same", **VALUES)["id"]) for _ in range(2))
        assert one["nick"] == "same"
        for name in KINDS:
            assert isinstance(one[name], bytes), name
            assert one[name] != two[name]
            assert one[name][:16] == two[name][:16]
        assert len({one[name][:16] for name in KINDS}) == len(KINDS)

    def test_history_tells_that_it_changed_and_not_from_what_to_what(
        self, builder: Client, people: str, installation: Installation
    ) -> None:
        word = f"history-{uuid.uuid4().hex}"
        made = create(builder, people, nick="before", iban=word)
        builder.patch(f"{people}/{made['id']}", json={"data": {"nick": "after", "iban": word}}).raise_for_status()
        builder.patch(f"{people}/{made['id']}", json={"data": {"iban": f"{word}-2"}}).raise_for_status()
        builder.patch(f"{people}/{made['id']}", json={"data": {"iban": None}}).raise_for_status()
        events = builder.get(f"{people}/{made['id']}/history").json()["value"]
        changes = [[(one["property"], one["before"], one["after"]) for one in event["changes"]] for event in events]
        untold = {"encrypted": True}
        assert changes == [[("iban", untold, None)], [("iban", untold, untold)], [("nick", "before", "after")], []]
        with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
            conn.execute("SELECT set_config('aqtra.subject', 'platform', true)")
            notes = conn.execute("SELECT count(*) FROM catalogs.change c WHERE c::text LIKE %s", (f"%{word}%",))
            assert notes.fetchone() == (0,)

    def test_a_value_moved_to_another_column_does_not_open(
        self, builder: Client, people: str, stored: dict[str, Any], installation: Installation
    ) -> None:
        made = create(builder, people, iban="one", home="https://example.com/")
        columns = {prop["name"]: column_name(prop["id"]) for prop in stored["properties"]}
        table = table_name(uuid.UUID(stored["key"]))
        with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
            moved = f'UPDATE catalogs."{table}" SET "{columns["home"]}" = "{columns["iban"]}" WHERE id = %s'
            conn.execute(moved.encode(), (made["id"],))
            response = builder.get(f"{people}/{made['id']}")
            problem(response, 503, "encrypted_value_unreadable")
            conn.execute(f'DELETE FROM catalogs."{table}" WHERE id = %s'.encode(), (made["id"],))


class TestFoundByEquality:
    @pytest.mark.parametrize(
        ("name", "value", "same", "other"),
        [
            ("iban", "DE 'x'", "'DE ''x'''", "'de ''x'''"),
            ("salary", "12.50", "12.5", "12.51"),
            ("salary", "-0.00", "0", "1"),
            ("grade", 41, "41", "42"),
            ("far", "9007199254740995", "'9007199254740995'", "'9007199254740994'"),
            ("born", "2001-01-01", "2001-01-01", "2001-01-02"),
            ("wakes", "07:00:00", "07:00:00", "07:00:01"),
            ("seen", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z"),
            ("member", False, "false", "true"),
            ("home", "https://a.example/", "'https://a.example/'", "'https://b.example/'"),
        ],
    )
    def test_eq_ne_and_in(self, builder: Client, people: str, name: str, value: Any, same: str, other: str) -> None:
        made, without = create(builder, people, **{name: value})["id"], create(builder, people, nick="none")["id"]
        mine = f"id in ({made}, {without})"
        assert found(builder, people, f"{mine} and {name} eq {same}") == [made]
        assert found(builder, people, f"{mine} and {same} eq {name}") == [made]
        assert found(builder, people, f"{mine} and {name} eq {other}") == []
        assert found(builder, people, f"{mine} and {name} ne {same}") == [without]
        assert found(builder, people, f"{mine} and {name} in ({other}, {same})") == [made]
        assert found(builder, people, f"{mine} and {name} in ({other}, null)") == [without]
        assert found(builder, people, f"{mine} and {name} eq null") == [without]
        assert found(builder, people, f"{mine} and not ({name} eq null)") == [made]

    def test_through_a_reference_and_in_a_list(self, builder: Client, people: str, pointing: str) -> None:
        word = uuid.uuid4().hex
        made = create(builder, people, iban=word)["id"]
        link = create(builder, pointing, one=made, all=[made])["id"]
        assert found(builder, pointing, f"one/iban eq '{word}'") == [link]
        assert found(builder, pointing, f"all/any(a:a/iban eq '{word}')") == [link]

    @pytest.mark.parametrize(
        "options",
        [
            {"$filter": "iban gt 'a'"},
            {"$filter": "contains(iban,'a')"},
            {"$filter": "iban eq nick"},
            {"$filter": "nick eq iban"},
            {"$filter": "iban eq iban"},
            {"$filter": "length(iban) eq 1"},
            {"$filter": "salary add 1 eq 2"},
            {"$filter": "member"},
            {"$filter": "year(born) eq 1985"},
            {"$orderby": "salary"},
            {"$orderby": "nick,iban desc"},
            {"$apply": "groupby((iban))"},
            {"$apply": "groupby((nick),aggregate(iban with countdistinct as n))"},
            {"$apply": "aggregate(salary with sum as total)"},
            {"$apply": "aggregate(born with max as youngest)"},
        ],
    )
    def test_everything_else_is_refused_by_name(self, builder: Client, people: str, options: dict[str, str]) -> None:
        create(builder, people, **VALUES)
        response = builder.get(people, params=options)
        assert {one["rule"] for one in problem(response, 400, "bad_query")["fields"]} == {"encrypted_property"}

    def test_search_does_not_look_into_it(self, builder: Client, people: str) -> None:
        word = uuid.uuid4().hex
        create(builder, people, iban=word)
        assert builder.get(people, params={"$search": word}).json()["value"] == []

    def test_an_index_serves(self, stored: dict[str, Any], installation: Installation) -> None:
        with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
            table = table_name(uuid.UUID(stored["key"]))
            made = conn.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", (table,)).fetchall()
            columns = {prop["name"]: column_name(prop["id"]) for prop in stored["properties"]}
        blind = [definition for (definition,) in made if "substr(" in definition]
        assert sorted(name for name, column in columns.items() if any(column in one for one in blind)) == [
            "iban",
            "salary",
        ]


class TestFiles:
    """The bulk doors."""

    @pytest.fixture
    def bulk(self, builder: Client, stored: dict[str, Any]) -> Bulk:
        return Bulk(builder, {"document": stored})

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_csv_goes_out_and_comes_in(
        self, builder: Client, people: str, bulk: Bulk, delimiter: str, raw: Callable[[int], dict[str, Any]]
    ) -> None:
        nick = uuid.uuid4().hex
        create(builder, people, nick=nick, **VALUES)
        query = {"$filter": f"nick eq '{nick}'", "$select": ",".join(["nick", *KINDS])}
        content = bulk.dump("csv", query, delimiter=delimiter)
        assert bulk.load(content, delimiter=delimiter)["rows_done"] == 1
        both = builder.get(people, params={"$filter": f"nick eq '{nick}'"}).json()["value"]
        assert [one["data"] for one in both] == [{"nick": nick, **VALUES}] * 2
        assert all(isinstance(raw(both[1]["id"])[name], bytes) for name in KINDS)

    def test_json_lines_and_workbooks(self, builder: Client, people: str, bulk: Bulk) -> None:
        nick = uuid.uuid4().hex
        create(builder, people, nick=nick, **VALUES)
        query = {"$filter": f"nick eq '{nick}'", "$select": ",".join(["nick", *KINDS])}
        line = json.loads(bulk.dump("jsonl", query))
        assert line == {"nick": nick, **VALUES}
        sheet = openpyxl.load_workbook(io.BytesIO(bulk.dump("xlsx", query))).active
        assert sheet is not None
        header, row = ([cell.value for cell in cells] for cells in sheet.iter_rows())
        assert dict(zip(header, row, strict=True))["iban"] == VALUES["iban"]

    def test_formulas_are_escaped(self, builder: Client, people: str, bulk: Bulk) -> None:
        nick = uuid.uuid4().hex
        create(builder, people, nick=nick, iban="=1+1")
        query = {"$filter": f"nick eq '{nick}'", "$select": "iban"}
        assert b"'=1+1" in bulk.dump("csv", query, escape_formulas=True)

    def test_rows_that_break_a_rule_are_named(self, bulk: Bulk) -> None:
        shown = bulk.preview("nick,grade\nx,seven\n").json()["rows"]
        assert [(one["property"], one["rule"]) for one in shown[0]["errors"]] == [("grade", "type")]
        assert shown[0]["errors"][0]["value"] is None
        preview = bulk.preview("nick,iban\nx,plain\n").json()
        assert preview["rows"][0]["values"]["iban"] == "plain"


class TestModels:
    def finding(self, builder: Client, *properties: dict[str, Any]) -> set[str]:
        made = components.create_component(builder, "Not to be encrypted", list(properties))
        refused = builder.post(
            f"/api/v1/studio/components/{made['document']['key']}/ready", json={"saved_version": made["saved_version"]}
        )
        return {one["rule"] for one in problem(refused, 409, "has_errors")["fields"]}

    def test_what_cannot_be_encrypted_is_refused(self, builder: Client) -> None:
        assert self.finding(builder, property_("code", primary_key=True, encrypted=True)) == {"encrypted_key"}
        assert self.finding(builder, property_("kept", virtual=True, encrypted=True)) == {"encrypted_virtual"}
        assert self.finding(builder, property_("paper", "file", encrypted=True)) == {"encrypted_type"}

    def test_rules_of_the_property_hold(self, builder: Client) -> None:
        own = [property_("code", required=True, min_length=3, encrypted=True)]
        made = components.create_component(builder, "Encrypted with rules", own)
        assert components.publish(builder, made)["state"] == "completed"
        path = f"/api/v1/entries/{made['document']['key']}"
        assert fields(builder.post(path, json={"data": {"code": "ab"}})) == {"data.code": "min_length"}
        assert fields(builder.post(path, json={"data": {}})) == {"data.code": "required"}

    def test_it_is_turned_on_while_there_are_no_values(self, builder: Client) -> None:
        own = property_("code")
        made = components.create_component(builder, "Encrypted later", [own])
        assert components.publish(builder, made)["state"] == "completed"
        path = f"/api/v1/entries/{made['document']['key']}"
        entry = create(builder, path)["id"]
        document = {**made["document"], "properties": [{**own, "encrypted": True}]}
        again = components.save_component(builder, made, document)
        assert components.publish(builder, again)["state"] == "completed"
        changed = builder.patch(f"{path}/{entry}", json={"data": {"code": "kept"}})
        assert changed.json()["data"] == {"code": "kept"}
        # With values in it, nothing is taken over, and nothing is lost without being asked.
        plain = components.save_component(builder, again, {**document, "properties": [own]})
        with pytest.raises(AssertionError, match="encryption_changed"):
            components.publish(builder, plain)
        assert builder.get(f"{path}/{entry}").json()["data"] == {"code": "kept"}
