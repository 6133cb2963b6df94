"""Conditions over lists: any, all and $count over references and over values."""

from typing import Any

import pytest

from aqtra.catalogs.errors import BadQuery, NoSuchCatalog
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.principal import ANONYMOUS
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import Platform, document
from tests.support.components import property_


@pytest.fixture(scope="module")
def tags(platform: Platform) -> ComponentDocument:
    made = document("Tags")
    made = document(
        "Tags",
        property_("title"),
        property_("size", "integer"),
        property_("parent", "catalog", component=str(made.key)),
        property_("near", "array", component=str(made.key)),
        key=made.key,
    )
    platform.publish(made)
    for title, size, parent, near in [
        ("red", 1, None, []),
        ("green", 2, 1, [1]),
        ("blue", None, 2, []),
        ("gone", 9, 1, [1]),
    ]:
        platform.create(made, {"title": title, "size": size, "parent": parent, "near": near}, name=f"{title}!")
    platform.update(made, 3, {"near": [1, 2, 3]})
    platform.mark(made, 4)
    return made


@pytest.fixture(scope="module")
def posts(platform: Platform, tags: ComponentDocument) -> ComponentDocument:
    made = document(
        "Posts",
        property_("title"),
        property_("rank", "integer"),
        property_("main", "catalog", component=str(tags.key)),
        property_("tags", "array", component=str(tags.key)),
        property_("labels", "array", items="string"),
        property_("prices", "array", items="number"),
        property_("days", "array", items="datetime"),
        property_("flags", "array", items="boolean"),
        property_("t"),
    )
    platform.publish(made)
    rows: list[dict[str, Any]] = [
        {"title": "red", "rank": 2, "main": 3, "tags": [1, 2], "labels": ["a", "B", "a"], "prices": ["1.10", "2"]},
        {"title": "green", "rank": 1, "main": 2, "tags": [3], "labels": ["c%"], "prices": ["99.99"], "flags": [True]},
        {"title": "blue", "t": "red", "tags": [2, 3, 1], "days": ["2026-01-01T00:30:00+01:00"], "flags": [False, True]},
        {"title": "none", "rank": 0, "main": 1, "prices": ["9" * 38]},
    ]
    for row in rows:
        platform.create(made, row)
    # Entries that a list still names, although they were marked for deletion, are no elements of it.
    link = next(prop.id for prop in made.properties if prop.name == "tags")
    platform.sql(f"INSERT INTO catalogs.l_{made.key.hex}_{link} (owner_id, position, target_id) VALUES (4, 1, 4)")
    return made


REFERENCES: list[tuple[str, list[int]]] = [
    ("tags/any(x:x/title eq 'red')", [1, 3]),
    ("tags/any(x:x/data/title eq 'red')", [1, 3]),
    ("data/tags/any(x:contains(x/name,'BLUE'))", [2, 3]),
    ("tags/any()", [1, 2, 3]),
    ("not tags/any()", [4]),
    ("tags/any(x:true)", [1, 2, 3]),
    ("tags/any(x:x/title eq 'gone')", []),
    ("tags/any(x:x/size eq null)", [2, 3]),
    ("tags/any(x:x/size gt 1)", [1, 3]),
    ("tags/all(x:x/size ge 1)", [1, 4]),
    ("tags/all(x:x/size eq null)", [2, 4]),
    ("tags/all(x:false)", [4]),
    ("not tags/all(x:x/size ge 1)", [2, 3]),
    ("tags/any(x:x eq 3)", [2, 3]),
    ("tags/any(x:x in (1,3)) and rank ge 1", [1, 2]),
    ("tags/any(x:x eq main)", []),
    ("tags/any(x:x/id eq main add -1)", [1]),
    ("tags/any(x:x/title eq title)", [1, 3]),
    ("tags/any(x:x/title eq t)", [3]),
    ("tags/any(t:t/title eq 'green')", [1, 3]),
    ("tags/any(t:data/t eq 'red')", [3]),
    ("tags/any(x:x/parent/title eq 'red')", [1, 3]),
    ("tags/any(x:x/parent/parent/title eq 'red')", [2, 3]),
    ("tags/any(x:x/parent eq 1 or x/title eq 'blue' and x/parent/title eq 'green')", [1, 2, 3]),
    ("tags/any(x:x/creatorSubject/name eq 'Member')", [1, 2, 3]),
    ("main/near/any(n:n/title eq 'red')", [1, 2]),
    ("main/near/all(n:n/title eq 'red')", [2, 3, 4]),
    ("main/near/any(n:n eq main)", [1]),
    ("tags/any(x:x/near/any(n:n/title eq 'green'))", [2, 3]),
    ("tags/any(x:x/near/all(n:n/title eq 'red'))", [1, 3]),
    ("tags/any(x:x/near/any(n:n eq x))", [2, 3]),
    ("tags/all(x:x/near/any(n:n/title eq x/parent/title))", [2, 4]),
    ("tags/any(x:x/near/any(n:n/parent/near/any(m:m/title eq title)))", []),
    ("tags/any(x:x/parent/near/any(n:n eq 1))", [2, 3]),
    ("tags/any(x:x/title eq 'red') and tags/any(x:x/title eq 'blue')", [3]),
    ("tags/any(x:x/title eq 'red' and x/title eq 'blue')", []),
    ("tags/$count eq 2", [1]),
    ("tags/$count gt 0 and tags/$count lt 3", [1, 2]),
    ("tags/$count eq 0", [4]),
    ("main/near/$count eq 3", [1]),
    ("main/near/$count eq 0", [3, 4]),
    ("tags/any(x:x/near/$count eq x/size)", []),
    ("tags/$count add 1 eq rank mul 2", [2]),
    ("tags/$count in (1,3)", [2, 3]),
    ("length(title) gt tags/$count mul 2", [2, 4]),
    ("2 lt tags/$count", [3]),
]


