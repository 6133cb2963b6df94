"""Files, pictures, documents, signatures and slides on a page, in a real browser under the platform's own policy.

The tests of this file are the steps of one story and run in order.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.e2e.conftest import PASSWORD, Running, open_context, shot, shots
from tests.e2e.material import write_picture
from tests.e2e.papers import pdf
from tests.e2e.studio import Studio
from tests.e2e.workplace import STORED
from tests.support.client import Client
from tests.support.components import create_component, property_, publish
from tests.support.files import upload

SCRIPTED = (
    b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 100'><style>rect{fill:teal}</style>"
    b"<script>document.title='ran'</script><rect width='300' height='100' rx='12' onclick='alert(1)'/></svg>"
)
TITLE = "Papers"
FLOW = str(uuid4())


def element(kind: str, *children: dict[str, Any], **settings: Any) -> dict[str, Any]:
    key = str(uuid4())
    return {"id": key, "kind": kind, "name": f"{kind}_{key[:8]}", "settings": settings, "children": list(children)}


def text(value: str) -> dict[str, str]:
    return {"translation_key": "", "translation_value": value}


def save_flow(component: str) -> dict[str, Any]:
    mapping = [{"source": f"data.{name}", "target": name} for name in ("Heading", "Scan", "Photo", "Signed", "Level")]
    params = {
        "component": component,
        "field_component_key": "id",
        "fields_mapping": mapping,
        "result_store_field": "_new",
    }
    steps = [
        {"id": "a1", "name": "Get", "type": "get_action_model"},
        {"id": "a2", "name": "Update", "type": "update_entry", "source": ["a1"], "params": params},
        {"id": "a3", "name": "Answer", "type": "write_response", "source": ["a2"]},
    ]
    return {"key": FLOW, "kind": "dataflow", "name": "Save", "stages": [{"id": "a0", "name": "Stage", "steps": steps}]}


def pages(files: dict[str, str]) -> list[dict[str, Any]]:
    slides = [
        element("panel", element("image", file=files["photo"], height=160), orientation="vertical"),
        element("panel", element("svg", file=files["drawing"], height=160), orientation="vertical"),
    ]
    form = element(
        "page",
        element("text_field", binding="data.Heading"),
        element("file", binding="data.Scan", max_file_size_in_bytes=200_000, accept_files=".pdf, image/*"),
        element("file", binding="data.Photo"),
        element("image", binding="data.Photo", show_placeholder_image=True, height=160, width=240),
        element("slider", binding="data.Level", mode="range", maximum=10),
        element("signature", binding="data.Signed"),
        element("slider", *slides, width=420),
        element("svg", file=files["drawing"], width=300),
        element("pdf_viewer", file=files["document"], height=420),
        element("button", label=text("Save"), command_type="execute_dataflow", linked_dataflow=FLOW),
        orientation="vertical",
        title=text("Paper"),
    )
    return [{**form, "name": "Form"}]


@pytest.fixture(scope="module")
def page(browser: Browser, running: Running) -> Iterator[Page]:
    with open_context(browser, running, reduced_motion="reduce") as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def refusals(page: Page) -> list[str]:
    """What the browser refused because of the policy."""
    found: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            found.append(message.text)

    page.on("console", listen)
    return found


@pytest.fixture(scope="module")
def component(page: Page, running: Running) -> str:
    """A published component whose page shows all of them."""
    Studio(page).first_sign_in(running.one_time_password, PASSWORD)
    with Client(base_url=running.base_url, verify=False, timeout=60) as builder:
        assert builder.sign_in("admin", PASSWORD).is_success
        picture = write_picture(running.data_dir / "photo.png").read_bytes()
        files = {
            "photo": upload(builder, "blue-sky.png", picture)["id"],
            "drawing": upload(builder, "drawing.svg", SCRIPTED)["id"],
            "document": upload(builder, "report.pdf", pdf(["First page", "Second page", "Third page"]))["id"],
        }
        properties = [
            property_("Heading"),
            property_("Scan", "file"),
            property_("Photo", "file", file_types="image/*"),
            property_("Signed"),
            property_("Level", "integer"),
        ]
        stored = create_component(builder, TITLE, properties, pages=pages(files))
        key = str(stored["document"]["key"])
        document = {**stored["document"], "flows": [save_flow(key)]}
        answer = builder.put(
            f"/api/v1/studio/components/{key}", json={"base_version": stored["saved_version"], "document": document}
        )
        assert not answer.json()["findings"], answer.text
        assert publish(builder, answer.json())["state"] == "completed"
        return key


def test_step_1_everything_on_the_page_is_shown(page: Page, component: str, refusals: list[str]) -> None:
    page.goto(f"/c/{component}")
    main = page.get_by_role("main")
    expect(main.get_by_text("First page")).to_be_attached()
    expect(main.get_by_role("document", name="Page 1 of 3")).to_be_visible()
    drawing = main.locator("[data-kind=svg] img").last
    expect(drawing).to_have_js_property("complete", True)
    assert drawing.evaluate("picture => picture.naturalWidth") > 0
    assert page.title() != "ran"
    shots(page, "shown-files")
    assert refusals == []


def test_step_2_a_document_is_read_by_keyboard(page: Page) -> None:
    main = page.get_by_role("main")
    main.get_by_role("document").focus()
    page.keyboard.press("PageDown")
    expect(main.get_by_text("Second page")).to_be_attached()
    page.keyboard.press("End")
    expect(main.get_by_role("document", name="Page 3 of 3")).to_be_visible()
    expect(main.get_by_text("Third page")).to_be_attached()
    main.get_by_role("button", name="Zoom out").scroll_into_view_if_needed()
    shots(page, "pdf-viewer")


def test_step_3_slides_change(page: Page) -> None:
    slides = page.get_by_role("main").get_by_role("group", name="Slides")
    slides.get_by_role("button", name="Next slide").click()
    expect(slides.get_by_role("status")).to_have_text("Slide 2 of 2")
    expect(slides.locator("svg, img").last).to_be_visible()


def test_step_4_files_are_chosen_before_the_entry_is_saved(page: Page, running: Running, tmp_path: Path) -> None:
    main = page.get_by_role("main")
    big = tmp_path / "big.pdf"
    big.write_bytes(b"%PDF-1.7\n" + b"x" * 300_000)
    main.get_by_label("Scan", exact=True).set_input_files(big)
    expect(main.get_by_text("Choose a file of at most 195 kB.")).to_be_visible()
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf(["Scan"]))
    main.get_by_label("Scan", exact=True).set_input_files(scan)
    expect(main.get_by_role("link", name="scan.pdf")).to_be_visible()
    main.get_by_label("Photo", exact=True).set_input_files(write_picture(tmp_path / "photo.png"))
    expect(main.get_by_role("link", name="photo.png")).to_be_visible()
    # Shown from memory: there is no entry yet.
    expect(main.get_by_role("img", name="Photo")).to_have_attribute("src", re.compile("^blob:"))
    main.get_by_role("textbox", name="Heading").fill("Lease")


def test_step_5_a_name_is_signed_and_everything_saved(page: Page, refusals: list[str]) -> None:
    main = page.get_by_role("main")
    surface = main.locator("[data-kind=signature] canvas")
    surface.scroll_into_view_if_needed()
    box = surface.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 40 + step * 20, box["y"] + 60 + (-1) ** step * 20)
    page.mouse.up()
    expect(main.get_by_role("img", name="Signature")).to_be_visible()
    main.get_by_role("slider", name="Level").focus()
    page.keyboard.press("ArrowRight")
    shots(page, "shown-files-filled")
    main.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(STORED)
    assert refusals == []


def test_step_6_what_was_saved_is_there_again(page: Page, component: str) -> None:
    page.reload()
    main = page.get_by_role("main")
    link = main.get_by_role("link", name="scan.pdf")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "scan.pdf"
    photo = main.get_by_role("img", name="Photo")
    photo.scroll_into_view_if_needed()
    expect(photo).to_have_js_property("complete", True)
    assert photo.evaluate("picture => picture.naturalWidth") == 640
    expect(main.get_by_role("img", name="Signature")).to_be_visible()
    expect(main.get_by_role("slider", name="Level")).to_have_value("1")


def test_step_7_builders_see_the_files_and_pick_others(page: Page, component: str, refusals: list[str]) -> None:
    page.goto(f"/studio/components/{component}")
    studio = Studio(page)
    studio.tab("Definition")
    picture = studio.canvas.locator("[data-kind=image] img").first
    expect(picture).to_have_js_property("complete", True)
    # The first one is bound to a property, the second stands in a slide.
    studio.canvas.locator("[data-kind=image]").nth(1).click()
    studio.panel.get_by_role("button", name="File: blue-sky.png").click()
    dialog = page.get_by_role("dialog", name="File: choose a file")
    expect(dialog.get_by_role("button", name="blue-sky.png")).to_be_visible()
    expect(dialog.get_by_role("button", name="report.pdf")).to_have_count(0)
    shot(page, "file-picker")
    dialog.get_by_role("button", name="drawing.svg").click()
    expect(studio.panel.get_by_role("button", name="File: drawing.svg")).to_be_visible()
    assert refusals == []
