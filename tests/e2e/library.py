"""Studio's File storage as a builder handles it."""

import base64
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect

LIST_BUTTON = re.compile(r"^(Close the list of|Cancel all) uploads$")

_DROPPED = """({ name, type, content }) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, { type }));
  return transfer;
}"""


@dataclass(frozen=True)
class Library:
    """One browser page that shows File storage."""

    page: Page

    def open(self) -> None:
        self.page.get_by_role("link", name="File storage", exact=True).first.click()

    @property
    def folders(self) -> Locator:
        return self.page.get_by_role("tree", name="Folders")

    @property
    def files(self) -> Locator:
        return self.page.get_by_role("table").locator("tbody").get_by_role("row")

    @property
    def uploads(self) -> Locator:
        """The list in the corner."""
        return self.page.get_by_role("region").filter(has=self.page.get_by_role("button", name=LIST_BUTTON))

    def create_folder(self, name: str) -> None:
        """Creates a folder in the root; it is open then."""
        self.folders.get_by_role("treeitem", name="File storage", exact=True).click()
        self.page.get_by_role("button", name="New folder").click()
        self._name(name, "Create folder")

    def open_folder(self, name: str) -> None:
        self.folders.get_by_role("treeitem", name=name, exact=True).click()
        expect(self.page.get_by_role("banner")).to_contain_text(name)

    def upload(self, path: Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("banner").get_by_role("button", name="Upload files").click()
        chooser.value.set_files(path)

    def drop(self, name: str, content_type: str, content: bytes) -> None:
        """Drops a file from the desktop; its zone says so while the file is above it."""
        file = {"name": name, "type": content_type, "content": base64.b64encode(content).decode()}
        transfer = self.page.evaluate_handle(_DROPPED, file)
        zone = self.page.get_by_test_id("drop-zone")
        zone.dispatch_event("dragenter", {"dataTransfer": transfer})
        expect(zone.get_by_text("Drop to upload to")).to_be_visible()
        zone.dispatch_event("dragover", {"dataTransfer": transfer})
        zone.dispatch_event("drop", {"dataTransfer": transfer})
        expect(zone.get_by_text("Drop to upload to")).to_be_hidden()

    def act(self, file: str, action: str) -> None:
        """Chooses an action from the menu of a file."""
        self.files.filter(has_text=file).get_by_role("button", name="More actions").click()
        self.page.get_by_role("menuitem", name=action).click()

    def rename(self, file: str, name: str) -> None:
        self.act(file, "Rename")
        self._name(name, "Rename")

    def move(self, file: str, folder: str) -> None:
        self.act(file, "Move")
        dialog = self.page.get_by_role("dialog", name=f"Move {file}")
        dialog.get_by_role("treeitem", name=folder, exact=True).click()
        dialog.get_by_role("button", name="Move here").click()
        expect(dialog).to_be_hidden()

    def download(self, file: str) -> Download:
        with self.page.expect_download() as download:
            self.files.filter(has_text=file).get_by_role("button", name="Download").click()
        return download.value

    def _name(self, name: str, action: str) -> None:
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("textbox", name="Name").fill(name)
        dialog.get_by_role("button", name=action).click()
        expect(dialog).to_be_hidden()
