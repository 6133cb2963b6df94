"""Entries over HTTPS: the first tutorial's catalogue, and what the routes add to the service."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support import components
from tests.support.client import Client, fields, problem
from tests.support.components import property_
from tests.support.installation import Installation

Publish = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def invoices(builder: Client) -> str:
    """Address of the invoices' entries."""
    stored = components.create_component(builder, "Invoice Inventory", components.invoice_properties())
    publication = components.publish(builder, stored)
    assert publication["state"] == "completed", publication
    return f"/api/v1/entries/{stored['document']['key']}"


def invoice(number: str, **values: Any) -> dict[str, Any]:
    return {"data": {"InvoiceName": "Paper", "InvoiceNumber": number, **values}}


def test_an_invoice_is_created_read_changed_and_listed(builder: Client, invoices: str) -> None:
    body = invoice("A-1", InvoiceTotalValue=12.50, InvoiceState=1, InvoiceDueDate="2026-12-01T10:00:00+02:00")
    created = builder.post(invoices, json=body)
    assert created.status_code == 201
    entry = created.json()
    assert entry["data"] == {
        "InvoiceName": "Paper",
        "InvoiceNumber": "A-1",
        "InvoiceDueDate": "2026-12-01T08:00:00+00:00",
        "InvoiceTotalValue": "12.5",
        "InvoiceState": 1,
    }
    assert entry["creatorSubject"] is not None
    place = f"{invoices}/{entry['id']}"
    assert builder.get(place).json() == entry

    changed = builder.patch(place, json={"data": {"InvoiceState": 3}}).json()
    assert changed["id"] == entry["id"]
    assert changed["data"] == entry["data"] | {"InvoiceState": 3}
    listed = builder.get(invoices, params={"$filter": "InvoiceNumber eq 'A-1'", "$count": "true"}).json()
    assert listed == {"@odata.count": 1, "value": [changed]}


def test_a_second_invoice_with_the_number_is_refused_by_name(builder: Client, invoices: str) -> None:
    assert builder.post(invoices, json=invoice("B-1")).status_code == 201
    refused = builder.post(invoices, json=invoice("B-1", InvoiceName="Other"))
    problem(refused, 409, "duplicate_key")
    assert fields(refused) == {"data.InvoiceNumber": "unique"}
    assert builder.post(invoices, json=invoice("B-2")).status_code == 201


def test_rules_hold_when_sent_directly(builder: Client, invoices: str) -> None:
    refused = builder.post(invoices, json=invoice("7", InvoiceTotalValue=-1, InvoiceState=9))
    problem(refused, 422, "validation_failed")
    assert fields(refused) == {
        "data.InvoiceNumber": "min_length",
        "data.InvoiceTotalValue": "minimum",
        "data.InvoiceState": "enum",
    }


def test_filters_on_state_name_date_and_total_combine_with_an_order(builder: Client, invoices: str) -> None:
    for number, (name, state, day, total) in enumerate(
        [
            ("combine red", 0, 1, "10"),
            ("Combine blue", 1, 2, "20"),
            ("combine green", 1, 3, "30"),
            ("combine grey", 1, 9, "40"),
        ]
    ):
        due = f"2026-03-{day:02}T00:00:00Z"
        body = invoice(f"C-{number}", InvoiceName=name, InvoiceState=state, InvoiceDueDate=due, InvoiceTotalValue=total)
        assert builder.post(invoices, json=body).status_code == 201
    condition = (
        "InvoiceState eq 1 and contains(InvoiceName,'COMBINE') and InvoiceDueDate ge 2026-03-01T00:00:00Z "
        "and InvoiceDueDate lt 2026-03-09T00:00:00Z and InvoiceTotalValue gt 15"
    )
    found = builder.get(invoices, params={"$filter": condition, "$orderby": "InvoiceTotalValue desc"}).json()["value"]
    assert [entry["data"]["InvoiceName"] for entry in found] == ["combine green", "Combine blue"]
    for name in ("InvoiceName", "InvoiceNumber", "InvoiceDueDate", "InvoiceTotalValue", "InvoiceState"):
        for direction in ("asc", "desc"):
            params = {"$orderby": f"{name} {direction}", "$filter": "startswith(InvoiceNumber,'C-')"}
            assert len(builder.get(invoices, params=params).json()["value"]) == 4


def test_sums_and_groups_come_as_rows(builder: Client, invoices: str) -> None:
    for number, (state, total) in enumerate([(3, "0.1"), (3, "0.2"), (4, "9007199254740993.01")]):
        body = invoice(f"SUM-{number}", InvoiceState=state, InvoiceTotalValue=total)
        assert builder.post(invoices, json=body).status_code == 201
    group = "groupby((InvoiceState),aggregate(InvoiceTotalValue with sum as Total,$count as Number))"
    params = {"$apply": f"filter(startswith(InvoiceNumber,'SUM-'))/{group}", "$orderby": "Total desc", "$count": "true"}
    assert builder.get(invoices, params=params).json() == {
        "@odata.count": 2,
        "value": [
            {"InvoiceState": 4, "Total": "9007199254740993.01", "Number": 1},
            {"InvoiceState": 3, "Total": "0.3", "Number": 2},
        ],
    }
    refused = builder.get(invoices, params={"$apply": "groupby((InvoiceState),aggregate(Salary with sum as S))"})
    assert problem(refused, 400, "bad_query")["params"] == {"option": "$apply", "position": 33, "name": "Salary"}


