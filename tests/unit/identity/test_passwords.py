"""Which passwords are refused, and by which rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.identity.errors import WeakPassword
from aqtra.identity.passwords import MAXIMUM_LENGTH, MINIMUM_LENGTH, check_strength


def rule(password: str, *personal: str) -> str | None:
    try:
        check_strength(password, *personal)
    except WeakPassword as error:
        return error.fields[0].rule
    return None


@pytest.mark.parametrize(
    "password",
    ["password123", "qwertyuiop", "1234567890", "iloveyou12", "Password1!", "aaaaaaaaaaaaaaaa", "abcdefghijk"],
)
def test_common_and_patterned_ones_are_refused(password: str) -> None:
    assert rule(password, "ada") == "guessable"


@pytest.mark.parametrize(
    "password", ["correct horse battery staple", "Tr0ubadour-and-3", "пароль из четырёх слов", "🦊🐢🐘🦉🐌🦀🐙🐝🦔🐊"]
)
def test_good_ones_are_accepted(password: str) -> None:
    assert rule(password, "ada", "ada@example.org") is None


def test_what_is_known_of_the_owner_is_guessable() -> None:
    assert rule("ada.lovelace@example.org", "countess", "ada.lovelace@example.org") == "guessable"
    assert rule("my-Countess-77x", "countess") == "contains_user_name"


@given(st.text(min_size=MINIMUM_LENGTH, max_size=MAXIMUM_LENGTH))
def test_any_text_gets_an_answer(password: str) -> None:
    assert rule(password, "ada") in (None, "guessable", "contains_user_name")


def test_a_long_one_is_fine() -> None:
    assert rule("seven wild otters juggle quartz lanterns beneath the velvet viaduct " * 3, "ada") is None
