"""What a run leaves to be done later, through the API: links to files, and entries that a worker stores."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.integration.dataflow.flows import answer, flow, get
from tests.integration.studio.waiting import eventually
from tests.support.accounts import create_account, signed_in
from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish, save_component
from tests.support.files import picture, upload
from tests.support.installation import Installation

LETTERS = "/api/v1/studio/maintenance/dead-letters"
DOWNLOAD, SHOW, QUEUE = (str(uuid4()) for _ in range(3))


@pytest.fixture(scope="module")
def component(builder: Client) -> str:
    stored = create_component(builder, "Later", [property_("Code", primary_key=True)])
    key = str(stored["document"]["key"])
    rows = [{"target": "Code", "source": "data.Code"}]
    flows = [
        made(DOWNLOAD, "form_action", form_action="download_file", file_info_field="data.Code"),
        made(SHOW, "form_action", form_action="open_file_in_new_tab", file_info_field="data.Code"),
        made(QUEUE, "store_entry_over_bus", component=key, fields_mapping=rows),
    ]
    stored = save_component(builder, stored, {**stored["document"], "flows": flows})
    publication = publish(builder, stored)
    assert publication["state"] == "completed", publication
    return key


@pytest.fixture(scope="module")
def member(installation: Installation) -> Iterator[Client]:
    with signed_in(installation, create_account(installation, f"later-{uuid4().hex[:8]}")) as client:
        yield client


def made(key: str, kind: str, **params: Any) -> dict[str, Any]:
    step = {"id": "step", "type": kind, "name": "Step", "source": ["get"], "params": params}
    steps = get(), step, {**answer("step")}
    found = flow(key, f"Flow {kind} {params.get('form_action', '')}", *steps)  # type: ignore[arg-type]
    return {**found, "key": key}


def run(client: Client, component: str, key: str, code: str) -> Any:
    path = f"/api/v1/workplace/components/{component}/flows/{key}/run"
    return client.post(path, json={"model": {"data": {"Code": code}}})


@pytest.mark.parametrize(("key", "disposition"), [(DOWNLOAD, "attachment"), (SHOW, "inline")], ids=["saved", "shown"])
def test_a_link_opens_for_its_caller_and_for_nobody_else(
    builder: Client, member: Client, installation: Installation, component: str, key: str, disposition: str
) -> None:
    file = upload(builder, "Lätter.png", picture())
    (action,) = run(builder, component, key, file["id"]).raise_for_status().json()["actions"]
    assert action["name"] == "Lätter.png"
    response = builder.get(action["url"])
    assert (response.status_code, response.content) == (200, picture())
    assert response.headers["content-disposition"].startswith(disposition)
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in response.headers["content-security-policy"]
    with installation.client() as visitor:
        for other in (member, visitor):
            problem(other.get(action["url"]), 404, "file_not_found")
    problem(run(member, component, key, file["id"]), 404, "file_missing")


def test_what_may_run_scripts_is_never_shown(builder: Client, component: str) -> None:
    file = upload(builder, "page.html", b"<!doctype html><script>alert(1)</script>")
    (action,) = run(builder, component, SHOW, file["id"]).raise_for_status().json()["actions"]
    assert builder.get(action["url"]).headers["content-disposition"].startswith("attachment")


def test_a_refused_entry_is_listed_tried_again_and_discarded(builder: Client, member: Client, component: str) -> None:
    for _ in range(2):
        assert run(builder, component, QUEUE, "twice").raise_for_status().json()["status"] == "completed"

    def listed() -> list[dict[str, Any]]:
        page = builder.get(LETTERS).raise_for_status().json()
        return [letter for letter in page["value"] if letter["component"]["key"] == component]

    eventually(lambda: bool(listed()))
    (letter,) = listed()
    assert (letter["flow"].strip(), letter["step"], letter["item"]) == ("Flow store_entry_over_bus", "step", 0)
    assert letter["error"]["code"] == "duplicate_key"
    assert "twice" not in str(letter)
    chosen = {"letters": [letter["id"]]}
    for verb in ("retry", "discard"):
        problem(member.post(f"{LETTERS}/{verb}", json=chosen), 403, "permission_denied")
    problem(member.get(LETTERS), 403, "permission_denied")
    assert builder.post(f"{LETTERS}/retry", json=chosen).json() == {"done": 1}
    eventually(lambda: bool(listed()))
    (again,) = listed()
    assert again["id"] == letter["id"]
    assert builder.post(f"{LETTERS}/discard", json=chosen).json() == {"done": 1}
    assert listed() == []
    problem(builder.post(f"{LETTERS}/discard", json=chosen), 404, "dead_letter_not_found")
    problem(builder.post(f"{LETTERS}/retry", json={"letters": []}), 422, "validation_failed")
