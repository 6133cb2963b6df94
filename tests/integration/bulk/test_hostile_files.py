"""Whatever is uploaded, a job ends, says what is wrong and where, and stores nothing it should not."""

import codecs
import io
import random
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from tests.integration.bulk.jobs import JOBS, Bulk, counts, refusals
from tests.support.client import Client, problem
from tests.support.components import property_
from tests.support.files import upload

Publish = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def victim(builder: Client, publish_once: Publish) -> Bulk:
    return Bulk(
        builder,
        publish_once(
            "Victim",
            [
                property_("Text", query=True),
                property_("Number", "number"),
                property_("Whole", "integer"),
                property_("List", "array", items="integer"),
                property_("Self", "file"),
            ],
        ),
    )


def archive(**parts: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return output.getvalue()


def shared() -> bytes:
    """A small workbook that unfolds to gigabytes."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Text")
        for row in range(1, 40):
            sheet.write_row(row, 0, ["y" * 30_000] * 300)
    return output.getvalue()


UNREADABLE: list[tuple[str, bytes, str, dict[str, Any]]] = [
    ("random bytes as workbook", random.Random(2).randbytes(3_000), "xlsx", {}),
    ("text as workbook", b"Text\nx\n", "xlsx", {}),
    ("archive as workbook", archive(hello=b"x"), "xlsx", {}),
    ("only line ends", b"\n\r\n\n", "jsonl", {}),
    ("an array as JSON lines", b'[{"Text": "x"}]', "jsonl", {}),
    ("UTF-16 cut off", codecs.BOM_UTF16_LE + "Text\nx".encode("utf-16-le")[:-1], "csv", {}),
    ("UTF-16 against the options", codecs.BOM_UTF16_BE + "Text\nx".encode("utf-16-be"), "csv", {"encoding": "utf-8"}),
    ("a quote over the header", b'"Text\nx\n', "csv", {}),
    ("a header with NUL", b"Text,a\0b\nx,y\n", "csv", {}),
    ("a header that is no text", b"Text,\xff\xfe\nx,y\n", "csv", {}),
    ("UTF-16 without a mark", "Text,Whole\nx,1\n".encode("utf-16-le"), "csv", {}),
    ("UTF-32", "Text,Whole\nx,1\n".encode("utf-32"), "csv", {}),
    ("an archive as CSV", b"PK\x03\x04" + bytes(range(256)) * 40, "csv", {}),
    ("nothing", b"", "csv", {}),
    ("nothing but a mark", codecs.BOM_UTF8, "csv", {}),
    ("a member that stands twice", b'{"Text": "x", "Text": "y"}', "jsonl", {}),
    ("cells that share a long text", shared(), "xlsx", {}),
    ("a header of ten thousand columns", b",".join(b"c%d" % n for n in range(10_000)), "csv", {}),
    ("one line without end", b"Text\n" + b"x" * 9_000_000, "csv", {}),
    ("a sheet that is not there", b"Text\nx\n", "xlsx", {"sheet": "../../etc/passwd"}),
]


@pytest.mark.parametrize(
    ("content", "format_", "options"), [case[1:] for case in UNREADABLE], ids=[c[0] for c in UNREADABLE]
)
def test_a_file_that_cannot_be_read_fails_the_job(
    victim: Bulk, content: bytes, format_: str, options: dict[str, Any]
) -> None:
    before = len(victim.entries())
    body = {"component": victim.key, "format": format_, "options": {"on_error": "skip", **options}}
    body["file"] = victim.upload(content)
    job = victim.ended(victim.client.post("/api/v1/bulk/imports", json=body).raise_for_status().json()["id"])
    assert (job["state"], job["error"]["code"], job["error"]["status"]) == ("failed", "unreadable_file", 422)
    assert job["error"]["fields"][0]["rule"]
    assert len(victim.entries()) == before
    problem(victim.client.post("/api/v1/bulk/preview", json=body), 422, "unreadable_file")


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        (b"\xff\xfe,,,", "type"),
        (b"a\x00b,,,", "type"),
        (b"x" * 700 + b",,,", "max_length"),
        (b"x" * 1_200_000 + b",,,", "syntax"),
        (b",NaN,,", "type"),
        (b",Infinity,,", "type"),
        (b",1e39,,", "type"),
        (b",0x10,,", "type"),
        (b",1_000,,", "type"),
        (b',"1,000",,', "type"),
        (b",\xd9\xa1\xd9\xa2,,", "type"),
        (b"," + b"9" * 5_000 + b",,", "type"),
        (b",,1.5,", "type"),
        (b",,9223372036854775808,", "maximum"),
        (b",,=1+1,", "type"),
        (b",,,[1", "syntax"),
        (b",,," + b"[" * 100_000, "syntax"),
        (b',,,"[null]"', "required"),
        (b',,,"[""x""]"', "type"),
        (b',,,"[' + b"1," * 10_000 + b'1]"', "max_length"),
        (b",,", "columns"),
        (b",,,,", "columns"),
        (b'"x"y,,,', "syntax"),
        (b'"x,,,\n', "syntax"),
    ],
)
def test_a_hostile_row_is_refused_and_its_neighbour_stored(victim: Bulk, cells: bytes, rule: str) -> None:
    job = victim.load(b"Text,Number,Whole,List\ngood,1,2,[3]\n" + cells + b"\n", on_error="skip")
    assert counts(job) == ("completed", 1, 0, 1)
    assert {found for _, _, found in refusals(job)} == {rule}
    assert {line for line, _, _ in refusals(job)} == {3}
    victim.client.get(f"{JOBS}/{job['id']}/report").raise_for_status()


def test_exotic_but_exact_numbers_are_taken_as_they_are(victim: Bulk) -> None:
    job = victim.load(b"Text,Number,Whole\nexotic,+1.50,+007\nexotic,.5,3.0\nexotic,1e3,-0\nexotic,-0,\n")
    assert counts(job) == ("completed", 4, 0, 0)
    stored = [
        (e["data"]["Number"], e["data"]["Whole"]) for e in victim.entries(filter="Text eq 'exotic'", orderby="id")
    ]
    assert stored == [("1.50", 7), ("0.5", 3), ("1000", 0), ("0", None)]


@pytest.mark.parametrize("cell", [b"not an id", b"00000000-0000-0000-0000-000000000000"])
def test_a_file_that_is_not_the_writers_is_refused(victim: Bulk, cell: bytes) -> None:
    job = victim.load(b"Text,Self\nx," + cell + b"\n", on_error="skip")
    assert counts(job) == ("completed", 0, 0, 1)
    assert [(line, prop) for line, prop, _ in refusals(job)] == [(2, "Self")]


def test_files_follow_the_rule_for_single_entries(victim: Bulk) -> None:
    own = upload(victim.client, "a.txt", b"x", {"component": victim.key, "property": "Self"})["id"]
    job = victim.load(f"Text,Self\nfiled,{own}\n", on_error="skip")
    assert counts(job) == ("completed", 1, 0, 0)
    assert victim.values("Self", filter="Text eq 'filed'") == [own]


def test_a_hundred_thousand_refusals_are_reported_and_no_more(victim: Bulk) -> None:
    content = b"Text,Whole\n" + b"x,y\n" * 100_050
    job = victim.load(content, on_error="skip")
    assert counts(job) == ("completed", 0, 0, 100_050)
    assert len(job["error"]["rows"]) == 20
    report = victim.report(job)
    assert len(report) == 100_000
    assert report[-1]["line"] == "100001"


@pytest.mark.parametrize(
    "options",
    [
        {"encoding": "rot13"},
        {"encoding": "idna"},
        {"delimiter": '"'},
        {"key": "drop"},
        {"zone": "Nowhere/At all"},
        {"columns": {"a": 5}},
        {"columns": {str(number): None for number in range(1_001)}},
        {"unknown": 1},
    ],
)
def test_options_that_are_not_offered_are_refused(victim: Bulk, options: dict[str, Any]) -> None:
    problem(victim.ask(b"Text\nx\n", **options), 422, "validation_failed")


@pytest.mark.parametrize("name", ["__class__", "id; DROP TABLE x", "data", "v0", "\u202e", "x" * 5_000])
def test_hostile_headers_are_unknown_columns(victim: Bulk, name: str) -> None:
    job = victim.load(f"Text,{name}\nx,y\n")
    assert (job["state"], job["error"]["code"]) == ("failed", "bad_columns")
    assert [field["rule"] for field in job["error"]["fields"]] == ["unknown_field"]


@pytest.mark.parametrize(
    "line",
    [
        '{"Text": "x", "Text": "y"}',
        '{"Number": NaN}',
        '{"Text": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"Te\\u0000xt": 1}',
        '{"Te\\ud800xt": 1}',
        '{"Text": {"a": 1}}',
        '{"List": [[1]]}',
        '{"' + "x" * 500_000 + '": 1}',
        "[]",
    ],
)
def test_a_hostile_line_of_json_is_refused_and_its_neighbour_stored(victim: Bulk, line: str) -> None:
    job = victim.load(f'{{"Text": "fine"}}\n{line}\n', "jsonl", on_error="skip")
    assert counts(job) == ("completed", 1, 0, 1)
    assert {found for found, _, _ in refusals(job)} == {2}
    assert len(job["error"]["rows"][0]["property"] or "") <= 200


def test_an_object_of_unknown_members_is_one_refusal_of_bounded_length(victim: Bulk) -> None:
    line = b"{" + b",".join(b'"u%d":1' % number for number in range(100_000)) + b"}"
    job = victim.load(b"{}\n" + line, "jsonl", on_error="skip")
    assert counts(job) == ("completed", 1, 0, 1)
    assert len(victim.report(job)) == 20


@pytest.mark.parametrize(
    ("format_", "head", "row"), [("csv", b"Text,Whole\n", b"x,1"), ("jsonl", b"", b'{"Text": "x"}')]
)
def test_rows_behind_millions_of_blank_lines_are_stored(victim: Bulk, format_: str, head: bytes, row: bytes) -> None:
    content = head + row + b"\n" + b"\n" * 8_100_000 + row + b"\n"
    assert counts(victim.load(content, format_)) == ("completed", 2, 0, 0)


def test_a_file_of_a_header_alone_stores_nothing(victim: Bulk) -> None:
    for content in ("Text,Whole", "Text,Whole\n", "\ufeffText,Whole\r\n\r\n"):
        assert counts(victim.load(content)) == ("completed", 0, 0, 0)


def test_a_file_of_which_nothing_is_read_is_refused(victim: Bulk) -> None:
    job = victim.load("A,B\nx,y\n", columns={"A": None, "B": None})
    assert (job["state"], job["error"]["code"]) == ("failed", "bad_columns")


def test_every_cell_wrong_is_reported_within_bounds(victim: Bulk) -> None:
    content = b"Number,Whole\n" + b"x,y\n" * 60_000
    job = victim.load(content, on_error="skip")
    assert counts(job) == ("completed", 0, 0, 60_000)
    assert len(victim.report(job)) == 100_000
