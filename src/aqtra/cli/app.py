"""`aqtra app`: applications as files, and what goes live."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from aqtra.cli.output import report, say, say_refusal
from aqtra.cli.target import target_settings
from aqtra.infra.container import Services
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.findings import Finding, Severity, blocks

app = typer.Typer(
    help="Export, import, check and publish applications. Exit code 1: refused, with the reason.",
    no_args_is_help=True,
)

Json = Annotated[bool, typer.Option("--json", help="Write the result as one line of JSON.")]
Folder = Annotated[Path, typer.Argument(help="Folder of the application.", file_okay=False)]
Result = TypeVar("Result")
REFUSED = 1
LISTED_VERSIONS = 100


@app.command("export")
def export_application(
    folder: Folder,
    component: Annotated[list[str] | None, typer.Option(help="Key or title; may be repeated.")] = None,
    domain: Annotated[str | None, typer.Option(help="A domain with its menu and its components.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All components and domains.")] = False,
    as_json: Json = False,
) -> None:
    """Write the saved state as one file per object. The folder then holds exactly that; it may be a git repository."""
    if not (component or domain or everything):
        raise typer.BadParameter("name what to export: --component, --domain or --all")
    from aqtra.files.travelling import named_by, write_files
    from aqtra.identity import audit
    from aqtra.kernel.principal import PLATFORM
    from aqtra.metadata.transfer.folder import write_folder
    from aqtra.metadata.transfer.service import Transfer
    from aqtra.metadata.transfer.writing import files_of
    from aqtra.studio.checking import CHECKER

    async def work(services: Services) -> list[str]:
        async with services.db.transaction() as conn:
            transfer = Transfer(conn, services, CHECKER)
            application = await transfer.collect(chosen=component or (), domain=domain, everything=everything)
            count = len(application.components)
            await audit.record(conn, "application.exported", PLATFORM, None, components=count, domain=domain)
        files = files_of(application)
        await asyncio.to_thread(write_folder, folder, files)
        return [*files, *await write_files(services, folder, named_by(application))]

    files = _run(work)
    if as_json:
        report({"folder": str(folder), "files": sorted(files)})
    else:
        say(f"{len(files)} files written to {folder}")


@app.command("import")
def import_application(folder: Folder, as_json: Json = False) -> None:
    """Store what a folder holds: as saved, and ready to publish where nothing is wrong. Nothing goes live by it."""
    from aqtra.files.travelling import named_by, read_files
    from aqtra.identity import audit
    from aqtra.kernel.principal import PLATFORM
    from aqtra.metadata.transfer.folder import read_folder
    from aqtra.metadata.transfer.models import ImportReport
    from aqtra.metadata.transfer.reading import application_of
    from aqtra.metadata.transfer.service import Transfer
    from aqtra.studio.checking import CHECKER

    async def work(services: Services) -> ImportReport:
        application = application_of(await asyncio.to_thread(read_folder, folder))
        # First: pages that name them are checked as they are stored.
        await read_files(services, folder, named_by(application))
        async with services.db.transaction() as conn:
            count = len(application.components)
            await audit.record(conn, "application.imported", PLATFORM, None, components=count)
            return await Transfer(conn, services, CHECKER).store(application, PLATFORM)

    stored = _run(work)
    if as_json:
        report(
            {
                "domains": stored.domains,
                "modules": [
                    {"key": found.key, "title": found.title, "outcome": found.outcome} for found in stored.modules
                ],
                "components": [
                    {
                        "key": found.key,
                        "title": found.title,
                        "outcome": found.outcome,
                        "ready": found.ready,
                        "findings": [finding.model_dump(mode="json") for finding in found.findings],
                    }
                    for found in stored.components
                ],
            }
        )
        return
    for name in stored.domains:
        say(f"domain     {name}")
    for module in stored.modules:
        say(f"{module.outcome:<10} {module.title}  (module)")
    for found in stored.components:
        say(f"{found.outcome:<10} {found.title}{'' if found.ready else '  (not ready: it has errors)'}")
        _say_findings(found.findings)


@app.command()
def check(as_json: Json = False) -> None:
    """Check all saved components. Exit code 1 when there is an error."""
    from aqtra.metadata.components.service import Components
    from aqtra.studio.checking import CHECKER

    async def work(services: Services) -> list[tuple[str, tuple[Finding, ...]]]:
        async with services.db.transaction() as conn:
            components = Components(conn, services, CHECKER)
            stored = [await components.get(summary.key) for summary in await components.summaries()]
        return [(found.document.settings.title, found.findings) for found in stored]

    checked = _run(work)
    if as_json:
        findings = {title: [finding.model_dump(mode="json") for finding in found] for title, found in checked}
        report({"components": len(checked), "findings": findings})
    else:
        for title, found in checked:
            if found:
                say(title)
                _say_findings(found)
        say(f"{len(checked)} components checked")
    if any(blocks(found) for _, found in checked):
        raise typer.Exit(REFUSED)


@app.command()
def publish(
    component: Annotated[
        list[str] | None, typer.Option(help="Key or title; may be repeated. Default: all that are ready.")
    ] = None,
    confirm_destructive: Annotated[
        bool, typer.Option(help="Publish although stored data would no longer be reachable.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Publish components that are ready, and wait for the end. Exit code 1 when it was rolled back.

    Without --component, modules that live components import and that were changed are published too.
    """
    from aqtra.kernel.principal import PLATFORM
    from aqtra.metadata.components.service import Components
    from aqtra.metadata.modules.service import ScriptModules
    from aqtra.metadata.publication.inline import run_to_end
    from aqtra.metadata.publication.models import Publication
    from aqtra.metadata.publication.service import Publications
    from aqtra.studio.checking import CHECKER
    from aqtra.workplace.publishing import publication_runner

    async def work(services: Services) -> Publication:
        async with services.db.transaction() as conn:
            keys = await Components(conn, services, CHECKER).keys_to_publish(component or ())
            changed = () if component else await ScriptModules(conn, services).to_publish()
            started = await Publications(conn, services).start(
                PLATFORM, keys, modules=[found.key for found in changed], confirm_destructive=confirm_destructive
            )
        return await run_to_end(services, publication_runner(services), started.id)

    _say_publication(_run(work), as_json=as_json)


