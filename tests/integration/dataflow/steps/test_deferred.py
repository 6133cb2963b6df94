"""Deferred operations on a real data layer: recorded, applied in batches, rolled back, dropped."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from aqtra.catalogs.errors import InvalidEntry
from aqtra.dataflow.context import Cancelled
from aqtra.dataflow.deferred import DeferredOperations
from aqtra.dataflow.errors import BatchFailed, ItemFailed, TypeMismatch
from aqtra.dataflow.service import Runs
from aqtra.dataflow.steps.apply_deferred_update_operations import STEP as APPLY
from aqtra.dataflow.steps.deferred_update_entry import STEP as DEFER
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.policy import Policy, Verb
from aqtra.kernel.principal import PLATFORM
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.integration.dataflow.flows import INVOICE, answer, call, flow, get, invoice
from tests.integration.dataflow.steps.writing import Running, running

ROWS = [
    {"target": "InvoiceNumber", "source": "number@string"},
    {"target": "InvoiceTotalValue", "source": "total@number"},
]
NAMED = {"component": str(INVOICE), "name_field": "InvoiceNumber", "fields_mapping": ROWS[:1]}
BY_ID = {"component": str(INVOICE), "field_component_key": "id@integer"}


def numbers(count: int, first: int = 0) -> list[dict[str, Any]]:
    return [{"number@string": f"R-{number:05}"} for number in range(first, first + count)]


def apply(run: Running, **settings: Any) -> dict[str, int]:
    table = run.step(APPLY, [{}], result_store_field="_applied@object", **settings)
    found: dict[str, int] = orjson.loads(table.to_json())[0]["_applied@object"]
    return found


def failed(run: Running, **settings: Any) -> BatchFailed:
    with pytest.raises(BatchFailed) as caught:
        apply(run, **settings)
    return caught.value


def count(platform: Platform) -> int:
    return int(platform.sql(f"SELECT count(*) FROM {table(platform)} WHERE marked_at IS NULL")[0][0])


def table(platform: Platform, component: UUID = INVOICE) -> str:
    published = platform.definitions.component(component)
    assert published is not None
    return f"catalogs.{published.table.table}"


def transactions(platform: Platform) -> int:
    """How many transactions the entries are of: rows of one have the same command of the same transaction."""
    return int(platform.sql(f"SELECT count(DISTINCT xmin::text) FROM {table(platform)}")[0][0])


def test_2500_operations_in_chunks_of_1000_make_three_transactions(fresh: Platform) -> None:
    run = running(fresh)
    run.step(DEFER, numbers(2500), **NAMED)
    assert count(fresh) == 0
    assert apply(run) == {"created": 2500, "updated": 0, "deleted": 0, "batches": 3}
    assert (count(fresh), transactions(fresh)) == (2500, 3)
    assert [name for (name,) in fresh.sql(f"SELECT name FROM {table(fresh)} ORDER BY id LIMIT 2")] == [
        "R-00000", "R-00001",
    ]  # fmt: skip


def test_a_duplicate_in_the_third_batch_leaves_2000_applied_and_reports_batch_3(fresh: Platform) -> None:
    run = running(fresh)
    run.step(DEFER, [*numbers(2400), {"number@string": "R-00007"}, *numbers(99, 2400)], **NAMED)
    error = failed(run)
    told = {"batch": 3, "operation": 2400, "item": 2400, "cause": "duplicate_key", "step": "step"}
    assert told.items() <= error.params.items()
    applied = {"created": 2000, "updated": 0, "deleted": 0, "batches": 2}
    assert applied.items() <= error.params.items()
    assert [found.field for found in error.fields] == ["data.InvoiceNumber"]
    assert (error.status, count(fresh)) == (409, 2000)


def test_a_duplicate_within_one_batch_is_found_too(fresh: Platform) -> None:
    run = running(fresh)
    run.step(DEFER, [*numbers(3), *numbers(1)], **NAMED)
    assert (failed(run).params["operation"], count(fresh)) == (3, 0)


def test_chunk_0_is_one_transaction_for_all(fresh: Platform) -> None:
    run = running(fresh)
    run.step(DEFER, numbers(1500), **NAMED)
    assert apply(run, batch_chunk_size=0, parallel_number_of_batches=4)["batches"] == 1
    assert transactions(fresh) == 1


def test_created_changed_and_marked_in_one_batch_in_the_order_of_the_steps(fresh: Platform) -> None:
    kept, gone = (fresh.create(invoice(), {"InvoiceNumber": number})["id"] for number in ("R-1", "R-2"))
    run = running(fresh)
    first = {"id@integer": kept, "number@string": "R-9", "total@number": "1.10"}
    created = {"id@integer": 0, "number@string": "R-1", "total@number": None}
    run.step(DEFER, [created, first], "first", **BY_ID, fields_mapping=ROWS)
    run.step(DEFER, [{"id@integer": kept, "total@number": "2.20"}], "second", **BY_ID, fields_mapping=ROWS[1:])
    run.step(DEFER, [{"id@integer": gone}], "third", **BY_ID, mark_entry_for_deletion=True)
    assert apply(run) == {"created": 1, "updated": 2, "deleted": 1, "batches": 1}
    entries = fresh.list(invoice(), orderby="InvoiceNumber")["value"]
    shown = [(entry["data"]["InvoiceNumber"], entry["data"]["InvoiceTotalValue"]) for entry in entries]
    assert shown == [("R-1", None), ("R-9", "2.20")]
    kinds = fresh.sql("SELECT kind FROM catalogs.change WHERE entry_id = ANY(%s) ORDER BY id", [kept, gone])
    assert kinds == [("updated",), ("updated",), ("marked",)]
    assert {entry["changeAuthor"] for entry in entries} == {MEMBER.user_id}


@pytest.mark.parametrize("lanes", [2, 8])
def test_in_lanes_the_operations_on_one_entry_keep_their_order(fresh: Platform, lanes: int) -> None:
    ids = [fresh.create(invoice(), {"InvoiceNumber": f"R-{number}"})["id"] for number in range(10, 16)]
    run = running(fresh)
    for total in range(20):
        items = [{"id@integer": entry, "total@number": str(total)} for entry in ids]
        run.step(DEFER, items, **BY_ID, fields_mapping=ROWS[1:])
    applied = apply(run, batch_chunk_size=7, parallel_number_of_batches=lanes)
    assert applied["updated"] == 120
    totals = {entry["data"]["InvoiceTotalValue"] for entry in fresh.list(invoice())["value"]}
    assert totals == {"19"}


def test_in_lanes_a_failing_batch_rolls_back_alone(fresh: Platform) -> None:
    run = running(fresh)
    run.step(DEFER, [*numbers(400), *numbers(1), *numbers(99, 400)], **NAMED)
    error = failed(run, batch_chunk_size=50, parallel_number_of_batches=4)
    assert error.params["operation"] in (0, 400)
    assert count(fresh) == error.params["created"]


def test_the_buffer_is_empty_afterwards_and_may_be_filled_again(fresh: Platform) -> None:
    run = running(fresh)
    run.step(DEFER, numbers(2), **NAMED)
    apply(run)
    run.step(DEFER, numbers(2, 2), **NAMED)
    assert apply(run)["created"] == 2
    assert apply(run) == {"created": 0, "updated": 0, "deleted": 0, "batches": 0}
    assert (run.warnings, count(fresh)) == (["nothing_to_apply"], 4)


def test_a_large_buffer_goes_to_a_file_and_is_applied_just_the_same(fresh: Platform, tmp_path: Any) -> None:
    run = running(fresh)
    run.shared.deferred = DeferredOperations(tmp_path / "spill", memory=20_000)
    run.step(DEFER, numbers(3000), **NAMED)
    assert apply(run)["created"] == 3000


@pytest.mark.parametrize(
    ("item", "field", "rule"),
    [
        ({"number@string": "R"}, "InvoiceNumber", "min_length"),
        ({"number@string": "R-1", "total@number": "-1"}, "InvoiceTotalValue", "minimum"),
    ],
)
def test_broken_rules_stop_at_record_time_and_name_the_item(
    fresh: Platform, item: dict[str, Any], field: str, rule: str
) -> None:
    run = running(fresh)
    items = [{**good, "total@number": None} for good in numbers(1200)]
    with pytest.raises(ItemFailed) as caught:
        run.step(DEFER, [*items, item], component=str(INVOICE), fields_mapping=ROWS)
    cause = caught.value.cause
    assert (cause.code, cause.status, caught.value.item_index) == ("validation_failed", 422, 1200)
    assert [(found.field, found.rule) for found in cause.fields] == [(f"data.{field}", rule)]


def test_a_value_that_does_not_convert_names_item_and_property(fresh: Platform) -> None:
    rows = [{"target": "InvoiceState", "source": "state"}]
    with pytest.raises(TypeMismatch) as caught:
        running(fresh).step(DEFER, [{"state": 1}, {"state": "1.5"}], component=str(INVOICE), fields_mapping=rows)
    assert (caught.value.item_index, caught.value.fields[0].field) == (1, "data.InvoiceState")


def test_a_required_property_that_nothing_is_mapped_to_is_missed_for_new_entries(fresh: Platform) -> None:
    strict = document("Strict", {"id": "p1", "name": "Code", "type": "string", "required": True})
    fresh.publish(strict)
    with pytest.raises(ItemFailed) as caught:
        running(fresh).step(DEFER, [{"n@integer": 1}], component=str(strict.key))
    assert [(found.field, found.rule) for found in caught.value.cause.fields] == [("data.Code", "required")]


def test_marking_without_an_id_is_refused_at_once(fresh: Platform) -> None:
    with pytest.raises(ItemFailed) as caught:
        running(fresh).step(DEFER, [{"id@integer": None}], **BY_ID, mark_entry_for_deletion=True)
    assert isinstance(caught.value.cause, InvalidEntry)


@pytest.mark.parametrize("marking", [False, True])
def test_an_entry_that_is_not_there_fails_its_batch(fresh: Platform, marking: bool) -> None:
    there = fresh.create(invoice(), {"InvoiceNumber": "R-1"})["id"]
    run = running(fresh)
    items = [{"id@integer": entry, "total@number": "5"} for entry in (there, 999_999)]
    settings = {"mark_entry_for_deletion": True} if marking else {"fields_mapping": ROWS[1:]}
    run.step(DEFER, items, **BY_ID, **settings)
    error = failed(run)
    assert (error.params["cause"], error.params["operation"]) == ("entry_not_found", 1)
    assert fresh.get(invoice(), there)["version"] == 1


def test_marking_an_entry_twice_fails_as_it_would_one_by_one(fresh: Platform) -> None:
    there = fresh.create(invoice(), {"InvoiceNumber": "R-1"})["id"]
    run = running(fresh)
    run.step(DEFER, [{"id@integer": there}] * 2, **BY_ID, mark_entry_for_deletion=True)
    assert (failed(run).params["operation"], count(fresh)) == (1, 1)


def test_references_are_asked_for_when_applied_and_lists_are_written(fresh: Platform) -> None:
    target = document("Target", {"id": "p1", "name": "Code", "type": "string"})
    user = document(
        "User of it",
        {"id": "p1", "name": "One", "type": "catalog", "component": str(target.key)},
        {"id": "p2", "name": "Many", "type": "array", "component": str(target.key)},
        {"id": "p3", "name": "Days", "type": "array", "items": "date"},
    )
    fresh.publish(target)
    fresh.publish(user)
    first = fresh.create(target, {"Code": "a"})["id"]
    rows = [{"target": name, "source": name} for name in ("One", "Many", "Days")]
    run = running(fresh)
    run.step(
        DEFER, [{"One": first, "Many": [first], "Days": ["2026-02-01"]}], component=str(user.key), fields_mapping=rows
    )
    apply(run)
    (entry,) = fresh.list(user)["value"]
    assert entry["data"]["One"] == entry["data"]["Many"][0] == first
    assert entry["data"]["Days"] == ["2026-02-01"]
    run.step(DEFER, [{"One": 77, "Many": None, "Days": None}], component=str(user.key), fields_mapping=rows)
    error = failed(run)
    assert [(found.field, found.rule) for found in error.fields] == [("data.One", "reference")]


def test_rights_are_those_of_the_run(fresh: Platform) -> None:
    secret = document("Secret", {"id": "p1", "name": "Code", "type": "string"}, key=uuid4(), restrict_access=True)
    fresh.publish(secret)
    entry = fresh.create(secret, {"Code": "a"}, by=PLATFORM)["id"]
    rows = [{"target": "Code", "const": "b"}]
    order = {"component": str(secret.key), "field_component_key": "id@integer", "fields_mapping": rows}
    reader = replace(MEMBER, policy=Policy(whole=frozenset({(secret.key, Verb.OPEN), (secret.key, Verb.READ)})))
    for by, code in ((MEMBER, "component_not_found"), (reader, "component_forbidden")):
        with pytest.raises(AqtraError) as caught:
            running(fresh, by=by).step(DEFER, [{"id@integer": entry}], **order)
        assert caught.value.code == code
    assert fresh.get(secret, entry, by=PLATFORM)["data"]["Code"] == "a"


def test_a_cancelled_run_stops_between_batches(fresh: Platform) -> None:
    run = running(fresh)
    run.step(DEFER, numbers(10), **NAMED)
    run.shared.cancellation.ask()
    with pytest.raises(Cancelled):
        apply(run)
    assert count(fresh) == 0


def test_what_a_run_never_applies_is_dropped_with_a_warning(fresh: Platform) -> None:
    key = UUID(int=4242)
    defer = {"id": "defer", "type": "deferred_update_entry", "name": "Defer", "source": ["get"]}
    rows = [{"target": "InvoiceNumber", "source": "data.InvoiceNumber"}]
    defer["params"] = {"component": str(INVOICE), "fields_mapping": rows}
    changed = invoice().model_copy(update={"flows": (_flow(key, get(), defer, answer("defer")),)})
    fresh.publish(changed)
    try:
        runs = Runs(fresh.services, fresh.definitions)
        outcome = fresh.run(runs.run_flow(call(key, {"id": 0, "data": {"InvoiceNumber": "R-1"}})))
        assert not isinstance(outcome, UUID)
        assert [warning.code for warning in outcome.warnings] == ["never_applied"]
        assert json.loads(outcome.items)[0]["data"]["InvoiceNumber"] == "R-1"
        assert count(fresh) == 0
    finally:
        fresh.publish(invoice())


def _flow(key: UUID, *steps: Any) -> Any:
    return invoice().flows[0].model_validate(flow(key, "Defer", *steps))
