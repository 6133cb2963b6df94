"""The mark of a secret: it goes with the values, and nothing that is marked is shown."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow import envelope
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.table import Table, concatenate
from aqtra.dataflow.items.types import ANY, INTEGER, STRING, Field, FieldType, ItemModel, Kind, union
from aqtra.dataflow.models import Trigger
from tests.unit.dataflow import running

DATA = FieldType(Kind.OBJECT, fields=(Field("user", STRING), Field("password", STRING)))
MODEL = ItemModel((Field("id", INTEGER), Field("data", DATA), Field("_code@string", STRING, secret=True)))
ITEM: dict[str, Any] = {"id": 1, "data": {"user": "ada", "password": "hidden-1"}, "_code@string": "hidden-2"}
PASSWORD = parse_path("data.password")


def table(model: ItemModel = MODEL, *items: dict[str, Any]) -> Table:
    return Table.from_items(items or (ITEM,), model)


def shown(found: Table) -> Any:
    return json.loads(found.without_secrets().to_json())


def test_a_secret_variable_is_left_out() -> None:
    assert shown(table()) == [{"id": 1, "data": {"user": "ada", "password": "hidden-1"}}]


def test_a_member_of_an_object_can_be_secret() -> None:
    assert shown(table().with_secret(PASSWORD)) == [{"id": 1, "data": {"user": "ada"}}]


def test_the_last_member_leaves_an_empty_object_and_null_stays_null() -> None:
    model = ItemModel((Field("data", FieldType(Kind.OBJECT, fields=(Field("password", STRING),))),))
    found = table(model, {"data": {"password": "x"}}, {"data": None}).with_secret(PASSWORD)
    assert shown(found) == [{"data": {}}, {"data": None}]


def test_items_of_nothing_but_secrets_are_counted_still() -> None:
    model = ItemModel((Field("_code", STRING, secret=True),))
    assert shown(table(model, {"_code": "x"}, {"_code": "y"})) == [{}, {}]


def test_what_cannot_be_told_apart_is_secret_as_a_whole() -> None:
    for undeclared in (ANY, FieldType(Kind.ARRAY, element=DATA)):
        model = ItemModel((Field("data", undeclared),))
        assert shown(table(model, {"data": None}).with_secret(parse_path("data.password"))) == [{}]
        assert model.with_secret(parse_path("data[*].password")).fields[0].secret is True


def test_a_path_that_leads_nowhere_marks_nothing() -> None:
    assert table().with_secret(parse_path("nothing.here")).model == MODEL


def test_replacing_a_variable_replaces_its_mark() -> None:
    assert MODEL.with_field(Field("_code@string", STRING)).field("_code@string") == Field("_code@string", STRING)


def test_a_mapping_on_purpose_discloses() -> None:
    secret = Field("copy", MODEL.with_secret(PASSWORD).type, secret=True)
    assert secret.disclosed() == Field(
        "copy", FieldType(Kind.OBJECT, fields=tuple(f.disclosed() for f in MODEL.fields))
    )
    assert ItemModel((secret.disclosed(),)).without_secrets() == ItemModel((secret.disclosed(),))


def test_a_union_keeps_the_secret_of_either_side() -> None:
    plain = ItemModel((Field("_code@string", STRING),))
    for models in ((MODEL, plain), (plain, MODEL)):
        assert union(models).field("_code@string").secret is True  # type: ignore[union-attr]
    together = concatenate([table(), table(plain, {"_code@string": "hidden-3"})])
    assert "hidden" not in json.dumps([item.get("_code@string") for item in shown(together)])


def test_a_secret_that_loses_its_place_hides_all_around_it() -> None:
    one = table().with_secret(PASSWORD)
    other = table(ItemModel((Field("data", STRING),)), {"data": "open"})
    assert "hidden-1" not in concatenate([one, other]).without_secrets().to_json().decode()


_NAMES = st.sampled_from(["a", "b", "c"])
_MEMBERS = st.dictionaries(_NAMES, st.booleans(), min_size=1)


@given(outer=_MEMBERS, inner=_MEMBERS)
def test_nothing_marked_is_ever_shown(outer: dict[str, bool], inner: dict[str, bool]) -> None:
    inside = FieldType(Kind.OBJECT, fields=tuple(Field(name, STRING, secret=hides) for name, hides in inner.items()))
    model = ItemModel(tuple(Field(name, inside, secret=hides) for name, hides in outer.items()))
    item = {name: {member: f"{hides or inner[member]}" for member in inner} for name, hides in outer.items()}
    (left,) = shown(table(model, item))
    assert set(left) == {name for name, hides in outer.items() if not hides}
    assert "True" not in json.dumps(left)


def test_a_response_holds_no_secret() -> None:
    async def give(_table: Table, _ctx: Any) -> Table:
        return table()

    outcome = running.run(running.step("a", give, trigger=Trigger.USER_CALL), running.answer("b", "a"))
    assert json.loads(outcome.items) == [{"id": 1, "data": {"user": "ada", "password": "hidden-1"}}]


def test_hidden_warnings_do_not_show_in_the_state() -> None:
    async def warn(_table: Table, ctx: Any) -> Table:
        ctx.warn("user_not_found", "nobody", hidden=True)
        return table()

    outcome = running.run(running.step("a", warn, trigger=Trigger.USER_CALL))
    assert (outcome.state, [warning.code for warning in outcome.warnings]) == ("completed", ["user_not_found"])
    assert json.loads(envelope.of_outcome(outcome))["warnings"] == []
