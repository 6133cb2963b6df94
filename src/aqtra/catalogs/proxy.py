"""Components in proxy mode keep no entries: a reader that the composition registers answers for them.

Writing to them is refused, and so are reads while no reader is registered. A list may be filtered and sorted by `id`,
`name` and properties with Query only; its options are checked before the reader sees them, and `$search`, `$apply` and
`$skiptoken` are refused.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final, Protocol
from uuid import UUID

from aqtra.catalogs.errors import BadQuery, ProxyComponent, ProxyUnanswered
from aqtra.catalogs.model import Model, ModelOf
from aqtra.catalogs.odata.nodes import Path
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.catalogs.odata.query import compile_list
from aqtra.catalogs.odata.scope import refuse
from aqtra.kernel.principal import Principal

_DATA: Final = "data"
_ALWAYS: Final = ("id", "name")


class ProxyReader(Protocol):
    """Answers in the JSON of entries and lists of entries, as bytes. The principal's access was checked."""

    async def get(self, principal: Principal, component: UUID, entry_id: int, options: QueryOptions) -> bytes:
        """One entry as `$select` and `$expand` ask for it. Raises EntryNotFound."""
        ...

    async def list(self, principal: Principal, component: UUID, options: QueryOptions) -> bytes:
        """`{"@odata.count"?, "value": [entry, …]}`."""
        ...


def required(proxy: ProxyReader | None, model: Model) -> ProxyReader:
    """Raises ProxyUnanswered."""
    if proxy is None:
        raise ProxyUnanswered(f"nothing answers for {model.title}, whose entries are kept elsewhere")
    return proxy


def refuse_writing(model: Model) -> None:
    """Raises ProxyComponent."""
    if model.document.settings.proxy_mode:
        raise ProxyComponent(f"{model.title} keeps no entries of its own; they are changed where they are kept")


def check_options(model: Model, options: QueryOptions, model_of: ModelOf) -> None:
    """Raises BadQuery for names that do not exist and for options that no proxy answers."""
    for name, given in (
        ("$search", options.search),
        ("$skiptoken", options.skip_token is not None),
        ("$apply", options.apply),
    ):
        if given:
            raise BadQuery.at(name, 0, f"{model.title} keeps its entries elsewhere and cannot be asked for this")
    compile_list(model, options, model_of)
    query = {prop.name for prop in model.document.properties if prop.query}
    for option, asked in (("$filter", options.filter), ("$orderby", options.order)):
        for path in _paths(asked):
            name = next((part for part in path.segments if part != _DATA), _DATA)
            if name not in query and name not in _ALWAYS:
                raise refuse(option, path, f"{model.title} can be asked by properties with Query only", name=name)


def _paths(node: Any) -> Iterator[Path]:
    """All paths anywhere in parsed options."""
    if isinstance(node, Path):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from _paths(item)
    elif is_dataclass(node):
        for member in fields(node):
            yield from _paths(getattr(node, member.name))
