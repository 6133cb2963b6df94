"""Entries found by name among the components of a domain (studio.md, decision D21)."""

from collections.abc import Iterator
from typing import Any, Final

import orjson

from aqtra.catalogs.access import may
from aqtra.catalogs.errors import BadQuery, QueryTooCostly
from aqtra.catalogs.service import entries_of
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.policy import Verb
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentDocument, ComponentKind
from aqtra.workplace.models import Found, FoundEntry

SHORTEST: Final = 2
"""Shorter texts are in too many names to find anything by."""
_OF_COMPONENT: Final = 5
_ALTOGETHER: Final = 30
_COMPONENTS: Final = 100
"""So many are looked into; each costs one statement, by the index of names."""


class Search:
    """What one reader finds."""

    def __init__(self, conn: Connection, services: Services, reader: Principal) -> None:
        self._conn = conn
        self._definitions = definitions_of(services)
        self._reader = reader
        self._readable = entries_of(services).readable_by(reader)

    async def find(self, text: str, domain: str) -> Found:
        """Entries of the domain's components that the reader may read and open, component by component."""
        text = text.strip()
        if len(text) < SHORTEST:
            return Found(entries=(), is_complete=True)
        components = sorted(self._searched(domain), key=lambda document: document.settings.title.casefold())
        found: list[FoundEntry] = []
        complete = len(components) <= _COMPONENTS
        for document in components[:_COMPONENTS]:
            entries = await self._named(document, text)
            complete = complete and entries is not None and len(entries) <= _OF_COMPONENT
            found += [_found(document, entry) for entry in (entries or ())[:_OF_COMPONENT]]
            if len(found) >= _ALTOGETHER:
                return Found(entries=tuple(found[:_ALTOGETHER]), is_complete=False)
        return Found(entries=tuple(found), is_complete=complete)

    def _searched(self, domain: str) -> Iterator[ComponentDocument]:
        """Those that keep entries here: what is kept elsewhere would have to be asked for by a run each."""
        for published in self._definitions:
            document = published.document
            if document.kind is ComponentKind.MULTICOMPONENT or document.settings.proxy_mode:
                continue
            if domain in document.settings.domains and all(
                may(self._reader, document, verb) for verb in (Verb.OPEN, Verb.READ)
            ):
                yield document

    async def _named(self, document: ComponentDocument, text: str) -> list[dict[str, Any]] | None:
        """One more than is shown, to tell whether there are more; None where names cannot be searched."""
        quoted = text.replace("'", "''")
        options = (
            ("$filter", f"contains(name,'{quoted}')"),
            ("$select", "name"),
            ("$top", str(_OF_COMPONENT + 1)),
        )
        try:
            page = await self._readable.list(self._conn, document.key, options)
        except (BadQuery, QueryTooCostly):
            return None
        entries: list[dict[str, Any]] = orjson.loads(page)["value"]
        return entries


def _found(document: ComponentDocument, entry: dict[str, Any]) -> FoundEntry:
    return FoundEntry(component=document.key, title=document.settings.title, id=entry["id"], name=entry["name"])
