"""Entries into files, and back again without losing a digit."""

import csv
import io
import json
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.integration.bulk.jobs import JOBS, Bulk, counts
from tests.support.client import Client, problem
from tests.support.components import property_
from tests.support.installation import Installation

Publish = Callable[..., dict[str, Any]]
TEXTS = ["plain", 'quo"ted', "two\nlines", "a,b;c\td", " spaces ", "=1+1", "@x", "\\.", "\\N", "İıŞ 🦉", "'", "NULL"]
TEXTS += ["a\rb", "a\r\nb", "\x01\x0b\x7f", "_x0041_", "\ufffe\uffff", "\u2028\ufeff"]
NUMBERS = ["0", "-1.50", "99999999999999999999999999999999999999", "0.00000000000000000000000000000000000001", "1.10"]
INSTANTS = [
    "2026-03-29T01:30:00+00:00",
    "2026-10-25T00:30:00.123456+00:00",
    "0001-01-01T00:00:00+00:00",
    "9999-12-31T23:59:59.999999+00:00",
    "1880-01-01T00:00:00+00:00",
]


@pytest.fixture(scope="module")
def groups(builder: Client, publish_once: Publish) -> Bulk:
    groups = Bulk(builder, publish_once("Groups", [property_("Short", primary_key=True)]))
    assert counts(groups.load("Short,name\na,First\nb,\n")) == ("completed", 2, 0, 0)
    return groups


def properties(group: str) -> list[dict[str, Any]]:
    return [
        property_("Code", "integer", primary_key=True, title="Number of it"),
        property_("Text", query=True),
        property_("Amount", "number"),
        property_("Big", "integer"),
        property_("At", "datetime"),
        property_("Day", "date"),
        property_("Hour", "time"),
        property_("Flag", "boolean"),
        property_("State", "integer", enum=[{"value": 0, "title": "Open"}, {"value": 1, "title": ""}]),
        property_("Group", "catalog", component=group),
        property_("Groups", "array", component=group),
        property_("Values", "array", items="number"),
    ]


@pytest.fixture(scope="module")
def things(builder: Client, publish_once: Publish, groups: Bulk) -> Bulk:
    """Entries with everything that is hard to write down."""
    things = Bulk(builder, publish_once("Things", properties(groups.key)))
    first, second = [entry["id"] for entry in groups.entries()]
    lines = []
    for number, text in enumerate(TEXTS):
        lines.append(
            {
                "Code": number,
                "name": f"Thing {number}" if number % 2 else None,
                "Text": text,
                "Amount": NUMBERS[number % len(NUMBERS)],
                "Big": -(2**63) if number % 2 else 2**63 - 1,
                "At": INSTANTS[number % len(INSTANTS)],
                "Day": "2024-02-29",
                "Hour": "23:59:59",
                "Flag": number % 3 == 0,
                "State": number % 2,
                "Group": first if number % 2 else second,
                "Groups": [second, first] if number % 2 else [],
                "Values": ["1.10", "-7"] if number % 2 else [],
            }
        )
    lines.append({"Code": len(TEXTS)})
    job = things.load("\n".join(map(json.dumps, lines)), "jsonl")
    assert counts(job) == ("completed", len(lines), 0, 0), job
    return things


def same_model(things: Bulk, publish_once: Publish, groups: Bulk, title: str) -> Bulk:
    return Bulk(things.client, publish_once(title, properties(groups.key)))


class TestRoundTrip:
    @pytest.mark.parametrize("format_", ["csv", "jsonl"])
    @pytest.mark.parametrize("references", ["id", "name", "key"])
    def test_export_import_export_is_the_same_to_the_byte(
        self, things: Bulk, publish_once: Publish, groups: Bulk, format_: str, references: str
    ) -> None:
        query = {"$select": "name,data", "$orderby": "Code"}
        content = things.dump(format_, query, references=references)
        copy = same_model(things, publish_once, groups, f"Copy by {references} in {format_}")
        job = copy.load(content, format_, match_references_by=references)
        assert counts(job) == ("completed", len(TEXTS) + 1, 0, 0), job
        assert copy.dump(format_, query, references=references) == content

    def test_a_workbook_holds_the_same_values(self, things: Bulk, publish_once: Publish, groups: Bulk) -> None:
        content = things.dump("xlsx", {"$select": "name,data", "$orderby": "Code"}, zone="Europe/Istanbul")
        copy = same_model(things, publish_once, groups, "Copy of a workbook")
        job = copy.load(content, "xlsx", zone="Europe/Istanbul")
        assert counts(job) == ("completed", len(TEXTS) + 1, 0, 0), job
        query = {"$select": "data", "$orderby": "Code"}
        before, after = (
            [json.loads(line) for line in bulk.dump("jsonl", query).splitlines()] for bulk in (things, copy)
        )
        # A number of a workbook has no trailing zeros.
        assert [float(row.pop("Amount") or 0) for row in before] == [float(row.pop("Amount") or 0) for row in after]
        assert before == after

    def test_by_id_into_the_same_entries(self, things: Bulk) -> None:
        content = things.dump("csv")
        job = things.load(content, key="id")
        assert counts(job) == ("completed", 0, len(TEXTS) + 1, 0)
        assert things.dump("csv") == content