def test_a_list_is_walked_along_its_links(builder: Client, invoices: str) -> None:
    for number in range(5):
        body = invoice(f"W-{number}", InvoiceName=f"Walk & talk {number % 2}", InvoiceTotalValue=number % 3)
        assert builder.post(invoices, json=body).status_code == 201
    params = {
        "$filter": "startswith(InvoiceName,'Walk & talk') and InvoiceNumber ne '+#?'",
        "$orderby": "InvoiceName desc,InvoiceTotalValue",
        "$select": "InvoiceNumber",
        "$top": "2",
        "$count": "true",
    }
    page = builder.get(invoices, params=params).json()
    found = page["value"]
    while "@odata.nextLink" in page:
        page = builder.get(page["@odata.nextLink"]).raise_for_status().json()
        assert page["@odata.count"] == 5
        found += page["value"]
    assert [entry["data"]["InvoiceNumber"] for entry in found] == ["W-3", "W-1", "W-0", "W-4", "W-2"]
    problem(builder.get(invoices, params={"$skiptoken": "x"}), 400, "bad_query")


def test_a_stale_if_match_is_refused(builder: Client, invoices: str) -> None:
    entry = builder.post(invoices, json=invoice("D-1")).json()
    place = f"{invoices}/{entry['id']}"
    change = {"data": {"InvoiceName": "x"}}
    assert builder.patch(place, json=change, headers={"If-Match": '"1"'}).json()["version"] == 2
    refused = problem(builder.patch(place, json=change, headers={"If-Match": '"1"'}), 409, "concurrent_update")
    assert refused["params"] == {"version": 2}
    assert builder.patch(place, json=change, headers={"If-Match": "*"}).json()["version"] == 3
    problem(builder.patch(place, json=change, headers={"If-Match": "3"}), 400, "bad_request")


def test_unknown_entries_and_components_are_not_found(builder: Client, invoices: str) -> None:
    problem(builder.get(f"{invoices}/999999"), 404, "entry_not_found")
    problem(builder.patch(f"{invoices}/999999", json={"data": {}}), 404, "entry_not_found")
    nobody = "/api/v1/entries/00000000-0000-4000-8000-00000000dead"
    problem(builder.get(nobody), 404, "component_not_found")
    problem(builder.post(nobody, json={}), 404, "component_not_found")


def test_private_entries_need_a_session_and_public_ones_only_for_changes(
    builder: Client, visitor: Client, invoices: str, published: Publish
) -> None:
    problem(visitor.get(invoices), 401, "not_signed_in")
    problem(visitor.get(f"{invoices}/1"), 401, "not_signed_in")
    problem(visitor.post(invoices, json=invoice("E-1")), 401, "not_signed_in")
    stored = published("Open house", [property_("text")], settings={"access_mode": "public"})
    place = f"/api/v1/entries/{stored['document']['key']}"
    entry = builder.post(place, json={"data": {"text": "x"}}).json()
    assert visitor.get(f"{place}/{entry['id']}").json() == entry
    problem(visitor.post(place, json={"data": {}}), 401, "not_signed_in")
    problem(visitor.patch(f"{place}/{entry['id']}", json={"data": {}}), 401, "not_signed_in")


def test_a_change_without_the_token_is_refused(installation: Installation, invoices: str) -> None:
    with installation.signed_in() as client:
        del client.headers["X-Aqtra-Token"]
        assert client.post(invoices, json=invoice("F-1")).status_code == 403


def test_a_user_is_an_entry_that_only_the_platform_changes(builder: Client, installation: Installation) -> None:
    users = "/api/v1/entries/00000000-0000-4000-8000-000000000001"
    me = builder.get("/api/v1/session").json()["user"]
    assert builder.get(f"{users}/{me['id']}").json()["name"] == me["display_name"]
    problem(builder.patch(f"{users}/{me['id']}", json={"name": "x"}), 409, "built_in")


def test_the_entry_shape_is_declared(builder: Client) -> None:
    openapi = builder.get("/api/v1/openapi.json").json()
    routes = openapi["paths"]["/api/v1/entries/{component}"]
    assert {parameter["name"] for parameter in routes["get"]["parameters"]} >= {"component", "$filter", "$expand"}
    assert "data" in routes["post"]["requestBody"]["content"]["application/json"]["schema"]["properties"]
    assert set(openapi["components"]["schemas"]["Entry"]["properties"]) == {
        "id",
        "name",
        "createdDate",
        "updateDate",
        "creatorSubject",
        "changeAuthor",
        "version",
        "data",
    }
