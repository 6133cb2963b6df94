"""Sources of scripts: what compiles, and what is known of an item afterwards."""

import pytest

from aqtra.dataflow.items.types import ANY, INTEGER, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.script_source import LONGEST, read_script
from aqtra.metadata.scripts.parsing import ScriptSyntax

DATA = FieldType(Kind.OBJECT, fields=(Field("Total", INTEGER),))
MODEL = ItemModel((Field("id", INTEGER), Field("data", DATA)))


def after(source: str) -> ItemModel:
    return read_script(source).after(MODEL)


def kind(source: str, name: str) -> Kind | None:
    field = after(source).field(name)
    return field and field.type.kind


class TestVariables:
    @pytest.mark.parametrize(
        "source",
        [
            'item["_x@integer"] = 1',
            'item["_x@integer"] += 1',
            'item["_x@integer"]: int = 1',
            'a, item["_x@integer"] = 1, 2',
            'if item["id"]:\n    for item["_x@integer"] in (1, 2):\n        pass',
            'def late():\n    item["_x@integer"] = 1\nlate()',
            'with open("x") as item["_x@integer"]:\n    pass',
        ],
    )
    def test_every_assignment_is_seen(self, source: str) -> None:
        assert kind(source, "_x@integer") is Kind.INTEGER
        assert not after(source).open

    def test_one_without_suffix_is_any(self) -> None:
        field = after('item["note"] = 1').field("note")
        assert field is not None
        assert (field.type, field.untyped) == (ANY, True)

    def test_a_known_member_that_is_written_may_be_anything(self) -> None:
        assert kind('item["id"] = "seven"', "id") is Kind.ANY

    def test_they_come_in_the_order_of_the_text(self) -> None:
        written = read_script('if item["id"]:\n    item["b"] = 1\nitem["a"] = 2\nitem["b"] = 3').variables
        assert written == ("b", "a")

    def test_reading_adds_nothing(self) -> None:
        assert after('x = item["_x@integer"]\ny = item["data"]["Other"]\nitem.get("z")\n"a" in item') == MODEL

    def test_a_variable_of_another_name_is_not_the_item(self) -> None:
        assert after('other = {}\nother["_x@integer"] = 1') == MODEL


class TestProperties:
    def test_they_join_those_that_are_known(self) -> None:
        field = after('item["data"]["Total"] = 1\nitem["data"]["Note"] = ""').field("data")
        assert field is not None
        assert [(found.name, found.type) for found in field.type.fields or ()] == [("Total", INTEGER), ("Note", ANY)]

    def test_an_item_without_data_gets_it(self) -> None:
        field = read_script('item["data"]["Note"] = ""').after(ItemModel()).field("data")
        assert field is not None
        assert [found.name for found in field.type.fields or ()] == ["Note"]


class TestWhatCannotBeKnown:
    @pytest.mark.parametrize(
        "source",
        [
            "item[input()] = 1",
            "item.update(a=1)",
            'item.setdefault("a", 1)',
            'same = item\nsame["a"] = 1',
            "print(item)",
            'item = {"a": 1}',
            'vars()["item"]["a"] = 1; f = lambda: item',
        ],
    )
    def test_it_leaves_the_model_open(self, source: str) -> None:
        assert after(source).open


class TestSyntax:
    @pytest.mark.parametrize(
        ("source", "line", "column"),
        [
            ("x = 1\nif x\n    pass", 2, 5),
            ("\n\nreturn 1", 3, 1),
            ("a\0b", 1, 1),
        ],
    )
    def test_the_place_is_named(self, source: str, line: int, column: int) -> None:
        with pytest.raises(ScriptSyntax) as refused:
            read_script(source)
        assert (refused.value.line, refused.value.column) == (line, column)

    @pytest.mark.parametrize(
        "source",
        [
            "x = " + "-" * 90_000 + "1",
            "(" * 50_000,
            "a" + ".a" * 45_000,
            "x = " + "1 + " * 20_000 + "1",
            "x = " + "lambda: " * 12_000 + "1",
            "x = " + "1 if 1 else " * 8_000 + "1",
            "if 1: pass\n" + "elif 1: pass\n" * 7_000,
            "x" * (LONGEST + 1),
        ],
    )
    def test_hostile_sources_are_refused(self, source: str) -> None:
        with pytest.raises(ScriptSyntax):
            read_script(source)

    def test_nothing_is_run(self) -> None:
        read_script("raise SystemExit")
