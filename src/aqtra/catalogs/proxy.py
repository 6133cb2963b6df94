"""Components in proxy mode keep no entries: a reader that the composition registers answers for them.

Writing to them is refused, and so are reads while no reader is registered. A list may be filtered and sorted by `id`,
`name` and properties with Query only; its options are checked before the reader sees them, and `$apply` and
`$skiptoken` are refused. Roles decide for all entries or for none: which single entries a reader may see only the
database could tell, so whoever has rights to some of them only is refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final, Protocol

from aqtra.catalogs.errors import BadQuery, FilterNotSupported, ProxyComponent, ProxyRowRules, ProxyUnanswered
from aqtra.catalogs.model import Model, ModelOf
from aqtra.catalogs.odata.nodes import Path
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.catalogs.odata.query import compile_list, compile_single
from aqtra.kernel.policy import Verb
from aqtra.kernel.principal import Principal

_DATA: Final = "data"
ALWAYS: Final = ("id", "name")
"""Fields that every list may be asked by."""


class ProxyReader(Protocol):
    """Answers in the JSON of entries and lists of entries, as bytes. The principal's access was checked."""

    async def get(self, principal: Principal, model: Model, entry_id: int, options: QueryOptions) -> bytes:
        """One entry as `$select` and `$expand` ask for it. Raises EntryNotFound."""
        ...

    async def find(self, principal: Principal, model: Model, keys: Mapping[str, Any]) -> bytes:
        """The entry whose primary key has these values. Raises EntryNotFound."""
        ...

    async def list(self, principal: Principal, model: Model, options: QueryOptions) -> bytes:
        """`{"@odata.count"?, "value": [entry, …]}`."""
        ...


def is_elsewhere(model: Model) -> bool:
    return model.document.settings.proxy_mode


def refuse_writing(model: Model) -> None:
    """Raises ProxyComponent."""
    if is_elsewhere(model):
        raise ProxyComponent(f"{model.title} keeps no entries of its own; they are changed where they are kept")


def refuse_elsewhere(model: Model, what: str) -> None:
    """For what only entries kept here have. Raises ProxyComponent."""
    if is_elsewhere(model):
        raise ProxyComponent(f"{model.title} keeps no entries of its own, so {what}")


def check_rows(model: Model) -> None:
    """Raises ProxyRowRules when the reader may see some of the entries only."""
    if model.sight.rule(model.key, Verb.READ, "t") is not None:
        raise ProxyRowRules(
            f"your rights in {model.title} depend on its single entries, and these are kept elsewhere",
            component=str(model.key),
        )


def check_single(model: Model, options: QueryOptions, model_of: ModelOf) -> None:
    """Raises BadQuery for names that do not exist."""
    compile_single(model, options, "1", model_of)


def check_options(model: Model, options: QueryOptions, model_of: ModelOf) -> None:
    """Raises BadQuery for names that do not exist and for options that no proxy answers, FilterNotSupported."""
    for name, given in (("$skiptoken", options.skip_token is not None), ("$apply", options.apply)):
        if given:
            raise BadQuery.at(name, 0, f"{model.title} keeps its entries elsewhere and cannot be asked for this")
    compile_list(model, options, model_of)
    query = {prop.name for prop in model.document.properties if prop.query}
    for option, asked in (("$filter", options.filter), ("$orderby", options.order)):
        for path in _paths(asked):
            name = next((part for part in path.segments if part != _DATA), _DATA)
            if name not in query and name not in ALWAYS:
                raise not_supported(option, path.position, model, "can be asked by properties with Query only", name)


def not_supported(option: str, position: int, model: Model, message: str, name: str | None = None) -> BadQuery:
    """What a list kept elsewhere cannot be asked for."""
    return FilterNotSupported.at(option, position, f"{model.title} {message}", rule="filter_not_supported", name=name)


def unanswered(model: Model) -> ProxyUnanswered:
    return ProxyUnanswered(f"nothing answers for {model.title}, whose entries are kept elsewhere")


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
