"""JSON bodies: what is accepted comes through unchanged, what cannot be kept is refused at its place."""

import json
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.infra.bodies import MAX_VALUE_DEPTH, BadJson, read_json
from aqtra.kernel.errors import ValidationFailed

TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


@given(PLAIN, st.booleans())
def test_what_can_be_kept_comes_through_unchanged(value: Any, ascii_only: bool) -> None:
    assert read_json(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


@given(st.binary())
def test_any_other_bytes_are_refused(body: bytes) -> None:
    with suppress(BadJson, ValidationFailed):
        json.dumps(read_json(body), allow_nan=False).encode()


@given(PLAIN, st.sampled_from(["\x00", "a\ud800", "\udfff\ud800"]))
def test_unusable_text_is_found_wherever_it_stands(value: Any, text: str) -> None:
    with pytest.raises(ValidationFailed) as caught:
        read_json(json.dumps({"outer": [value, {"inner": text}]}).encode())
    assert [field.field for field in caught.value.fields] == ["outer.1.inner"]
    with pytest.raises(ValidationFailed) as caught:
        read_json(json.dumps({"outer": [value, {text: value}]}).encode())
    assert [field.field for field in caught.value.fields] == ["outer.1"]


def test_fractions_of_entries_keep_their_digits() -> None:
    assert read_json(b"[0.10, 1e-30]", exact=True) == [Decimal("0.10"), Decimal("1e-30")]


@pytest.mark.parametrize(
    "body", [b"", b"NaN", b"-Infinity", b"1e999", b"9" * 5000, b"\xff", b"\xff\xfe{\x00}\x00", b"[" * 99_999, b'"\x00"']
)
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(BadJson):
        read_json(body)


def test_an_exponent_beyond_decimals_is_refused() -> None:
    with pytest.raises(BadJson):
        read_json(b"1e99999999999999999999", exact=True)


@pytest.mark.parametrize("around", [("[", "]"), ('{"a":', "}")])
def test_values_of_entries_nest_as_deep_as_they_can_be_sent_back(around: tuple[str, str]) -> None:
    def nested(depth: int) -> bytes:
        return (around[0] * depth + "1" + around[1] * depth).encode()

    read_json(nested(MAX_VALUE_DEPTH), exact=True)
    with pytest.raises(BadJson):
        read_json(nested(MAX_VALUE_DEPTH + 1), exact=True)
