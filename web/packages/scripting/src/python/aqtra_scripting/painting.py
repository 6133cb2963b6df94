"""Styling a grid: one function is called for each of its parts, and the page is told once."""

import asyncio
import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from aqtra_scripting.calling import accepted
from aqtra_scripting.controls import Control, tell
from aqtra_scripting.grids import Column, Style
from aqtra_scripting.values import Entry

Message = dict[str, Any]
PAUSE = 250
"""After so many calls the worker looks whether there is anything else to do."""


class Painter:
    """Of one form. A newer painting of the same part replaces one that is under way."""

    def __init__(self) -> None:
        self._newest: dict[tuple[str, Any, str], object] = {}

    async def paint(self, sender: Control, function: Callable[..., Any], painting: Message) -> None:
        part = painting["part"]
        key = (sender.Id, painting["sender"].get("card"), part)
        mine = self._newest[key] = object()
        styles: dict[str, dict[str, str]] = {}
        taken: int | None = None
        try:
            for number, (place, arguments) in enumerate(parts(painting)):
                style = Style()
                given = [sender, *arguments, style]
                # The same for all: looking at the function once is enough.
                taken = len(accepted(function, given)) if taken is None else taken
                result = function(*given[:taken])
                if inspect.isawaitable(result):
                    await result
                if style.content:
                    styles[place] = style.content
                if number % PAUSE == PAUSE - 1:
                    await asyncio.sleep(0)
                if self._newest[key] is not mine:
                    return
        finally:
            if self._newest[key] is mine:
                tell(sender, {"do": "styles", "id": sender.Id, "part": part, "styles": styles})


def parts(painting: Message) -> Iterator[tuple[str, Sequence[Any]]]:
    """Each part by the name that its style is kept under, with what stands between sender and style."""
    columns = [Column(found) for found in painting["columns"]]
    if painting["part"] == "header":
        for column in columns:
            yield str(column.Index), (column,)
        return
    for content in painting["rows"]:
        row = Entry(content, painting["types"])
        if painting["part"] == "row":
            yield str(row.Id), (row,)
        else:
            for column in columns:
                yield f"{row.Id}/{column.Index}", (row, column)
