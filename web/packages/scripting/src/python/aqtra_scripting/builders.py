"""Pages of components in windows and at the edges of the screen."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from aqtra_scripting.calling import invoke
from aqtra_scripting.page import Page
from aqtra_scripting.tasks import Task
from aqtra_scripting.values import Entry, plain

POSITIONS = ("top", "left", "right", "bottom")


class DialogBuilder:
    """A modal window. Each method but the last answers the builder itself."""

    _kind = "modal"

    def __init__(self, page: Page, component: Any) -> None:
        self._page = page
        self._target: dict[str, Any] = {"kind": self._kind, "component": str(component), "parameters": {}}
        self._on_complete: Callable[..., Any] | None = None
        self._on_cancel: Callable[..., Any] | None = None

    def WithEntryId(self, entry: Any) -> "DialogBuilder":
        return self._with(entry=plain(entry))

    def WithTitle(self, title: str) -> "DialogBuilder":
        return self._with(title=str(title))

    def WithPageId(self, page: Any) -> "DialogBuilder":
        return self._with(page=str(page))

    def WithVSize(self, size: Any) -> "DialogBuilder":
        return self._with(height=plain(size))

    def WithHSize(self, size: Any) -> "DialogBuilder":
        return self._with(width=plain(size))

    def WithParameter(self, name: str, value: Any) -> "DialogBuilder":
        self._target["parameters"][name] = plain(value)
        return self

    def OnComplete(self, function: Callable[..., Any]) -> "DialogBuilder":
        self._on_complete = function
        return self

    def OnCancel(self, function: Callable[..., Any]) -> "DialogBuilder":
        self._on_cancel = function
        return self

    def OpenDialog(self) -> Task:
        """The entry of the window on OK, None when it was closed otherwise."""
        shown = self._page.ask("open_dialog", target=self._target)
        return Task(asyncio.ensure_future(self._ended(shown)), self._page.report)

    async def _ended(self, shown: Task) -> Entry | None:
        answer = await shown
        entry = None if answer is None else Entry(answer["entry"], answer["types"])
        function = self._on_cancel if entry is None else self._on_complete
        result = None if function is None else invoke(function, [] if entry is None else [entry])
        if inspect.isawaitable(result):
            await result
        return entry

    def _with(self, **members: Any) -> "DialogBuilder":
        self._target.update(members)
        return self


class SidebarBuilder(DialogBuilder):
    """A panel at an edge of the screen."""

    _kind = "sidebar"

    def WithPosition(self, position: str) -> "DialogBuilder":
        if position.lower() not in POSITIONS:
            raise ValueError("a sidebar opens at Top, Left, Right or Bottom")
        return self._with(position=position.lower())
