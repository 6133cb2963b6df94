"""Publications while imports and exports of the same component run, several at once, and taken away in the middle."""

import csv
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.integration.bulk.jobs import Bulk, counts
from tests.integration.studio.test_rollback import PUBLICATIONS, draft, go_back, key_of
from tests.integration.studio.waiting import eventually
from tests.support.client import Client
from tests.support.components import create_component, property_, publish, wait_for_publication
from tests.support.installation import Installation
from tests.support.sound import assert_sound

ROWS = 30_000


@pytest.fixture(scope="module", autouse=True)
def sound_afterwards(installation: Installation) -> Iterator[None]:
    yield
    assert_sound(installation)


class Model:
    """A component with a key and a number, and what a second version makes of both."""

    def __init__(self, client: Client, title: str) -> None:
        self.client = client
        code, number = property_("Code", primary_key=True), property_("Number", "integer")
        self.later = [
            {**code, "name": "Renamed", "max_length": 100},
            {**number, "type": "string", "name": "Text", "max_length": 20},
            property_("Added", "integer", minimum=0),
        ]
        stored = create_component(client, title, [code, number])
        self.first = publish(client, stored)
        assert self.first["state"] == "completed", self.first
        self.key = key_of(stored)
        self.bulk = Bulk(client, stored)

    def change(self) -> dict[str, Any]:
        return publish(self.client, draft(self.client, self.key, properties=self.later))

    def count(self) -> int:
        listed = self.client.get(f"/api/v1/entries/{self.key}", params={"$count": "true", "$top": "0"})
        return int(listed.raise_for_status().json()["@odata.count"])


def rows(first: int = 0, last: int = ROWS) -> bytes:
    return ("Code,Number\n" + "".join(f"c{number},{number}\n" for number in range(first, last))).encode()


def wait_for_rows(model: Model, job: str) -> None:
    eventually(lambda: model.bulk.job(job)["rows_done"] > 0)


def total(model: Model) -> int:
    """The sum of what the second version shows as texts."""
    exported = model.bulk.dump("csv").decode("utf-8-sig")
    return sum(int(row["Text"]) for row in csv.DictReader(io.StringIO(exported)))


@pytest.mark.parametrize("on_error", ["skip", "stop"])
def test_rows_of_an_import_are_all_there_in_the_version_published_meanwhile(builder: Client, on_error: str) -> None:
    model = Model(builder, f"Imported beside {on_error}")
    job = model.bulk.ask(rows(), key="upsert", on_error=on_error).json()["id"]
    wait_for_rows(model, job)
    publication = model.change()
    assert counts(model.bulk.ended(job)) == ("completed", ROWS, 0, 0)
    if publication["state"] != "completed":
        # One transaction held the table for longer than a publication waits; nothing is changed, and it may be tried.
        assert (on_error, publication["state"]) == ("stop", "rolled_back"), publication
        publication = model.change()
    assert publication["state"] == "completed", publication
    assert model.count() == ROWS
    assert total(model) == sum(range(ROWS))
    assert go_back(builder, model.first["version"])["state"] == "completed"
    assert sum(int(value) for value in model.bulk.values("Number", top="1000", orderby="id")) == sum(range(1000))


def test_an_export_shows_the_version_it_began_with_and_a_publication_does_not_wait_for_it(builder: Client) -> None:
    model = Model(builder, "Exported beside")
    assert counts(model.bulk.load(rows())) == ("completed", ROWS, 0, 0)
    job = model.bulk.ask_export().json()["id"]
    assert model.change()["state"] == "completed"
    ended = model.bulk.ended(job)
    assert ended["state"] == "completed", ended
    content = builder.get(f"/api/v1/bulk/jobs/{job}/result").raise_for_status().content.decode("utf-8-sig")
    exported = list(csv.DictReader(io.StringIO(content)))
    assert len(exported) == ROWS
    column = "Number" if "Number" in exported[0] else "Text"
    assert sum(int(row[column]) for row in exported) == sum(range(ROWS))


def test_of_several_publications_at_once_one_runs_and_the_others_are_told(builder: Client) -> None:
    stored = [create_component(builder, f"At once {number}", [property_("Word")]) for number in range(4)]
    for one in stored:
        place = f"/api/v1/studio/components/{key_of(one)}/ready"
        builder.post(place, json={"saved_version": one["saved_version"]}).raise_for_status()
    with ThreadPoolExecutor(4) as workers:
        asked = list(workers.map(lambda one: builder.post(PUBLICATIONS, json={"components": [key_of(one)]}), stored))
    started = [answer.json()["id"] for answer in asked if answer.status_code == 202]
    refused = [(answer.status_code, answer.json()["code"]) for answer in asked if answer.status_code != 202]
    # One that ended already lets the next begin.
    assert started
    assert set(refused) <= {(409, "publication_running")}
    assert {wait_for_publication(builder, one)["state"] for one in started} == {"completed"}
    for one, answer in zip(stored, asked, strict=True):
        if answer.status_code != 202:
            assert publish(builder, one)["state"] == "completed"
        assert builder.get(f"/api/v1/entries/{key_of(one)}").json()["value"] == []


def test_taken_away_beside_an_import_it_changes_nothing_and_may_be_made_again(builder: Client) -> None:
    model = Model(builder, "Taken away beside")
    job = model.bulk.ask(rows(), key="upsert", on_error="skip").json()["id"]
    wait_for_rows(model, job)
    current = draft(builder, model.key, properties=model.later)
    place = f"/api/v1/studio/components/{model.key}/ready"
    builder.post(place, json={"saved_version": current["saved_version"]}).raise_for_status()
    started = builder.post(PUBLICATIONS, json={"components": [model.key]}).raise_for_status().json()["id"]
    # Refused in the middle of a change and after the end; asked again until one of both is reached.
    eventually(lambda: builder.post(f"{PUBLICATIONS}/{started}/reset").json().get("code") != "stage_busy")
    ended = wait_for_publication(builder, started)
    assert ended["state"] in {"reset", "completed"}, ended
    assert counts(model.bulk.ended(job)) == ("completed", ROWS, 0, 0)
    if ended["state"] == "reset":
        eventually(lambda: _published(model))
    assert model.count() == ROWS
    assert total(model) == sum(range(ROWS))


def _published(model: Model) -> bool:
    """Undoing goes on for a moment after a reset."""
    answer = model.client.post(PUBLICATIONS, json={"components": [model.key]})
    if answer.status_code == 409 and answer.json()["code"] == "publication_running":
        return False
    assert answer.status_code == 202, answer.text
    ended = wait_for_publication(model.client, answer.json()["id"])
    assert ended["state"] == "completed", ended
    return True
