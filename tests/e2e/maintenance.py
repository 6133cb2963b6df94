"""Studio's Maintenance screen as an administrator handles it."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect


@dataclass(frozen=True)
class Maintenance:
    """One browser page that shows Studio."""

    page: Page

    def open(self, tab: str) -> None:
        self.page.get_by_role("link", name="Maintenance", exact=True).first.click()
        self.page.get_by_role("tablist", name="Parts of maintenance").get_by_role("tab", name=tab).click()

    def choose_component(self, title: str) -> None:
        self.page.get_by_role("combobox", name="Component").click()
        self.page.get_by_role("option", name=title).click()
        # Until then the search of the component before is on screen.
        expect(self.page.get_by_role("region", name=f"Entries of {title}")).to_be_visible()

    # -- entries --------------------------------------------------------------------------------------------

    @property
    def grid(self) -> Locator:
        return self.page.get_by_role("grid")

    @property
    def rows(self) -> Locator:
        """Rows of the grid, without its header."""
        return self.grid.get_by_role("rowgroup").nth(1).get_by_role("row")

    def column(self, title: str) -> list[str]:
        """What the rows show in one column."""
        titles = [cell.inner_text() for cell in self.grid.get_by_role("columnheader").all()]
        at = titles.index(title)
        return [row.get_by_role("gridcell").nth(at).inner_text() for row in self.rows.all()]

    def range(self, text: str) -> None:
        """Which entries are on screen, as the pager says."""
        expect(self.page.get_by_role("status").filter(has_text=text)).to_be_visible()

    def search(self, words: str) -> None:
        self.page.get_by_role("searchbox", name="Search entries").fill(words)

    def sort(self, column: str) -> None:
        header = self.grid.get_by_role("columnheader", name=column)
        header.get_by_role("button", name=column, exact=True).click()

    def filter_choice(self, column: str, value: str) -> None:
        """Keeps the rows whose enum has this title."""
        self.grid.get_by_role("button", name=f"Filter {column}").click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("combobox", name="Value").click()
        self.page.get_by_role("option", name=value).click()
        self.page.keyboard.press("Escape")
        dialog.get_by_role("button", name="Apply").click()
        expect(dialog).to_be_hidden()

    def turn(self, direction: str) -> None:
        pages = self.page.get_by_role("navigation", name="Pages")
        pages.get_by_role("button", name=f"{direction} page").click()

    def open_entry(self, text: str) -> Locator:
        """Opens the row with this text; answers the panel."""
        self.rows.filter(has_text=text).first.click()
        return self.page.get_by_role("dialog")

    def close(self, panel: Locator) -> None:
        panel.get_by_role("button", name="Close").click()
        expect(panel).to_be_hidden()

    # -- jobs -----------------------------------------------------------------------------------------------

    def choose_import_file(self, path: Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("button", name="Choose file").click()
        chooser.value.set_files(path)

    def next(self) -> None:
        self.page.get_by_role("button", name="Continue").click()

    def fetch(self, job: Locator, link: str) -> Download:
        with self.page.expect_download() as download:
            job.get_by_role("link", name=link).click()
        return download.value

    # -- marked for deletion --------------------------------------------------------------------------------

    @property
    def marked(self) -> Locator:
        return self.page.get_by_role("table", name="Marked for deletion").locator("tbody").get_by_role("row")

    def mark(self, text: str) -> None:
        """Marks the entry of the row with this text."""
        self.mark_open(self.open_entry(text))

    def mark_open(self, panel: Locator) -> None:
        """Marks the entry whose panel is open."""
        panel.get_by_role("button", name="Mark for deletion").click()
        confirm = self.page.get_by_role("alertdialog", name="Mark entry")
        confirm.get_by_role("button", name="Mark for deletion").click()
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def delete_selected(self, button: str) -> None:
        self.page.get_by_role("button", name=button).click()
        question = self.page.get_by_role("alertdialog")
        question.get_by_role("button", name="for good").click()
        expect(question).to_be_hidden()

    def select_marked(self, text: str) -> None:
        self.marked.filter(has_text=text).get_by_role("checkbox").check()
