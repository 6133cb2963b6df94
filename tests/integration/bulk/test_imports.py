"""Files into entries: what is right is stored exactly, what is not is told by line, property and rule."""

import io
import json
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

import pytest
import xlsxwriter

from tests.integration.bulk.jobs import JOBS, Bulk, counts, refusals
from tests.integration.bulk.test_jobs import held
from tests.support.client import Client, fields, problem
from tests.support.components import property_
from tests.support.installation import Installation

Publish = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def goods(builder: Client, publish_once: Publish) -> Bulk:
    """A component with a key and a rule for nearly everything."""
    return Bulk(
        builder,
        publish_once(
            "Goods",
            [
                property_("Code", primary_key=True, required=True, title="Article"),
                property_("Title", max_length=20),
                property_("Price", "number", minimum="0"),
                property_("Stock", "integer"),
                property_("State", "integer", enum=[{"value": 0, "title": "New"}, {"value": 1, "title": "Old"}]),
                property_("Day", "date"),
                property_("Due", "datetime"),
                property_("Hour", "time"),
                property_("Sold", "boolean"),
                property_("Link", "uri"),
                property_("Labels", "array", items="string"),
                property_("Ghost", virtual=True),
            ],
        ),
    )


@pytest.fixture(scope="module")
def people(builder: Client, publish_once: Publish) -> Bulk:
    made = publish_once("Staff", [property_("Login", primary_key=True), property_("Site", "integer", primary_key=True)])
    people = Bulk(builder, made)
    job = people.load("Login,Site,name\nada,1,Ada\nbob,1,Bob\nada,2,Twin\ncy,3,Twin\ndee,4,\n")
    assert counts(job) == ("completed", 5, 0, 0)
    return people


@pytest.fixture(scope="module")
def tasks(builder: Client, publish_once: Publish, people: Bulk) -> Bulk:
    made = publish_once(
        "Tasks",
        [
            property_("What"),
            property_("Who", "catalog", component=people.key),
            property_("Team", "array", component=people.key),
        ],
    )
    return Bulk(builder, made)


