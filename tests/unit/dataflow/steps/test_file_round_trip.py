"""What is exported comes back the same, whatever the items and the format."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind
from tests.unit.dataflow.items import values
from tests.unit.dataflow.steps.file_steps import KINDS, PROPERTIES, exported, imported

MODEL = ItemModel(tuple(Field(name, FieldType(Kind(KINDS.get(kind, kind)))) for name, kind in PROPERTIES))
MAPPING = {name: name for name, _ in PROPERTIES}
# XML and workbooks hold no control characters; in a CSV file they are the mark of something that is no text.
PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=20)
NO_BINARY = st.text(
    st.one_of(st.characters(exclude_categories=("Cs", "Cc")), st.sampled_from("\t\n\r=+-@\"';")), max_size=20
)
FORMATS = {"csv": "csv", "excel": "xlsx", "json": "json", "xml": "xml", "parquet": "parquet"}


def items(text: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    fields = {field.name: values(field.type) for field in MODEL.fields}
    return st.lists(st.fixed_dictionaries({**fields, "Text": st.none() | text}), max_size=12)


def comparable(item: dict[str, Any], *, formulas: bool) -> dict[str, Any]:
    found = dict(item)
    found["Number"] = None if item["Number"] is None else Decimal(item["Number"])
    found["Whole"] = None if item["Whole"] is None else int(item["Whole"])
    moment = item["Moment"]
    found["Moment"] = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    found["Day"] = None if item["Day"] is None else str(item["Day"])
    text = item["Text"] or None
    if formulas and text and text.startswith(("=", "+", "-", "@", "\t", "\r")):
        text = f"'{text}"
    found["Text"] = text
    return found


def check(made: list[dict[str, Any]], kind: str) -> None:
    _, _, content = exported(made, MODEL, kind)
    found = imported(content, MAPPING, FORMATS[kind])
    assert [comparable(item["data"], formulas=False) for item in found] == [
        comparable(item, formulas=kind == "csv") for item in made
    ]


@settings(max_examples=60, deadline=None)
@given(items(NO_BINARY))
def test_csv(made: list[dict[str, Any]]) -> None:
    check(made, "csv")


@settings(max_examples=60, deadline=None)
@given(items(st.text(st.characters(exclude_categories=("Cs",)), max_size=20)))
def test_json(made: list[dict[str, Any]]) -> None:
    check(made, "json")


@settings(max_examples=60, deadline=None)
@given(items(PLAIN))
def test_xml(made: list[dict[str, Any]]) -> None:
    check(made, "xml")


@settings(max_examples=4, deadline=None)
@given(items(PLAIN))
def test_workbooks(made: list[dict[str, Any]]) -> None:
    """A row in which every cell is empty is no row."""
    check([item for item in made if any(value not in (None, "") for value in item.values())], "excel")


@settings(max_examples=4, deadline=None)
@given(items(st.text(st.characters(exclude_categories=("Cs",)), max_size=20)))
def test_parquet(made: list[dict[str, Any]]) -> None:
    check(made, "parquet")


@pytest.mark.parametrize("kind", FORMATS)
def test_an_empty_stream_is_a_file_without_rows(kind: str) -> None:
    check([], kind)
