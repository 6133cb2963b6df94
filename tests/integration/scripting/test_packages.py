"""Libraries besides the standard one, as far as an administrator chose them."""

import asyncio
import sys
from collections.abc import Iterator

import pytest

from aqtra.scripting.errors import PackageRefused, ScriptFailed
from aqtra.scripting.packages import VETTED, libraries
from aqtra.scripting.service import Scripts
from tests.integration.scripting.conftest import Bench

INSTALLED = ("lxml", "openpyxl", "pillow", "python-dateutil", "python-docx", "pyyaml", "xlsxwriter")
"""Of those that can be chosen, what every installation has."""
WORKBOOK = """
import base64, io, openpyxl, xlsxwriter
made = io.BytesIO()
with xlsxwriter.Workbook(made) as book:
    book.add_worksheet("Счета").write_row(0, 0, ["Итого", 12.5])
read = openpyxl.load_workbook(made)
item["got"] = [read.sheetnames, [cell.value for cell in read.active[1]]]
"""
DOCUMENT = """
import io, docx
document = docx.Document()
document.add_paragraph("Счёт")
kept = io.BytesIO()
document.save(kept)
item["got"] = [each.text for each in docx.Document(kept).paragraphs]
"""
PICTURE = """
import io
from PIL import Image
kept = io.BytesIO()
Image.new("RGB", (4, 3), "red").resize((8, 6)).save(kept, "PNG")
item["got"] = [list(Image.open(kept).size), list(Image.open(kept).getpixel((1, 1)))]
"""
DATES = """
from dateutil.parser import parse
from dateutil.relativedelta import relativedelta
item["got"] = (parse("31 January 2026") + relativedelta(months=1)).date()
"""


@pytest.fixture(scope="module")
def equipped(runner: asyncio.Runner) -> Iterator[Bench]:
    scripts = Scripts(packages=INSTALLED)
    yield Bench(runner, scripts)
    runner.run(scripts.close())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (WORKBOOK, [["Счета"], ["Итого", 12.5]]),
        (DOCUMENT, ["Счёт"]),
        (PICTURE, [[8, 6], [255, 0, 0]]),
        (DATES, "2026-02-28"),
        ("from lxml import etree\nitem['got'] = etree.fromstring('<a><b>ё</b></a>').xpath('string(b)')", "ё"),
        ("import yaml\nitem['got'] = yaml.safe_load('a: [1, ё]')", {"a": [1, "ё"]}),
    ],
    ids=["workbook", "document", "picture", "dates", "xml", "yaml"],
)
def test_a_chosen_library_works(equipped: Bench, source: str, expected: object) -> None:
    assert equipped.run(source) == [{"got": expected}]


def test_what_a_library_does_stays_in_the_jail(equipped: Bench) -> None:
    source = "from lxml import etree\netree.fromstring('<a/>').getroottree().write('/packages/left.xml')"
    with pytest.raises(ScriptFailed, match=r"Read-only|Permission"):
        equipped.run(source)


def test_what_was_not_chosen_is_not_there(bench: Bench) -> None:
    with pytest.raises(ScriptFailed, match="No module named 'openpyxl'"):
        bench.run("import openpyxl")


def test_dependencies_come_along() -> None:
    entries = {entry for library in libraries(["python-docx"]) for entry in library.entries}
    assert {"docx", "lxml", "typing_extensions.py"} <= entries


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("polars", "it needs threads"),
        ("Requests", "it opens sockets"),
        ("left-pad", "it is none of lxml, numpy"),
    ],
)
def test_a_name_that_cannot_be_had_is_refused_with_the_reason(name: str, reason: str) -> None:
    with pytest.raises(PackageRefused, match=f"scripts cannot have {name.lower()}: {reason}"):
        libraries([name])


def test_what_is_not_installed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    for name in VETTED:
        with pytest.raises(PackageRefused, match=f"{name} is not installed"):
            libraries([name])


def test_a_refusal_reaches_whoever_runs_a_script(runner: asyncio.Runner) -> None:
    with pytest.raises(PackageRefused, match="polars"):
        Bench(runner, Scripts(packages=("polars",))).run("pass")
