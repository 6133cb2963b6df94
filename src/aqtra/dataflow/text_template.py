"""Texts with placeholders: `Invoice {data.number} of {$today}`. Used wherever a setting is a text template.

`{path}` is the value there, `{{` an opening brace; a closing brace outside a placeholder is itself. Values are written
as they are exchanged, not as a language writes them: `1234.5`, `2026-01-31`, `true`. What is null or missing is empty.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aqtra.dataflow.items.codec import build_series, read_json, to_json_text
from aqtra.dataflow.items.columns import convert_series
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.types import ANY, STRING, Kind
from aqtra.dataflow.mapping import RUN_VARIABLES, column_or_null, run_variable

if TYPE_CHECKING:
    import polars as pl

    from aqtra.dataflow.context import StepContext
    from aqtra.dataflow.items.table import Table

_TOKEN: Final = re.compile(r'(?P<brace>\{\{)|\{(?P<path>(?:"(?:[^"\\]|\\.)*"|[^{}"])*)\}|(?P<text>[^{]+)')


class TemplateError(ValueError):
    """The text is no template."""


Part = tuple[str, bool]
"""A text, and whether it is a path."""


@lru_cache(maxsize=1024)
def parse_template(text: str) -> tuple[Part, ...]:
    """The parts in order. Raises TemplateError naming the place that cannot be read."""
    parts: list[Part] = []
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise TemplateError(f"the brace at character {position + 1} is never closed; {{{{ writes a brace")
        parts.append(_part(token, position))
        position = token.end()
    return tuple(parts)


def _part(token: re.Match[str], position: int) -> Part:
    if token["brace"]:
        return "{", False
    if token["text"]:
        return token["text"], False
    try:
        parse_path(token["path"].strip())
    except ValueError as error:
        raise TemplateError(f"the placeholder at character {position + 1}: {error}") from error
    return token["path"].strip(), True


def paths_of(text: str) -> tuple[str, ...]:
    """The paths a template reads, run variables among them."""
    return tuple(part for part, is_path in parse_template(text) if is_path)


def filled(
    text: str, table: "Table", ctx: "StepContext", written: "Callable[[pl.Series], pl.Series] | None" = None
) -> "pl.Series":
    """The template for each item. A path the items do not have reads as null, with a warning.

    `written`: how values are written into what surrounds them, where that is no plain text.
    """
    import polars as pl

    pieces = [_piece(part, is_path, table, ctx) for part, is_path in parse_template(text)]
    if written is not None:
        kinds = [is_path for _, is_path in parse_template(text)]
        pieces = [written(piece) if is_path else piece for piece, is_path in zip(pieces, kinds, strict=True)]
    frame = pl.DataFrame([piece.alias(str(number)) for number, piece in enumerate(pieces)])
    if not pieces:
        return pl.Series("text", [""] * len(table), dtype=pl.String)
    return frame.select(pl.concat_str(pl.all().fill_null("")).alias("text")).to_series()


def filled_once(text: str, table: "Table", ctx: "StepContext") -> str:
    """The template for the first item; without items only run variables have values."""
    from aqtra.dataflow.items.table import Table

    first = Table(table.frame.head(1), table.model)
    if len(first):
        return str(filled(text, first, ctx)[0])
    return "".join(
        part if not is_path else _text_of(run_variable(part, ctx.run)) if part in RUN_VARIABLES else ""
        for part, is_path in parse_template(text)
    )


def _piece(part: str, is_path: bool, table: "Table", ctx: "StepContext") -> "pl.Series":
    import polars as pl

    if not is_path or part in RUN_VARIABLES:
        text = _text_of(run_variable(part, ctx.run)) if is_path else part
        return pl.Series([text], dtype=pl.String).new_from_index(0, len(table))
    return as_texts(column_or_null(table, part, ctx))


def as_texts(column: Column) -> "pl.Series":
    """Every value as text, whatever its type; objects and arrays as JSON. Null stays null."""
    import polars as pl

    if column.type.kind is Kind.ANY:
        texts = [_text_of(read_json(text)) if text is not None else None for text in column.series.to_list()]
        return pl.Series(column.series.name, texts, dtype=pl.String)
    wanted = ANY if column.type.kind in (Kind.OBJECT, Kind.ARRAY) else STRING
    return convert_series(column.series, column.type, wanted, [])


def _text_of(value: object) -> str:
    """A value decoded from JSON."""
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return to_json_text(value)
    text = build_series("text", [value], STRING, [])[0]
    return to_json_text(value) if text is None else str(text)
