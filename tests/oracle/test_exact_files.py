"""Values go into files and come back from them as they were."""

import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.integration.bulk.jobs import Bulk, counts
from tests.oracle.conftest import EXAMPLES
from tests.oracle.exact import KINDS, Values, entries, shown
from tests.support.client import Client
from tests.support.components import create_component, property_, publish

BATCHES = count(1)
few = settings(
    max_examples=max(2, EXAMPLES // 50),
    deadline=None,
    # A job takes a second: what is found is reported as it was drawn.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def exact(builder: Client) -> Bulk:
    """A component whose entries carry the number of their batch and their place in it."""
    numbers = [property_(name, "integer", query=True) for name in ("batch", "place")]
    stored = create_component(builder, "Exact files", [*numbers, *(property_(*one) for one in KINDS.items())])
    assert publish(builder, stored)["state"] == "completed"
    return Bulk(builder, stored)


@pytest.mark.parametrize("format_", ["csv", "jsonl", "xlsx"])
@pytest.mark.parametrize("zone", [None, "Australia/Lord_Howe"])
@few
@given(rows=st.lists(entries(), min_size=20, max_size=40))
def test_what_is_exported_and_imported_again_is_the_same(
    exact: Bulk, asked: Callable[[], None], format_: str, zone: str | None, rows: list[tuple[Values, Values]]
) -> None:
    batch = next(BATCHES)
    lines = [json.dumps(sent | {"batch": batch, "place": place}) for place, (sent, _) in enumerate(rows)]
    assert counts(exact.load("\n".join(lines), "jsonl")) == ("completed", len(rows), 0, 0)
    wanted = [shown(meant) for _, meant in rows]
    stored = exact.entries(filter=f"batch eq {batch}", orderby="place")
    assert [_values(entry) for entry in stored] == wanted

    options = {"zone": zone} if zone else {}
    query = {"$filter": f"batch eq {batch}", "$orderby": "place", "$select": ",".join(("place", *KINDS))}
    content = exact.dump(format_, query, **options)
    for _ in rows:
        asked()
    imported = options if format_ == "xlsx" else {}
    job = exact.load(content, format_, **imported)
    assert counts(job) == ("completed", len(rows), 0, 0), job
    again = exact.entries(filter=f"id gt {max(entry['id'] for entry in stored)}", orderby="place")
    assert [_comparable(_values(entry)) for entry in again] == [_comparable(values) for values in wanted]


def _values(entry: dict[str, Any]) -> Values:
    return {name: entry["data"][name] for name in KINDS}


def _comparable(values: Values) -> Values:
    """Cells of a workbook know no trailing zeros; everything else is compared as it is shown."""
    return values | {"amount": Decimal(values["amount"]), "moment": datetime.fromisoformat(values["moment"])}