class TestValues:
    def test_every_type_is_stored_as_a_form_would_store_it(self, goods: Bulk) -> None:
        job = goods.load(
            "Code,name,Title,Price,Stock,State,Day,Due,Hour,Sold,Link,Labels\n"
            'T1,"First, of all","x\ny",12345678901234567890.10,9223372036854775807,1,2026-02-28,'
            '2026-03-29T02:30:00+02:00,09:30,TRUE,https://example.org/a,"[""b"",""a"",""b""]"\n'
            "T2,,,,,,,,,,,\n"
        )
        assert counts(job) == ("completed", 2, 0, 0)
        assert job["rows_done"] == 2
        first, second = goods.entries(filter="startswith(Code,'T')", orderby="Code")
        assert first["name"] == "First, of all"
        assert first["data"] == {
            "Code": "T1",
            "Title": "x\ny",
            "Price": "12345678901234567890.10",
            "Stock": "9223372036854775807",
            "State": 1,
            "Day": "2026-02-28",
            "Due": "2026-03-29T00:30:00+00:00",
            "Hour": "09:30:00",
            "Sold": True,
            "Link": "https://example.org/a",
            "Labels": ["b", "a", "b"],
        }
        assert first["creatorSubject"] == first["changeAuthor"] is not None
        assert set(second["data"].values() if not second["data"].pop("Labels") else ()) == {"T2", None}

    def test_json_lines_carry_typed_values(self, goods: Bulk) -> None:
        lines = [
            {"Code": "J1", "Price": 1.10, "Stock": 7, "Sold": False, "Labels": ["a"]},
            {"Code": "J2", "Price": "0.00000000000000000000000000000000000001", "name": "Named"},
        ]
        job = goods.load("\n".join(map(json.dumps, lines)), "jsonl")
        assert counts(job) == ("completed", 2, 0, 0)
        first, second = goods.entries(filter="startswith(Code,'J')", orderby="Code")
        assert (first["data"]["Price"], first["data"]["Stock"], first["data"]["Labels"]) == ("1.1", 7, ["a"])
        assert second["data"]["Price"] == "0.00000000000000000000000000000000000001"
        assert second["name"] == "Named"

    def test_a_workbook_carries_typed_cells(self, goods: Bulk) -> None:
        output = io.BytesIO()
        book = xlsxwriter.Workbook(output, {"in_memory": True})
        sheet, dates = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, ["Code", "Price", "Stock", "Day", "Due", "Hour", "Sold"])
        sheet.write_row(1, 0, ["X1", 0.1, 12])
        sheet.write(1, 3, date(2026, 1, 2), dates)
        sheet.write(1, 4, datetime(2026, 7, 1, 12, 30), dates)  # noqa: DTZ001
        sheet.write(1, 5, time(9, 30), book.add_format({"num_format": "hh:mm"}))
        sheet.write_boolean(1, 6, True)
        sheet.write(2, 0, "X2")
        sheet.write(2, 3, datetime(2026, 1, 2, 1), dates)  # noqa: DTZ001
        book.close()
        job = goods.load(output.getvalue(), "xlsx", on_error="skip", zone="Europe/Istanbul")
        assert counts(job) == ("completed", 1, 0, 1)
        assert refusals(job) == [(3, "Day", "type")]
        (entry,) = goods.entries(filter="startswith(Code,'X')")
        stored = {name: value for name, value in entry["data"].items() if value not in (None, [])}
        assert stored == {
            "Code": "X1",
            "Price": "0.1",
            "Stock": 12,
            "Day": "2026-01-02",
            "Due": "2026-07-01T09:30:00+00:00",
            "Hour": "09:30:00",
            "Sold": True,
        }

    def test_another_decimal_separator_and_encoding(self, goods: Bulk) -> None:
        content = 'Code;Title;Price\nD1;İşık;"1234,50"\nD2;x;1.5\n'.encode("cp1254")
        job = goods.load(content, delimiter=";", encoding="windows-1254", decimal_separator=",", on_error="skip")
        assert refusals(job) == [(3, "Price", "type")]
        (entry,) = goods.entries(filter="startswith(Code,'D')")
        assert (entry["data"]["Title"], entry["data"]["Price"]) == ("İşık", "1234.50")


class TestRefusedRows:
    def test_each_is_named_by_line_property_rule_and_value(self, goods: Bulk) -> None:
        job = goods.load(
            "Code,Title,Price,State,Day,Link,Labels\n"
            "R1,ok,1,0,2026-01-01,,\n"
            ",ok,1,0,,,\n"
            'R3,"a title\nthat is too long",1,0,,,\n'
            "R4,ok,-1,7,,,\n"
            "R5,ok,1e400,0,2026-02-30,javascript:alert(1),\n"
            "R6,ok\n"
            'R7,ok,1,0,,,"{""a"": 1}"\n'
            "R8,ok,١,0,,,not json\n"
            "R1,twice,1,0,,,\n",
            on_error="skip",
        )
        assert counts(job) == ("completed", 1, 0, 8)
        assert refusals(job) == [
            (3, "Code", "required"),
            (4, "Title", "max_length"),
            (6, "Price", "minimum"),
            (6, "State", "enum"),
            (7, "Price", "type"),
            (7, "Day", "type"),
            (7, "Link", "uri"),
            (8, None, "columns"),
            (9, "Labels", "type"),
            (10, "Price", "type"),
            (10, "Labels", "syntax"),
            (11, "Code", "unique"),
        ]
        report = goods.report(job)
        assert report[3] == {
            "line": "6",
            "property": "State",
            "rule": "enum",
            "message": "not one of the offered values",
            "value": "7",
        }
        assert [row["value"] for row in report if row["line"] == "7"] == ["1e400", "2026-02-30", "javascript:alert(1)"]
        assert goods.values("Code", filter="startswith(Code,'R')") == ["R1"]

    def test_all_or_nothing_stores_nothing_and_still_reports_every_row(self, goods: Bulk) -> None:
        job = goods.load("Code,Price\nN1,1\nN2,x\nN3,3\nN4,y\n")
        assert counts(job) == ("failed", 0, 0, 2)
        assert job["error"]["code"] == "rows_refused"
        assert job["error"]["params"] == {"refused": 2}
        assert refusals(job) == [(3, "Price", "type"), (5, "Price", "type")]
        assert len(goods.report(job)) == 2
        assert goods.values("Code", filter="startswith(Code,'N')") == []

    def test_a_report_is_no_formula(self, goods: Bulk) -> None:
        job = goods.load("Code,Stock\nF1,=1+1\n", on_error="skip")
        assert [row["value"] for row in goods.report(job)] == ["'=1+1"]

    def test_a_key_that_is_taken_is_refused_and_the_rest_is_stored(self, goods: Bulk) -> None:
        goods.load("Code\nK1\nK3\n")
        job = goods.load("Code\nK0\nK1\nK2\nK3\nK4\nK4\n", on_error="skip")
        assert counts(job) == ("completed", 3, 0, 3)
        assert [line for line, _, _ in refusals(job)] == [3, 5, 7]
        assert goods.values("Code", filter="startswith(Code,'K')", orderby="Code") == ["K0", "K1", "K2", "K3", "K4"]


