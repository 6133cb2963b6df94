"""Numbers, dates and instants are the same digit by digit in the database, in the API and behind a flow."""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.catalogs.names import column_name, table_name
from tests.integration.dataflow.flows import answer, flow, get, save
from tests.oracle.conftest import many
from tests.oracle.exact import KINDS, Values, entries, shown
from tests.support.client import Client
from tests.support.components import create_component, property_, publish, save_component
from tests.support.installation import Installation

SAVE = uuid4()


@pytest.fixture(scope="module")
def component(builder: Client) -> dict[str, Any]:
    """A published component with the five types and a flow that saves them."""
    stored = create_component(builder, "Exact values", [property_(name, kind) for name, kind in KINDS.items()])
    key = stored["document"]["key"]
    mapping = [{"target": name, "source": f"data.{name}"} for name in KINDS]
    steps = get(), save(component=key, name_field=None, fields_mapping=mapping), answer()
    document = {**stored["document"], "flows": [{**flow(SAVE, "Save", *steps), "key": str(SAVE)}]}
    stored = save_component(builder, stored, document)
    assert publish(builder, stored)["state"] == "completed"
    return dict(stored["document"])


@pytest.fixture(scope="module")
def row_of(installation: Installation, component: dict[str, Any]) -> Callable[[int], Values]:
    """The stored values of an entry, past every layer of the platform."""
    columns = {prop["name"]: column_name(prop["id"]) for prop in component["properties"]}
    listed = ", ".join(f'"{column}"' for column in columns.values())
    statement = f'SELECT {listed} FROM catalogs."{table_name(UUID(component["key"]))}" WHERE id = %s'

    def read(entry_id: int) -> Values:
        with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"]) as conn:
            row = conn.execute(statement.encode(), (entry_id,)).fetchone()
        assert row is not None
        return dict(zip(columns, row, strict=True))

    return read


@many
@given(entry=entries())
def test_the_api_answers_what_was_written_to_the_last_digit(
    builder: Client,
    component: dict[str, Any],
    row_of: Callable[[int], Values],
    asked: Callable[[], None],
    entry: tuple[Values, Values],
) -> None:
    sent, meant = entry
    path = f"/api/v1/entries/{component['key']}"
    asked()
    created = builder.post(path, json={"data": sent})
    assert created.status_code == 201, created.text
    assert created.json()["data"] == shown(meant)
    entry_id = created.json()["id"]
    stored = row_of(entry_id)
    assert stored == meant
    assert isinstance(stored["amount"], Decimal)
    assert isinstance(stored["day"], date)
    assert isinstance(stored["hour"], time)
    assert isinstance(stored["moment"], datetime)
    found = builder.get(path, params={"$filter": _all_equal(meant, entry_id)}).json()["value"]
    assert [one["data"] for one in found] == [shown(meant)]


@many
@given(entry=entries(), as_numbers=st.booleans())
def test_a_flow_stores_and_answers_what_it_was_given(
    builder: Client,
    component: dict[str, Any],
    row_of: Callable[[int], Values],
    asked: Callable[[], None],
    entry: tuple[Values, Values],
    as_numbers: bool,
) -> None:
    sent, meant = entry
    asked()
    body = _model(sent, as_numbers=as_numbers)
    path = f"/api/v1/workplace/components/{component['key']}/flows/{SAVE}/run"
    response = builder.post(path, content=body, headers={"content-type": "application/json"})
    assert response.status_code == 200, response.text
    (item,) = response.json()["items"]
    stored = builder.get(f"/api/v1/entries/{component['key']}/{item['id']}").json()["data"]
    assert stored == shown(meant)
    assert row_of(item["id"]) == meant
    assert _comparable(item["data"]) == _comparable(shown(meant))


def _all_equal(meant: Values, entry_id: int) -> str:
    """Every value as a literal of a filter."""
    texts = shown(meant)
    literals = {name: str(texts[name]) for name in KINDS} | {"whole": str(meant["whole"])}
    literals["moment"] = literals["moment"].replace("+00:00", "Z")
    # A number beyond what a literal may have after its point is quoted like any large one.
    literals["amount"] = f"'{literals['amount']}'"
    return " and ".join([f"id eq {entry_id}", *(f"{name} eq {text}" for name, text in literals.items())])


def _model(sent: Values, *, as_numbers: bool) -> str:
    """The body of a run; with `as_numbers` the numbers stand in it as JSON numbers of any length."""
    body = json.dumps({"model": {"id": 0, "data": sent}})
    if as_numbers:
        for name in ("amount", "whole"):
            body = body.replace(f'"{name}": "{sent[name]}"', f'"{name}": {sent[name]}')
    return body


def _comparable(data: Values) -> Values:
    """A flow may write an instant in another valid form; what it says must be the same."""
    return {name: datetime.fromisoformat(value) if name == "moment" else str(value) for name, value in data.items()}
