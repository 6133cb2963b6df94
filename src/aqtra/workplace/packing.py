"""Stage 8: releases packed for clients, so that serving one is one read; and what one reader is not given of them."""

from collections.abc import Collection
from uuid import UUID

from aqtra.metadata.documents import ComponentDocument, Side
from aqtra.metadata.modules.resolving import sources
from aqtra.metadata.publication.stage import PublicationContext
from aqtra.workplace import repository
from aqtra.workplace.conditions import expressions_of
from aqtra.workplace.hiding import without
from aqtra.workplace.models import Definition, FlowName


def packed(document: ComponentDocument, version: int, hidden: Collection[UUID] = ()) -> str:
    """The definition that clients get: what flows do and how the component is administered stays here.

    `hidden`: elements whose action the reader may not execute.
    """
    return Definition(
        key=document.key,
        version=version,
        title=document.settings.title,
        access_mode=document.settings.access_mode,
        properties=document.properties,
        pages=without(document.pages, hidden) if hidden else document.pages,
        flows=tuple(FlowName(key=flow.key, name=flow.name, kind=flow.kind) for flow in document.flows),
        script=document.script,
        modules=sources(document.script, Side.FRONTEND, document.modules or ()),
        expressions=expressions_of(document),
    ).model_dump_json()


class Pack:
    """Packs the candidates."""

    number = 8
    name = "workplace_version"

    async def run(self, ctx: PublicationContext) -> None:
        content = {candidate.new.key: packed(candidate.new, ctx.new_version) for candidate in ctx.candidates}
        async with ctx.services.db.transaction() as conn:
            await ctx.fence(conn)
            await repository.store(conn, ctx.new_version, content)

    async def undo(self, ctx: PublicationContext) -> None:
        async with ctx.services.db.transaction() as conn:
            await ctx.fence(conn)
            await repository.remove(conn, ctx.new_version)
