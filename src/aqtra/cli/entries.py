"""`aqtra entries`: import and export of entries, from and to files on this machine."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import IO, Annotated, Any, Literal, TypeVar
from uuid import UUID

import typer

from aqtra.cli.output import report, say, say_refusal
from aqtra.cli.target import target_settings
from aqtra.kernel.errors import AqtraError

app = typer.Typer(
    help="Import and export entries. Exit code 1: refused, or rows were refused, with the reason.",
    no_args_is_help=True,
)

Result = TypeVar("Result")
REFUSED = 1
SHOWN_ERRORS = 20

Component = Annotated[str, typer.Argument(help="Key or title of the component.")]
FormatName = Annotated[
    Literal["csv", "xlsx", "jsonl"] | None, typer.Option("--format", help="Default: by the ending of the file.")
]
Json = Annotated[bool, typer.Option("--json", help="Write the result as one line of JSON.")]
Delimiter = Annotated[str, typer.Option(help="Of CSV: , ; | or a tab.")]


@app.command("import")
def import_entries(
    component: Component,
    file: Annotated[Path, typer.Argument(help="File to read.", exists=True, dir_okay=False)],
    format_: FormatName = None,
    key: Annotated[
        Literal["create", "upsert", "id"],
        typer.Option(help="New entries; change or create by primary key; change by id."),
    ] = "create",
    on_error: Annotated[
        Literal["stop", "skip"], typer.Option(help="All or nothing; or leave refused rows out.")
    ] = "stop",
    references: Annotated[
        Literal["id", "key", "name"], typer.Option(help="What stands for a referenced entry.")
    ] = "id",
    column: Annotated[
        list[str] | None, typer.Option(help="HEADER=PROPERTY, or HEADER= to leave it out; may be repeated.")
    ] = None,
    delimiter: Delimiter = ",",
    encoding: Annotated[str | None, typer.Option(help="Of text files; default: by their mark, or UTF-8.")] = None,
    decimal_separator: Annotated[str, typer.Option(help="Of CSV: . or ,")] = ".",
    sheet: Annotated[str | None, typer.Option(help="Of a workbook; default: the first.")] = None,
    zone: Annotated[str | None, typer.Option(help="Time zone of times in a workbook; default: UTC.")] = None,
    errors: Annotated[Path | None, typer.Option(help="File for all refused rows, as CSV.", dir_okay=False)] = None,
    as_json: Json = False,
) -> None:
    """Import a file. Nobody signs for it: its entries have no creator."""
    from aqtra.bulk.importing import Import, Importer
    from aqtra.bulk.models import ImportOptions
    from aqtra.bulk.streams import PathSource
    from aqtra.bulk.terminal import TerminalJournal
    from aqtra.composition import Platform
    from aqtra.kernel.principal import PLATFORM

    options = _checked(
        ImportOptions,
        delimiter=delimiter,
        encoding=encoding,
        decimal_separator=decimal_separator,
        columns=dict(_mapping(text) for text in column or ()),
        key=key,
        on_error=on_error,
        match_references_by=references,
        sheet=sheet,
        zone=zone,
    )
    journal = TerminalJournal(_progress(as_json))

    async def work(platform: Platform) -> AqtraError | None:
        order = Import(await _key_of(platform, component), _format(format_, file), options, PLATFORM)
        try:
            await Importer(platform.services).run(order, PathSource(file), journal)
        except AqtraError as refused:
            return refused
        return None

    refused = _run(work)
    if errors is not None:
        _write_errors(errors, journal.errors)
    counts = journal.counts if refused is None else journal.counts.model_copy(update={"created": 0, "updated": 0})
    if as_json:
        shown = [error.model_dump() for error in journal.errors[:SHOWN_ERRORS]]
        code = refused and {"code": refused.code, "message": refused.message}
        report({**counts.model_dump(exclude={"rows_total"}), "error": code, "rows": shown})
    else:
        say(f"{counts.created} created, {counts.updated} changed, {counts.refused} refused")
        for error in journal.errors[:SHOWN_ERRORS]:
            say(f"  line {error.line}: {error.property or '-'}: {error.message}", error=True)
    if refused is not None and not as_json:
        say_refusal(refused)
    if refused is not None or counts.refused:
        raise typer.Exit(REFUSED)


@app.command("export")
def export_entries(
    component: Component,
    file: Annotated[Path, typer.Argument(help="File to write; it is replaced.", dir_okay=False)],
    format_: FormatName = None,
    filter_: Annotated[str | None, typer.Option("--filter", help="Which entries, as $filter has it.")] = None,
    orderby: Annotated[str | None, typer.Option(help="In which order, as $orderby has it.")] = None,
    select: Annotated[str | None, typer.Option(help="Which fields, as $select has it.")] = None,
    references: Annotated[
        Literal["id", "key", "name"], typer.Option(help="What stands for a referenced entry.")
    ] = "id",
    titles: Annotated[bool, typer.Option(help="Headers and offered values by their titles.")] = False,
    zone: Annotated[str | None, typer.Option(help="Time zone in which instants are shown; default: UTC.")] = None,
    delimiter: Delimiter = ",",
    as_json: Json = False,
) -> None:
    """Export entries to a file."""
    from aqtra.bulk.exporting import Export, Exporter
    from aqtra.bulk.models import ExportOptions
    from aqtra.bulk.terminal import TerminalJournal
    from aqtra.composition import Platform
    from aqtra.kernel.principal import PLATFORM

    options = _checked(ExportOptions, references=references, titles=titles, zone=zone, delimiter=delimiter)
    given = {"$filter": filter_, "$orderby": orderby, "$select": select}
    query = tuple((name, text) for name, text in given.items() if text is not None)
    journal = TerminalJournal(_progress(as_json))

    async def work(platform: Platform) -> None:
        key = await _key_of(platform, component)
        order = Export(key, _format(format_, file), query, options, PLATFORM)
        exporter = Exporter(platform.services)
        exporter.compile(order)
        async with aclosing(exporter.run(order, journal)) as chunks:
            with _replaced(file) as output:
                async for chunk in chunks:
                    await asyncio.to_thread(output.write, chunk)

    try:
        _run(work)
    except AqtraError as refused:
        say_refusal(refused)
        raise typer.Exit(REFUSED) from refused
    if as_json:
        report({"rows": journal.counts.rows_done, "file": str(file)})
    else:
        say(f"{journal.counts.rows_done} entries written to {file}")


def _run(work: Callable[[Any], Awaitable[Result]]) -> Result:
    with target_settings() as settings:
        from aqtra.catalogs.changes import changes_of
        from aqtra.composition import open_platform
        from aqtra.infra.logging import configure_logging

        configure_logging("entries", settings.log_level)

        async def within() -> Result:
            async with open_platform(settings) as platform:
                await platform.definitions.refresh()
                try:
                    return await work(platform)
                finally:
                    await changes_of(platform.services).flush()

        return asyncio.run(within())


async def _key_of(platform: Any, name: str) -> UUID:
    """The published component of a key or title. Raises NoSuchCatalog."""
    from aqtra.catalogs.errors import NoSuchCatalog

    found = [
        key
        for key, published in platform.definitions.snapshot().items()
        if name in (str(key), published.document.settings.title)
    ]
    if len(found) != 1:
        raise NoSuchCatalog(f"{'several components are' if found else 'no published component is'} called {name}")
    return UUID(str(found[0]))


def _format(chosen: str | None, file: Path) -> Any:
    name = chosen or file.suffix.removeprefix(".").lower()
    if name not in ("csv", "xlsx", "jsonl"):
        raise typer.BadParameter(f"the ending of {file.name} is no known format: name one with --format")
    return name


def _mapping(text: str) -> tuple[str, str | None]:
    header, separator, name = text.rpartition("=")
    if not separator:
        raise typer.BadParameter(f"HEADER=PROPERTY is expected, not {text}")
    return header, name or None


def _checked(model: type[Result], **values: Any) -> Result:
    from pydantic import ValidationError

    try:
        return model(**values)
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, found['loc']))}: {found['msg']}" for found in error.errors())
        raise typer.BadParameter(told) from None


def _progress(silent: bool) -> Callable[[Any], None]:
    def tell(counts: Any) -> None:
        if not silent:
            total = "" if counts.rows_total is None else f" of {counts.rows_total}"
            say(f"{counts.rows_done}{total} rows", error=True)

    return tell


@contextmanager
def _replaced(file: Path) -> Iterator[IO[bytes]]:
    """The file to write to. What was there before stays when the export fails; a pipe or device is written at once."""
    if file.exists() and not file.is_file():
        with file.open("wb") as output:
            yield output
        return
    draft = file.with_name(f".{file.name}.part")
    try:
        with draft.open("wb") as output:
            yield output
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _write_errors(path: Path, errors: list[Any]) -> None:
    import csv

    from aqtra.bulk.formats.formulas import harmless

    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("line", "property", "rule", "message", "value"))
        for found in errors:
            row = (found.line, found.property, found.rule, found.message, found.value)
            writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
