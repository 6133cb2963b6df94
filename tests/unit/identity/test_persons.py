"""From claims, attributes and entries to persons."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.identity.providers.errors import SignInRefused
from aqtra.identity.providers.models import Mapping, Person
from aqtra.identity.providers.persons import of_assertion, of_claims, of_entry

PLAIN = Mapping()


def test_the_usual_claims_are_found() -> None:
    claims = {"sub": "7", "preferred_username": "ada", "email": "ada@x.org", "name": "Ada L", "groups": ["a", "b"]}
    assert of_claims({**claims, "email_verified": True}, PLAIN) == Person(
        "7", "ada", "ada@x.org", True, "Ada L", frozenset("ab")
    )


@pytest.mark.parametrize("said", [None, False, "true", 1, "yes"])
def test_an_address_is_verified_only_by_a_plain_yes(said: Any) -> None:
    assert of_claims({"sub": "7", "email": "a@x.org", "email_verified": said}, PLAIN).email_verified is False


def test_chosen_names_win_and_others_do_not_stand_in() -> None:
    mapping = Mapping(user_name="login", groups="teams")
    person = of_claims({"sub": "7", "login": "al", "preferred_username": "ada", "groups": ["a"]}, mapping)
    assert (person.user_name, person.groups) == ("al", frozenset())


def test_attributes_of_saml_and_of_a_directory() -> None:
    attributes = {"uid": ["ada"], "mail": ["ada@x.org"], "cn": ["Ada L"], "groups": ["a"]}
    assert of_assertion("s", attributes, PLAIN).user_name == "ada"
    entry = of_entry("s", {"uid": ["ada"], "displayname": ["Ada"], "team": ["x"]}, ["g"], Mapping(groups="Team"))
    assert (entry.display_name, entry.groups) == ("Ada", frozenset({"x", "g"}))


@pytest.mark.parametrize(
    ("claims", "field"),
    [
        ({"sub": "a\0b"}, "subject"),
        ({"sub": "x" * 1001}, "subject"),
        ({"sub": "7", "preferred_username": "a\nb"}, "user_name"),
        ({"sub": "7", "preferred_username": "x" * 201}, "user_name"),
        ({"sub": "7", "name": "a\u202eb"}, "display_name"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(claims: dict[str, Any], field: str) -> None:
    with pytest.raises(SignInRefused) as refused:
        of_claims(claims, PLAIN)
    assert refused.value.params["reason"] == field


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=4)


@given(st.dictionaries(st.sampled_from(["preferred_username", "email", "name", "groups", "email_verified"]), JSON))
def test_claims_of_any_shape_make_a_person_or_are_refused(claims: dict[str, Any]) -> None:
    try:
        person = of_claims({"sub": "7", **claims}, PLAIN)
    except SignInRefused:
        return
    assert person.user_name
    assert person.subject == "7"
