"""The Save flow of the first tutorial on a real data layer."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from prometheus_client import REGISTRY

from aqtra.dataflow.models import Outcome, RunState
from aqtra.kernel.errors import Forbidden, NotFound, NotSignedIn
from aqtra.kernel.policy import Policy
from aqtra.kernel.principal import ANONYMOUS, Principal
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.flows import CREATE, INVOICE, PLAIN, REMOVE, RESTRICTED, SAVE, invoice, item, run

COLLEAGUE = Principal(user_id=1, user_name="colleague")


def new(number: str = "R-1", **data: Any) -> dict[str, Any]:
    return {"id": 0, "data": {"InvoiceNumber": number, **data}}


def failed(outcome: Outcome, code: str, status: int) -> list[tuple[str, str]]:
    """Fields and rules of a failure."""
    assert outcome.state is RunState.FAILED
    assert outcome.error is not None
    assert (outcome.error.code, outcome.error.status) == (code, status)
    return [(error.field, error.rule) for error in outcome.error.details]


def stored(platform: Platform) -> list[dict[str, Any]]:
    return list(platform.list(invoice(), orderby="id")["value"])


def test_a_new_entry_is_created_and_the_form_goes_on_with_it(fresh: Platform) -> None:
    number = "12345678901234567890123456789012.345678"
    saved = item(run(fresh, SAVE, new(InvoiceTotalValue=Decimal(number), InvoiceDueDate="2024-05-06T10:00:00+03:00")))
    assert (saved["id"], saved["name"], saved["_newInvoice"], saved["version"]) == (1, "R-1", 1, 1)
    assert (saved["creatorSubject"], saved["changeAuthor"]) == (1, 1)
    (entry,) = stored(fresh)
    assert saved["createdDate"][:19] == entry["createdDate"][:19]
    assert entry["data"]["InvoiceTotalValue"] == saved["data"]["InvoiceTotalValue"] == number
    assert entry["data"]["InvoiceDueDate"].startswith("2024-05-06T07:00:00")


def test_saving_again_changes_the_same_entry(fresh: Platform) -> None:
    saved = item(run(fresh, SAVE, new(InvoiceState=0)))
    saved["data"]["InvoiceState"] = 3
    again = item(run(fresh, SAVE, saved))
    assert (again["id"], again["version"]) == (1, 2)
    assert again["updateDate"] > saved["updateDate"]
    assert [entry["data"]["InvoiceState"] for entry in stored(fresh)] == [3]


def test_what_the_form_does_not_carry_keeps_its_value(fresh: Platform) -> None:
    run(fresh, SAVE, new(InvoiceTotalValue="7.50"))
    run(fresh, SAVE, {"id": 1, "data": {"InvoiceState": 2}})
    assert stored(fresh)[0]["data"] == {
        "InvoiceNumber": "R-1",
        "InvoiceTotalValue": "7.50",
        "InvoiceState": 2,
        "InvoiceDueDate": None,
    }


def test_a_null_in_the_form_empties_the_property(fresh: Platform) -> None:
    run(fresh, SAVE, new(InvoiceTotalValue="7.50"))
    run(fresh, SAVE, {"id": 1, "data": {"InvoiceTotalValue": None}})
    assert stored(fresh)[0]["data"]["InvoiceTotalValue"] is None


def test_system_fields_of_the_client_are_not_believed(fresh: Platform) -> None:
    run(fresh, SAVE, new())
    lie = {"id": 1, "creatorSubject": 99, "createdDate": "1999-01-01T00:00:00Z", "version": 77, "data": {}, "x": 1}
    shown = item(run(fresh, PLAIN, lie))
    assert (shown["creatorSubject"], shown["version"]) == (1, 2)
    assert not shown["createdDate"].startswith("1999")
    assert "x" not in shown


def test_a_second_entry_with_the_same_key_is_refused_and_named(fresh: Platform) -> None:
    run(fresh, SAVE, new())
    outcome = run(fresh, SAVE, new())
    assert failed(outcome, "duplicate_key", 409) == [("data.InvoiceNumber", "unique")]
    assert outcome.error is not None
    assert (outcome.error.step_id, outcome.error.item_index) == ("save", 0)
    assert len(stored(fresh)) == 1


def test_all_broken_rules_come_at_once(fresh: Platform) -> None:
    outcome = run(fresh, SAVE, new("7", InvoiceTotalValue="-1", InvoiceState="many"))
    rules = failed(outcome, "validation_failed", 422)
    assert sorted(rules) == [
        ("data.InvoiceNumber", "min_length"),
        ("data.InvoiceState", "type"),
        ("data.InvoiceTotalValue", "minimum"),
    ]
    assert outcome.error is not None
    assert outcome.error.step_id == "get"
    assert stored(fresh) == []


def test_rules_hold_without_the_check_of_the_entry_step_too(fresh: Platform) -> None:
    outcome = run(fresh, PLAIN, new("7"))
    assert failed(outcome, "validation_failed", 422) == [("data.InvoiceNumber", "min_length")]
    assert outcome.error is not None
    assert outcome.error.step_id == "save"


def test_a_value_of_another_type_is_a_mismatch_at_its_field(fresh: Platform) -> None:
    outcome = run(fresh, PLAIN, new(InvoiceState="many"))
    assert failed(outcome, "type_mismatch", 422) == [("data.InvoiceState", "type")]


@pytest.mark.parametrize("flow", [SAVE, REMOVE])
def test_an_unknown_entry_is_not_found(fresh: Platform, flow: UUID) -> None:
    failed(run(fresh, flow, {"id": 4711, "data": {}}), "entry_not_found", 404)


def test_an_id_that_is_no_number_is_refused(fresh: Platform) -> None:
    assert failed(run(fresh, SAVE, {"id": "x", "data": {}}), "bad_json", 400) == [("id", "type")]


def test_without_a_key_field_every_call_creates(fresh: Platform) -> None:
    run(fresh, SAVE, new("R-1"))
    saved = item(run(fresh, CREATE, {"id": 1, "data": {"InvoiceNumber": "R-2"}}))
    assert (saved["id"], saved["_newInvoice"], saved["version"]) == (1, 2, 1)
    assert [entry["name"] for entry in stored(fresh)] == ["R-1", "R-2"]


def test_a_marked_entry_is_gone_for_everybody(fresh: Platform) -> None:
    run(fresh, SAVE, new())
    assert item(run(fresh, REMOVE, {"id": 1}))["_newInvoice"] == 1
    assert stored(fresh) == []
    failed(run(fresh, SAVE, {"id": 1, "data": {}}), "entry_not_found", 404)


def test_marking_without_an_id_is_not_found(fresh: Platform) -> None:
    failed(run(fresh, REMOVE, new()), "entry_not_found", 404)


def test_a_private_component_asks_to_sign_in(fresh: Platform) -> None:
    with pytest.raises(NotSignedIn):
        run(fresh, SAVE, new(), by=ANONYMOUS)


def test_a_restricted_flow_is_for_those_whose_roles_name_it(fresh: Platform) -> None:
    with pytest.raises(Forbidden):
        run(fresh, RESTRICTED, new())
    with pytest.raises(Forbidden):
        run(fresh, RESTRICTED, new(), by=Principal(user_id=1, rights=frozenset({"studio"})))
    named = Principal(user_id=1, policy=Policy(executes=frozenset({(INVOICE, str(RESTRICTED))})))
    assert item(run(fresh, RESTRICTED, new(), by=named))["data"]["InvoiceNumber"] == "R-1"


@pytest.mark.parametrize("key", [UUID(int=99), INVOICE])
def test_an_unknown_flow_is_not_found(fresh: Platform, key: UUID) -> None:
    with pytest.raises(NotFound):
        run(fresh, key, new())


def test_every_run_is_logged_with_its_steps_failed_ones_too(fresh: Platform) -> None:
    run(fresh, SAVE, new())
    run(fresh, SAVE, new())
    rows = fresh.sql("SELECT state, principal_id, trigger, error->>'code' FROM dataflow.run ORDER BY created_at")
    assert rows == [("completed", 1, "user_call", None), ("failed", 1, "user_call", "duplicate_key")]
    steps = fresh.sql(
        "SELECT step_id, run_step.state, items_in, items_out FROM dataflow.run_step JOIN dataflow.run "
        "ON run.id = run_id ORDER BY created_at, position"
    )
    assert steps == [
        ("get", "completed", 0, 1),
        ("save", "completed", 1, 1),
        ("answer", "completed", 1, 1),
        ("get", "completed", 0, 1),
        ("save", "failed", 1, 0),
    ]


def test_the_log_does_not_hold_what_the_caller_sent(fresh: Platform) -> None:
    run(fresh, SAVE, new("SECRET-77"))
    (row,) = fresh.sql("SELECT run::text FROM dataflow.run")
    assert "SECRET-77" not in row[0]


def test_ended_runs_are_counted_by_flow_and_state(fresh: Platform) -> None:
    def counted(state: str) -> float:
        return REGISTRY.get_sample_value("aqtra_dataflow_runs_total", {"flow": str(SAVE), "state": state}) or 0

    before = counted("completed"), counted("failed")
    run(fresh, SAVE, new())
    run(fresh, SAVE, new())
    assert (counted("completed"), counted("failed")) == (before[0] + 1, before[1] + 1)
