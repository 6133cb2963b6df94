"""Browsers that do the same at the same moment: every answer is a typed one, and what is kept is whole."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.support.accounts import create_account, signed_in
from tests.support.client import Client, problem
from tests.support.files import LIBRARY, PART, UPLOADS, begin, complete, picture, put, start, upload
from tests.support.installation import Installation

MOST_UPLOADS = 100


@pytest.fixture
def newcomer(installation: Installation) -> Iterator[Client]:
    """A builder who has uploaded nothing yet."""
    with signed_in(installation, create_account(installation, f"n-{uuid4().hex[:8]}", role="Builders")) as client:
        yield client


def at_once(*requests: Callable[[], httpx.Response]) -> list[httpx.Response]:
    with ThreadPoolExecutor(len(requests)) as threads:
        return [future.result() for future in [threads.submit(request) for request in requests]]


def codes(responses: Iterable[httpx.Response]) -> set[str | int]:
    """What was answered: the code of a refusal, the status of anything else."""
    return {response.status_code if response.is_success else response.json()["code"] for response in responses}


def objects_of(installation: Installation, file_id: str) -> list[Path]:
    return list((installation.data_dir / "blobs").glob(f"*/{file_id}/*"))


def test_the_limit_of_open_uploads_holds_for_those_begun_at_once(newcomer: Client) -> None:
    for _ in range(MOST_UPLOADS - 4):
        start(newcomer, "a.txt", 1).raise_for_status()
    responses = at_once(*[partial(start, newcomer, "a.txt", 1)] * 16)
    assert sum(response.is_success for response in responses) == 4
    assert codes(responses) == {201, "too_many_uploads"}


def test_a_part_sent_many_times_at_once_is_kept_once(installation: Installation, builder: Client) -> None:
    for _ in range(5):
        upload_id = start(builder, "a.txt", 5).json()["id"]
        contents = [f"part{number}".encode() for number in range(8)]
        responses = at_once(*[partial(put, builder, upload_id, 0, content) for content in contents])
        assert codes(responses) == {204}
        assert len(objects_of(installation, upload_id)) == 1
        complete(builder, upload_id).raise_for_status()
        assert builder.get(f"{LIBRARY}/{upload_id}/content").content in contents


def test_who_completes_at_once_is_answered_the_same(builder: Client) -> None:
    upload_id = begin(builder, "a.txt", b"x" * (PART + 1))
    responses = at_once(*[partial(complete, builder, upload_id)] * 6)
    assert codes(responses) == {201}
    assert len({response.text for response in responses}) == 1


def test_who_completes_what_is_refused_is_told_why_or_that_it_is_gone(
    installation: Installation, builder: Client
) -> None:
    upload_id = begin(builder, "a.png", b"<script>" + b" " * PART)
    responses = at_once(*[partial(complete, builder, upload_id)] * 6)
    assert {"file_type"} <= codes(responses) <= {"file_type", "upload_not_found", "file_damaged"}
    problem(builder.get(f"{UPLOADS}/{upload_id}"), 404, "upload_not_found")
    assert objects_of(installation, upload_id) == []


def test_a_part_that_comes_while_it_is_completed_changes_nothing_that_was_checked(builder: Client) -> None:
    for _ in range(5):
        upload_id = begin(builder, "a.txt", b"words" + b" " * PART)
        evil = b"<html" + b" " * (PART - 5)
        done, *_ = at_once(partial(complete, builder, upload_id), partial(put, builder, upload_id, 0, evil))
        assert codes([done]) <= {201, "file_type", "upload_changed", "file_damaged"}
        if done.is_success:
            assert builder.get(f"{LIBRARY}/{upload_id}/content").content.startswith(b"words")


def test_an_upload_cancelled_while_it_is_completed_is_there_whole_or_not_at_all(
    installation: Installation, builder: Client
) -> None:
    for _ in range(5):
        upload_id = begin(builder, "a.txt", b"words" * 1000)
        done, gone = at_once(partial(complete, builder, upload_id), partial(builder.delete, f"{UPLOADS}/{upload_id}"))
        assert codes([done]) <= {201, "upload_not_found", "file_damaged"}
        assert codes([gone]) <= {204, "upload_not_found"}
        if done.is_success:
            assert builder.get(f"{LIBRARY}/{upload_id}/content").content == b"words" * 1000
        else:
            assert objects_of(installation, upload_id) == []


class TestFolders:
    @pytest.fixture
    def folder(self, builder: Client) -> str:
        answer = builder.post(f"{LIBRARY}/folders", json={"name": f"race-{uuid4().hex[:8]}"})
        return str(answer.raise_for_status().json()["id"])

    def inner(self, builder: Client, parent: str) -> str:
        answer = builder.post(f"{LIBRARY}/folders", json={"name": uuid4().hex, "parent": parent})
        return str(answer.raise_for_status().json()["id"])

    def test_a_folder_is_deleted_while_files_are_put_into_it(self, builder: Client, folder: str) -> None:
        for _ in range(8):
            inner = self.inner(builder, folder)
            target = {"folder": inner}
            upload_ids = [begin(builder, "a.txt", b"a", target) for _ in range(3)]
            moved = upload(builder, "moved.txt", b"m")["id"]
            answers = at_once(
                *[partial(complete, builder, upload_id) for upload_id in upload_ids],
                partial(builder.delete, f"{LIBRARY}/folders/{inner}?confirm=true"),
                partial(builder.patch, f"{LIBRARY}/{moved}", json=target),
                partial(start, builder, "b.txt", 1, target),
                partial(builder.post, f"{LIBRARY}/folders", json={"name": "x", "parent": inner}),
            )
            # What was completed after the folder had gone lies in the root.
            assert codes(answers[:3]) == {201}
            assert codes(answers[3:]) <= {200, 201, 204, "folder_not_found", "folder_not_empty", "file_not_found"}

    def test_two_moves_at_once_tie_no_knot(self, builder: Client, folder: str) -> None:
        for _ in range(5):
            one, two = self.inner(builder, folder), self.inner(builder, folder)
            answers = at_once(
                partial(builder.patch, f"{LIBRARY}/folders/{one}", json={"parent": two}),
                partial(builder.patch, f"{LIBRARY}/folders/{two}", json={"parent": one}),
            )
            assert codes(answers) == {200, "folder_in_itself"}

    def test_one_of_two_folders_gets_the_name(self, builder: Client, folder: str) -> None:
        body = {"name": "Same", "parent": folder}
        answers = at_once(*[partial(builder.post, f"{LIBRARY}/folders", json=body)] * 6)
        assert codes(answers) == {201, "folder_name_taken"}
        assert sum(answer.is_success for answer in answers) == 1

    def test_a_move_to_where_its_name_is_taken_names_it(self, builder: Client, folder: str) -> None:
        body = {"name": "Same", "parent": folder}
        taken = builder.post(f"{LIBRARY}/folders", json=body).json()["id"]
        other = builder.post(f"{LIBRARY}/folders", json={**body, "parent": taken}).json()["id"]
        refused = problem(
            builder.patch(f"{LIBRARY}/folders/{other}", json={"parent": folder}), 409, "folder_name_taken"
        )
        assert refused["fields"][0]["params"] == {"name": "Same"}

    def test_a_tree_is_not_moved_deeper_than_trees_may_be(self, builder: Client, folder: str) -> None:
        deep = folder
        for _ in range(18):
            deep = self.inner(builder, deep)
        low = self.inner(builder, folder)
        self.inner(builder, low)
        problem(builder.patch(f"{LIBRARY}/folders/{low}", json={"parent": deep}), 409, "folder_in_itself")


def test_a_file_deleted_while_it_is_read_and_shown_breaks_nothing(builder: Client) -> None:
    for _ in range(5):
        file_id = upload(builder, "a.png", picture(size=(1200, 900)))["id"]
        address = f"{LIBRARY}/{file_id}"
        answers = at_once(
            partial(builder.get, f"{address}/content"),
            partial(builder.get, f"{address}/content?thumbnail=1"),
            partial(builder.delete, address),
            partial(builder.delete, address),
            partial(builder.patch, address, json={"name": "b.png"}),
        )
        assert codes(answers) <= {200, 204, "file_not_found", "file_damaged"}
        problem(builder.get(f"{address}/content"), 404, "file_not_found")
