"""Who uses a file: pages and flows of components, domains with their menus, templates, entries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from aqtra.catalogs.files import references_to
from aqtra.infra.database import Connection
from aqtra.kernel.errors import FieldError
from aqtra.metadata.definitions import Definitions
from aqtra.metadata.mentions import mentions

SHOWN: Final = 5
"""Entries of one component that are named."""


@dataclass(frozen=True, slots=True)
class Use:
    """One use. `place` is a component, a domain, a template, or a component with its entries.

    `count` is 1 but for entries.
    """

    kind: Literal["component", "domain", "template", "entries"]
    place: str
    title: str
    count: int = 1
    entries: tuple[int, ...] = ()


async def uses_of(conn: Connection, definitions: Definitions, files: Sequence[UUID]) -> dict[UUID, list[Use]]:
    """The uses of each of these files. A document uses a file when its id stands anywhere in it."""
    found: dict[UUID, list[Use]] = defaultdict(list)
    if not files:
        return found
    for mention in await mentions(conn, files):
        found[mention.mentioned].append(Use(mention.kind, mention.place, mention.title or mention.place))
    for reference in await references_to(conn, files, shown=SHOWN):
        published = definitions.component(reference.component)
        title = published.document.settings.title if published else str(reference.component)
        use = Use("entries", str(reference.component), title, reference.count, reference.entries)
        found[reference.file_id].append(use)
    return found


def as_fields(uses: Sequence[Use]) -> list[FieldError]:
    """Uses as the fields of a refusal."""
    return [
        FieldError(
            field=f"uses.{use.kind}.{use.place}",
            rule="in_use",
            message=use.title,
            params={"kind": use.kind, "title": use.title, "count": use.count, "entries": list(use.entries)},
        )
        for use in uses
    ]
