"""Texts with placeholders: what they may hold, and what becomes of values."""

from typing import Any

import pytest
from hypothesis import given

from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, STRING, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.text_template import TemplateError, filled, filled_once, parse_template, paths_of
from tests.unit.dataflow.held_files import HeldFiles
from tests.unit.dataflow.items import TEXT
from tests.unit.dataflow.steps.file_steps import EXPORT, context

MODEL = ItemModel(
    (
        Field("text", STRING),
        Field("total", FieldType(Kind.NUMBER)),
        Field("day", FieldType(Kind.DATE)),
        Field("flag", FieldType(Kind.BOOLEAN)),
        Field("any", ANY),
        Field("odd } name", STRING),
        Field("data", FieldType(Kind.OBJECT, fields=(Field("n", FieldType(Kind.INTEGER)),))),
    )
)


def fill(text: str, *items: dict[str, Any]) -> list[str]:
    return filled(text, Table.from_items(items, MODEL), context(EXPORT, HeldFiles())).to_list()


@pytest.mark.parametrize(
    ("text", "item", "expected"),
    [
        ("", {}, ""),
        ("plain } text", {}, "plain } text"),
        ("{{text}", {}, "{text}"),
        ("{{{text}}", {"text": "x"}, "{x}"),
        ("{ text }!", {"text": "x"}, "x!"),
        ("{text}", {}, ""),
        ("{total}", {"total": "1234567890.50"}, "1234567890.50"),
        ("{day}", {"day": "2026-01-31"}, "2026-01-31"),
        ("{flag}", {"flag": True}, "true"),
        ("{data.n}{text}", {"data": {"n": 7}, "text": "{day}"}, "7{day}"),
        ("{data}", {"data": {"n": 7}}, '{"n":7}'),
        ('{["odd } name"]}', {"odd } name": "x"}, "x"),
        ("{any}", {"any": "text"}, "text"),
        ("{any}", {"any": 1.5}, "1.5"),
        ("{any.deep[1]}", {"any": {"deep": [1, [2]]}}, "[2]"),
        ("{$today} {$user.id}", {}, "2026-01-31 "),
    ],
)
def test_placeholders_become_values_in_their_neutral_form(text: str, item: dict[str, Any], expected: str) -> None:
    assert fill(text, item) == [expected]


def test_every_item_fills_the_template_for_itself() -> None:
    assert fill("<{text}>", {"text": "a"}, {"text": None}, {"text": "b"}) == ["<a>", "<>", "<b>"]
    assert fill("<{text}>") == []


def test_a_path_the_items_do_not_have_is_empty_and_warned_of() -> None:
    ctx = context(EXPORT, HeldFiles())
    assert filled("a{gone}b", Table.from_items([{}], MODEL), ctx).to_list() == ["ab"]
    assert [warning.code for warning in ctx.shared.warnings] == ["missing_path"]


def test_without_items_only_run_variables_have_values() -> None:
    ctx = context(EXPORT, HeldFiles())
    assert filled_once("{text}{$today}{{", Table.empty(MODEL), ctx) == "2026-01-31{"
    assert filled_once("{text}", Table.from_items([{"text": "first"}, {"text": "second"}], MODEL), ctx) == "first"


@pytest.mark.parametrize("text", ["{", "a {", "{a", "{a b}", "{}", "{a{b}", "{1a..b}", '{["a}'])
def test_what_is_no_template_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(TemplateError, match="character"):
        parse_template(text)


def test_the_paths_of_a_template_are_what_is_checked_at_design_time() -> None:
    assert paths_of("{{no} {data.n} and {$now}") == ("data.n", "$now")


@given(TEXT)
def test_a_text_whose_braces_are_doubled_is_itself(text: str) -> None:
    assert fill(text.replace("{", "{{"), {}) == [text]


@given(TEXT)
def test_values_are_never_read_as_templates(text: str) -> None:
    assert fill("{text}", {"text": text}) == [text]
