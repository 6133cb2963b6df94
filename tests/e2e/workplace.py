"""Workplace as the people of an office use it, for the invoices of the first tutorial."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

# The address of a form ends in the entry's number once the entry is stored.
STORED = re.compile(r"/\d+$")


@dataclass(frozen=True)
class Invoices:
    """One browser page that shows the invoice application."""

    page: Page

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def rows(self) -> Locator:
        """Rows of the grid, without its header."""
        return self.main.get_by_role("grid").get_by_role("rowgroup").nth(1).get_by_role("row")

    def open_list(self) -> None:
        self.page.get_by_role("navigation", name="Menu").get_by_role("link", name="Invoice Inventory").click()
        expect(self.main.get_by_role("grid")).to_be_visible()

    def add(self) -> None:
        self.main.get_by_role("button", name="Add", exact=True).click()
        expect(self.field("Invoice Name")).to_have_value("")

    def field(self, label: str) -> Locator:
        return self.main.get_by_role("textbox", name=label)

    def type(self, label: str, value: str) -> None:
        role = "spinbutton" if label == "Invoice Total Value" else "textbox"
        box = self.main.get_by_role(role, name=label)  # type: ignore[arg-type]
        box.fill(value)
        box.press("Tab")

    def choose_state(self, title: str) -> None:
        self.main.get_by_role("combobox", name="Invoice Status").click()
        self.page.get_by_role("option", name=title, exact=True).click()

    def type_due_date(self, **sections: str) -> None:
        """Types into the parts of the date, named as a screen reader names them: Day="15", Month="01", …"""
        group = self.main.get_by_role("group", name="Invoice Due Date")
        for part, value in sections.items():
            section = group.get_by_role("spinbutton", name=part)
            section.click()
            section.press_sequentially(value)

    def fill(self, name: str, number: str, total: str, state: str, **due: str) -> None:
        self.type("Invoice Name", name)
        self.choose_state(state)
        self.type("Invoice Number", number)
        self.type("Invoice Total Value", total)
        self.type_due_date(**due)

    def save(self) -> None:
        self.main.get_by_role("button", name="Save", exact=True).click()

    def saved(self) -> None:
        """Saves and waits until the form stands on a stored entry."""
        self.save()
        expect(self.page).to_have_url(STORED)

    def back(self) -> None:
        self.main.get_by_role("button", name="Back to all invoices").click()
        expect(self.main.get_by_role("grid")).to_be_visible()

    def names(self) -> list[str]:
        """Invoice names in the order of the rows."""
        return [row.get_by_role("gridcell").first.inner_text() for row in self.rows.all()]

    def filter(self, column: str, condition: str | None, value: str | dict[str, dict[str, str]]) -> None:
        """Sets a column filter. A range of dates is {"From": {"Day": …}, "To": {…}}."""
        self.main.get_by_role("button", name=f"Filter {column}").click()
        dialog = self.page.get_by_role("dialog")
        if condition is not None:
            dialog.get_by_role("combobox", name="Condition").click()
            self.page.get_by_role("option", name=condition, exact=True).click()
        if isinstance(value, dict):
            for group, parts in value.items():
                for part, digits in parts.items():
                    section = dialog.get_by_role("group", name=group).get_by_role("spinbutton", name=part)
                    section.click()
                    section.press_sequentially(digits)
        elif dialog.get_by_role("combobox", name="Value").count():
            dialog.get_by_role("combobox", name="Value").click()
            self.page.get_by_role("option", name=value).click()
            self.page.keyboard.press("Escape")
        else:
            dialog.get_by_role("textbox", name="Value").fill(value)
        dialog.get_by_role("button", name="Apply").click()
        expect(dialog).to_be_hidden()

    def sort(self, column: str) -> None:
        self.main.get_by_role("columnheader", name=column).get_by_role("button", name=column, exact=True).click()
