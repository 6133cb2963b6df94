"""Ranges, conditions and damage as a browser, a player and a download manager meet them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.support.client import Client, fields, problem
from tests.support.components import property_
from tests.support.files import LIBRARY, PART, picture, upload
from tests.support.installation import Installation

SIZE = PART + 70_000


@pytest.fixture(scope="module")
def content() -> bytes:
    return os.urandom(SIZE)


@pytest.fixture(scope="module")
def address(builder: Client, content: bytes) -> str:
    return f"{LIBRARY}/{upload(builder, 'video.bin', content)['id']}/content"


def parts_of(installation: Installation, file_id: str) -> list[Path]:
    """Objects of a file, the biggest first."""
    found = (installation.data_dir / "blobs").glob(f"*/{file_id}/*")
    return sorted(found, key=lambda path: path.stat().st_size, reverse=True)


class TestRanges:
    @pytest.mark.parametrize(
        ("header", "first", "last"),
        [
            ("bytes=100-", 100, SIZE - 1),
            ("bytes=-100", SIZE - 100, SIZE - 1),
            (f"bytes=-{SIZE + 5}", 0, SIZE - 1),
            (f"bytes={PART - 1}-{PART}", PART - 1, PART),
            (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
            (f"bytes=5-{'9' * 39}", 5, SIZE - 1),
        ],
    )
    def test_an_open_one_ends_with_the_file(
        self, builder: Client, address: str, content: bytes, header: str, first: int, last: int
    ) -> None:
        answer = builder.get(address, headers={"Range": header})
        assert answer.status_code == 206
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{SIZE}"
        assert answer.headers["content-length"] == str(last + 1 - first)
        assert answer.content == content[first : last + 1]

    def test_it_is_given_when_the_content_is_still_the_same(
        self, builder: Client, address: str, content: bytes
    ) -> None:
        etag = builder.head(address).headers["etag"]
        answer = builder.get(address, headers={"Range": "bytes=3-5", "If-Range": etag})
        assert (answer.status_code, answer.content) == (206, content[3:6])

    @pytest.mark.parametrize("condition", ["W/{}", "Sun, 22 Nov 2026 10:00:00 GMT", "", "*", '"'])
    def test_a_weak_or_odd_condition_means_the_whole(self, builder: Client, address: str, condition: str) -> None:
        sent = condition.format(builder.head(address).headers["etag"])
        answer = builder.get(address, headers={"Range": "bytes=3-5", "If-Range": sent})
        assert (answer.status_code, len(answer.content)) == (200, SIZE)

    @pytest.mark.parametrize("header", ["bytes=3-5", f"bytes={SIZE}-", "bytes=-0"])
    def test_head_knows_none(self, builder: Client, address: str, header: str) -> None:
        answer = builder.head(address, headers={"Range": header})
        assert (answer.status_code, answer.headers["content-length"]) == (200, str(SIZE))
        assert "content-range" not in answer.headers

    def test_an_empty_file_has_none(self, builder: Client) -> None:
        empty = f"{LIBRARY}/{upload(builder, 'empty.txt', b'')['id']}/content"
        for header in ("bytes=0-", "bytes=-1", "bytes=0-0"):
            response = builder.get(empty, headers={"Range": header})
            refused = problem(response, 416, "range_not_satisfiable")
            assert refused["fields"][0]["params"] == {"size": 0}
            assert response.headers["content-range"] == "bytes */0"
        assert builder.head(empty).headers["content-length"] == "0"


def test_whatever_the_reader_has_it_need_not_be_sent_again(builder: Client, address: str) -> None:
    for method in ("GET", "HEAD"):
        answer = builder.request(method, address, headers={"If-None-Match": "*", "Range": "bytes=1-2"})
        assert (answer.status_code, answer.content) == (304, b"")
    assert builder.get(address, headers={"If-None-Match": '"other", *x', "Range": "bytes=1-2"}).status_code == 206


class TestDamage:
    @pytest.fixture
    def file(self, builder: Client) -> Iterator[dict[str, Any]]:
        made = upload(builder, "a.bin", os.urandom(SIZE))
        yield made
        # Others look at this installation after us, and a damaged file is a finding.
        builder.delete(f"{LIBRARY}/{made['id']}?confirm=true").raise_for_status()

    def damage(self, installation: Installation, file: dict[str, Any], kind: str) -> None:
        first, second = parts_of(installation, file["id"])
        one, two = first.read_bytes(), second.read_bytes()
        match kind:
            case "flipped":
                first.write_bytes(one[:-1] + bytes([one[-1] ^ 1]))
            case "cut off":
                first.write_bytes(one[:-1])
            case "emptied":
                first.write_bytes(b"")
            case "exchanged":
                first.write_bytes(two)
                second.write_bytes(one)
            case "gone":
                first.unlink()

    @pytest.mark.parametrize("kind", ["flipped", "cut off", "emptied", "exchanged", "gone"])
    def test_the_first_part_is_told(
        self, installation: Installation, builder: Client, file: dict[str, Any], kind: str
    ) -> None:
        self.damage(installation, file, kind)
        address = f"{LIBRARY}/{file['id']}/content"
        for headers in ({}, {"Range": "bytes=-70100"}, {"Range": f"bytes={PART - 10}-"}):
            problem(builder.get(address, headers=headers), 409, "file_damaged")

    @pytest.mark.parametrize("kind", ["flipped", "gone"])
    def test_a_later_part_breaks_the_answer_off(
        self, installation: Installation, file: dict[str, Any], kind: str
    ) -> None:
        second = parts_of(installation, file["id"])[1]
        if kind == "gone":
            second.unlink()
        else:
            second.write_bytes(second.read_bytes()[:-1] + b"x")
        address = f"{LIBRARY}/{file['id']}/content"
        # What is sent cannot be taken back, but it never looks like the whole.
        with installation.signed_in() as client:
            with pytest.raises(httpx.RemoteProtocolError):
                client.get(address)
            assert len(client.get(address, headers={"Range": "bytes=0-99"}).content) == 100

    def test_a_picture_is_told_and_tried_again_once_it_is_whole(
        self, installation: Installation, builder: Client
    ) -> None:
        file = upload(builder, "a.png", picture())
        [part] = parts_of(installation, file["id"])
        whole = part.read_bytes()
        part.write_bytes(whole[:-1])
        address = f"{LIBRARY}/{file['id']}/content?thumbnail=1"
        problem(builder.get(address), 409, "file_damaged")
        part.write_bytes(whole)
        assert builder.get(address).headers["content-type"] == "image/webp"
        thumbnail = parts_of(installation, file["id"])[1]
        thumbnail.write_bytes(b"x" * 40)
        problem(builder.get(address), 409, "file_damaged")


@pytest.mark.parametrize("entry", ["-1", "0", "9" * 19, "9" * 40, "1.0", "x", "%00"])
def test_an_impossible_entry_has_no_file(builder: Client, published: Any, entry: str) -> None:
    key = published(f"Odd {uuid4().hex[:6]}", [property_("Scan", "file")])["document"]["key"]
    response = builder.get(f"/api/v1/entries/{key}/{entry}/files/Scan")
    assert response.status_code in (404, 422), response.text
    assert response.status_code == 404 or fields(response)