class TestColumns:
    def test_headers_are_names_or_titles_and_may_be_mapped_or_left_out(self, goods: Bulk) -> None:
        content = "Article,Description,Remark,createdDate\nC1,x,y,z\n"
        job = goods.load(content, columns={"Description": "Title", "Remark": None})
        assert counts(job) == ("completed", 1, 0, 0)
        assert goods.values("Title", filter="Code eq 'C1'") == ["x"]

    @pytest.mark.parametrize(
        ("content", "options", "errors"),
        [
            ("Code,Nonsense\n", {}, {"columns.Nonsense": "unknown_field"}),
            ("Code,Ghost\n", {}, {"columns.Ghost": "unknown_field"}),
            ("Code,Code\n", {}, {"columns.Code": "unique"}),
            ("Code,Article\n", {}, {"columns.Code": "unique"}),
            ("Title\n", {}, {"columns.Code": "required"}),
            ("Code\n", {"columns": {"Code": "Nowhere"}}, {"columns.Code": "unknown_field"}),
            ("Code\n", {"columns": {"Missing": "Title"}}, {"columns.Missing": "unknown_column"}),
            ("Code\n", {"key": "id"}, {"columns.id": "required"}),
            ("Title\n", {"key": "upsert"}, {"columns.Code": "required"}),
            ("Code,code \n", {}, {"columns.Code": "unique"}),
            ("Other\n", {"columns": {"Other": None}}, {"columns.Code": "required"}),
        ],
    )
    def test_columns_that_do_not_fit_fail_the_job_and_are_all_named(
        self, goods: Bulk, content: str, options: dict[str, Any], errors: dict[str, str]
    ) -> None:
        job = goods.load(content, **options)
        assert (job["state"], job["error"]["code"]) == ("failed", "bad_columns")
        found = {(error["field"], error["rule"]) for error in job["error"]["fields"]}
        assert errors.items() <= found

    @pytest.mark.parametrize("header", ["name", "Name", "NAME", " name ", "\ufeffNAME", "nAmE\t"])
    def test_case_and_blanks_make_no_difference(self, goods: Bulk, header: str) -> None:
        content = f"ARTICLE, title ,{header}\nE1,x,Shown\n"
        preview = goods.preview(content).raise_for_status().json()
        assert list(preview["columns"].values()) == ["Code", "Title", "name"]
        assert [row["values"] for row in preview["rows"]] == [{"Code": "E1", "Title": "x", "name": "Shown"}]
        goods.load(content, key="upsert")
        (entry,) = goods.entries(filter="Code eq 'E1'")
        assert (entry["name"], entry["data"]["Title"]) == ("Shown", "x")

    def test_a_header_that_could_mean_two_properties_is_refused_by_both_names(
        self, builder: Client, publish_once: Publish
    ) -> None:
        made = [property_("Size"), property_("Width", title="SIZE"), property_("Caption", title="Name")]
        alike = Bulk(builder, publish_once("Alike", made))
        for header, exact in (("size", None), ("Size", "Size"), ("SIZE", "Width"), ("NAME", None), ("name", "name")):
            preview = alike.preview(f"{header}\nx\n").raise_for_status().json()
            assert (preview["columns"], len(preview["rows"])) == ({header: exact}, 1 if exact else 0)
            job = alike.load(f"{header}\nx\n")
            if exact is not None:
                assert counts(job) == ("completed", 1, 0, 0)
                continue
            (error,) = job["error"]["fields"]
            assert (error["field"], error["rule"]) == (f"columns.{header}", "ambiguous")
        assert "Size or Width" in alike.load("size\nx\n")["error"]["fields"][0]["message"]
        assert counts(alike.load("size\nx\n", columns={"size": "Width"})) == ("completed", 1, 0, 0)

    def test_letters_of_turkish_are_alike_with_and_without_their_dots(
        self, builder: Client, publish_once: Publish
    ) -> None:
        isim = Bulk(builder, publish_once("Isim", [property_("A", title="İsim"), property_("B", title="Kısa")]))
        preview = isim.preview("İSİM,KISA\nx,y\n").raise_for_status().json()
        assert preview["columns"] == {"İSİM": "A", "KISA": "B"}

    def test_columns_without_a_header_may_be_left_out_together(self, goods: Bulk) -> None:
        assert counts(goods.load("Code,,\nO1,a,b\n", columns={"": None})) == ("completed", 1, 0, 0)

    def test_blank_lines_above_the_header_are_passed_over(self, goods: Bulk) -> None:
        job = goods.load("\n\r\nCode,Price\nB1,x\n", on_error="skip")
        assert refusals(job) == [(4, "Price", "type")]
        assert refusals(goods.load('\n\n{"Code":"B2","Price":"x"}\n', "jsonl")) == [(3, "Price", "type")]

    def test_without_a_header_columns_are_mapped_by_number(self, goods: Bulk) -> None:
        job = goods.load("H1,x\nH2,y\n", header=False, columns={"1": "Code", "2": "Title"})
        assert counts(job) == ("completed", 2, 0, 0)