@pytest.mark.parametrize(("condition", "ids"), REFERENCES)
def test_conditions_over_lists_of_references(
    platform: Platform, posts: ComponentDocument, condition: str, ids: list[int]
) -> None:
    page = platform.list(posts, filter=condition, orderby="main/name,id", count="true")
    assert sorted(entry["id"] for entry in page["value"]) == ids
    assert page["@odata.count"] == len(ids)


VALUES: list[tuple[str, list[int]]] = [
    ("labels/any(l:l eq 'a')", [1]),
    ("labels/any(l:tolower(l) eq 'b')", [1]),
    ("labels/any(l:contains(l,'C%'))", [2]),
    ("labels/any(l:l in ('B','c%'))", [1, 2]),
    ("labels/any()", [1, 2]),
    ("labels/all(l:l ge 'a')", [2, 3, 4]),
    ("labels/$count eq 3", [1]),
    ("labels/any(l:tags/any(x:startswith(x/title,'r') and l eq 'a'))", [1]),
    ("tags/any(x:x/title eq title and labels/any(l:length(l) eq 1))", [1]),
    ("prices/any(p:p gt 1.09 and p lt 1.11)", [1]),
    ("prices/any(p:p add 1 eq 3)", [1]),
    (f"prices/any(p:p eq {'9' * 38})", [4]),
    ("prices/all(p:p gt 50)", [2, 3, 4]),
    ("days/any(d:year(d) eq 2025 and d eq 2025-12-31T23:30:00Z)", [3]),
    ("flags/any(f:f)", [2, 3]),
    ("flags/any(f:not f)", [3]),
    ("flags/any() and flags/all(f:f eq true)", [2]),
]


@pytest.mark.parametrize(("condition", "ids"), VALUES)
def test_conditions_over_lists_of_values(
    platform: Platform, posts: ComponentDocument, condition: str, ids: list[int]
) -> None:
    assert [entry["id"] for entry in platform.list(posts, filter=condition)["value"]] == ids


REFUSED: list[tuple[str, int]] = [
    ("tags/any(x:x/nothing eq 1)", 11),
    ("tags/any(x:y/title eq 1)", 11),
    ("tags/any(x:x/title eq 1)", 22),
    ("tags/any(x/title eq 1)", 10),
    ("tags/any(x:)", 11),
    ("tags/any(x:x/title eq 'a'", 25),
    ("tags/any(1:true)", 9),
    ("tags/any(x:x/title)", 11),
    ("tags/any(x:x/tags/any())", 11),
    ("tags/all()", 9),
    ("tags/some(x:true)", 0),
    ("any(x:true)", 5),
    ("nothing/any()", 0),
    ("title/any()", 0),
    ("main/any()", 0),
    ("main/title/any(x:true)", 0),
    ("tags/near/any()", 0),
    ("tags/title eq 'x'", 0),
    ("tags/any(x:true) eq true", 17),
    ("tags/any(x:true) add 1 eq 2", 17),
    ("tags/any(x:tags/any(x:true))", 11),
    ("tags/any(a:a/near/any(b:b/near/any(c:c/near/any(d:true))))", 37),
    (" and ".join(["tags/any()"] * 9), 120),
    ("tags/$count", 0),
    ("tags/$count eq 'x'", 15),
    ("tags/$count eq 1.5", 15),
    ("title/$count eq 1", 0),
    ("tags/$filter eq 1", 5),
    ("$count eq 1", 0),
    ("tags/$count/name eq 1", 11),
    ("labels/any(l:l/name eq 'x')", 13),
    ("labels/any(l:l eq 1)", 18),
    ("labels/any(l:l/any())", 13),
    ("labels/any(l:l/$count eq 1)", 13),
    ("labels eq 'a'", 0),
    ("prices/any(p:p)", 13),
    ("tags/any(x:" * 40 + "true" + ")" * 40, 352),
    ("tags/any(x:x" + "/parent" * 9 + " eq 1) and main/name eq 'a'", 86),
    ("tags/any(x:x" + "/parent" * 10 + " eq 1)", 11),
]


@pytest.mark.parametrize(("condition", "position"), REFUSED)
def test_a_lambda_that_is_not_understood_is_refused_with_its_position(
    platform: Platform, posts: ComponentDocument, condition: str, position: int
) -> None:
    with pytest.raises(BadQuery) as refused:
        platform.list(posts, filter=condition)
    (field,) = refused.value.fields
    assert (field.field, field.params["position"]) == ("$filter", position)


def test_a_variable_ends_with_its_lambda(platform: Platform, posts: ComponentDocument) -> None:
    with pytest.raises(BadQuery):
        platform.list(posts, filter="tags/any(x:true) and x/title eq 'red'")


def test_a_list_shows_nothing_of_a_component_that_one_may_not_read(platform: Platform) -> None:
    hidden = document("Hidden", property_("secret"), restrict_access=True)
    shown = document(
        "Shown", property_("list", "array", component=str(hidden.key)), property_("n", "integer"), access_mode="public"
    )
    platform.publish(hidden, shown)
    for condition in ("list/any(x:x/secret eq 'a')", "list/all(x:x/secret ne 'a')", "list/any()", "list/$count gt 0"):
        with pytest.raises(NoSuchCatalog):
            platform.list(shown, filter=condition)
        with pytest.raises(NotSignedIn):
            platform.list(shown, filter=condition, by=ANONYMOUS)
        with pytest.raises(NoSuchCatalog):
            platform.list(shown, apply=f"filter({condition})/aggregate($count as n1)")
