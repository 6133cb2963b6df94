"""Scopes narrow and never widen, whatever is put together."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.kernel.principal import Principal, Right
from aqtra.kernel.scopes import Scope, Scopes, restored, stored

RIGHTS = st.frozensets(st.sampled_from(["studio", "administer", "operations", "something.later"]))
SCOPES = st.builds(Scopes, st.frozensets(st.sampled_from(Scope)), st.none() | st.frozensets(st.uuids(), max_size=3))
METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])


@given(RIGHTS, SCOPES)
def test_no_token_has_a_right_that_its_account_lacks(rights: frozenset[str], scopes: Scopes) -> None:
    account = Principal(user_id=1, rights=rights)
    narrowed = account.narrowed(scopes)
    assert narrowed.rights <= rights
    for right in Right:
        assert account.has(right) or not narrowed.has(right)
    assert not narrowed.has(Right.SESSION)


@given(RIGHTS, SCOPES, SCOPES)
def test_narrowing_twice_adds_nothing(rights: frozenset[str], one: Scopes, other: Scopes) -> None:
    account = Principal(user_id=1, rights=rights)
    assert account.narrowed(one).narrowed(other).rights <= account.narrowed(one).rights


@given(RIGHTS)
def test_a_right_of_no_scope_is_left_to_no_token(rights: frozenset[str]) -> None:
    assert "something.later" not in Scopes(frozenset(Scope)).narrow(rights)


@given(SCOPES, METHODS)
def test_without_write_nothing_but_reading_is_allowed(scopes: Scopes, method: str) -> None:
    if Scope.WRITE not in scopes.names:
        assert not scopes.allows(method) or method in ("GET", "HEAD")
    if not scopes.names & {Scope.READ, Scope.WRITE}:
        assert not scopes.allows(method)


@given(SCOPES)
def test_background_work_gets_back_the_scopes_it_was_asked_with(scopes: Scopes) -> None:
    assert restored(stored(scopes)) == scopes


def test_no_token_stays_no_token() -> None:
    assert restored(stored(None)) is None


@pytest.mark.parametrize("text", ["reed", "read|no-key", "read||"])
def test_what_was_never_written_is_not_guessed_at(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a valid|badly formed"):
        restored(text)


@given(SCOPES, st.uuids())
def test_a_component_that_is_not_named_is_not_reached(scopes: Scopes, key: UUID) -> None:
    subject = Principal(user_id=1).narrowed(scopes)
    assert subject.reaches(key) == (scopes.components is None or key in scopes.components)