class TestChanges:
    def test_upsert_changes_what_is_there_creates_the_rest_and_keeps_other_values(self, goods: Bulk) -> None:
        goods.load("Code,Title,Stock\nU1,one,1\nU2,two,2\n")
        job = goods.load("Code,Title\nU2,TWO\nU3,three\nU2,Two\n", key="upsert")
        assert counts(job) == ("completed", 1, 2, 0)
        found = {entry["data"]["Code"]: entry for entry in goods.entries(filter="startswith(Code,'U')")}
        assert {code: (e["data"]["Title"], e["data"]["Stock"], e["version"]) for code, e in found.items()} == {
            "U1": ("one", 1, 1),
            "U2": ("Two", 2, 3),
            "U3": ("three", None, 1),
        }

    def test_changes_are_in_the_history_as_single_ones_are(self, goods: Bulk) -> None:
        goods.load('Code,Title,Labels\nY1,one,"[""a""]"\n')
        (entry,) = goods.entries(filter="Code eq 'Y1'")
        goods.load(f'id,Title,Labels,name\n{entry["id"]},one,"[""b""]",New\n', key="id")
        history = goods.client.get(f"/api/v1/entries/{goods.key}/{entry['id']}/history").raise_for_status().json()
        (changed, created) = history["value"]
        assert created["kind"] == "created"
        assert changed["kind"] == "updated"
        assert {change["property"]: (change["before"], change["after"]) for change in changed["changes"]} == {
            "name": (None, "New"),
            "Labels": (["a"], ["b"]),
        }

    def test_by_id_only_entries_that_are_there_are_changed(self, goods: Bulk) -> None:
        goods.load("Code,Title\nI1,one\n")
        (entry,) = goods.entries(filter="Code eq 'I1'")
        job = goods.load(f"id,Title\n{entry['id']},uno\n999999,x\n,x\nfirst,x\n-1,x\n", key="id", on_error="skip")
        assert counts(job) == ("completed", 0, 1, 4)
        assert refusals(job) == [
            (3, "id", "unknown_entry"),
            (4, "id", "required"),
            (5, "id", "type"),
            (6, "id", "type"),
        ]
        assert goods.values("Title", filter="Code eq 'I1'") == ["uno"]

    def test_a_changed_key_must_not_be_taken(self, goods: Bulk) -> None:
        goods.load("Code,Title\nW1,one\nW2,two\nW3,three\n")
        ids = [entry["id"] for entry in goods.entries(filter="startswith(Code,'W')", orderby="Code")]
        job = goods.load(f"id,Code\n{ids[0]},W2\n{ids[1]},W9\n{ids[2]},W3\n", key="id", on_error="skip")
        assert counts(job) == ("completed", 0, 2, 1)
        assert refusals(job) == [(2, "Code", "unique")]
        assert goods.values("Code", filter="startswith(Code,'W')", orderby="Code") == ["W1", "W3", "W9"]

    def test_upsert_by_part_of_the_columns_cannot_create_what_needs_more(
        self, builder: Client, publish_once: Publish
    ) -> None:
        made = publish_once(
            "Needy", [property_("Key", primary_key=True), property_("Must", required=True), property_("X")]
        )
        needy = Bulk(builder, made)
        needy.load("Key,Must\na,1\n")
        job = needy.load("Key,X\na,x\nb,y\n", key="upsert", on_error="skip")
        assert counts(job) == ("completed", 0, 1, 1)
        assert refusals(job) == [(3, "Must", "required")]

    def test_without_a_key_there_is_no_upsert(self, builder: Client, publish_once: Publish) -> None:
        plain = Bulk(builder, publish_once("Plain", [property_("Text")]))
        job = plain.load("Text\nx\n", key="upsert")
        assert (job["state"], job["error"]["code"]) == ("failed", "component_without_key")
        assert counts(plain.load("Text\nx\n\nx\n")) == ("completed", 3, 0, 0)


