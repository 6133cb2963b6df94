"""What can go wrong with entries and their tables.

BadRequest
├── BadQuery                a query option that cannot be understood or is not allowed
│   └── FilterNotSupported  entries kept elsewhere cannot be asked for this
└── QueryTooCostly          the planner expects a query to cost more than is allowed
Forbidden
├── EntryForbidden          the entry may be read, but not changed
└── ProxyRowRules           rights depend on single entries, which are kept elsewhere
NotFound
├── EntryNotFound           absent, marked for deletion, or not visible
└── NoSuchCatalog           the component is not published or keeps no entries
Conflict
├── DuplicateKey            another entry has the same key
├── ConcurrentUpdate        the entry changed since it was read
├── BuiltInEntries          the platform itself keeps these entries
├── ProxyComponent          the entries are kept elsewhere: they cannot be written here, nor what hangs on that
├── ProxyUnanswered         the entries are kept elsewhere and nothing answers for them
├── ComponentWithoutKey     writing by key needs a primary key
├── ExistingEntriesRefuse   entries stand against a rule that is to be published
├── InvalidModel            the object models of a publication do not fit together
└── TablesBusy              a table could not be locked: others are writing its entries
ValidationFailed
└── InvalidEntry            values break rules; each is named
"""

from typing import Final, Self

import psycopg

from aqtra.kernel.errors import BadRequest, Conflict, FieldError, Forbidden, NotFound, Unavailable, ValidationFailed

_LIMIT_EXCEEDED: Final = "54"
"""PostgreSQL's class of errors about its own limits."""


class BadQuery(BadRequest):
    """A query option cannot be understood or is not allowed. The field names the option."""

    code = "bad_query"

    @classmethod
    def at(cls, option: str, position: int, message: str, *, rule: str = "syntax", name: str | None = None) -> Self:
        """`position` counts characters of the option's value from 0; `name` is the field or function in question."""
        where = f"{option}, character {position + 1}: {message}"
        params = {"position": position, **({} if name is None else {"name": name})}
        return cls(
            where,
            fields=[FieldError(field=option, rule=rule, message=message, params=params)],
            option=option,
            **params,
        )


class FilterNotSupported(BadQuery):
    """Entries that are kept elsewhere cannot be filtered or sorted like this. The field names the option."""

    code = "filter_not_supported"


class QueryTooCostly(BadRequest):
    """The planner expects the query to cost more than is allowed. Params: cost, limit."""

    code = "query_too_costly"


def exceeds_database(error: psycopg.Error) -> bool:
    """Whether a statement asks for more than PostgreSQL can build: of columns, arguments, bytes, nesting."""
    return (error.sqlstate or "").startswith(_LIMIT_EXCEEDED)


class EntryNotFound(NotFound):
    """There is no such entry, or it is not visible to the principal."""

    code = "entry_not_found"


class EntryForbidden(Forbidden):
    """No role allows this change of this entry."""

    code = "entry_forbidden"


class ProxyRowRules(Forbidden):
    """Rights to single entries cannot be applied to entries that are kept elsewhere. Params: component."""

    code = "proxy_row_rules"


class NoSuchCatalog(NotFound):
    """The component is not published, keeps no entries, belongs to another domain, or no role opens any of it."""

    code = "component_not_found"

    def __init__(self, message: str = "there is no such component, or it keeps no entries") -> None:
        super().__init__(message)


class DuplicateKey(Conflict):
    """Another entry has the same key. The fields are the key properties."""

    code = "duplicate_key"


class ConcurrentUpdate(Conflict):
    """The entry changed since it was read. Params: version, the present one."""

    code = "concurrent_update"


class BuiltInEntries(Conflict):
    """The platform itself keeps these entries."""

    code = "built_in"


class ComponentWithoutKey(Conflict):
    """The component has no primary key, by which an entry could be found. Params: component."""

    code = "component_without_key"


class ProxyComponent(Conflict):
    """The component keeps no entries of its own, so none can be written, exported or looked back on."""

    code = "proxy_component"


class ProxyUnanswered(Conflict):
    """The component keeps no entries of its own, and nothing is there to answer for it."""

    code = "proxy_unanswered"


class EncryptedValueUnreadable(Unavailable):
    """The value of an encrypted property does not open: its key is missing, or it was changed from outside."""

    code = "encrypted_value_unreadable"


class InvalidEntry(ValidationFailed):
    """Values break rules; each is named."""


class ExistingEntriesRefuse(Conflict):
    """Entries stand against a rule that is to be published. Params of a field: count, entries (up to 20 ids)."""

    code = "existing_entries_refuse"


class InvalidModel(Conflict):
    """The object models of a publication do not fit together. Each field names a component and a property."""

    code = "invalid_model"


class TablesBusy(Conflict):
    """A table could not be locked: others are writing its entries."""

    code = "tables_busy"
