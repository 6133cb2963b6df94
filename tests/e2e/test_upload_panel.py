"""The list of uploads in the corner and what is told at the bottom: neither ever covers the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.e2e.conftest import DESKTOP, PASSWORD, PHONE, Running, open_context
from tests.e2e.library import Library
from tests.e2e.studio import Studio

TABLET: ViewportSize = {"width": 900, "height": 1000}
LAPTOP: ViewportSize = {"width": 1200, "height": 800}
LONG = "A folder with a name that is as long as people like to make them when nobody keeps them from it, and then some"


@pytest.fixture(scope="module")
def page(browser: Browser, running: Running) -> Iterator[Page]:
    with open_context(browser, running, reduced_motion="reduce") as context:
        page = context.new_page()
        Studio(page).first_sign_in(running.one_time_password, PASSWORD)
        yield page


@pytest.fixture(scope="module")
def library(page: Page, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """File storage with an upload in the corner."""
    library = Library(page)
    library.open()
    folder = tmp_path_factory.mktemp("uploads")
    for number in range(3):
        path: Path = folder / f"words-{number}.txt"
        path.write_text("words")
        library.upload(path)
    expect(library.uploads).to_contain_text("3 files uploaded")
    return library


def apart(one: Locator, other: Locator) -> bool:
    first, second = one.bounding_box(), other.bounding_box()
    assert first
    assert second
    return (
        first["y"] + first["height"] <= second["y"]
        or second["y"] + second["height"] <= first["y"]
        or first["x"] + first["width"] <= second["x"]
        or second["x"] + second["width"] <= first["x"]
    )


@pytest.mark.parametrize("size", [PHONE, TABLET, LAPTOP, DESKTOP], ids=["phone", "tablet", "laptop", "desktop"])
def test_neither_covers_the_other(page: Page, library: Library, size: ViewportSize) -> None:
    page.set_viewport_size(DESKTOP)
    library.create_folder(LONG)
    library.folders.get_by_role("treeitem", name=LONG).press("Delete")
    page.set_viewport_size(size)
    page.get_by_role("button", name="Delete folder").click()
    toast = page.locator(".MuiSnackbar-root")
    expect(toast).to_contain_text("A folder with a name")
    expect(library.uploads).to_be_visible()
    assert apart(toast, library.uploads)
    box = toast.bounding_box()
    assert box
    assert min(box["x"], box["y"], size["width"] - box["x"] - box["width"]) >= 0
    # Folded, it takes less room, and the toast comes down to it.
    page.get_by_role("button", name="Show less").click()
    assert apart(toast, library.uploads)
    page.get_by_role("button", name="Show uploads").click()
    toast.get_by_role("button", name="Dismiss").click()
    expect(toast).to_be_hidden()
