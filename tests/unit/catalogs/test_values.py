"""The input boundary: exact or refused, for any input whatever."""

import contextlib
import json
import string
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.catalogs.body import BadJson, read_object, require_json
from aqtra.catalogs.conversion import Refused, convert
from aqtra.catalogs.encoding import encode, encode_list
from aqtra.catalogs.errors import InvalidEntry
from aqtra.catalogs.uris import is_address
from aqtra.catalogs.values import read_name, read_values
from aqtra.kernel.errors import UnsupportedMediaType
from aqtra.metadata.documents import ComponentDocument
from tests.support.components import property_

TARGET = "00000000-0000-4000-8000-000000000009"
TYPES = ["string", "integer", "number", "boolean", "datetime", "date", "time", "uri", "catalog", "array", "file"]
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text()
    | st.text(string.digits + "-+.:TZeE", max_size=30)
    | st.datetimes(timezones=st.none() | st.timezones())
    | st.dates()
    | st.times()
    | st.uuids(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3) | st.just("id"), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(TYPES), anything)
def test_any_value_is_converted_or_refused_and_converting_again_changes_nothing(kind: str, value: Any) -> None:
    try:
        converted = convert(kind, value)
    except Refused as refused:
        assert refused.rule in {"type", "minimum", "maximum", "reference", "unique", "max_length"}  # noqa: PT017
    else:
        assert convert(kind, converted) == converted
        encoded = encode(kind, converted)
        assert encoded is None or "\0" not in encoded


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=10))
def test_a_number_keeps_every_digit(number: Decimal) -> None:
    for written in (number, str(number), f"{number:f}"):
        assert convert("number", written) == number
        assert Decimal(str(encode("number", convert("number", written)))) == number


@given(st.integers(-(2**63), 2**63 - 1))
def test_an_integer_may_be_written_as_text(number: int) -> None:
    assert convert("integer", str(number)) == convert("integer", number) == number


EARLY, LATE = datetime(2, 1, 1), datetime(9998, 1, 1)  # noqa: DTZ001  (the strategy adds the zone)


@given(st.datetimes(EARLY, LATE, timezones=st.timezones()))
def test_an_instant_is_kept_whatever_its_offset(moment: datetime) -> None:
    utc = moment.astimezone(UTC)
    assert convert("datetime", moment) == utc
    assert convert("datetime", utc.isoformat().replace("+00:00", "Z")) == utc


@given(st.lists(st.text()))
def test_a_list_of_texts_has_balanced_quotes(texts: list[str]) -> None:
    literal = encode_list("string", texts)
    inner = literal[1:-1].replace("\\\\", "").replace('\\"', "")
    assert inner.count('"') == 2 * len(texts)


def a_document(*properties: dict[str, Any]) -> ComponentDocument:
    return ComponentDocument.model_validate({"key": TARGET, "settings": {"title": "T"}, "properties": list(properties)})


@given(st.dictionaries(st.sampled_from([*TYPES, "other"]), anything))
def test_any_data_is_read_or_refused_field_by_field(data: dict[str, Any]) -> None:
    options = {"catalog": {"component": TARGET}, "array": {"component": TARGET}}
    document = a_document(*[property_(kind, kind, required=True, **options.get(kind, {})) for kind in TYPES])
    try:
        values = read_values(document, data, creating=False)
    except InvalidEntry as refused:
        assert {field.field.removeprefix("data.") for field in refused.fields} <= set(data)  # noqa: PT017
    else:
        assert len(values) == len(data)


@pytest.mark.parametrize("data", [None, [], "x", 1])
def test_data_must_be_an_object(data: Any) -> None:
    with pytest.raises(InvalidEntry):
        read_values(a_document(), data, creating=True)


@pytest.mark.parametrize("name", [1.5, True, 7, "x", None])
def test_a_name_is_text(name: Any) -> None:
    assert read_name(name) is None or isinstance(read_name(name), str)


@pytest.mark.parametrize("name", [[], {}, "a\0", "x" * 601])
def test_what_cannot_be_a_name_is_refused(name: Any) -> None:
    with pytest.raises(InvalidEntry) as refused:
        read_name(name)
    assert refused.value.fields[0].field == "name"


@pytest.mark.parametrize(
    "text",
    [
        "http://a",
        "https://example.org:8443/a%20b?x=1#y",
        "HTTPS://EXAMPLE.ORG",
        "mailto:a@b.c",
        "tel:+49301234",
        "/",
        "/a/b",
        "?page=2",
        "#top",
        "https://münchen.de/ü",
    ],
)
def test_addresses_are_recognised(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "/\\evil.example",
        "https://",
        "https://user@evil.example",
        "http://a b",
        "https://a\n",
        "\thttps://a",
        "java\nscript:x",
        "a",
        "ftp://a",
        "https:/a",
    ],
)
def test_what_is_no_address_or_a_dangerous_one_is_not(text: str) -> None:
    assert not is_address(text)


@given(st.binary(max_size=200))
def test_any_body_is_an_object_or_refused(body: bytes) -> None:
    with contextlib.suppress(BadJson, InvalidEntry):
        assert isinstance(read_object(body, ("data",)), dict)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"data": {',
        b"[]",
        b"null",
        b'"x"',
        b'{"data": NaN}',
        b'{"data": -Infinity}',
        b'{"data": ' + b"9" * 5000 + b"}",
        b'{"data": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b"\xff\xfe",
        '{"data": 1}'.encode("utf-16"),
        b'{"data": "\x01"}',
    ],
)
def test_a_body_that_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(BadJson) as refused:
        read_object(body, ("data",))
    assert refused.value.status == 400


def test_fractions_are_read_exactly() -> None:
    read = read_object(b'{"data": {"a": 0.10, "b": 1e2}}', ("data",))
    assert read == {"data": {"a": Decimal("0.10"), "b": Decimal(100)}}
    assert json.loads(b"0.1000000000000000055511151231257827") == 0.1, "what a float would have made of it"


@pytest.mark.parametrize(
    "content_type", [None, "", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"]
)
def test_only_json_is_taken(content_type: str | None) -> None:
    with pytest.raises(UnsupportedMediaType):
        require_json(content_type)
    require_json("Application/JSON; charset=utf-8")
