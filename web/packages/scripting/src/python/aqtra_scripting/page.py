"""The page behind one form: what it is made of, what it was last like, and the way to tell it something."""

import asyncio
from collections.abc import Callable
from typing import Any

from aqtra_scripting.errors import NotSupported, RequestFailed, described
from aqtra_scripting.mirror import Effect, Mirror, State
from aqtra_scripting.tasks import Task

Send = Callable[[dict[str, Any]], None]


class Page:
    """Effects are sent together when the script returns or waits; requests keep their place among them."""

    def __init__(self, form: str, about: dict[str, Any], state: State, send: Send) -> None:
        self.form = form
        self.component: str = about["component"]
        self.types: dict[str, str] = {found["name"]: found["type"] for found in about["properties"]}
        self.controls: dict[str, dict[str, Any]] = {found["id"]: found for found in about["controls"]}
        self.kinds: dict[str, dict[str, dict[str, Any]]] = about["kinds"]
        self.user: dict[str, Any] = about["user"]
        self.mirror = Mirror(state)
        self.subscribers: list[Callable[..., Any]] = []
        self._send = send
        self._effects: list[Effect] = []
        self._number = 0
        self._requests: dict[int, asyncio.Future[Any]] = {}
        self._asked = 0

    def tell(self, effect: Effect) -> None:
        """Seen by the script at once, and by the page with all else."""
        self.mirror.apply(effect)
        if not self._effects:
            asyncio.get_running_loop().call_soon(self.flush)
        self._effects.append(effect)

    def ask(self, method: str, **arguments: Any) -> Task:
        """Asks the page to do something that takes its time."""
        future = asyncio.get_running_loop().create_future()
        self._asked += 1
        self._requests[self._asked] = future
        self.tell({"do": "request", "id": self._asked, "method": method, "arguments": arguments})
        return Task(future, self.report)

    def known(self, value: Any) -> Task:
        """A task whose result is there already."""
        future = asyncio.get_running_loop().create_future()
        future.set_result(value)
        return Task(future, self.report)

    def flush(self) -> None:
        if not self._effects:
            return
        effects, self._effects = self._effects, []
        self._number += 1
        self.mirror.sent(self._number, effects)
        self._send({"kind": "effects", "form": self.form, "number": self._number, "effects": effects})

    def answered(self, request: int, message: dict[str, Any]) -> None:
        future = self._requests.pop(request, None)
        if future is None or future.done():
            return
        error = message.get("error")
        if error is None:
            future.set_result(message.get("value"))
        elif error.get("code") == "not_supported":
            future.set_exception(NotSupported(error["message"]))
        else:
            future.set_exception(RequestFailed(error["message"], error.get("code", ""), error.get("status", 0)))

    def report(self, error: BaseException) -> None:
        """An exception that nobody in the script has caught, outside of the call of an event."""
        self.flush()
        self._send({"kind": "failed", "form": self.form, "error": described(error)})
