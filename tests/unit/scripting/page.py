"""A page for scripts: what it is like, and what it was told."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aqtra_scripting.interpreter import Interpreter

PROPERTIES = [
    {"name": "InvoiceName", "type": "string"},
    {"name": "InvoiceNumber", "type": "string"},
    {"name": "Status", "type": "integer"},
    {"name": "DueDate", "type": "datetime"},
    {"name": "Total", "type": "number"},
    {"name": "Supplier", "type": "catalog"},
]
FIELD = {
    "binding": {"type": "binding"},
    "label": {"type": "localized_text"},
    "disabled": {"type": "bool", "default": False},
    "required": {"type": "bool", "default": False},
    "visible": {"type": "bool", "default": True},
    "color": {"type": "css_color"},
}
FILTER = {"field": "Stage", "source": "data.Status"}
ABOUT: dict[str, Any] = {
    "component": "11111111-1111-4111-8111-111111111111",
    "properties": PROPERTIES,
    "controls": [
        {"id": "c1", "name": "UI_Name", "kind": "text_field", "settings": {"binding": "data.InvoiceName"}},
        {"id": "c2", "name": "Grid_1", "kind": "data_grid", "settings": {"dynamic_filters": [FILTER]}},
    ],
    "kinds": {"text_field": FIELD, "data_grid": {"dynamic_filters": {"type": "list dynamic_filter_rule"}}},
    "user": {"id": 1, "user_name": "ayse", "name": "Ayşe"},
}  # fmt: skip
Answer = Callable[[str, dict[str, Any]], Any]


class Page:
    """Answers requests by `answer(method, arguments)`, and keeps what scripts told it."""

    def __init__(self, answer: Answer | None = None, **values: Any) -> None:
        self.values: dict[str, Any] = {found["name"]: None for found in PROPERTIES} | values
        self.controls: dict[str, dict[str, Any]] = {}
        self.errors: dict[str, Any] = {}
        self.head: dict[str, Any] = {"id": 0, "name": None, "createdDate": None}
        self.styles: dict[str, dict[str, Any]] = {}
        self.in_cards: list[dict[str, Any]] = []
        self.logged: list[str] = []
        self.requests: list[str] = []
        self.batches: list[list[str]] = []
        self.failures: list[dict[str, Any]] = []
        self._answer = answer or (lambda *_: None)
        self._applied = 0
        self._calls: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._opened: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._interpreter = Interpreter(self._receive)

    def state(self) -> dict[str, Any]:
        device = {"width": 1000, "mobile": False}
        shown = {"head": self.head, "values": self.values, "controls": self.controls, "errors": self.errors}
        return {**shown, "device": device, "applied": self._applied}

    async def open(self, script: str, **modules: str) -> dict[str, Any] | None:
        """Loads a script; its error, if it had one."""
        opened = {"kind": "open", "about": ABOUT, "script": script, "modules": modules}
        self._send({**opened, "state": self.state()})
        error: dict[str, Any] | None = (await self._opened)["error"]
        return error

    async def call(self, target: str | None, *arguments: Any) -> dict[str, Any] | None:
        """Calls a function, or tells of a change; the error of the call, if it had one."""
        return await self._started({"kind": "call", "target": target, "arguments": arguments})

    async def paint(self, target: str, part: str, **painting: Any) -> dict[str, Any] | None:
        """Asks for the styles of a grid's parts; the error of the call, if it had one."""
        about = {"sender": {"$control": "c2"}, "part": part, "rows": [], "columns": [], "types": {}} | painting
        return await self._started({"kind": "paint", "target": target, "painting": about})

    async def _started(self, message: dict[str, Any]) -> dict[str, Any] | None:
        number = len(self._calls)
        self._calls[number] = asyncio.get_running_loop().create_future()
        self._send({**message, "call": number, "state": self.state()})
        error: dict[str, Any] | None = (await self._calls[number])["error"]
        return error

    def _send(self, message: dict[str, Any]) -> None:
        self._interpreter.receive(json.dumps({"form": "form-1", **message}))

    def _receive(self, text: str) -> None:
        message = json.loads(text)
        match message["kind"]:
            case "opened":
                self._opened.set_result(message)
            case "done":
                self._calls[message["call"]].set_result(message)
            case "failed":
                self.failures.append(message["error"])
            case "effects":
                self._applied = message["number"]
                self.batches.append([effect["do"] for effect in message["effects"]])
                for effect in message["effects"]:
                    self._apply(effect)

    def _apply(self, effect: dict[str, Any]) -> None:
        if "card" in effect:
            self.in_cards.append(effect)
            return
        match effect["do"]:
            case "styles":
                self.styles[effect["part"]] = effect["styles"]
            case "value":
                self.values[effect["name"]] = effect["value"]
            case "control":
                self.controls.setdefault(effect["id"], {})[effect["setting"]] = effect["value"]
            case "error":
                self.errors[effect["name"]] = effect["text"]
            case "log":
                self.logged.append(effect["text"])
            case "request":
                self.requests.append(effect["method"])
                asyncio.get_running_loop().call_soon(self._reply, effect)

    def _reply(self, effect: dict[str, Any]) -> None:
        answer = self._answer(effect["method"], effect["arguments"])
        error = {"error": answer} if isinstance(answer, dict) and "code" in answer else {"value": answer}
        self._send({"kind": "answer", "request": effect["id"], "state": self.state(), **error})
