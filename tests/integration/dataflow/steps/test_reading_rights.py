"""A reader with a role in one entry of a restricted component: every step that reads shows that one entry."""

from typing import Any
from uuid import UUID

import pytest

from aqtra.catalogs.users import mirror_user
from aqtra.dataflow.catalogue import catalogue
from aqtra.dataflow.context import Cancelled
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind
from aqtra.identity.principals import load_principal
from aqtra.infra.database import Connection
from aqtra.kernel.principal import Principal
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.steps.reading import ADMINISTRATOR, VAULT, context_of, run, vault
from tests.integration.dataflow.steps.test_get_file_info import info, names, stored

ACCOUNT = 4811
REFERENCES = ItemModel((Field("ref", FieldType(Kind.CATALOG, component=VAULT)),))
ITEMS = [{"ref": number} for number in (1, 2, 3)]


@pytest.fixture
def reader(stocked: Platform) -> Principal:
    """May read the second of three entries."""
    for label in ("gold", "silver", "copper"):
        stocked.create(vault(), {"label": label}, by=ADMINISTRATOR)

    async def grant(conn: Connection) -> Principal:
        async with conn.transaction():
            for statement in (
                "INSERT INTO identity.account (id, user_name) OVERRIDING SYSTEM VALUE VALUES ({0}, 'reader')",
                "INSERT INTO identity.permission_set (id, domain, name) OVERRIDING SYSTEM VALUE VALUES ({0}, 'd', 's')",
                "INSERT INTO identity.role (id, domain, name) OVERRIDING SYSTEM VALUE VALUES ({0}, 'd', 'r')",
            ):
                await conn.execute(f"{statement.format(ACCOUNT)} ON CONFLICT DO NOTHING".encode())
            await conn.execute("DELETE FROM identity.account_role WHERE account_id = %s", (ACCOUNT,))
            await conn.execute("DELETE FROM identity.permission WHERE permission_set_id = %s", (ACCOUNT,))
            await conn.execute("DELETE FROM identity.role_permission WHERE role_id = %s", (ACCOUNT,))
            await conn.execute(
                "INSERT INTO identity.permission (permission_set_id, kind, component, verb) "
                "VALUES (%s, 'component', %s, 'read')",
                (ACCOUNT, VAULT),
            )
            await conn.execute("INSERT INTO identity.role_permission VALUES (%s, %s, NULL, NULL)", (ACCOUNT, ACCOUNT))
            await conn.execute(
                "INSERT INTO identity.account_role (account_id, role_id, context_component, context_entry) "
                "VALUES (%s, %s, %s, 2)",
                (ACCOUNT, ACCOUNT, VAULT),
            )
            return await load_principal(conn, ACCOUNT, "reader", "Reader")

    stocked.with_connection(lambda conn: mirror_user(conn, ACCOUNT, "Reader"))
    return stocked.with_connection(grant, owner=True)


def test_get_entity_by_id(stocked: Platform, reader: Principal) -> None:
    settings = {"component": VAULT, "src_field": "ref", "dst_field_name": "_v"}
    found = run(stocked, "get_entity_by_id", ITEMS, model=REFERENCES, by=reader, **settings)
    assert [item["_v"] and item["_v"]["data"]["label"] for item in found.items] == [None, "silver", None]


def test_query_entity_by_filter(stocked: Platform, reader: Principal) -> None:
    settings = {"component": VAULT, "dst_field_name": "_v"}
    rule = {"field": "label", "operator": "contains", "value": {"path": "part"}}
    items = [{"part": part} for part in ("o", "l", "silver", "gold")]
    found = run(stocked, "query_entity_by_filter", items, by=reader, filter=[rule], **settings)
    labels = [[entry["data"]["label"] for entry in item["_v"]] for item in found.items]
    assert labels == [[], ["silver"], ["silver"], []]
    # What is out of sight does not count as left out either.
    assert run(stocked, "query_entity_by_filter", ITEMS, by=reader, top=1, **settings).warnings == []


def test_lookup_reference(stocked: Platform, reader: Principal) -> None:
    mapping = [{"target": "label", "source": "label"}]
    items = [{"label": label} for label in ("gold", "silver")]
    found = run(stocked, "lookup_reference", items, by=reader, component=VAULT, field_name="_v", key_mapping=mapping)
    assert [item["_v"] for item in found.items] == [None, 2]


def test_load_catalogs_by_key(stocked: Platform, reader: Principal) -> None:
    found = run(stocked, "load_catalogs_by_key", ITEMS, model=REFERENCES, by=reader)
    assert [item["ref"]["data"] and item["ref"]["data"]["label"] for item in found.items] == [None, "silver", None]


def test_prepare_external_keys(stocked: Platform, reader: Principal) -> None:
    found = run(stocked, "prepare_external_keys", ITEMS, model=REFERENCES, by=reader)
    assert [item["ref"] for item in found.items] == [None, "silver", None]


def test_get_file_info(stocked: Platform, reader: Principal) -> None:
    files = [stored(stocked, component=VAULT, property_id="deed") for _ in ITEMS]
    table = stocked.definitions.component(VAULT)
    assert table is not None
    for number, file_id in enumerate(files, 1):
        statement = f"UPDATE catalogs.{table.table.table} SET {table.table.columns['deed']} = %s WHERE id = %s"
        stocked.sql(statement, UUID(file_id), number)
    assert names(info(stocked, *files, by=reader)) == [None, "Scan 1.PDF", None]


@pytest.mark.parametrize(
    ("step_id", "settings"),
    [
        ("get_entity_by_id", {"component": VAULT, "src_field": "ref", "dst_field_name": "_v"}),
        ("query_entity_by_filter", {"component": VAULT, "dst_field_name": "_v"}),
        ("load_catalogs_by_key", {}),
        ("prepare_external_keys", {}),
    ],
)
def test_a_run_that_was_cancelled_reads_nothing_more(stocked: Platform, step_id: str, settings: Any) -> None:
    table = Table.from_items(ITEMS, REFERENCES)
    ctx = context_of(stocked, step_id, table, ADMINISTRATOR)
    ctx.shared.cancellation.ask()
    step = catalogue().get(step_id)
    assert step is not None
    with pytest.raises(Cancelled):
        stocked.run(step.run(table, step.settings.model_validate(settings), ctx))
