"""The form: fields with their shown values and errors."""

from typing import Any

from aqtra_scripting.errors import NotSupported
from aqtra_scripting.page import Page
from aqtra_scripting.values import to_page


class Field:
    """One field of the current form, by the name of its property."""

    def __init__(self, page: Page, name: str) -> None:
        self._page = page
        self._name = name

    def SetValue(self, value: Any) -> None:
        kind = self._page.types[self._name]
        self._page.tell({"do": "value", "name": self._name, "value": to_page(value, kind, self._name)})

    def AddError(self, text: Any) -> None:
        """Shown under the control; nothing is submitted while it is there."""
        self._page.tell({"do": "error", "name": self._name, "text": str(text)})

    def ClearError(self) -> None:
        self._page.tell({"do": "error", "name": self._name, "text": None})


class Form:
    """The form of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def Get(self, name: str) -> Field:
        if name not in self._page.types:
            raise AttributeError(f"the component has no property {name}")
        return Field(self._page, name)

    def GetForm(self, component: Any) -> "Form":
        if str(component) != self._page.component:
            raise NotSupported("a form shows one component: there are no members to ask for")
        return self
