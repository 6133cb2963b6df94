"""The entry under a form: its system fields and properties."""

from collections.abc import Callable
from typing import Any

from aqtra_scripting.errors import NotSupported
from aqtra_scripting.page import Page
from aqtra_scripting.tasks import Subscription
from aqtra_scripting.values import to_page, to_python

SYSTEM_FIELDS = {
    "Id": ("id", ""),
    "id": ("id", ""),
    "name": ("name", ""),
    "createdDate": ("createdDate", "datetime"),
    "createDate": ("createdDate", "datetime"),
    "updateDate": ("updateDate", "datetime"),
    "creatorSubject": ("creatorSubject", "catalog"),
    "CreatorSubject": ("creatorSubject", "catalog"),
    "changeAuthor": ("changeAuthor", "catalog"),
    "updateSubject": ("changeAuthor", "catalog"),
}


class Properties:
    """Properties of the entry as attributes. What is written is shown by the controls that are bound to it."""

    _page: Page

    def __init__(self, page: Page) -> None:
        object.__setattr__(self, "_page", page)

    def __getattr__(self, name: str) -> Any:
        page = self._page
        if name not in page.types:
            raise AttributeError(f"the component has no property {name}")
        return to_python(page.mirror.values.get(name), page.types[name])

    def __setattr__(self, name: str, value: Any) -> None:
        page = self._page
        if name not in page.types:
            raise AttributeError(f"the component has no property {name}")
        page.tell({"do": "value", "name": name, "value": to_page(value, page.types[name], name)})

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)

    def __setitem__(self, name: str, value: Any) -> None:
        setattr(self, name, value)

    def __dir__(self) -> list[str]:
        return sorted(self._page.types)

    def Subscribe(self, function: Callable[..., Any]) -> Subscription:
        """Calls the function after a change of any control, when the control is left."""
        subscribers = self._page.subscribers
        subscribers.append(function)
        return Subscription(lambda: subscribers.remove(function) if function in subscribers else None)


class Model(Properties):
    """The same with system fields, which are read-only."""

    def __getattr__(self, name: str) -> Any:
        if name in self._page.types:
            return super().__getattr__(name)
        if name not in SYSTEM_FIELDS:
            raise AttributeError(f"the model has neither a property nor a system field {name}")
        field, kind = SYSTEM_FIELDS[name]
        return to_python(self._page.mirror.head.get(field), kind)


class DataModel:
    """`Model` is canonical; properties are reached here too, as old scripts do."""

    Model: Properties

    def __init__(self, page: Page) -> None:
        object.__setattr__(self, "_page", page)
        object.__setattr__(self, "Model", Properties(page))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.Model, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.Model, name, value)

    def __getitem__(self, component: str) -> "DataModel":
        if str(component) != self._page.component:  # type: ignore[attr-defined]
            raise NotSupported("a form shows one component: there are no members to ask for")
        return self
