"""PATCH of SCIM over plain resources."""

from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.identity.scim.errors import InvalidPath, NoTarget, ReadOnly, ScimError
from aqtra.identity.scim.patch import apply

USER: dict[str, Any] = {
    "id": "1",
    "userName": "ada",
    "name": {"givenName": "Ada"},
    "emails": [{"value": "a@x.org", "type": "work", "primary": True}, {"value": "b@x.org", "type": "home"}],
    "active": True,
}


def patched(*operations: tuple[str, str | None, Any]) -> dict[str, Any]:
    return apply(USER, operations)


@pytest.mark.parametrize(
    ("operation", "changes"),
    [
        (("replace", "active", False), {"active": False}),
        (("replace", None, {"active": False, "displayName": "A"}), {"active": False, "displayName": "A"}),
        (("add", None, {"name.familyName": "L"}), {"name": {"givenName": "Ada", "familyName": "L"}}),
        (("replace", "NAME.givenname", "Augusta"), {"name": {"givenName": "Augusta"}}),
        (("replace", "urn:ietf:params:scim:schemas:core:2.0:User:userName", "al"), {"userName": "al"}),
        (("remove", 'emails[type eq "home"]', None), {"emails": USER["emails"][:1]}),
        (
            ("replace", 'emails[type eq "work"].value', "c@x.org"),
            {"emails": [{"value": "c@x.org", "type": "work", "primary": True}, USER["emails"][1]]},
        ),
        (("add", "emails", [{"value": "b@x.org"}]), {}),
        (("add", "emails", {"value": "n@x.org"}), {"emails": [*USER["emails"], {"value": "n@x.org"}]}),
        (
            ("add", 'emails[type eq "other"].value', "o@x.org"),
            {"emails": [*USER["emails"], {"type": "other", "value": "o@x.org"}]},
        ),
        (("remove", "emails", [{"value": "a@x.org"}]), {"emails": USER["emails"][1:]}),
        (("replace", "urn:example:extension:2.0:User:shoeSize", 40), {}),
    ],
)
def test_an_operation_changes_what_its_path_names(
    operation: tuple[str, str | None, Any], changes: dict[str, Any]
) -> None:
    assert patched(operation) == {**USER, **changes}


def test_remove_takes_the_attribute_away() -> None:
    assert "name" not in patched(("remove", "name", None))


@pytest.mark.parametrize(
    ("operation", "error"),
    [
        (("replace", "id", "2"), ReadOnly),
        (("replace", "META.version", "2"), ReadOnly),
        (("add", None, {"groups": []}), ReadOnly),
        (("remove", None, None), NoTarget),
        (("replace", 'emails[type eq "fax"].value', "x"), NoTarget),
        (("replace", "emails[", 1), InvalidPath),
        (("replace", "active.value", 1), InvalidPath),
        (("replace", 'active[type eq "x"]', 1), InvalidPath),
        (("replace", None, "text"), ScimError),
        (("replace", 'emails[type eq "work"]', "text"), ScimError),
    ],
)
def test_a_wrong_operation_is_refused_and_changes_nothing(
    operation: tuple[str, str | None, Any], error: type[ScimError]
) -> None:
    before = deepcopy(USER)
    with pytest.raises(error) as refused:
        patched(("replace", "active", False), operation)
    assert refused.value.fields
    assert before == USER


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
PATHS = (
    st.none()
    | st.sampled_from(["name", "emails", "active", "emails.value", 'emails[type eq "work"]'])
    | st.text(max_size=20)
)


@given(st.lists(st.tuples(st.sampled_from(["add", "replace", "remove"]), PATHS, JSON), max_size=4))
def test_any_operations_are_applied_or_refused(operations: list[tuple[str, str | None, Any]]) -> None:
    before = deepcopy(USER)
    with suppress(ScimError):
        apply(USER, operations)
    assert before == USER