@app.command()
def rollback(
    to: Annotated[int | None, typer.Option("--to", help="Number of the version to go back to.")] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="List the versions that were live, and change nothing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make an earlier version live again, as a new one; data stay. Exit code 1 when it was refused or rolled back."""
    if (to is None) is not listed:
        raise typer.BadParameter("name a version with --to, or see them with --list")
    if to is None:
        _list_versions(as_json=as_json)
        return
    from aqtra.kernel.principal import PLATFORM
    from aqtra.metadata.publication.inline import run_to_end
    from aqtra.metadata.publication.models import Publication
    from aqtra.metadata.publication.service import Publications
    from aqtra.workplace.publishing import publication_runner

    async def work(services: Services) -> Publication:
        async with services.db.transaction() as conn:
            started = await Publications(conn, services).go_back(PLATFORM, to)
        return await run_to_end(services, publication_runner(services), started.id)

    _say_publication(_run(work), as_json=as_json)


def _list_versions(*, as_json: bool) -> None:
    from aqtra.metadata.publication import earlier
    from aqtra.metadata.publication.models import PlatformVersion

    async def work(services: Services) -> list[PlatformVersion]:
        async with services.db.transaction() as conn:
            return await earlier.versions(conn, LISTED_VERSIONS)

    found = _run(work)
    if as_json:
        report({"versions": [version.model_dump(mode="json") for version in found]})
        return
    for version in found:
        state = "current" if version.is_current else "" if version.can_return else "data removed"
        titles = ", ".join(f"-{part.title}" if part.withdrawn else part.title for part in version.components)
        say(f"{version.version:>6}  {version.live_since:%Y-%m-%d %H:%M}  {state:<12}  {titles}")


def _say_publication(ended: Any, *, as_json: bool) -> None:
    """Tells how a publication ended. Raises Exit unless it completed."""
    from aqtra.metadata.publication.models import PublicationState

    if as_json:
        report(ended.model_dump(mode="json"))
    else:
        titles = ", ".join(found.title for found in ended.components)
        say(f"Publication {ended.id} {ended.state.replace('_', ' ')}: {titles}")
        if ended.error:
            say(ended.error)
    if ended.state is not PublicationState.COMPLETED:
        raise typer.Exit(REFUSED)


def _run(work: Callable[[Services], Awaitable[Result]]) -> Result:
    """Runs `work` on the target's services; a refusal is told and ends the command."""
    with target_settings() as settings:
        from aqtra.composition import open_platform

        async def within() -> Result:
            async with open_platform(settings) as platform:
                return await work(platform.services)

        try:
            return asyncio.run(within())
        except AqtraError as error:
            say_refusal(error)
            raise typer.Exit(REFUSED) from error


def _say_findings(findings: Any) -> None:
    marks = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFORMATION: "i"}
    for finding in findings:
        say(f"  {marks[finding.severity]} {finding.message}")
