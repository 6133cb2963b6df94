"""`context`, the one name that every Component Script is given."""

import inspect
from collections.abc import Callable
from typing import Any

from aqtra_scripting.calling import invoke
from aqtra_scripting.commands import Call, Commands
from aqtra_scripting.controls import Controls
from aqtra_scripting.errors import NotSupported
from aqtra_scripting.form import Form
from aqtra_scripting.model import DataModel, Model
from aqtra_scripting.page import Page
from aqtra_scripting.services import ConfirmationServices, Logger, PlatformServices, SessionManager, UserInfo
from aqtra_scripting.tasks import Task
from aqtra_scripting.values import plain


class Context:
    """Everything a script may touch."""

    def __init__(self, page: Page, call: Call) -> None:
        self._page = page
        self.Model = Model(page)
        self.DataModel = DataModel(page)
        self.Properties = Controls(page)
        self.Form = Form(page)
        self.Commands = Commands(page, call)
        self.Logger = Logger(page)
        self.PlatformServices = PlatformServices(page)
        self.ConfirmationServices = ConfirmationServices(page)
        self.UserInfo = UserInfo(page)
        self.SessionManager = SessionManager(page)

    def __getattr__(self, name: str) -> Any:
        if name in ("InvokeInterop", "Runtime"):
            raise NotSupported(
                f"context.{name} calls JavaScript of a component's own, and components have none: "
                "write the function in Python, or call a dataflow"
            )
        raise AttributeError(f"context has no {name}")

    def ExecuteDataflow(
        self,
        flow: Any,
        model: Any = None,
        on_complete: Callable[..., Any] | None = None,
        on_error: Callable[..., Any] | None = None,
    ) -> Task:
        """Runs a dataflow with a model of its own."""
        task = self._page.ask("run_dataflow", flow=str(flow), model=plain(model or {}))

        async def told(ended: Task) -> None:
            try:
                result = ended.Result
            except Exception as error:
                if on_error is None:
                    raise
                answer = invoke(on_error, [error])
            else:
                answer = None if on_complete is None else invoke(on_complete, [result])
            if inspect.isawaitable(answer):
                await answer

        if on_complete is not None or on_error is not None:
            task.ContinueWith(told)
        return task
