"""Logo and icon of a domain, from Main settings to the sign-in page and the menu, in a real browser."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PASSWORD, Running, open_context, shot, shots
from tests.e2e.studio import Studio
from tests.support.client import Client
from tests.support.components import create_component, property_, publish
from tests.support.files import upload

SETTINGS = "/api/v1/studio/domains/digital-workplace/settings"
INK, PAPER = (20, 60, 90), (235, 240, 245)


def logo(colour: tuple[int, int, int]) -> bytes:
    """A roof and a line of letters, as companies have them, on a clear ground."""
    picture = Image.new("RGBA", (640, 160), (0, 0, 0, 0))
    pencil = ImageDraw.Draw(picture)
    pencil.polygon([(80, 10), (150, 80), (120, 80), (120, 150), (40, 150), (40, 80), (10, 80)], fill=colour)
    pencil.text((180, 20), "Hausbau", fill=colour, font_size=110)
    return png(picture)


def icon() -> bytes:
    picture = Image.new("RGB", (512, 512), INK)
    ImageDraw.Draw(picture).polygon(
        [(256, 90), (430, 260), (350, 260), (350, 420), (162, 420), (162, 260), (82, 260)], "white"
    )
    return png(picture)


def png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


@pytest.fixture(scope="module")
def page(browser: Browser, running: Running) -> Iterator[Page]:
    with open_context(browser, running, reduced_motion="reduce") as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def files(page: Page, running: Running) -> dict[str, str]:
    """The pictures, chosen in the settings of a domain that has a component in its menu."""
    Studio(page).first_sign_in(running.one_time_password, PASSWORD)
    with Client(base_url=running.base_url, verify=False, timeout=60) as builder:
        assert builder.sign_in("admin", PASSWORD).is_success
        pictures = {"logo": logo(INK), "logo_dark": logo(PAPER), "icon": icon()}
        files = {name: str(upload(builder, f"{name}.png", content)["id"]) for name, content in pictures.items()}
        stored = create_component(builder, "Sites", [property_("Note")])
        assert publish(builder, stored)["state"] == "completed"
        item = {"id": "7b0d3a8e-0000-4000-8000-000000000001", "component": stored["document"]["key"], "icon": "box"}
        menu = builder.get(SETTINGS.replace("settings", "menu")).json()
        builder.put(SETTINGS.replace("settings", "menu"), json={**menu, "items": [item]}).raise_for_status()
        builder.put(SETTINGS, json={**builder.get(SETTINGS).json(), "title": "Hausbau", **files}).raise_for_status()
    return files


def test_the_settings_show_what_was_chosen(page: Page, files: dict[str, str]) -> None:
    page.goto("/studio/domains/digital-workplace/settings")
    for label, name in (("Logo", "logo"), ("Logo on dark", "logo_dark"), ("Icon", "icon")):
        expect(page.get_by_role("button", name=f"{label}: {name}.png")).to_be_visible()
    shots(page, "branding-settings")


def test_the_menu_wears_the_logo_and_when_narrow_the_icon(page: Page, files: dict[str, str]) -> None:
    page.goto("/")
    worn = page.get_by_role("img", name="Hausbau")
    expect(worn).to_have_attribute("src", f"/api/v1/workplace/files/{files['logo']}")
    expect(page.locator("aside img").first).not_to_have_js_property("naturalWidth", 0)
    shot(page, "branding-menu")
    page.emulate_media(color_scheme="dark")
    expect(worn).to_have_attribute("src", f"/api/v1/workplace/files/{files['logo_dark']}")
    shot(page, "branding-menu-dark")
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name="Collapse menu").click()
    expect(page.locator('aside img[alt=""]').first).not_to_have_js_property("naturalWidth", 0)
    shot(page, "branding-menu-narrow")


def test_visitors_see_it_before_they_sign_in(browser: Browser, running: Running, files: dict[str, str]) -> None:
    with open_context(browser, running) as context:
        page = context.new_page()
        page.goto("/")
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        expect(page.get_by_role("img", name="Hausbau")).to_be_visible()
        expect(page.locator("main img").first).not_to_have_js_property("naturalWidth", 0)
        expect(page.locator("link[rel=icon]")).to_have_attribute(
            "href", f"/api/v1/workplace/icon?variant=192&of={files['icon']}"
        )
        shots(page, "branding-sign-in")
