"""Webhooks through a running installation: made by builders, called by strangers."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from tests.integration.dataflow.flows import answer, flow
from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish, save_component
from tests.support.hooks import github
from tests.support.installation import Installation

ECHO = UUID(int=0xB0B)
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def place(builder: Client) -> str:
    """Where the webhooks of a published flow are kept, which answers what it gets."""
    stored = create_component(builder, "Called by others", [property_("Text")])
    raw = {"id": "get", "type": "get_raw_model", "name": "Get raw model", "params": {"model_schema": {}}}
    echo = {**flow(ECHO, "Echo", raw, answer("get")), "key": str(ECHO)}
    stored = save_component(builder, stored, {**stored["document"], "flows": [echo]})
    assert publish(builder, stored)["state"] == "completed"
    return f"/api/v1/studio/components/{stored['document']['key']}/flows/{ECHO}/webhooks"


@pytest.fixture
def visitor(installation: Installation) -> Iterator[httpx.Client]:
    """What other systems are: no browser, no cookie, no anti-forgery token."""
    with httpx.Client(base_url=installation.base_url, verify=False, timeout=60) as client:
        yield client


def make(builder: Client, place: str, **options: Any) -> dict[str, Any]:
    response = builder.post(place, json={"name": "Orders", "preset": "github", **options})
    assert response.status_code == 201, response.text
    return dict(response.json())


def send(
    client: httpx.Client, webhook: dict[str, Any], content: bytes, secret: str | None = None, **headers: str
) -> Any:
    proof = github(secret or webhook["secret"], content)
    return client.post(webhook["address"], content=content, headers={**JSON, **proof, **headers})


def test_a_stranger_who_signs_starts_the_flow(builder: Client, visitor: httpx.Client, place: str) -> None:
    webhook = make(builder, place)
    response = send(visitor, webhook, b'{"amount": 1}')
    assert response.status_code == 202, response.text
    assert response.json() == {"run": response.headers["aqtra-run-id"]}
    (delivery,) = builder.get(f"/api/v1/studio/webhooks/{webhook['id']}/deliveries").json()
    assert (delivery["state"], delivery["run_id"], delivery["size"]) == ("accepted", response.json()["run"], 13)


def test_neither_cookies_nor_tokens_that_come_along_matter(
    installation: Installation, builder: Client, visitor: httpx.Client, place: str
) -> None:
    webhook = make(builder, place)
    foreign = send(
        visitor, webhook, b"{}", authorization="Bearer of-the-other-system", origin="https://shop.example.org"
    )
    assert foreign.status_code == 202, foreign.text
    with installation.signed_in() as client:
        problem(client.post(webhook["address"], content=b"{}", headers=JSON), 401, "webhook_refused")


def test_one_that_responds_answers_the_items(builder: Client, visitor: httpx.Client, place: str) -> None:
    response = send(visitor, make(builder, place, responds=True), b'{"amount": 1}')
    assert (response.status_code, response.json()) == (200, [{"amount": 1}])


def test_the_corpus_of_bad_deliveries(builder: Client, visitor: httpx.Client, place: str) -> None:
    webhook, content = make(builder, place), b'{"amount": 1}'
    proof = github(webhook["secret"], content)
    bad: list[dict[str, Any]] = [
        {"content": b'{"amount": 2}', "headers": {**JSON, **proof}},
        {"content": content, "headers": {**JSON, **github("another-secret-altogether", content)}},
        {"content": content, "headers": JSON},
        {"content": content, "headers": {**JSON, "x-hub-signature-256": b"sha256=\xe9"}},
    ]
    answers = [problem(visitor.post(webhook["address"], **one), 401, "webhook_refused") for one in bad]
    told = [{name: value for name, value in found.items() if "trace" not in name} for found in answers]
    assert told == [told[0]] * len(bad)
    huge = b'"' + b"x" * (1024 * 1024) + b'"'
    problem(send(visitor, webhook, huge), 413, "webhook_too_large")
    problem(visitor.post(f"/api/v1/hooks/{uuid4()}", content=content, headers=JSON), 404, "webhook_not_found")
    for _ in range(6):
        send(visitor, webhook, content, "a-guess-that-is-wrong")
    refused = send(visitor, webhook, content)
    problem(refused, 429, "webhook_busy")
    assert refused.headers["retry-after"] == "60"


def test_secrets_are_shown_once(builder: Client, place: str) -> None:
    webhook = make(builder, place, secret="one-that-the-sender-gave")
    assert webhook["secret"] == "one-that-the-sender-gave"
    assert "one-that-the-sender-gave" not in builder.get(place).text
    rotated = builder.post(f"/api/v1/studio/webhooks/{webhook['id']}/secret", json={})
    assert rotated.status_code == 200
    assert len(rotated.json()["secret"]) == 43
    assert rotated.json()["earlier_until"]
    listed = next(one for one in builder.get(place).json() if one["id"] == webhook["id"])
    assert "secret" not in listed
    assert rotated.json()["secret"] not in builder.get(place).text


def test_a_deleted_webhook_leads_nowhere(builder: Client, visitor: httpx.Client, place: str) -> None:
    webhook = make(builder, place)
    assert builder.delete(f"/api/v1/studio/webhooks/{webhook['id']}").status_code == 204
    problem(send(visitor, webhook, b"{}"), 404, "webhook_not_found")
    problem(builder.delete(f"/api/v1/studio/webhooks/{webhook['id']}"), 404, "webhook_not_found")
    problem(builder.get(f"/api/v1/studio/webhooks/{webhook['id']}/deliveries"), 404, "webhook_not_found")


def test_a_proof_belongs_to_the_preset_custom(builder: Client, visitor: httpx.Client, place: str) -> None:
    proof = {"header": "X-Signature", "prefix": "", "encoding": "hex"}
    problem(builder.post(place, json={"name": "A", "preset": "custom"}), 422, "validation_failed")
    problem(builder.post(place, json={"name": "A", "preset": "github", "proof": proof}), 422, "validation_failed")
    webhook = make(builder, place, preset="custom", proof=proof)
    content = b"{}"
    signature = github(webhook["secret"], content)["x-hub-signature-256"].removeprefix("sha256=")
    response = visitor.post(webhook["address"], content=content, headers={**JSON, "x-signature": signature})
    assert response.status_code == 202


def test_nothing_of_a_secret_is_in_the_logs(installation: Installation, builder: Client, place: str) -> None:
    webhook = make(builder, place, secret="a-secret-not-to-be-logged")
    with httpx.Client(base_url=installation.base_url, verify=False) as stranger:
        send(stranger, webhook, b"{}")
        send(stranger, webhook, b"{}", "wrong-but-not-logged-either")
    for log in installation.data_dir.glob("*.log"):
        assert "not-to-be-logged" not in log.read_text()
        assert "not-logged-either" not in log.read_text()
