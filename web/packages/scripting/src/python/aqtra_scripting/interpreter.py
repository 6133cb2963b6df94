"""All open forms of a tab: scripts are loaded, called and closed as the page says."""

import ast
import asyncio
import inspect
import json
from collections.abc import Callable
from typing import Any

from aqtra_legacy.parsing import parsed
from aqtra_scripting.calling import invoke, parameters
from aqtra_scripting.context import Context
from aqtra_scripting.controls import Card, Control
from aqtra_scripting.errors import SCRIPT_FILE, described
from aqtra_scripting.grids import TableState
from aqtra_scripting.modules import Modules
from aqtra_scripting.page import Page
from aqtra_scripting.painting import Painter
from aqtra_scripting.values import Entry, KeyArgs, to_python

Message = dict[str, Any]


class FormScript:
    """One script with the globals of one form."""

    def __init__(self, page: Page, modules: Modules) -> None:
        self.page = page
        self.loaded: asyncio.Task[None] | None = None
        self._painter = Painter()
        given = {"__name__": "__main__", "__builtins__": modules.builtins}
        self._globals: dict[str, Any] = {**given, "context": Context(page, self.run)}

    async def load(self, source: str) -> Any:
        """Runs what stands outside of functions."""
        tree = parsed(source, SCRIPT_FILE)
        code = compile(tree, SCRIPT_FILE, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        result = eval(code, self._globals)  # noqa: S307
        return await result if inspect.isawaitable(result) else result

    def run(self, name: str, arguments: list[Any]) -> Any:
        return invoke(self._function(name), arguments)

    async def paint(self, name: str, painting: Message) -> None:
        """Calls a function for each part of a grid."""
        await self._painter.paint(self._argument(painting["sender"]), self._function(name), painting)

    def _function(self, name: str) -> Callable[..., Any]:
        if name not in self._globals:
            raise NameError(f"the script has no function {name}")
        function: Callable[..., Any] = self._globals[name]
        return function

    async def changed(self) -> None:
        for subscriber in list(self.page.subscribers):
            result = invoke(subscriber, [])
            if inspect.isawaitable(result):
                await result

    def arguments(self, arguments: list[Any]) -> list[Any]:
        read: list[Any] = []
        for argument in arguments:
            if isinstance(argument, dict) and "$parameters" in argument:
                read += parameters(argument["$parameters"])
            else:
                read.append(self._argument(argument))
        return read

    def _argument(self, argument: Any) -> Any:
        match argument:
            case {"$control": key}:
                return Control(self.page, key, argument.get("handle"), argument.get("filters"), _card_of(argument))
            case {"$entries": entries, "types": types}:
                return [Entry(entry, types) for entry in entries]
            case {"$entry": entry, "types": types}:
                return Entry(entry, types)
            case {"$keys": keys}:
                return KeyArgs(keys)
            case {"$table": table}:
                return TableState(table)
            case {"$value": value, "type": kind}:
                return to_python(value, kind)
            case {"$plain": content}:
                return content
            case _:
                return argument


def _card_of(argument: dict[str, Any]) -> Card | None:
    if "entry" in argument:
        return Card(argument["entry"], argument.get("types") or {}, argument.get("card"))
    # A list in a card: what is said of it is said of that one.
    return Card({}, {}, argument["card"]) if "card" in argument else None


class Interpreter:
    """Messages in, messages out; both are JSON."""

    def __init__(self, send: Callable[[str], Any]) -> None:
        self._post = send
        self._forms: dict[str, FormScript] = {}
        self._running: set[asyncio.Task[Any]] = set()

    def receive(self, text: str) -> None:
        """Does at once what does not wait: whoever sent it knows when the script lets go."""
        message = json.loads(text)
        match message["kind"]:
            case "open":
                self._open(message)
            case "call" | "paint":
                self._start(message)
            case "answer":
                self._answer(message)
            case "close":
                self._forms.pop(message["form"], None)
            case _:
                pass

    def _send(self, message: Message) -> None:
        self._post(json.dumps(message, default=str))

    def _open(self, message: Message) -> None:
        page = Page(message["form"], message["about"], message["state"], self._send)
        script = self._forms[page.form] = FormScript(page, Modules(message["modules"]))
        script.loaded = self._spawn(self._loading(script, message["script"]))

    async def _loading(self, script: FormScript, source: str) -> None:
        error = None
        try:
            await script.load(source)
        except Exception as failure:
            error = described(failure)
        script.page.flush()
        self._send({"kind": "opened", "form": script.page.form, "error": error})

    def _start(self, message: Message) -> None:
        script = self._forms.get(message["form"])
        if script is not None:
            script.page.flush()
            script.page.mirror.replace(message["state"])
            self._spawn(self._calling(script, message))

    async def _calling(self, script: FormScript, message: Message) -> None:
        outcome: Message = {"error": None}
        if script.loaded is not None and not script.loaded.done():
            await asyncio.wait([script.loaded])
        try:
            if message["kind"] == "paint":
                await script.paint(message["target"], message["painting"])
            elif message["target"] is None:
                await script.changed()
            else:
                result = script.run(message["target"], script.arguments(message["arguments"]))
                if inspect.isawaitable(result):
                    await result
        except Exception as failure:
            outcome = {"error": described(failure)}
        script.page.flush()
        self._send({"kind": "done", "form": script.page.form, "call": message["call"], **outcome})

    def _answer(self, message: Message) -> None:
        script = self._forms.get(message["form"])
        if script is not None:
            script.page.flush()
            script.page.mirror.replace(message["state"])
            script.page.answered(message["request"], message)

    def _spawn(self, work: Any) -> "asyncio.Task[Any]":
        # An event loop does not keep its tasks alive.
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task
