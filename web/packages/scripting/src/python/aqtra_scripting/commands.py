"""What scripts make the page do."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from aqtra_scripting.page import Page
from aqtra_scripting.tasks import Task
from aqtra_scripting.values import plain

Call = Callable[[str, list[Any]], Any]


class Commands:
    """Each answers a task."""

    def __init__(self, page: Page, call: Call) -> None:
        self._page = page
        self._call = call

    def AddItem(self, control: Any) -> Task:
        return self._page.ask("add_item", control=str(control))

    def EditItem(self, control: Any, entry: Any) -> Task:
        return self._page.ask("edit_item", control=str(control), entry=plain(entry))

    def ChangePageAsync(self, page: Any) -> Task:
        return self._page.ask("open_page", page=str(page))

    def ChangePageByName(self, name: str) -> Task:
        return self._page.ask("open_page_named", name=str(name))

    def OpenComponent(self, component: Any, page: Any = None) -> Task:
        return self._page.ask("open_component", component=str(component), page=None if page is None else str(page))

    def NavigationBack(self) -> Task:
        return self._page.ask("navigation_back")

    def ExecuteDataflow(self, flow: Any, context: Any = None) -> Task:
        """Runs a dataflow with the model of the form."""
        return self._page.ask("run_dataflow", flow=str(flow))

    def ExecuteWorkflow(self, workflow: Any, WaitComplete: bool = False) -> Task:
        return self._page.ask("run_workflow", workflow=str(workflow), wait=bool(WaitComplete))

    def ExecuteScript(self, name: str, params: Any = None) -> Task:
        """Calls a function of this script."""
        arguments = list(params) if isinstance(params, list | tuple) else [] if params is None else [params]
        return Task(asyncio.ensure_future(self._called(name, arguments)), self._page.report)

    async def _called(self, name: str, arguments: list[Any]) -> Any:
        result = self._call(name, arguments)
        return await result if inspect.isawaitable(result) else result
