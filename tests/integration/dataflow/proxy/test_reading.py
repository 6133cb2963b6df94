"""Entries that another system keeps are listed, filtered, sorted, paged and opened; nothing is stored here."""

import json
from typing import Any
from uuid import UUID

import pytest

from aqtra.catalogs.errors import BadQuery, EntryNotFound, FilterNotSupported, ProxyComponent
from aqtra.dataflow.catalog_entries import CatalogEntries
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.proxy.people import INPUT, PEOPLE


def ids(page: Any) -> list[int]:
    return [entry["id"] for entry in page["value"]]


def test_a_list_is_a_page_of_the_other_system(directory: Platform, persons: ComponentDocument) -> None:
    page = directory.list(persons, top="5", skip="10", count="true", orderby="name,id")
    assert ids(page) == [11, 12, 13, 14, 15]
    assert page["@odata.count"] == 60
    assert page["value"][0] == {
        "id": 11, "name": "Person 11", "createdDate": None, "updateDate": None, "creatorSubject": None,
        "changeAuthor": None, "version": 0, "data": {"city": "Kiel", "age": 31, "boss": None},
    }  # fmt: skip


def test_it_is_filtered_and_sorted_there(directory: Platform, persons: ComponentDocument) -> None:
    found = directory.list(persons, filter="city eq 'Ulm' and contains(name,'5')", orderby="name desc", count="true")
    assert ids(found) == [57, 54, 51, 45, 15]
    assert found["@odata.count"] == 5


def test_entries_are_found_by_their_ids(directory: Platform, persons: ComponentDocument) -> None:
    assert ids(directory.list(persons, filter="id in (3,5)")) == [3, 5]


def test_only_what_is_selected_is_shown(directory: Platform, persons: ComponentDocument) -> None:
    assert directory.list(persons, select="name,city", top="1")["value"] == [
        {"id": 1, "name": "Person 01", "data": {"city": "Bonn"}}
    ]
    assert directory.get(persons, 7, select="age") == {"id": 7, "data": {"age": 27}}


def test_one_entry_is_opened(directory: Platform, persons: ComponentDocument) -> None:
    assert directory.get(persons, 7)["name"] == "Person 07"
    with pytest.raises(EntryNotFound):
        directory.get(persons, 700)
    with pytest.raises(EntryNotFound):
        directory.get(persons, -1)


def test_nothing_is_stored_here(directory: Platform, persons: ComponentDocument) -> None:
    directory.list(persons)
    directory.get(persons, 7)
    published = directory.definitions.component(PEOPLE)
    assert published is not None
    assert directory.sql(f"SELECT count(*) FROM catalogs.{published.table.table}") == [(0,)]
    with pytest.raises(ProxyComponent):
        directory.create(persons, {"city": "Ulm"})


def test_every_read_is_a_run_of_the_reader(directory: Platform, persons: ComponentDocument) -> None:
    directory.list(persons)
    directory.get(persons, 7)
    with pytest.raises(EntryNotFound):
        directory.get(persons, 700)
    rows = directory.sql("SELECT flow, trigger, state, principal_id, error ->> 'code' FROM dataflow.run ORDER BY id")
    assert sorted(rows, key=lambda row: (row[1], row[2])) == [
        (INPUT, "proxy_query", "completed", 1, None),
        (INPUT, "proxy_read", "completed", 1, None),
        (INPUT, "proxy_read", "failed", 1, "entry_not_found"),
    ]


@pytest.mark.parametrize(
    "options",
    [
        {"filter": "age gt 30"},
        {"orderby": "age"},
        {"filter": "city eq 'Ulm' or city eq 'Bonn'"},
        {"filter": "tolower(city) eq 'ulm'"},
        {"filter": "city eq 'Ulm' and startswith(city,'U')"},
        {"filter": "not (city gt 'U')"},
    ],
)
def test_what_cannot_be_asked_elsewhere_is_refused(
    directory: Platform, persons: ComponentDocument, options: dict[str, str]
) -> None:
    with pytest.raises(FilterNotSupported) as refused:
        directory.list(persons, **options)
    assert (refused.value.code, refused.value.status) == ("filter_not_supported", 400)
    assert [field.field for field in refused.value.fields] == [f"${next(iter(options))}"]


@pytest.mark.parametrize("options", [{"select": "nothing"}, {"expand": "city"}, {"expand": "nothing"}])
def test_names_that_do_not_exist_are_refused_before_anything_runs(
    directory: Platform, persons: ComponentDocument, options: dict[str, str]
) -> None:
    for read in (lambda: directory.get(persons, 1, **options), lambda: directory.list(persons, **options)):
        with pytest.raises(BadQuery):
            read()
    assert directory.sql("SELECT count(*) FROM dataflow.run") == [(0,)]


def test_flows_read_it_like_any_other_component(directory: Platform, persons: ComponentDocument) -> None:
    entries = CatalogEntries(directory.services, MEMBER)
    assert directory.run(entries.get(PEOPLE, 7))["name"] == "Person 07"
    assert directory.lookup(persons, {"city": "Ulm", "name": "Person 12"})["id"] == 12
    assert directory.lookup(persons, {"city": "Nowhere"}) is None


def test_what_hangs_on_stored_entries_is_refused(directory: Platform, persons: ComponentDocument) -> None:
    reader = directory.entries.readable_by(MEMBER)
    with pytest.raises(ProxyComponent):
        directory.with_connection(lambda conn: reader.history(conn, persons.key, 1))


def test_answers_are_json_of_the_api(directory: Platform) -> None:
    reader = directory.entries.readable_by(MEMBER)
    elsewhere = reader.elsewhere(UUID(str(PEOPLE)))
    assert elsewhere is not None
    page = directory.run(elsewhere.list((("$top", "0"), ("$count", "true"))))
    assert json.loads(page) == {"@odata.count": 0, "value": []}
