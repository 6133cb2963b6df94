"""Entries for the items of a stream, read in batches: each entry and each question once, however many items have it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from aqtra.catalogs.odata.nodes import Condition, Path
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.dataflow.entry_filter import ItemFilters, both, one_of
from aqtra.dataflow.errors import TooManyItems
from aqtra.dataflow.items.codec import build_series
from aqtra.dataflow.items.physical import data_type
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.types import FieldType, Kind
from aqtra.dataflow.ports import Page
from aqtra.metadata.documents import ComponentDocument

if TYPE_CHECKING:
    import polars as pl

    from aqtra.dataflow.context import StepContext

BATCH: Final = 1_000
"""Entries that are asked for by id, and lists that are asked for, in one statement."""
MOST_ENTRIES: Final = 100_000
"""Entries that the lists of one statement may hold together: they are in memory at once."""
KEY: Final = FieldType(Kind.CATALOG)


async def entries_by_id(
    ids: "pl.Series",
    document: ComponentDocument,
    shown: FieldType,
    ctx: "StepContext",
    condition: Condition | None = None,
    select: tuple[str, ...] | None = None,
) -> "pl.Series":
    """The entry of each id as `shown`; null where there is none that may be read and meets the condition."""
    return joined(ids, await loaded(ids, document, shown, ctx, condition, select))


def joined(ids: "pl.Series", found: "pl.DataFrame") -> "pl.Series":
    """What was loaded for each id; null where nothing was."""
    import polars as pl

    return pl.DataFrame({"id": ids}).join(found, on="id", how="left", maintain_order="left")["entry"]


async def loaded(
    ids: "pl.Series",
    document: ComponentDocument,
    shown: FieldType,
    ctx: "StepContext",
    condition: Condition | None = None,
    select: tuple[str, ...] | None = None,
) -> "pl.DataFrame":
    """The columns id and entry, one row for each entry that there is."""
    import polars as pl

    wanted = ids.drop_nulls().unique(maintain_order=True)
    found = pl.DataFrame({"id": [], "entry": []}, schema={"id": pl.Int64(), "entry": data_type(shown)})
    for start in range(0, len(wanted), BATCH):
        ctx.check_cancelled()
        chunk = wanted.slice(start, BATCH).to_list()
        options = QueryOptions(top=len(chunk), select=_selected(select))
        (page,) = await ctx.entries.query(document.key, options, [both(one_of("id", chunk), condition)])
        # Ids that JavaScript would round come as text.
        known = pl.Series("id", [int(entry["id"]) for entry in page.entries], dtype=pl.Int64())
        found = pl.concat([found, pl.DataFrame([known, build_series("entry", page.entries, shown, [])])])
    return found


async def pages_of(
    filters: ItemFilters, options: QueryOptions, document: ComponentDocument, ctx: "StepContext"
) -> Sequence[Page]:
    """What each of the different filters finds, in their order.

    Raises TooManyItems when the entries are more than a run may have items.
    """
    pages: list[Page] = []
    loaded, most = 0, ctx.shared.limits.items
    for batch in _batches(filters.conditions, options.top):
        ctx.check_cancelled()
        pages += await ctx.entries.query(document.key, options, batch)
        loaded += sum(len(page.entries) for page in pages[len(pages) - len(batch) :])
        if loaded > most:
            raise TooManyItems(f"more than {most} entries of {document.settings.title} were found")
    return pages


def first_of_each(pages: Sequence[Page], which: "pl.Series", shown: FieldType) -> "pl.Series":
    """For every item the first entry of its page as `shown`; null where that is empty."""
    firsts = [page.entries[0] if page.entries else None for page in pages]
    return build_series("entry", firsts, shown, []).gather(which)


def first_ids(pages: Sequence[Page], which: "pl.Series") -> "pl.Series":
    """For every item the id of the first entry of its page."""
    import polars as pl

    ids = [int(page.entries[0]["id"]) if page.entries else None for page in pages]
    return pl.Series("id", ids, dtype=pl.Int64()).gather(which)


def lists_of(pages: Sequence[Page], which: "pl.Series", shown: FieldType) -> Column:
    """For every item the entries of its page."""
    import polars as pl

    # One column of all entries is built much faster than many short ones.
    entries = build_series("entries", [entry for page in pages for entry in page.entries], shown, [])
    counts = pl.Series([len(page.entries) for page in pages], dtype=pl.UInt32())
    numbers = pl.int_range(len(pages), dtype=pl.UInt32(), eager=True)
    owners = pl.DataFrame({"page": numbers.repeat_by(counts)}).explode("page", empty_as_null=False).to_series()
    full = pl.DataFrame({"page": owners, "entries": entries}).group_by("page", maintain_order=True).agg("entries")
    empty = pl.lit([], dtype=pl.List(entries.dtype))
    lists = pl.DataFrame({"page": numbers}).join(full, on="page", how="left", maintain_order="left")
    filled = lists.select(pl.coalesce("entries", empty)).to_series()
    return Column(filled.gather(which), FieldType(Kind.ARRAY, element=shown))


def selecting(options: QueryOptions, *names: str) -> QueryOptions:
    """The same entries, but only these of their fields, and their id."""
    return replace(options, select=_selected(names))


def _selected(names: Sequence[str] | None) -> tuple[Path, ...] | None:
    return None if names is None else tuple(Path((name,)) for name in names)


def _batches(conditions: Sequence[Condition | None], top: int) -> Iterator[Sequence[Condition | None]]:
    size = max(1, min(BATCH, MOST_ENTRIES // max(top, 1)))
    for start in range(0, len(conditions), size):
        yield conditions[start : start + size]
