"""What the steps that send messages share: whom an item names, what it says, and what is warned of."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, Literal, Protocol
from uuid import UUID

from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Kind
from aqtra.dataflow.mapping import column_or_null
from aqtra.dataflow.ports import Recipients
from aqtra.dataflow.step import Problem
from aqtra.dataflow.text_template import as_texts, filled, parse_template
from aqtra.dataflow.user_fields import key_lists_at, keys_at, texts_at
from aqtra.dataflow.users import UserRef
from aqtra.kernel.findings import Severity
from aqtra.notifications.models import Reach
from aqtra.notifications.plain import plain_text

if TYPE_CHECKING:
    import polars as pl

    from aqtra.dataflow.context import StepContext

ChannelName = Literal["smtp", "mail", "signalr"]
IN_APP: Final = frozenset({"mail", "signalr"})

_MARKUP: Final = re.compile(r"<(?:[a-zA-Z][^<>]*|/[a-zA-Z][^<>]*|!--.*?--)>", re.DOTALL)
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}


class RecipientSettings(Protocol):
    """The settings that both steps have. What a step does not offer is None."""

    @property
    def user_info_field(self) -> str | None: ...

    @property
    def user_name(self) -> str | tuple[str, ...] | None: ...


def recipients_of(
    table: Table, settings: RecipientSettings, ctx: "StepContext", routing: str | None = None
) -> list[Recipients]:
    """Whom each item means: the union of what the settings name. Raises TypeMismatch."""
    keys = key_lists_at(table, settings.user_info_field, ctx)
    names = _names(table, settings.user_name, ctx)
    contexts = keys_at(table, routing, ctx)
    component = None if routing is None else _component(table, routing, ctx)
    return [
        Recipients((*(UserRef(key) for key in some), *(UserRef(name=name) for name in called)), place, component)
        for some, called, place in zip(keys, names, contexts, strict=True)
    ]


def recipient_problems(settings: RecipientSettings, routing: str | None = None) -> Iterable[Problem]:
    """Nobody is named: it can be saved, and reaches nobody."""
    if settings.user_info_field is None and not settings.user_name and routing is None:
        yield Problem("no_recipients", "nobody is named who would get the message", "user_info_field", Severity.WARNING)


def warn_of(reach: Reach, index: int, ctx: "StepContext") -> None:
    """In the log only: a caller must not learn from a flow who has an account, or an address."""
    if reach.without_address:
        text = f"{reach.without_address} of {reach.reached + reach.without_address} users have no e-mail address"
        ctx.warn("no_recipients", text, index, hidden=True)
    elif not reach.reached:
        ctx.warn("no_recipients", "the message is for nobody who is active", index, hidden=True)


def subjects_of(table: Table, theme: str | None, ctx: "StepContext") -> list[str]:
    """The subject for each item."""
    return [""] * len(table) if theme is None else list(filled(theme, table, ctx))


def bodies_of(table: Table, template: str, ctx: "StepContext") -> list[tuple[str, str | None]]:
    """Text and HTML for each item. What is written in the step may be HTML; what is in the items never is."""
    if not has_markup(template):
        return [(text, None) for text in filled(template, table, ctx)]
    return [(plain_text(html), html) for html in filled(template, table, ctx, escaped)]


def field_bodies(table: Table, path: str, ctx: "StepContext") -> list[str | None]:
    """The values at a path as plain text: markup in them is shown as it was typed."""
    texts: list[str | None] = as_texts(column_or_null(table, path, ctx)).to_list()
    return texts


def has_markup(template: str) -> bool:
    """Whether the words around the placeholders are HTML."""
    return any(_MARKUP.search(part) for part, is_path in parse_template(template) if not is_path)


def escaped(texts: "pl.Series") -> "pl.Series":
    """As they are to be read in HTML."""
    # In one pass: an escape is not escaped again.
    return texts.str.replace_many(_ESCAPES)


def _names(table: Table, named: str | tuple[str, ...] | None, ctx: "StepContext") -> list[Sequence[str]]:
    if isinstance(named, str):
        return [() if name is None else (name,) for name in texts_at(table, named, ctx)]
    return [named or ()] * len(table)


def _component(table: Table, routing: str, ctx: "StepContext") -> UUID:
    """A reference says where it leads; a plain number is an entry of the flow's own component."""
    found = column_or_null(table, routing, ctx).type
    return found.component if found.kind is Kind.CATALOG and found.component is not None else ctx.owner.key
