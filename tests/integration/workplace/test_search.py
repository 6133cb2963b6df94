"""Search in Workplace: entries of the domain's components by name, as far as the reader may read them."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.client import Client, fields, problem
from tests.support.components import create_component, property_, publish

SEARCH = "/api/v1/workplace/search"


@dataclass(frozen=True)
class Library:
    """Components whose entries share a word that nothing else on this platform has."""

    word: str
    component: Callable[[str], str]
    """The key of the component with this title."""
    client: Client

    def named(self, client: Client, text: str | None = None, **options: Any) -> list[tuple[str, str]]:
        """Title of the component and name of each entry found."""
        answer = client.get(SEARCH, params={"q": text or self.word}, **options).raise_for_status().json()
        return [(entry["title"].split(" ")[0], entry["name"].split(" ")[0]) for entry in answer["entries"]]


@pytest.fixture(scope="module")
def library(builder: Client) -> Library:
    word = uuid.uuid4().hex[:12]
    keys: dict[str, str] = {}

    def made(title: str, **settings: Any) -> dict[str, Any]:
        stored = create_component(
            builder,
            f"{title} {word}",
            [property_("Title")],
            settings={"domains": ["digital-workplace"], **settings},
        )
        keys[title] = stored["document"]["key"]
        return stored

    stored = [
        made("Books"),
        made("Archive", restrict_access=True),
        made("Open", access_mode="public"),
        made("Elsewhere", domains=[]),
    ]
    assert publish(builder, *stored)["state"] == "completed"
    for title in keys:
        for name in ("First", "Second"):
            body = {"name": f"{name} {word} 100% o'clock", "data": {"Title": "x"}}
            builder.post(f"/api/v1/entries/{keys[title]}", json=body).raise_for_status()
    return Library(word, keys.__getitem__, builder)


class TestFinding:
    def test_it_names_component_and_entry_so_that_one_can_go_there(self, library: Library, member: Client) -> None:
        found = member.get(SEARCH, params={"q": f"first {library.word}"}).raise_for_status().json()
        assert [(entry["component"], entry["name"]) for entry in found["entries"]] == [
            (library.component(title), f"First {library.word} 100% o'clock") for title in ("Books", "Open")
        ]
        entry = found["entries"][0]
        read = member.get(f"/api/v1/entries/{entry['component']}/{entry['id']}").raise_for_status().json()
        assert read["name"] == entry["name"]
        assert found["is_complete"]

    def test_case_does_not_matter(self, library: Library, member: Client) -> None:
        assert library.named(member, f"SECOND {library.word.upper()}") == [("Books", "Second"), ("Open", "Second")]

    @pytest.mark.parametrize(("ending", "entries"), [("100% o'clock", 4), ("1__%", 0), ("100_", 0), ("%clock", 0)])
    def test_quotes_and_wildcards_stand_for_themselves(
        self, library: Library, member: Client, ending: str, entries: int
    ) -> None:
        assert len(library.named(member, f"{library.word} {ending}")) == entries

    @pytest.mark.parametrize("text", ["", " ", "x", " x "])
    def test_too_short_a_text_finds_nothing(self, member: Client, text: str) -> None:
        assert member.get(SEARCH, params={"q": text}).json() == {"entries": [], "is_complete": True}

    @pytest.mark.parametrize(
        "text",
        [
            "a\x00b",
            "''",
            "name eq null or 'a",
            "\u202e\U0001f600\u0301",
            "x" * 200,
        ],
    )
    def test_whatever_is_typed_is_only_a_text(self, member: Client, text: str) -> None:
        found = member.get(SEARCH, params={"q": text}).raise_for_status().json()
        # Other tests of this platform store texts like these as names.
        assert [entry["name"] for entry in found["entries"] if text not in entry["name"]] == []

    def test_too_long_a_text_is_refused(self, member: Client) -> None:
        response = member.get(SEARCH, params={"q": "x" * 201})
        problem(response, 422, "validation_failed")
        assert list(fields(response)) == ["query.q"]

    def test_of_many_only_the_first_are_shown_and_it_says_so(self, library: Library, builder: Client) -> None:
        many = uuid.uuid4().hex
        for _ in range(6):
            body = {"name": many, "data": {"Title": "x"}}
            builder.post(f"/api/v1/entries/{library.component('Books')}", json=body).raise_for_status()
        found = builder.get(SEARCH, params={"q": many}).json()
        assert len(found["entries"]) == 5
        assert not found["is_complete"]


class TestRights:
    def test_what_restricts_access_is_found_by_those_with_a_role_only(
        self, library: Library, member: Client, builder: Client
    ) -> None:
        assert ("Archive", "First") in library.named(builder)
        assert {title for title, _ in library.named(member)} == {"Books", "Open"}

    def test_a_visitor_finds_what_is_public(self, library: Library, visitor: Client) -> None:
        assert {title for title, _ in library.named(visitor)} == {"Open"}

    def test_components_of_other_domains_are_not_searched(self, library: Library, builder: Client) -> None:
        """A builder reaches them, but this is not where they are used."""
        assert "Elsewhere" not in {title for title, _ in library.named(builder)}
