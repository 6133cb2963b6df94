"""Messages as items: decoded by what their endpoint says, never taken for what they are not."""

import base64
import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.consuming.bodies import decode, payload_of
from aqtra.dataflow.consuming.errors import MessageUndecodable
from aqtra.dataflow.consuming.models import Received
from aqtra.dataflow.integrations.brokers import BodyFormat, BrokerEndpoint
from aqtra.dataflow.integrations.models import SystemContent
from aqtra.dataflow.items.codec import to_json_text
from aqtra.dataflow.steps.subscribe_to_connector import STEP
from aqtra.metadata.documents import FlowKind
from tests.unit.dataflow.items import json_values
from tests.unit.dataflow.steps.pure import DESIGN, failed, ran

SYSTEM, CONNECTOR, ENDPOINT = UUID(int=1), UUID(int=2), UUID(int=3)
PARAMS = {"system": str(SYSTEM), "connector": str(CONNECTOR), "query_path": str(ENDPOINT)}
SCHEMA = {"type": "object", "properties": {"total": {"type": "number"}, "paid": {"type": "boolean"}}}


def message(body: bytes, body_format: BodyFormat = "json", schema: dict[str, Any] | None = None, **more: Any) -> Any:
    endpoint = BrokerEndpoint(id=ENDPOINT, name="E", address="q", body_format=body_format, response=schema or {})
    received = Received("m-1", is_named=True, body=body, key="k", headers={"a": "b"}, **more)
    return payload_of(received, endpoint, "step")


def items(payload: Any) -> list[Any]:
    return ran(STEP, PARAMS, payload=payload).items


def test_an_object_is_the_item_with_the_facts_of_its_message() -> None:
    (item,) = items(message(b'{"total": 12345678901234567890.10}', schema=SCHEMA, redelivered=True))
    facts = {"id": "m-1", "key": "k", "headers": {"a": "b"}, "timestamp": None, "redelivered": True}
    assert item == {"total": "12345678901234567890.10", "paid": None, "_message": facts}


def test_the_facts_cannot_be_forged_by_the_sender() -> None:
    (item,) = items(message(b'{"_message": {"id": "forged"}}'))
    assert item["_message"]["id"] == "m-1"


@pytest.mark.parametrize(
    ("body", "name", "value"),
    [(b"[1, 2]", "items", [1, 2]), (b'"text"', "body", "text"), (b"null", "body", None), (b"\xef\xbb\xbf7", "body", 7)],
)
def test_what_is_no_object_has_a_name(body: bytes, name: str, value: Any) -> None:
    (item,) = items(message(body))
    assert {key: found for key, found in item.items() if key != "_message"} == {name: value}


@given(json_values.filter(lambda value: "\\u0000" not in to_json_text(value)))
def test_json_comes_out_as_it_went_in(value: Any) -> None:
    text = to_json_text(value).encode()
    assert to_json_text(decode(text, "json")).encode() == text


@given(st.binary())
def test_bytes_come_out_as_they_went_in(body: bytes) -> None:
    (item,) = items(message(body, "bytes"))
    assert base64.b64decode(item["body"]) == body


@given(st.binary(), st.sampled_from(["json", "text", "xml"]))
def test_whatever_arrives_is_read_or_refused(body: bytes, body_format: BodyFormat) -> None:
    """Nothing that a sender writes may end the process that receives it."""
    try:
        decode(body, body_format)
    except MessageUndecodable:
        return
    assert body_format == "text" or body
    body.decode()


@pytest.mark.parametrize(
    ("body", "body_format"),
    [
        (b"", "json"),
        (b"{", "json"),
        (b'{"a": NaN}', "json"),
        (b"[" * 100_000, "json"),
        (b"\xff", "text"),
        (b"a\0b", "text"),
        (b"<a>", "xml"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "xml"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "xml"),
    ],
    ids=["empty", "cut", "nan", "deep", "latin", "nul", "open", "entity", "external"],
)
def test_what_is_not_in_its_format_ends_the_run(body: bytes, body_format: BodyFormat) -> None:
    assert failed(STEP, PARAMS, payload=message(body, body_format)).code == "message_undecodable"


def test_a_value_that_does_not_fit_the_schema_ends_the_run() -> None:
    error = failed(STEP, PARAMS, payload=message(b'{"paid": "perhaps"}', schema=SCHEMA))
    assert (error.code, error.item_index) == ("type_mismatch", 0)


def test_a_message_of_another_step_is_no_item_here() -> None:
    assert items({**message(b"{}"), "step": "another"}) == []


def test_a_typed_sample_is_taken_as_the_body() -> None:
    assert items({"total": 1}) == [{"total": 1, "_message": None}]


def design(kind: FlowKind | None = None, **endpoint: Any) -> Any:
    place = {"id": str(ENDPOINT), "name": "E", "address": "q", **endpoint}
    connector = {"id": str(CONNECTOR), "name": "C", "kind": "kafka", "addresses": ["k.example.org:9093"]}
    content = SystemContent.model_validate({"name": "S", "connectors": [{**connector, "endpoints": [place]}]})
    return replace(DESIGN, systems={SYSTEM: content}, kind=kind)


def remarks(ctx: Any) -> list[tuple[str, str]]:
    settings = STEP.settings.model_validate(PARAMS)
    return [(found.code, found.severity.value) for found in STEP.check(settings, (), ctx)]


def test_only_the_input_dataflow_may_subscribe() -> None:
    assert remarks(design(FlowKind.DATAFLOW, response=SCHEMA)) == [("not_input_dataflow", "error")]
    assert remarks(design(FlowKind.INPUT_DATAFLOW, response=SCHEMA)) == []


def test_an_unknown_body_is_remarked_and_any_path_allowed() -> None:
    ctx = design()
    assert remarks(ctx) == [("response_unknown", "information")]
    assert STEP.model(STEP.settings.model_validate(PARAMS), (), ctx).open


@pytest.mark.parametrize("body_format", ["text", "xml", "bytes"])
def test_what_is_no_json_has_one_known_member(body_format: BodyFormat) -> None:
    ctx = design(body_format=body_format)
    announced = STEP.model(STEP.settings.model_validate(PARAMS), (), ctx)
    assert remarks(ctx) == []
    assert announced == ran(STEP, PARAMS, payload=message(b"<a/>", body_format)).table.model


def test_a_payload_survives_being_kept() -> None:
    """A dead letter is that payload as JSON."""
    payload = message(b'{"total": 1.10}', schema=SCHEMA)
    assert json.loads(json.dumps(payload)) == payload
