"""One-time codes: the right one, once, from clocks that differ by a step at most."""

from base64 import b32encode
from datetime import UTC, datetime
from xml.etree import ElementTree

import pyotp
from hypothesis import given
from hypothesis import strategies as st

from aqtra.identity.factors.totp import SECONDS, accepted_step, new_secret, picture, uri

MOMENTS = st.integers(min_value=SECONDS * 10, max_value=4_000_000_000)
SECRETS = st.binary(min_size=20, max_size=20).map(lambda raw: b32encode(raw).decode())


def at(moment: int) -> datetime:
    return datetime.fromtimestamp(moment, UTC)


def step_of(moment: int) -> int:
    return moment // SECONDS


@given(secret=SECRETS, moment=MOMENTS, drift=st.integers(min_value=-1, max_value=1))
def test_a_clock_may_be_a_step_off(secret: str, moment: int, drift: int) -> None:
    step = step_of(moment) + drift
    code = pyotp.TOTP(secret).generate_otp(step)
    accepted = accepted_step(secret, code, at(moment), None)
    assert accepted is not None
    assert pyotp.TOTP(secret).generate_otp(accepted) == code


@given(secret=SECRETS, moment=MOMENTS, code=st.text(max_size=12))
def test_only_the_three_codes_are_accepted(secret: str, moment: int, code: str) -> None:
    right = {pyotp.TOTP(secret).generate_otp(step_of(moment) + drift) for drift in (-1, 0, 1)}
    assert (accepted_step(secret, code, at(moment), None) is not None) == (code in right)


@given(secret=SECRETS, start=MOMENTS, waits=st.lists(st.integers(min_value=0, max_value=3 * SECONDS), max_size=12))
def test_no_code_is_accepted_twice_however_time_goes(secret: str, start: int, waits: list[int]) -> None:
    moment, last, used = start, None, list[int]()
    for wait in waits:
        moment += wait
        for drift in (-1, 0, 1):
            step = accepted_step(secret, pyotp.TOTP(secret).generate_otp(step_of(moment) + drift), at(moment), last)
            if step is not None:
                used.append(step)
                last = step
    assert used == sorted(set(used))


def test_the_picture_holds_what_the_app_needs_and_nothing_active() -> None:
    address = uri(new_secret(), "ada & co <x>", "Aqtra")
    assert address.startswith("otpauth://totp/Aqtra:ada%20%26%20co%20%3Cx%3E?secret=")
    root = ElementTree.fromstring(picture(address))
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "path", "g", "title", "desc"}
