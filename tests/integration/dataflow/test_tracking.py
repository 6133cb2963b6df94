"""What flows leave in the change history."""

from typing import Any

import pytest

from aqtra.dataflow.catalogue import catalogue
from aqtra.dataflow.items.table import Table
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.catalogs.test_history import changes, history
from tests.integration.dataflow.flows import INVOICE, invoice
from tests.integration.dataflow.test_steps import context, example_model


def update(platform: Platform, **params: Any) -> None:
    """One run of the step Update entry on the first entry."""
    (step,) = [found for found in catalogue() if found.id == "update_entry"]
    mapping = [{"target": "InvoiceNumber", "source": "number@string"}]
    settings = step.settings.model_validate(
        {"component": str(INVOICE), "field_component_key": "id", "fields_mapping": mapping, **params}
    )
    items = ({"id": 1, "number@string": "R-2"},)
    table = Table.from_items(items, example_model(items))
    platform.run(step.run(table, settings, context(platform, step, table)))


@pytest.fixture
def entry_id(fresh: Platform) -> int:
    document = invoice()
    return int(fresh.create(document, {"InvoiceNumber": "R-1"})["id"])


def test_a_flow_is_tracked_under_the_name_of_who_ran_it(fresh: Platform, entry_id: int) -> None:
    update(fresh)
    latest = history(fresh, invoice(), entry_id)["value"][0]
    assert changes(latest) == {"InvoiceNumber": ("R-1", "R-2")}
    assert latest["by"]["id"] == MEMBER.user_id


@pytest.mark.parametrize("marking", [False, True])
def test_no_tracking_leaves_nothing_in_the_history(fresh: Platform, entry_id: int, marking: bool) -> None:
    fresh.sql("TRUNCATE catalogs.change")
    update(fresh, no_tracking=True, mark_entry_for_deletion=marking)
    [(number, is_marked)] = fresh.sql(
        f'SELECT p_p1, marked_at IS NOT NULL FROM catalogs."c_{INVOICE.hex}" WHERE id = %s', entry_id
    )
    assert (number, is_marked) == ("R-1" if marking else "R-2", marking)
    assert fresh.sql("SELECT * FROM catalogs.change") == []


def test_marking_by_a_flow_is_tracked(fresh: Platform, entry_id: int) -> None:
    fresh.sql("TRUNCATE catalogs.change")
    update(fresh, mark_entry_for_deletion=True)
    assert fresh.sql("SELECT kind, entry_id, by FROM catalogs.change") == [("marked", entry_id, MEMBER.user_id)]
