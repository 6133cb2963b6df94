"""Stage 2: the new platform version and the releases in it."""

from aqtra.metadata.publication.stage import PublicationContext
from aqtra.metadata.releases import repository


class NewVersion:
    """Registers the version; its releases stay invisible until the switch."""

    number = 2
    name = "new_version"

    async def run(self, ctx: PublicationContext) -> None:
        async with ctx.services.db.transaction() as conn:
            await ctx.fence(conn)
            await repository.insert_version(conn, ctx.new_version, ctx.services.clock.now())
            await repository.insert_releases(conn, ctx.new_version, [candidate.new for candidate in ctx.candidates])
            for key in ctx.withdrawn:
                await repository.withdraw(conn, key, ctx.new_version)

    async def undo(self, ctx: PublicationContext) -> None:
        async with ctx.services.db.transaction() as conn:
            await ctx.fence(conn)
            await repository.delete_version(conn, ctx.new_version)
