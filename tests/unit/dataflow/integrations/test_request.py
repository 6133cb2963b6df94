"""Requests from endpoints and values: whatever the values are, the address stays that of the endpoint."""

import json
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import UUID

import httpx
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.integrations.models import Connector, Method
from aqtra.dataflow.integrations.request import Prepared, prepare

VALUES = {"a": "path", "b": "path", "q": "query", "h": "header", "m": "body"}


def prepared(values: dict[str, Any]) -> Prepared:
    places = [{"name": name, "place": place, "type": "any"} for name, place in VALUES.items()]
    endpoint = {"id": UUID(int=2), "name": "E", "path": "/v1/{a}/x{b}y", "methods": ["post"], "parameters": places}
    base = {"id": UUID(int=1), "name": "C", "base_url": "https://api.example.org/base/", "endpoints": [endpoint]}
    connector = Connector.model_validate(base)
    return prepare(connector, connector.endpoints[0], Method.POST, values)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_no_value_leads_to_another_place(a: str, b: str, q: str, h: str) -> None:
    try:
        request = prepared({"a": a, "b": b, "q": q, "h": h})
    except TypeMismatch:
        return
    parts = urlsplit(request.url)
    assert (parts.scheme, parts.netloc, parts.fragment) == ("https", "api.example.org", "")
    assert httpx.URL(request.url).host == "api.example.org"
    names = parts.path.split("/")
    assert names[:3] == ["", "base", "v1"]
    assert [unquote(name) for name in names[3:]] == [a, f"x{b}y"]
    assert parse_qsl(parts.query, keep_blank_values=True) == [("q", q)]
    assert not any("\r" in value or "\n" in value for _, value in request.headers)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_numbers_are_sent_with_all_their_digits(number: Decimal) -> None:
    content = prepared({"a": 1, "b": 2, "m": number}).content
    assert content is not None
    assert json.loads(content, parse_float=Decimal, parse_int=Decimal)["m"] == number
