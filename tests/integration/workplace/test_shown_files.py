"""Pictures and documents of the library as published pages show them: to their readers, and to nobody else."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish
from tests.support.files import LIBRARY, picture, upload

FILES = "/api/v1/workplace/files"
SETTINGS = "/api/v1/studio/domains/digital-workplace/settings"
SCRIPTED = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script><rect width='5' height='5'/></svg>"
Publish = Callable[..., dict[str, Any]]


def page(**settings: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "kind": "page", "name": "Main", "settings": settings, "children": []}


@pytest.fixture(scope="module")
def shown(builder: Client) -> str:
    """A picture behind a page that is open to everybody."""
    return shown_on_a_page(builder, upload(builder, "Blue sky.png", picture())["id"], access_mode="public")


def shown_on_a_page(builder: Client, file_id: str, **settings: Any) -> str:
    pages = [page(background_image=file_id)]
    stored = create_component(builder, f"Shows {uuid4()}", [property_("Note")], pages=pages, settings=settings)
    assert publish(builder, stored)["state"] == "completed"
    return file_id


class TestWho:
    def test_everybody_sees_what_a_public_page_shows(self, visitor: Client, shown: str) -> None:
        assert visitor.get(f"{FILES}/{shown}").content == picture()
        about = visitor.get(f"{FILES}/{shown}/about").json()
        assert (about["name"], about["size"], about["content_type"]) == ("Blue sky.png", len(picture()), "image/png")

    def test_what_a_private_page_shows_is_for_those_who_are_signed_in(self, builder: Client, visitor: Client) -> None:
        private = shown_on_a_page(builder, upload(builder, "private.png", picture())["id"])
        assert builder.get(f"{FILES}/{private}").status_code == 200
        refused = problem(visitor.get(f"{FILES}/{private}"), 401, "not_signed_in")
        missing = problem(visitor.get(f"{FILES}/{uuid4()}"), 401, "not_signed_in")
        assert refused["detail"] == missing["detail"]

    def test_what_no_published_page_shows_is_for_nobody(self, builder: Client, visitor: Client) -> None:
        drafted = upload(builder, "drafted.png", picture())["id"]
        create_component(builder, f"Draft {uuid4()}", [property_("Note")], pages=[page(background_image=drafted)])
        problem(builder.get(f"{FILES}/{drafted}"), 404, "file_not_found")
        problem(builder.get(f"{FILES}/{drafted}/about"), 404, "file_not_found")
        problem(visitor.get(f"{FILES}/{drafted}"), 401, "not_signed_in")

    def test_an_id_that_stands_in_a_text_shows_nothing(self, builder: Client) -> None:
        named = upload(builder, "named.png", picture())["id"]
        pages = [page(title={"translation_value": named})]
        stored = create_component(builder, f"Names {uuid4()}", [property_("Note")], pages=pages)
        assert publish(builder, stored)["state"] == "completed"
        problem(builder.get(f"{FILES}/{named}"), 404, "file_not_found")

    def test_the_picture_for_missing_ones_is_seen_by_all_visitors_of_its_domain(
        self, builder: Client, visitor: Client
    ) -> None:
        stand_in = upload(builder, "nothing.png", picture())["id"]
        before = builder.get(SETTINGS).json()
        builder.put(SETTINGS, json={**before, "no_image": stand_in}).raise_for_status()
        try:
            start = visitor.get("/api/v1/workplace").json()
            assert start["domain"]["settings"]["no_image"] == stand_in
            assert visitor.get(f"{FILES}/{stand_in}").content == picture()
            problem(builder.delete(f"{LIBRARY}/{stand_in}"), 409, "file_in_use")
        finally:
            version = builder.get(SETTINGS).json()["version"]
            builder.put(SETTINGS, json={**before, "version": version}).raise_for_status()
        problem(visitor.get(f"{FILES}/{stand_in}"), 401, "not_signed_in")

    def test_only_a_picture_stands_for_missing_ones(self, builder: Client) -> None:
        text = upload(builder, "a.txt", b"text")["id"]
        for wrong in (text, str(uuid4())):
            answer = builder.put(SETTINGS, json={**builder.get(SETTINGS).json(), "no_image": wrong})
            assert problem(answer, 422, "invalid_domain_settings")["fields"][0]["field"] == "no_image"


class TestHow:
    def test_it_is_asked_about_and_not_sent_again(self, visitor: Client, shown: str) -> None:
        first = visitor.get(f"{FILES}/{shown}")
        again = visitor.get(f"{FILES}/{shown}", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert first.headers["cache-control"] == "private, no-cache"

    def test_a_part_is_sent_alone(self, visitor: Client, shown: str) -> None:
        answer = visitor.get(f"{FILES}/{shown}", headers={"Range": "bytes=0-3"})
        assert (answer.status_code, answer.content) == (206, picture()[:4])
        assert visitor.head(f"{FILES}/{shown}").headers["content-length"] == str(len(picture()))

    def test_nothing_in_it_runs_and_a_vector_picture_opens_as_no_page(self, builder: Client) -> None:
        drawn = shown_on_a_page(builder, upload(builder, "drawn.svg", SCRIPTED)["id"])
        headers = builder.get(f"{FILES}/{drawn}").headers
        assert headers["content-type"] == "image/svg+xml"
        assert headers["content-disposition"].startswith("attachment")
        assert headers["content-security-policy"].startswith("sandbox; default-src 'none';")
        assert "script" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


class TestChecks:
    def test_a_page_that_names_a_file_of_the_wrong_kind_is_not_published(self, builder: Client) -> None:
        text = upload(builder, "a.txt", b"text")["id"]
        stored = create_component(builder, f"Wrong {uuid4()}", [property_("Note")], pages=[page(background_image=text)])
        codes = {finding["code"] for finding in stored["findings"]}
        assert "file_type" in codes
        key, version = stored["document"]["key"], stored["saved_version"]
        refused = builder.post(f"/api/v1/studio/components/{key}/ready", json={"saved_version": version})
        assert refused.status_code == 409

    def test_a_file_that_a_page_shows_is_not_deleted_without_telling_its_uses(
        self, builder: Client, shown: str
    ) -> None:
        refused = problem(builder.delete(f"{LIBRARY}/{shown}"), 409, "file_in_use")
        assert [field["params"]["kind"] for field in refused["fields"]] == ["component"]
