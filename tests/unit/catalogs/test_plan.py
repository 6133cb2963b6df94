"""The planner: pure, reversible, and with nothing to do when nothing changed."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.catalogs import names
from aqtra.catalogs.columns import storage_of, target_of
from aqtra.catalogs.ddl.plan import MigrationPlan, UnknownTarget, plan
from aqtra.catalogs.ddl.steps import BuildIndex, Change, Step
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
            if draw(st.booleans()):
                settings |= {"component": None, "items": draw(st.sampled_from(["string", "number", "uri"]))}
        if kind == "string":
            settings["min_length"] = draw(st.none() | st.integers(0, 3))
        properties.append(property_(f"name_{id_}", kind, **settings) | {"id": id_})
    return ComponentDocument.model_validate({"key": KEY, "settings": {"title": "T"}, "properties": properties})


def planned(old: ComponentDocument | None, new: ComponentDocument, *, tolerant: bool = False) -> MigrationPlan:
    before = None if old is None else plan(None, None, old, {KEY, OTHER}).layout
    return plan(old, before, new, {KEY, OTHER}, tolerant=tolerant)


def statements_of(step: Step) -> Sequence[str]:
    return step.run if isinstance(step, Change) else (step.run,)


@given(documents())
def test_nothing_is_done_when_nothing_changed(document: ComponentDocument) -> None:
    again = planned(document, document)
    assert (again.checks, again.structure, again.references, again.loosen, again.destructive) == ((), (), (), (), ())


@given(documents(), documents(), st.booleans())
def test_every_step_that_makes_something_can_be_taken_back(
    old: ComponentDocument, new: ComponentDocument, tolerant: bool
) -> None:
    change = planned(old, new, tolerant=tolerant)
    for step in (*change.structure, *change.loosen, *planned(None, new).structure):
        if isinstance(step, Change | BuildIndex):
            assert step.undo, step.run


@given(documents(), documents(), st.booleans())
def test_nothing_that_the_version_in_use_needs_is_dropped(
    old: ComponentDocument, new: ComponentDocument, tolerant: bool
) -> None:
    change = planned(old, new, tolerant=tolerant)
    run = "\n".join(statement for step in (*change.structure, *change.loosen) for statement in statements_of(step))
    assert not re.search("DROP (COLUMN|TABLE|INDEX)|ALTER COLUMN|RENAME", run)


@given(documents(), documents(), st.booleans())
def test_statements_that_look_at_rows_do_not_hold_locks_over_others(
    old: ComponentDocument, new: ComponentDocument, tolerant: bool
) -> None:
    change = planned(old, new, tolerant=tolerant)
    for step in (*change.structure, *change.loosen):
        if isinstance(step, Change):
            for added in re.findall(
                r"ADD CONSTRAINT.*?(?=, (?:ADD|DROP) CONSTRAINT|$)", "\n".join(step.run), re.DOTALL
            ):
                assert added.rstrip().endswith("NOT VALID"), added


@given(documents(), documents())
def test_values_that_cannot_be_kept_are_asked_for(old: ComponentDocument, new: ComponentDocument) -> None:
    change = planned(old, new)
    asked = {prop for check in change.checks if check.rule == "type" for prop in check.properties}
    assert {found.property_id for found in change.destructive if found.kind == "retyped"} == asked


@given(documents(), documents(), documents())
def test_the_layout_holds_the_stored_properties_and_remembers_all_others(
    first: ComponentDocument, second: ComponentDocument, third: ComponentDocument
) -> None:
    layouts = [plan(None, None, first, {KEY, OTHER}).layout]
    for old, new in ((first, second), (second, third)):
        layouts.append(plan(old, layouts[-1], new, {KEY, OTHER}).layout)
    places = [set(layout.columns.values()) | set(layout.link_tables.values()) for layout in layouts]
    assert set(layouts[-1].columns) | set(layouts[-1].link_tables) == {p.id for p in third.properties if not p.virtual}
    assert set(layouts[-1].retired) == (places[0] | places[1]) - places[2]


@given(documents(), documents(), documents())
def test_a_property_that_returns_with_its_type_finds_its_place(
    first: ComponentDocument, second: ComponentDocument, third: ComponentDocument
) -> None:
    layout = plan(None, None, first, {KEY, OTHER}).layout
    between = plan(first, layout, second, {KEY, OTHER}).layout
    back = plan(second, between, third, {KEY, OTHER}).layout
    before = {prop.id: prop for prop in first.properties if not prop.virtual}
    meanwhile = {prop.id for prop in second.properties if not prop.virtual}
    for prop in third.properties:
        then = before.get(prop.id)
        if prop.virtual or then is None or prop.id in meanwhile:
            continue
        if (storage_of(then), target_of(then)) == (storage_of(prop), target_of(prop)):
            place = back.columns.get(prop.id) or back.link_tables[prop.id]
            assert place == (layout.columns.get(prop.id) or layout.link_tables[prop.id])


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


@given(
    st.uuids(),
    st.from_regex(r"\A[A-Za-z0-9_-]{1,40}\Z"),
    st.sampled_from(["required", "min_length", "reference"]),
    st.integers(1, 999),
)
def test_names_fit_into_the_database_and_tell_property_and_rule(
    key: UUID, property_id: str, rule: str, number: int
) -> None:
    constraint = names.constraint_name(property_id, rule, number)
    column = names.column_name(property_id, number)
    assert (names.property_of(column), names.number_of(column)) == (property_id, number)
    read = names.read_constraint(constraint)
    assert read is not None
    assert (read.property_id, read.rule) == (property_id, rule)
    for name in (
        constraint,
        names.table_name(key),
        column,
        names.link_table_name(key, property_id, number),
        names.index_name(key, property_id, "search", number),
        names.key_index_name(key, [column]),
        names.synchronizer_name(key, column),
    ):
        assert len(name.encode()) <= names.LONGEST_NAME


def test_long_names_stay_different() -> None:
    ids = ["x" * 39 + last for last in "abc"]
    assert len({names.link_table_name(KEY, id_) for id_ in ids}) == 3


def test_other_constraints_tell_nothing() -> None:
    assert names.read_constraint("created_by") is None
    assert names.read_constraint("c_x__key") is None
