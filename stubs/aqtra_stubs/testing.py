"""Scripts in tests of their authors: run with stand-ins instead of a platform."""

import ast
import asyncio
import inspect
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

Call = tuple[str, tuple[Any, ...], dict[str, Any]]


class Later:
    """An answer that is awaited: `StandIn({"PlatformServices.Confirm": Later(True)})`."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __await__(self) -> Generator[Any, None, Any]:
        yield from ()
        return self.value


class StandIn:
    """Stands for any object of the platform.

    Members are stand-ins themselves. A call answers what `answers` has for its path (`query.execute` for
    `catalogs.query(…).execute()`): an exception is raised, `Later` is awaited. Without an answer it gives a stand-in
    of the same path.
    `calls` keeps every call and `values` what was set, in their order.
    """

    answers: Mapping[str, Any]
    calls: list[Call]
    values: dict[str, Any]

    def __init__(self, answers: Mapping[str, Any] | None = None) -> None:
        self.__dict__.update(answers=answers or {}, calls=[], values={}, _path="")

    def _at(self, path: str) -> "StandIn":
        found = StandIn(self.answers)
        found.__dict__.update(calls=self.calls, values=self.values, _path=path)
        return found

    def _member(self, name: str) -> Any:
        path = f"{self.__dict__['_path']}.{name}".removeprefix(".")
        return self.values[path] if path in self.values else self._at(path)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._member(name)

    def __setattr__(self, name: str, value: Any) -> None:
        self.values[f"{self.__dict__['_path']}.{name}".removeprefix(".")] = value

    def __getitem__(self, name: str) -> Any:
        return self._member(name)

    def __setitem__(self, name: str, value: Any) -> None:
        setattr(self, name, value)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        path = self.__dict__["_path"]
        self.calls.append((path, arguments, named))
        if path not in self.answers:
            return self
        answer = self.answers[path]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def __await__(self) -> Generator[Any, None, Any]:
        yield from ()
        return self


def run_script(source: str | Path, **names: Any) -> dict[str, Any]:
    """Runs a script with these names, as `context` or `item`, and answers all that it has defined, they included.

    `await` outside of functions works as in the browser. Raises what the script raises.
    """
    text = source.read_text("utf-8") if isinstance(source, Path) else source
    code = compile(text, "<script>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    namespace = {"__name__": "__main__", **names}
    result = eval(code, namespace)  # noqa: S307
    if inspect.iscoroutine(result):
        asyncio.run(result)
    del namespace["__builtins__"]
    return namespace
