"""Logo and icon of a domain: seen by its visitors before they sign in, and nothing else of the library is."""

import io
import uuid
from typing import Any

import pytest
from PIL import Image

from tests.support.client import Client, problem
from tests.support.files import LIBRARY, picture, upload

START = "/api/v1/workplace"
SQUARE = (600, 600)
Domain = tuple[str, dict[str, str]]


@pytest.fixture
def domain(builder: Client) -> Domain:
    """The address of a new domain's settings, and how its visitors ask."""
    name, host = f"d-{uuid.uuid4().hex[:8]}", f"{uuid.uuid4().hex[:8]}.example.org"
    builder.post("/api/v1/studio/domains", json={"name": name, "title": "Sales"}).raise_for_status()
    path = f"/api/v1/studio/domains/{name}/settings"
    change(builder, path, hosts=[host])
    return path, {"host": host}


def change(builder: Client, path: str, **settings: Any) -> None:
    builder.put(path, json={**builder.get(path).json(), **settings}).raise_for_status()


def drawn(visitor: Client, address: str, headers: dict[str, str]) -> Image.Image:
    response = visitor.get(address, headers=headers).raise_for_status()
    assert response.headers["content-type"] == "image/png"
    return Image.open(io.BytesIO(response.content))


class TestLogo:
    def test_visitors_of_its_domain_see_it_and_others_do_not(
        self, builder: Client, visitor: Client, domain: Domain
    ) -> None:
        path, host = domain
        logo, dark, other = (upload(builder, f"{name}.png", picture())["id"] for name in ("logo", "dark", "other"))
        change(builder, path, logo=logo, logo_dark=dark)
        settings = visitor.get(START, headers=host).json()["domain"]["settings"]
        assert (settings["logo"], settings["logo_dark"]) == (logo, dark)
        for file in (logo, dark):
            assert visitor.get(f"{START}/files/{file}", headers=host).content == picture()
        problem(visitor.get(f"{START}/files/{other}", headers=host), 401, "not_signed_in")

    def test_it_is_not_deleted_unnoticed(self, builder: Client, domain: Domain) -> None:
        logo = upload(builder, "logo.png", picture())["id"]
        change(builder, domain[0], logo=logo)
        problem(builder.delete(f"{LIBRARY}/{logo}"), 409, "file_in_use")

    @pytest.mark.parametrize("field", ["logo", "logo_dark", "icon"])
    def test_only_a_picture_is_one(self, builder: Client, domain: Domain, field: str) -> None:
        settings = builder.get(domain[0]).json()
        for wrong in (upload(builder, "a.txt", b"text")["id"], str(uuid.uuid4())):
            answer = problem(builder.put(domain[0], json={**settings, field: wrong}), 422, "invalid_domain_settings")
            assert (answer["fields"][0]["field"], answer["fields"][0]["rule"]) == (field, "file_type")


class TestIcon:
    def test_the_manifest_names_it_in_every_size(self, builder: Client, visitor: Client, domain: Domain) -> None:
        path, host = domain
        change(builder, path, icon=upload(builder, "icon.png", picture(size=SQUARE))["id"])
        icons = visitor.get(f"{START}/manifest", headers=host).json()["icons"]
        assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {
            (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
        }
        for icon in icons:
            shown = drawn(visitor, icon["src"], host)
            assert f"{shown.width}x{shown.height}" == icon["sizes"]

    def test_what_systems_cut_off_is_ground_not_picture(self, builder: Client, visitor: Client, domain: Domain) -> None:
        path, host = domain
        clear = Image.new("RGBA", SQUARE, (0, 0, 0, 0))
        clear.paste((200, 0, 0, 255), (0, 0, 600, 300))
        written = io.BytesIO()
        clear.save(written, "PNG")
        change(builder, path, icon=upload(builder, "half.png", written.getvalue())["id"])
        plain = drawn(visitor, f"{START}/icon?variant=512", host).convert("RGBA")
        assert plain.getpixel((10, 500)) == (0, 0, 0, 0)
        cut = drawn(visitor, f"{START}/icon?variant=maskable-512", host)
        assert cut.mode == "RGB"
        # The ground is the colour of the corner; within it the picture is whole, its clear half shows the ground.
        assert cut.getpixel((0, 0)) == (200, 0, 0)

    def test_it_is_asked_about_and_not_sent_again(self, builder: Client, visitor: Client, domain: Domain) -> None:
        path, host = domain
        change(builder, path, icon=upload(builder, "icon.png", picture(size=SQUARE))["id"])
        first = visitor.get(f"{START}/icon?variant=192", headers=host).raise_for_status()
        again = visitor.get(f"{START}/icon?variant=192", headers={**host, "If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_only_that_picture_and_only_these_sizes(self, builder: Client, visitor: Client, domain: Domain) -> None:
        path, host = domain
        problem(visitor.get(f"{START}/icon?variant=192", headers=host), 404, "no_icon")
        change(builder, path, icon=upload(builder, "icon.png", picture(size=SQUARE))["id"])
        problem(visitor.get(f"{START}/icon?variant=4000", headers=host), 422, "validation_failed")

    @pytest.mark.parametrize("size", [(640, 600), (511, 511)])
    def test_a_picture_of_the_wrong_size_is_refused(
        self, builder: Client, domain: Domain, size: tuple[int, int]
    ) -> None:
        wrong = upload(builder, "wrong.png", picture(size=size))["id"]
        answer = builder.put(domain[0], json={**builder.get(domain[0]).json(), "icon": wrong})
        assert problem(answer, 422, "invalid_domain_settings")["fields"][0]["rule"] == "icon_size"

    def test_a_drawing_is_none(self, builder: Client, domain: Domain) -> None:
        drawing = upload(builder, "icon.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")["id"]
        answer = builder.put(domain[0], json={**builder.get(domain[0]).json(), "icon": drawing})
        assert problem(answer, 422, "invalid_domain_settings")["fields"][0]["rule"] == "file_type"