class TestCsv:
    def test_columns_rows_and_order_are_those_of_the_query(self, things: Bulk) -> None:
        query = {"$filter": "Code lt 4 and State eq 1", "$orderby": "Code desc", "$select": "id,Code,Group/Short"}
        rows = list(csv.reader(io.StringIO(things.dump("csv", query, delimiter=";").decode()), delimiter=";"))
        assert rows[0] == ["id", "Code", "Group/Short"]
        assert [row[1:] for row in rows[1:]] == [["3", "a"], ["1", "a"]]

    def test_search(self, things: Bulk) -> None:
        rows = things.dump("csv", {"$search": "two", "$select": "Code"}).decode().splitlines()
        assert rows == ["Code", "2"]

    def test_titles_of_properties_and_values(self, things: Bulk) -> None:
        query = {"$filter": "Code le 1", "$select": "Code,State", "$orderby": "Code"}
        assert things.dump("csv", query, titles=True).decode().splitlines() == ["Number of it,State", "0,Open", "1,1"]

    def test_references_by_name_and_by_key(self, things: Bulk, groups: Bulk) -> None:
        nameless = [entry["id"] for entry in groups.entries()][1]
        query = {"$filter": "Code le 1", "$select": "Group,Groups", "$orderby": "Code"}
        by_name = list(csv.reader(io.StringIO(things.dump("csv", query, references="name").decode())))
        assert by_name[1:] == [
            [f"Groups #{nameless}", ""],
            ["First", json.dumps([f"Groups #{nameless}", "First"])],
        ]
        by_key = list(csv.reader(io.StringIO(things.dump("csv", query, references="key").decode())))
        assert by_key[1:] == [["b", ""], ["a", '["b", "a"]']]

    def test_instants_in_a_zone_keep_their_offset(self, things: Bulk) -> None:
        query = {"$filter": "Code le 4", "$select": "At", "$orderby": "Code"}
        rows = things.dump("csv", query, zone="Europe/Berlin").decode().splitlines()
        # What a zone shows in a way that no file could hold stays in UTC.
        assert rows[1:] == ["2026-03-29T03:30:00+02:00", "2026-10-25T02:30:00.123456+02:00", *INSTANTS[2:]]

    def test_formulas_are_escaped_when_asked_for(self, things: Bulk) -> None:
        query = {"$filter": "Code eq 5", "$select": "Text,Amount"}
        assert things.dump("csv", query).decode().splitlines()[1] == "=1+1,0"
        assert things.dump("csv", query, escape_formulas=True).decode().splitlines()[1] == "'=1+1,0"

    def test_hostile_literals_stay_literals(self, things: Bulk) -> None:
        for text in ("'); DROP TABLE x; --", "\\'", "$1", "%s", "a''b"):
            literal = text.replace("'", "''")
            assert things.dump("csv", {"$filter": f"Text eq '{literal}'", "$select": "Code"}) == b"Code\n"


