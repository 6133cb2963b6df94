"""Filters of SCIM: text → tree, and whether values fit."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.identity.scim.errors import InvalidFilter
from aqtra.identity.scim.filters import Both, Compare, Not, fits, parse
from aqtra.identity.scim.repository_filters import USER_ATTRIBUTES, compiled

NAMES = st.sampled_from(["userName", "externalId", "displayName", "name.givenName", "emails.value"])
TEXTUAL = st.sampled_from(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"])


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ('userName eq "ada"', Compare("username", "eq", "ada")),
        ('USERNAME EQ "ada"', Compare("username", "eq", "ada")),
        ("title pr", Compare("title", "pr")),
        ("active eq true", Compare("active", "eq", True)),
        ('urn:ietf:params:scim:schemas:core:2.0:User:userName sw "a"', Compare("username", "sw", "a")),
        (r'displayName eq "a \"b\" \\ c"', Compare("displayname", "eq", r'a "b" \ c')),
        (
            'emails[type eq "work" and value co "@"]',
            Both(True, (Compare("emails.type", "eq", "work"), Compare("emails.value", "co", "@"))),
        ),
        (
            'a eq "1" or b eq "2" and not (c pr)',
            Both(False, (Compare("a", "eq", "1"), Both(True, (Compare("b", "eq", "2"), Not(Compare("c", "pr")))))),
        ),
    ],
)
def test_a_filter_reads_as_the_standard_binds(text: str, tree: object) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    "text",
    [
        "",
        "userName",
        "userName eq",
        'userName is "a"',
        'userName eq "a',
        '(userName eq "a"',
        'userName eq "a")',
        'userName eq "a" userName eq "b"',
        "userName co true",
        r'userName eq "\u0000"',
        r'userName eq "\ud800"',
        "userName eq NaN",
        "userName eq {}",
        "not userName pr",
        '1=1 eq "a"',
        "(" * 40 + "a pr" + ")" * 40,
        " and ".join(["a pr"] * 50),
        "a pr " + "x" * 3000,
    ],
)
def test_what_is_no_filter_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(InvalidFilter) as refused:
        parse(text)
    assert refused.value.fields[0].field == "filter"


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InvalidFilter):
        parse(text)


@given(name=NAMES, operator=TEXTUAL, value=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_values_never_become_part_of_a_statement(name: str, operator: str, value: str) -> None:
    condition, values = compiled(parse(f"{name} {operator} {json.dumps(value)}"), USER_ATTRIBUTES)
    assert set(values) == {value}
    assert condition.count("%s") == len(values)
    plain, _ = compiled(parse(f'{name} {operator} "another"'), USER_ATTRIBUTES)
    assert plain == condition


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ('type eq "WORK"', {"type": "work"}, True),
        ('type ne "home"', {"type": "work"}, True),
        ('value co "@x"', {"value": "a@x.org"}, True),
        ("primary eq true", {"primary": False}, False),
        ("primary pr", {}, False),
        ('type eq "work" or primary eq true', {"primary": True}, True),
        ('not (type eq "work")', {"type": "work"}, False),
        ('value gt "a"', {"value": 3}, False),
        ('value co "a"', {}, False),
    ],
)
def test_a_value_fits_or_not(text: str, value: dict[str, Any], expected: bool) -> None:
    assert fits(parse(text), value) is expected
