"""The Access screens of Studio as an administrator handles them."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True)
class Access:
    """One browser page that shows Studio."""

    page: Page

    def open(self, screen: str) -> None:
        self.page.get_by_role("navigation", name="Studio").get_by_role("link", name=screen, exact=True).click()
        expect(self.page.get_by_role("heading", name=screen, exact=True)).to_be_visible()

    def add(self, what: str, **fields: str) -> None:
        """Presses Add and fills the dialog; what was added is open after it."""
        self.page.get_by_role("banner").get_by_role("button", name=f"Add {what}").click()
        dialog = self.page.get_by_role("dialog", name=f"New {what}")
        for label, value in fields.items():
            dialog.get_by_role("textbox", name=label.replace("_", " "), exact=True).fill(value)
        dialog.get_by_role("button", name=f"Add {what}").click()

    def one_time_password(self, user_name: str) -> str:
        """Reads the password that is shown this once, and closes the dialog."""
        dialog = self.page.get_by_role("dialog", name=f"One-time password of {user_name}")
        password = dialog.get_by_label("One-time password", exact=True).inner_text()
        dialog.get_by_role("button", name="I have handed it over").click()
        expect(dialog).to_be_hidden()
        return password

    def tick(self, right: str, of: str) -> None:
        self.page.get_by_role("checkbox", name=f"{right}, {of}", exact=True).check()

    def give(self, what: str, name: str) -> Locator:
        """Adds a permission set or role to the list of pairs; its row."""
        self.page.get_by_role("main").get_by_role("button", name=f"Add {what.lower()}").click()
        row = self.page.get_by_role("main").get_by_role("listitem").last
        self._choose(row, what, name)
        return row

    def narrow(self, row: Locator, component: str, entry: str) -> None:
        """Gives the pair in one entry, found by its name."""
        self._choose(row, "Context", component)
        row.get_by_role("combobox", name="Entry").fill(entry)
        self.page.get_by_role("option", name=entry).click()

    def save(self) -> None:
        """Saves, and waits until it is stored: while it is on its way the button is disabled as well."""
        self.page.get_by_role("banner").get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_role("banner").get_by_role("status")).to_have_text("Saved")

    def _choose(self, row: Locator, label: str, option: str) -> None:
        row.get_by_role("combobox", name=label, exact=True).click()
        self.page.get_by_role("option", name=option, exact=True).click()
