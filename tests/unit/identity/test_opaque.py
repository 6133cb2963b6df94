"""Opaque tokens: recognised by their shape and checksum, and by nothing else."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.identity.tokens.opaque import Kind, hint_of, kind_of, new_token

TOKEN_CHARACTERS = string.ascii_letters + string.digits + "-_"


@pytest.mark.parametrize("kind", Kind)
def test_a_token_tells_what_it_is(kind: Kind) -> None:
    token = new_token(kind)
    assert kind_of(token) is kind
    assert token.startswith(kind.value)
    assert len(token) == len(kind.value) + 48


def test_no_two_tokens_are_alike() -> None:
    assert len({new_token(Kind.PERSONAL) for _ in range(1000)}) == 1000


@given(st.integers(0, 47), st.sampled_from(TOKEN_CHARACTERS))
def test_one_wrong_character_is_noticed(position: int, character: str) -> None:
    token = new_token(Kind.SERVICE)
    place = len(Kind.SERVICE.value) + position
    changed = token[:place] + character + token[place + 1 :]
    assert (kind_of(changed) is Kind.SERVICE) == (changed == token)


@given(st.sampled_from(Kind), st.sampled_from(Kind))
def test_a_token_of_one_kind_is_none_of_another(kind: Kind, other: Kind) -> None:
    renamed = other.value + new_token(kind).removeprefix(kind.value)
    assert (kind_of(renamed) is None) == (kind is not other)


@given(st.text() | st.sampled_from(Kind).flatmap(lambda kind: st.text(max_size=60).map(lambda rest: kind.value + rest)))
def test_any_other_text_is_no_token(text: str) -> None:
    assert kind_of(text) is None


@pytest.mark.parametrize("around", [" {}", "{} ", "{}\n", "{}=", "{}{}"])
def test_a_token_has_one_spelling(around: str) -> None:
    assert kind_of(around.replace("{}", new_token(Kind.PERSONAL))) is None


def test_the_hint_gives_away_four_characters() -> None:
    token = new_token(Kind.PERSONAL)
    assert token.startswith(hint_of(token, Kind.PERSONAL))
    assert len(hint_of(token, Kind.PERSONAL)) == len(Kind.PERSONAL.value) + 4