class TestReferences:
    def ids(self, people: Bulk) -> dict[str, int]:
        return {f"{e['data']['Login']}{e['data']['Site']}": e["id"] for e in people.entries()}

    def test_by_id(self, tasks: Bulk, people: Bulk) -> None:
        ids = self.ids(people)
        ada, bob = ids["ada1"], ids["bob1"]
        job = tasks.load(
            f'What,Who,Team\ni1,{ada},"[{bob},{ada}]"\ni2,77777,\ni3,,"[77777]"\ni4,,"[{ada},{ada}]"\ni5,Ada,5\n',
            on_error="skip",
        )
        assert counts(job) == ("completed", 1, 0, 4)
        assert refusals(job) == [
            (3, "Who", "reference"),
            (4, "Team", "reference"),
            (5, "Team", "unique"),
            (6, "Who", "type"),
            (6, "Team", "type"),
        ]
        (entry,) = tasks.entries(filter="startswith(What,'i')")
        assert (entry["data"]["Who"], entry["data"]["Team"]) == (ada, [bob, ada])

    def test_by_name_as_it_is_shown(self, tasks: Bulk, people: Bulk) -> None:
        ids = self.ids(people)
        job = tasks.load(
            f'What,Who,Team\nn1,Ada,"[""Bob"", ""Staff #{ids["dee4"]}""]"\nn2,Nobody,\nn3,Twin,\nn4,,"[""Twin""]"\n',
            on_error="skip",
            match_references_by="name",
        )
        assert counts(job) == ("completed", 1, 0, 3)
        assert refusals(job) == [(3, "Who", "reference"), (4, "Who", "ambiguous"), (5, "Team", "ambiguous")]
        (entry,) = tasks.entries(filter="startswith(What,'n')")
        assert (entry["data"]["Who"], entry["data"]["Team"]) == (ids["ada1"], [ids["bob1"], ids["dee4"]])

    def test_by_key_of_several_parts(self, tasks: Bulk, people: Bulk) -> None:
        ids = self.ids(people)
        lines = [
            {"What": "k1", "Who": ["ada", 2], "Team": [["bob", 1], ["cy", "3"]]},
            {"What": "k2", "Who": ["ada", 9], "Team": []},
            {"What": "k3", "Who": "ada", "Team": None},
        ]
        job = tasks.load("\n".join(map(json.dumps, lines)), "jsonl", on_error="skip", match_references_by="key")
        assert counts(job) == ("completed", 1, 0, 2)
        assert refusals(job) == [(2, "Who", "reference"), (3, "Who", "type")]
        (entry,) = tasks.entries(filter="startswith(What,'k')")
        assert (entry["data"]["Who"], entry["data"]["Team"]) == (ids["ada2"], [ids["bob1"], ids["cy3"]])

    def test_entries_marked_for_deletion_are_not_there(self, tasks: Bulk, people: Bulk) -> None:
        people.load("Login,Site,name\ngone,1,Gone\n")
        (entry,) = people.entries(filter="Login eq 'gone'")
        people.client.delete(f"/api/v1/entries/{people.key}/{entry['id']}").raise_for_status()
        assert refusals(tasks.load(f"What,Who\nm,{entry['id']}\n")) == [(2, "Who", "reference")]
        assert refusals(tasks.load("What,Who\nm,Gone\n", match_references_by="name")) == [(2, "Who", "reference")]


