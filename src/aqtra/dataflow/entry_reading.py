"""Entries for the items of a stream, read in batches: each entry and each question once, however many items have it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aqtra.catalogs.errors import BadQuery, QueryTooCostly
from aqtra.catalogs.odata.nodes import Condition, Path
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.dataflow.entry_columns import entry_columns
from aqtra.dataflow.entry_filter import ItemFilters, both, one_of
from aqtra.dataflow.errors import TooManyItems, TypeMismatch
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.types import FieldType, Kind
from aqtra.dataflow.ports import Page
from aqtra.infra.database import StatementTimedOut
from aqtra.metadata.documents import ComponentDocument

if TYPE_CHECKING:
    import polars as pl

    from aqtra.dataflow.context import StepContext

BATCH: Final = 1_000
"""Entries that are asked for by id, and lists that are asked for, in one statement."""
MOST_ENTRIES: Final = 100_000
"""Entries that the lists of one statement may hold together: their JSON is in memory at once."""
KEY: Final = FieldType(Kind.CATALOG)


@dataclass(frozen=True)
class Found:
    """What the different filters of a stream found: their entries one after another, and how many each has.

    `cut`: the numbers of the filters that match more. `before`: how many each had before the database left out what
    nobody goes on with.
    """

    entries: "pl.Series"
    counts: "pl.Series"
    cut: tuple[int, ...]
    before: "pl.Series"


async def loaded(
    ids: "pl.Series",
    document: ComponentDocument,
    shown: FieldType,
    ctx: "StepContext",
    condition: Condition | None = None,
    select: tuple[str, ...] | None = None,
) -> "pl.DataFrame":
    """The columns id and entry, one row for each entry that may be read and meets the condition.

    `shown` has the id among its fields.
    """
    import polars as pl

    wanted = ids.drop_nulls().unique(maintain_order=True)
    parts = [entry_columns((), shown)[0]]
    for start in range(0, len(wanted), BATCH):
        ctx.check_cancelled()
        chunk = wanted.slice(start, BATCH).to_list()
        options = _selecting(QueryOptions(top=len(chunk)), select)
        pages = await ctx.entries.query(document.key, options, [both(one_of("id", chunk), condition)])
        parts.append(entry_columns([page.content for page in pages], shown)[0])
    entries = pl.concat(parts)
    return pl.DataFrame([entries.struct.field("id"), entries.alias("entry")])


def joined(ids: "pl.Series", found: "pl.DataFrame") -> "pl.Series":
    """What was loaded for each id; null where nothing was."""
    import polars as pl

    return pl.DataFrame({"id": ids}).join(found, on="id", how="left", maintain_order="left")["entry"]


async def found_by(
    filters: ItemFilters,
    options: QueryOptions,
    document: ComponentDocument,
    shown: FieldType,
    ctx: "StepContext",
    select: tuple[str, ...] | None = None,
) -> Found:
    """What each of the different filters finds.

    Raises TooManyItems when the entries are more than a run may have items.
    """
    import polars as pl

    most = ctx.shared.limits.items
    parts, total, cut = [entry_columns((), shown)], 0, []
    before: list[int] = []
    async for start, pages in _pages(filters.conditions, _selecting(options, select), document, ctx):
        cut += [start + number for number, page in enumerate(pages) if page.has_more]
        parts.append(entry_columns([page.content for page in pages], shown))
        given = parts[-1][1].to_list()
        before += [count if page.found is None else page.found for page, count in zip(pages, given, strict=True)]
        total += sum(before[start:])
        if total > most:
            raise TooManyItems(f"more than {most} entries of {document.settings.title} were found")
    entries, counts = zip(*parts, strict=True)
    return Found(pl.concat(entries), pl.concat(counts), tuple(cut), pl.Series(before, dtype=pl.Int64))


async def found_narrowed(
    filters: ItemFilters, options: QueryOptions, document: ComponentDocument, shown: FieldType, ctx: "StepContext"
) -> Found:
    """As `found_by`; pages are narrowed as the options say where that changes nothing for anybody.

    A reader who does not see what the narrowing names, a sum that no field holds, and lists that are too long in the
    end are for the steps that would have met them.
    """
    if options.narrowing is not None:
        with suppress(BadQuery, QueryTooCostly, TypeMismatch):
            found = await found_by(filters, options, document, shown, ctx)
            if int(found.before.gather(filters.which).sum()) <= ctx.shared.limits.items:
                return found
    return await found_by(filters, replace(options, narrowing=None), document, shown, ctx)


def first_of_each(found: Found, which: "pl.Series") -> "pl.Series":
    """For every item the first of its entries; null where it has none."""
    import polars as pl

    frame = pl.DataFrame({"count": found.counts})
    place = pl.when(pl.col("count") > 0).then(pl.col("count").cum_sum() - pl.col("count"))
    return found.entries.gather(frame.select(place).to_series().gather(which))


def lists_of(found: Found, which: "pl.Series", shown: FieldType) -> Column:
    """For every item all of its entries."""
    import polars as pl

    numbers = pl.int_range(len(found.counts), dtype=pl.UInt32(), eager=True)
    owners = pl.DataFrame({"page": numbers.repeat_by(found.counts)}).explode("page", empty_as_null=False).to_series()
    rows = pl.DataFrame({"page": owners, "entries": found.entries})
    full = rows.group_by("page", maintain_order=True).agg("entries")
    lists = pl.DataFrame({"page": numbers}).join(full, on="page", how="left", maintain_order="left")
    filled = pl.coalesce("entries", pl.lit([], dtype=pl.List(found.entries.dtype)))
    return Column(lists.select(filled).to_series().gather(which), FieldType(Kind.ARRAY, element=shown))


def _selecting(options: QueryOptions, names: tuple[str, ...] | None) -> QueryOptions:
    return options if names is None else replace(options, select=tuple(Path((name,)) for name in names))


async def _pages(
    conditions: Sequence[Condition | None], options: QueryOptions, document: ComponentDocument, ctx: "StepContext"
) -> AsyncIterator[tuple[int, Sequence[Page]]]:
    """The pages in batches, each with the number of its first.

    What takes the database too long is asked in smaller batches from then on: what is allowed for one list must not
    fail because many are asked for together.
    """
    start, size = 0, max(1, min(BATCH, MOST_ENTRIES // max(options.top, 1)))
    while start < len(conditions):
        ctx.check_cancelled()
        batch = conditions[start : start + size]
        try:
            pages = await ctx.entries.query(document.key, options, batch)
        except StatementTimedOut:
            if len(batch) == 1:
                raise
            size = max(1, len(batch) // 4)
            continue
        yield start, pages
        start += len(batch)
