"""The planner: pure, reversible, and with nothing to do when nothing changed."""

import re
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.catalogs import names
from aqtra.catalogs.ddl.plan import MigrationPlan, UnknownTarget, plan
from aqtra.catalogs.ddl.row_checks import RowCheck
from aqtra.catalogs.ddl.statements import Statement
from aqtra.metadata.documents import ComponentDocument
from tests.support.components import property_

KEY = UUID("00000000-0000-4000-8000-000000000009")
OTHER = UUID("00000000-0000-4000-8000-00000000000a")
TYPES = ["string", "integer", "number", "boolean", "datetime", "date", "time", "uri", "catalog", "array", "file"]


@st.composite
def documents(draw: st.DrawFn) -> ComponentDocument:
    """Models over the same few property ids, so that two of them differ in every way there is."""
    properties = []
    for id_ in draw(st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True)):
        kind = draw(st.sampled_from(TYPES))
        settings: dict[str, Any] = draw(
            st.fixed_dictionaries({flag: st.booleans() for flag in ("required", "primary_key", "query", "virtual")})
        )
        if kind in ("catalog", "array"):
            settings["component"] = str(draw(st.sampled_from([KEY, OTHER])))
        if kind == "array":
            settings["primary_key"] = False
        if kind == "string":
            settings["min_length"] = draw(st.none() | st.integers(0, 3))
        properties.append(property_(f"name_{id_}", kind, **settings) | {"id": id_})
    return ComponentDocument.model_validate({"key": KEY, "settings": {"title": "T"}, "properties": properties})


def planned(old: ComponentDocument | None, new: ComponentDocument) -> MigrationPlan:
    before = None if old is None else plan(None, None, old, {KEY, OTHER}).layout
    return plan(old, before, new, {KEY, OTHER})


@given(documents())
def test_nothing_is_done_when_nothing_changed(document: ComponentDocument) -> None:
    again = planned(document, document)
    assert (again.structure, again.references, again.destructive) == ((), (), ())


@given(documents(), documents())
def test_every_statement_that_makes_something_can_be_taken_back(old: ComponentDocument, new: ComponentDocument) -> None:
    change = planned(old, new)
    for step in (*change.structure, *change.references):
        if isinstance(step, Statement) and not re.match(r"LOCK|GRANT|CREATE INDEX ON", step.run):
            assert step.undo is not None, step.run


@given(documents(), documents())
def test_no_column_with_data_is_dropped_unasked(old: ComponentDocument, new: ComponentDocument) -> None:
    change = planned(old, new)
    asked = {
        prop
        for step in change.structure
        if isinstance(step, RowCheck) and step.rule == "type"
        for prop in step.properties
    }
    dropped = {
        match.group(1)
        for step in change.structure
        if isinstance(step, Statement) and (match := re.search(r'DROP COLUMN "p_(\w+)"', step.run))
    }
    assert dropped <= asked
    assert {found.property_id for found in change.destructive if found.kind == "retyped"} == asked


@given(documents(), documents())
def test_the_layout_holds_the_stored_properties_and_remembers_the_others(
    old: ComponentDocument, new: ComponentDocument
) -> None:
    layout = planned(old, new).layout
    stored = {prop.id for prop in new.properties if not prop.virtual}
    assert set(layout.columns) | set(layout.link_tables) == stored
    assert set(layout.retired) == {prop.id for prop in old.properties if not prop.virtual} - stored


@given(documents(), documents(), documents())
def test_a_property_that_returns_finds_its_column(
    first: ComponentDocument, second: ComponentDocument, third: ComponentDocument
) -> None:
    there = plan(first, plan(None, None, first, {KEY, OTHER}).layout, second, {KEY, OTHER})
    back = plan(second, there.layout, third, {KEY, OTHER})
    known = {prop.id for document in (first, second) for prop in document.properties if not prop.virtual}
    added = {
        match.group(1)
        for step in back.structure
        if isinstance(step, Statement) and (match := re.search(r'ADD COLUMN "p_(\w+)"', step.run))
    }
    rebuilt = {
        prop
        for step in back.structure
        if isinstance(step, RowCheck) and step.rule == "type"
        for prop in step.properties
    }
    assert added & known <= rebuilt


def test_a_target_without_a_table_is_refused() -> None:
    document = ComponentDocument.model_validate(
        {
            "key": KEY,
            "settings": {"title": "T"},
            "properties": [property_("a", "catalog", component=str(OTHER))],
        }
    )
    with pytest.raises(UnknownTarget):
        plan(None, None, document, {KEY})


@given(st.uuids(), st.from_regex(r"\A[A-Za-z0-9_-]{1,40}\Z"), st.sampled_from(["required", "min_length", "reference"]))
def test_names_fit_into_the_database_and_tell_property_and_rule(key: UUID, property_id: str, rule: str) -> None:
    constraint = names.constraint_name(property_id, rule)
    read = names.read_constraint(constraint)
    assert read is not None
    assert (read.property_id, read.rule) == (property_id, rule)
    for name in (
        constraint,
        names.table_name(key),
        names.link_table_name(key, property_id),
        names.index_name(key, property_id, "search"),
        names.key_index_name(key),
    ):
        assert len(name.encode()) <= names.LONGEST_NAME


def test_long_names_stay_different() -> None:
    ids = ["x" * 39 + last for last in "abc"]
    assert len({names.link_table_name(KEY, id_) for id_ in ids}) == 3


def test_other_constraints_tell_nothing() -> None:
    assert names.read_constraint("created_by") is None
    assert names.read_constraint("c_x__key") is None
