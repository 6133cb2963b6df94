"""Studio as a builder handles it: each verb is what a person does with mouse and keyboard."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

DRAG_STEPS = 12


@dataclass(frozen=True)
class Studio:
    """One browser page that shows Studio."""

    page: Page

    def first_sign_in(self, one_time_password: str, password: str) -> None:
        """Signs the administrator in and chooses the password that is asked for."""
        page = self.page
        page.goto("/studio/")
        page.get_by_label("User name").fill("admin")
        page.get_by_label("Password").fill(one_time_password)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_label("Current password").fill(one_time_password)
        page.get_by_role("textbox", name="New password", exact=True).fill(password)
        page.get_by_role("textbox", name="New password again").fill(password)
        page.get_by_role("button", name="Change password").click()
        expect(page.get_by_role("heading", name="Home")).to_be_visible()

    # -- editor ---------------------------------------------------------------------------------------------

    def add_component(self, title: str) -> None:
        self.page.goto("/studio/components")
        self.page.get_by_role("button", name="Add component").click()
        self.page.get_by_role("tab", name="Settings").click()
        self.page.get_by_role("textbox", name="Title").fill(title)
        self.save()

    def save(self) -> None:
        button = self.page.get_by_role("banner").get_by_role("button", name="Save", exact=True)
        button.click()
        expect(button).to_be_disabled()
        expect(self.page.get_by_role("banner").get_by_text("Saved")).to_be_visible()

    def tab(self, name: str) -> None:
        self.page.get_by_role("tablist", name="Parts of the component").get_by_role("tab", name=name).click()

    def open_page(self, name: str) -> None:
        self.page.get_by_role("tablist", name="Pages").get_by_role("tab", name=name).click()

    @property
    def tree(self) -> Locator:
        return self.page.get_by_role("tree", name="Object model")

    @property
    def canvas(self) -> Locator:
        return self.page.get_by_role("application")

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("complementary", name="Toolbox and properties")

    def tool(self, name: str) -> Locator:
        self.panel.get_by_role("tab", name="Toolbox").click()
        return self.panel.get_by_role("button", name=name, exact=True)

    def property_row(self, name: str) -> Locator:
        return self.tree.get_by_role("treeitem").filter(has_text=f"{name}:")

    def define_property(self, name: str, title: str, kind: str | None = None) -> None:
        """Fills the settings of the property that is open in the panel."""
        self.panel.get_by_role("textbox", name="Name", exact=True).fill(name)
        self.panel.get_by_role("textbox", name="Name", exact=True).press("Enter")
        self.panel.get_by_role("textbox", name="Title", exact=True).fill(title)
        self.panel.get_by_role("textbox", name="Title", exact=True).press("Enter")
        if kind is not None:
            self.choose(self.panel, "Property type", kind)

    def choose(self, within: Locator, label: str, option: str) -> None:
        within.get_by_role("combobox", name=label, exact=True).click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def set_text(self, within: Locator, label: str, value: str) -> None:
        box = within.get_by_role("textbox", name=label, exact=True)
        box.fill(value)
        box.press("Tab")

    def drag(self, what: Locator, where: Locator, *, at: tuple[float, float] = (0.5, 0.5)) -> None:
        """Drags with the mouse, in steps, as a hand does. `at` is a fraction of the target's box."""
        what.scroll_into_view_if_needed()
        start, end = what.bounding_box(), where.bounding_box()
        assert start is not None
        assert end is not None
        mouse = self.page.mouse
        mouse.move(start["x"] + min(30, start["width"] / 2), start["y"] + start["height"] / 2)
        mouse.down()
        mouse.move(end["x"] + end["width"] * at[0], end["y"] + end["height"] * at[1], steps=DRAG_STEPS)
        self.page.wait_for_timeout(100)
        mouse.up()
        self.page.wait_for_timeout(100)

    # -- publication and menu ------------------------------------------------------------------------------

    def ready_to_publish(self) -> None:
        button = self.page.get_by_role("button", name="Ready to publish")
        button.click()
        expect(button).to_be_disabled()

    def open_definition(self, title: str) -> None:
        self.page.get_by_role("link", name="Components", exact=True).click()
        self.page.get_by_role("row").filter(has_text=title).click()
        self.tab("Definition")

    def hand_over(self, title: str) -> None:
        """Saves the component and chooses it for publication."""
        self.save()
        self.ready_to_publish()
        self.page.get_by_role("link", name="Publication", exact=True).click()
        self.page.get_by_role("checkbox", name=title).check()

    def change_total(self, title: str, *, to: str, minimum: str) -> None:
        """Gives the total of an invoice another title and rule."""
        self.open_definition(title)
        self.property_row("InvoiceTotalValue").get_by_role("button", name="Edit InvoiceTotalValue").click()
        self.set_text(self.panel, "Title", to)
        self.set_text(self.panel, "Minimum", minimum)
        self.hand_over(title)