class TestWorkbooks:
    def test_cells_are_never_formulas_and_long_numbers_are_text(self, things: Bulk) -> None:
        query = {"$filter": "Code ge 2 and Code le 5", "$select": "Text,Amount,Big,At,Flag", "$orderby": "Code"}
        book = openpyxl.load_workbook(io.BytesIO(things.dump("xlsx", query)))
        rows = [[(cell.value, cell.data_type) for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
        assert rows[0][1] == ("99999999999999999999999999999999999999", "s")
        assert rows[0][2] == (str(2**63 - 1), "s")
        assert rows[3][0] == ("=1+1", "s")
        assert rows[3][1] == (0, "n")
        assert [row[3][1] for row in rows] == ["s", "s", "s", "d"]
        assert rows[1][4] == (True, "b")


class TestRefusals:
    @pytest.mark.parametrize(
        ("query", "place"),
        [
            ({"$filter": "Nonsense eq 1"}, "$filter"),
            ({"$filter": "Code eq"}, "$filter"),
            ({"$orderby": "Groups"}, "$orderby"),
            ({"$select": "Nonsense"}, "$select"),
            ({"$select": "Text/x"}, "$select"),
            ({"$search": '"open'}, "$search"),
        ],
    )
    def test_a_query_that_makes_no_sense_is_refused_at_once(
        self, things: Bulk, query: dict[str, str], place: str
    ) -> None:
        response = things.ask_export(query=query)
        body = problem(response, 400, "bad_query")
        assert body["fields"][0]["field"] == place

    @pytest.mark.parametrize(
        "body",
        [
            {"format": "pdf"},
            {"format": "csv", "options": {"zone": "Mars/Olympus"}},
            {"format": "csv", "options": {"zone": "../../etc/passwd"}},
            {"format": "csv", "options": {"delimiter": "x"}},
            {"format": "csv", "query": {"$top": "5"}},
            {"format": "csv", "options": {"references": "magic"}},
            {"format": "csv", "query": {"$filter": "Text eq '\0'"}},
        ],
    )
    def test_unknown_formats_and_options_are_refused(self, things: Bulk, body: dict[str, Any]) -> None:
        response = things.client.post("/api/v1/bulk/exports", json={"component": things.key, **body})
        problem(response, 422, "validation_failed")

    def test_references_by_a_key_that_is_not_there(self, builder: Client, publish_once: Publish) -> None:
        keyless = publish_once("Keyless", [property_("X")])["document"]["key"]
        pointing = Bulk(builder, publish_once("Pointing", [property_("To", "catalog", component=keyless)]))
        problem(pointing.ask_export(references="key"), 409, "component_without_key")

    def test_a_text_too_long_for_a_workbook_fails_the_job(self, builder: Client, publish_once: Publish) -> None:
        long = Bulk(builder, publish_once("Long", [property_("Text")]))
        long.load("Text\n" + "x" * 40_000)
        job = long.ended(long.ask_export("xlsx").json()["id"])
        assert (job["state"], job["error"]["code"]) == ("failed", "cell_too_long")
        assert not job["has_result"]


@pytest.fixture(scope="module")
def many(builder: Client, publish_once: Publish) -> Bulk:
    many = Bulk(builder, publish_once("Many", [property_("Text"), property_("Number", "integer")]))
    many.load("Text,Number\n" + "".join(f"row {number},{number}\n" for number in range(40_000)))
    return many


class TestScratch:
    """A workbook needs room on the disk while it is made."""

    @staticmethod
    def folders(installation: Installation) -> list[Path]:
        return list((installation.data_dir / "tmp").iterdir())

    def seen(self, many: Bulk, installation: Installation, job_id: str) -> set[int]:
        """The modes of the folders of a running job, as soon as there are any."""
        while many.job(job_id)["state"] in ("queued", "running"):
            with suppress(FileNotFoundError):
                if modes := {stat.S_IMODE(folder.stat().st_mode) for folder in self.folders(installation)}:
                    return modes
        return set()

    def test_it_is_private_and_gone_at_the_end(self, many: Bulk, installation: Installation) -> None:
        job_id = many.ask_export("xlsx").json()["id"]
        assert self.seen(many, installation, job_id) == {0o700}
        assert stat.S_IMODE((installation.data_dir / "tmp").stat().st_mode) == 0o700
        assert many.ended(job_id)["state"] == "completed"
        assert self.folders(installation) == []

    def test_it_is_gone_when_the_job_is_cancelled_or_fails(self, many: Bulk, installation: Installation) -> None:
        job_id = many.ask_export("xlsx").json()["id"]
        assert self.seen(many, installation, job_id)
        many.client.post(f"{JOBS}/{job_id}/cancel").raise_for_status()
        assert many.ended(job_id)["state"] == "cancelled"
        assert self.folders(installation) == []
        many.load("Text\n" + "x" * 40_000)
        assert many.ended(many.ask_export("xlsx").json()["id"])["state"] == "failed"
        assert self.folders(installation) == []
