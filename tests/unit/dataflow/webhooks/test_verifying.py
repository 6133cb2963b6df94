"""Proofs of deliveries: every preset, and what does not prove anything."""

import base64
import hmac
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from aqtra.dataflow.webhooks.models import PRESETS, Arrival, Preset, Proof
from aqtra.dataflow.webhooks.verifying import BadProof, verify
from tests.support.hooks import github, signature, slack, stripe

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
AT = int(NOW.timestamp())
SECRET, OTHER = "a-secret-of-the-sender", "another-secret-altogether"
BODY = b'{"amount": 12.50}'


def arrival(headers: dict[str, str], body: bytes = BODY, *more: tuple[str, str]) -> Arrival:
    return Arrival(UUID(int=1), (*headers.items(), *more), body, "192.0.2.1", "trace")


def check(preset: Preset, came: Arrival, *secrets: str) -> bytes | None:
    return verify(PRESETS[preset], [secret.encode() for secret in secrets or (SECRET,)], came, NOW)


def reason(preset: Preset, came: Arrival, *secrets: str) -> str:
    with pytest.raises(BadProof) as caught:
        check(preset, came, *secrets)
    return str(caught.value)


def signed(preset: Preset, secret: str = SECRET, body: bytes = BODY, at: int = AT) -> dict[str, str]:
    match preset:
        case Preset.GITHUB:
            return github(secret, body)
        case Preset.STRIPE:
            return stripe(secret, body, at)
        case Preset.SLACK:
            return slack(secret, body, at)
        case _:
            return {"x-webhook-secret": secret}


SIGNING = [Preset.GITHUB, Preset.STRIPE, Preset.SLACK]
TIMED = [Preset.STRIPE, Preset.SLACK]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_right_proof_passes(preset: Preset) -> None:
    check(preset, arrival(signed(preset)))


@pytest.mark.parametrize("preset", PRESETS)
def test_another_secret_does_not(preset: Preset) -> None:
    assert reason(preset, arrival(signed(preset, OTHER))) in ("signature_wrong", "secret_wrong")


@pytest.mark.parametrize("preset", SIGNING)
def test_a_tampered_body_does_not(preset: Preset) -> None:
    assert reason(preset, arrival(signed(preset), BODY.replace(b"12", b"99"))) == "signature_wrong"


@pytest.mark.parametrize("preset", PRESETS)
def test_no_header_at_all_does_not(preset: Preset) -> None:
    assert reason(preset, arrival({})) == "signature_missing"


@pytest.mark.parametrize("preset", PRESETS)
def test_a_header_that_is_sent_twice_does_not(preset: Preset) -> None:
    headers = signed(preset)
    name = PRESETS[preset].header.lower()
    assert reason(preset, arrival(headers, BODY, (name, headers[name]))) == "signature_missing"


@pytest.mark.parametrize("preset", PRESETS)
def test_while_a_secret_changes_two_are_valid(preset: Preset) -> None:
    for secret in (SECRET, OTHER):
        check(preset, arrival(signed(preset, secret)), SECRET, OTHER)


@pytest.mark.parametrize("preset", TIMED)
@pytest.mark.parametrize(("off", "passes"), [(-300, True), (300, True), (-301, False), (301, False), (-86_400, False)])
def test_a_timestamp_may_lie_five_minutes_off(preset: Preset, off: int, passes: bool) -> None:
    came = arrival(signed(preset, at=AT + off))
    if passes:
        check(preset, came)
    else:
        assert reason(preset, came) == "timestamp_off"


@pytest.mark.parametrize("preset", TIMED)
def test_a_timestamp_that_was_moved_is_not_the_one_that_was_signed(preset: Preset) -> None:
    headers = {name: value.replace(str(AT), str(AT + 1)) for name, value in signed(preset).items()}
    assert reason(preset, arrival(headers)) == "signature_wrong"


@pytest.mark.parametrize("value", ["", "x", "-1", "1e9", "١٢٣", "9" * 40, "1780315200.5"])
def test_what_is_no_timestamp_is_none(value: str) -> None:
    headers = {"x-slack-request-timestamp": value, "x-slack-signature": "v0=00"}
    assert reason(Preset.SLACK, arrival(headers)) == "timestamp_missing"


@pytest.mark.parametrize("preset", TIMED)
def test_the_same_delivery_has_the_same_mark_and_another_another(preset: Preset) -> None:
    first, again = check(preset, arrival(signed(preset))), check(preset, arrival(signed(preset)))
    later = check(preset, arrival(signed(preset, at=AT + 1)))
    assert first == again
    assert first != later


def test_any_of_several_signatures_is_enough() -> None:
    right = signature(SECRET, f"{AT}.".encode() + BODY)
    check(Preset.STRIPE, arrival({"stripe-signature": f"t={AT},v1={'00' * 32},v1={right}"}))


@pytest.mark.parametrize(
    "value",
    ["sha256=", "sha256=zz", "sha1=" + "0" * 40, "sha256=" + "0" * 64, "0" * 64, "sha256=" + "0" * 5000, "sha256=é"],
)
def test_what_is_no_signature_is_refused(value: str) -> None:
    assert reason(Preset.GITHUB, arrival({"x-hub-signature-256": value})) in ("signature_wrong", "signature_missing")


def test_signatures_may_be_base64() -> None:
    proof = Proof(header="X-Signature", encoding="base64")
    value = base64.b64encode(hmac.digest(SECRET.encode(), BODY, sha256)).decode()
    verify(proof, [SECRET.encode()], arrival({"x-signature": value}), NOW)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_only_the_body_that_was_signed_passes(body: bytes, other: bytes) -> None:
    came = arrival(github(SECRET, body), other)
    if body == other:
        check(Preset.GITHUB, came)
    else:
        assert reason(Preset.GITHUB, came) == "signature_wrong"


@given(st.text(max_size=300))
def test_no_header_whatever_breaks_it(text: str) -> None:
    for preset in SIGNING:
        headers = dict.fromkeys(signed(preset), text)
        with pytest.raises(BadProof):
            check(preset, arrival(headers))


@pytest.mark.parametrize(
    "proof",
    [
        {"header": "X-A", "signed": "{timestamp}.{body}"},
        {"header": "X-A", "timestamp_header": "X-T"},
        {"header": "X-A", "parts": True},
        {"header": "X-A", "parts": True, "timestamp_header": "X-T", "signed": "{timestamp}{body}"},
        {"header": "X-A", "signed": "nothing"},
        {"header": "X-A", "signed": "{body}{body}"},
        {"header": "X A"},
        {"header": ""},
    ],
)
def test_a_proof_that_proves_less_than_it_says_is_refused(proof: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Proof.model_validate(proof)