class TestPreview:
    def test_it_shows_the_rows_as_they_would_be_stored_and_stores_nothing(self, goods: Bulk) -> None:
        goods.load("Code\nP2\n")
        response = goods.preview("Article,Stock,Other\nP1,007,x\nP2,1,x\nP3,one,x\n", columns={"Other": None})
        assert response.status_code == 200, response.text
        preview = response.json()
        assert preview["columns"] == {"Article": "Code", "Stock": "Stock", "Other": None}
        shown = [(row["line"], row["values"], [error["rule"] for error in row["errors"]]) for row in preview["rows"]]
        assert shown == [
            (2, {"Code": "P1", "Stock": "7"}, []),
            (3, {"Code": "P2", "Stock": "1"}, ["unique"]),
            (4, {"Code": "P3", "Stock": None}, ["type"]),
        ]
        assert goods.values("Code", filter="startswith(Code,'P')") == ["P2"]

    def test_it_leaves_no_trace_in_the_numbers_of_entries(self, goods: Bulk) -> None:
        def next_number() -> int:
            created = goods.client.post(f"/api/v1/entries/{goods.key}", json={"data": {"Code": f"Q{uuid4()}"}})
            return int(created.raise_for_status().json()["id"])

        content = "Code,Title\n" + "".join(f"PN{number},x\n" for number in range(10)) + "PN1,again\n"
        before = next_number()
        for key in ("create", "upsert"):
            assert len(goods.preview(content, key=key).raise_for_status().json()["rows"]) == 11
        assert next_number() == before + 1

    def test_nobody_waits_for_those_who_write_the_same_entries(self, goods: Bulk, installation: Installation) -> None:
        with held(installation, goods):
            problem(goods.preview("Code\nPH\n"), 409, "tables_busy")
        assert goods.preview("Code\nPH\n").raise_for_status().json()["rows"][0]["errors"] == []

    def test_unknown_headers_are_shown(self, goods: Bulk) -> None:
        preview = goods.preview("Code,Nonsense\nx,y\n").raise_for_status().json()
        assert (preview["columns"], preview["rows"]) == ({"Code": "Code", "Nonsense": None}, [])
        assert [(one["field"], one["rule"]) for one in preview["errors"]] == [("columns.Nonsense", "unknown_field")]

    def test_only_the_first_rows_are_read(self, goods: Bulk) -> None:
        rows = "".join(f"L{number}\n" for number in range(50))
        assert len(goods.preview("Code\n" + rows).raise_for_status().json()["rows"]) == 20

    def test_a_file_that_cannot_be_read_is_refused(self, goods: Bulk) -> None:
        response = goods.preview(b"", "jsonl")
        problem(response, 422, "unreadable_file")
        assert fields(response) == {"file": "required"}


class TestReports:
    def test_a_job_without_refusals_has_no_report(self, goods: Bulk) -> None:
        job = goods.load("Code\nZ1\n")
        problem(goods.client.get(f"{JOBS}/{job['id']}/report"), 409, "nothing_to_fetch")
        problem(goods.client.get(f"{JOBS}/{job['id']}/result"), 409, "nothing_to_fetch")
        assert not job["has_report"]
