"""Charts: their labels, their series, and the ends of their axes."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from aqtra.kernel.findings import Finding
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.checks.pages import Placed, placed, shown_component
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.paths import BrokenPath, Resolved, resolve

SERIES: Final = "data_source"
LABEL: Final = "label_field"
NUMBERS: Final = frozenset({"integer", "number"})
AXES: Final = ("x_axes", "y_axes")
ROUND: Final = ("pie", "donut")


def check_charts(ctx: CheckContext) -> Iterator[Finding]:
    """What is drawn are numbers, what they are grouped by can be grouped by, and axes end after they begin."""
    for found in placed(ctx):
        spec = ctx.catalogue.kind(found.element.kind)
        if spec is None or SERIES not in spec.settings:
            continue
        chart = _Chart(ctx, found)
        yield from chart.check_axes()
        # That a component is named and there is the business of check_collections.
        if (rows := shown_component(ctx, found)) is not None:
            yield from chart.check_fields(rows)


class _Chart:
    """One chart on a page."""

    def __init__(self, ctx: CheckContext, at: Placed) -> None:
        self._ctx = ctx
        self._page = at.page
        self._element = at.element
        self._settings = at.element.settings
        records = self._settings.get(SERIES)
        self._series = [one for one in records if isinstance(one, dict)] if isinstance(records, list) else []

    def check_fields(self, rows: ComponentDocument) -> Iterator[Finding]:
        if not self._series:
            yield self._ctx.warning("chart_empty", f"{self._element.name} draws nothing", at=self._at(SERIES))
        yield from self._check_label(rows)
        for series in self._series:
            yield from self._check_series(series, rows)
        yield from self._check_order()

    def check_axes(self) -> Iterator[Finding]:
        if self._settings.get("chart_type") in ROUND:
            return
        for axis in AXES:
            least, most = (_number(self._settings.get(f"{axis}_{end}_value")) for end in ("min", "max"))
            if least is not None and most is not None and least >= most:
                setting = f"{axis}_max_value"
                message = f"{self._element.name}: an axis ends at {most:g}, where it has not begun"
                yield self._ctx.error("axis_limits", message, at=self._at(setting))

    def _check_label(self, rows: ComponentDocument) -> Iterator[Finding]:
        path = self._settings.get(LABEL)
        if not isinstance(path, str) or not path:
            return
        found, findings = self._resolved(LABEL, path, rows)
        yield from findings
        grouped = any(_aggregate(series) != "none" for series in self._series)
        if found is None:
            return
        if found.type == "file" or (grouped and (found.type == "array" or _is_encrypted(found))):
            message = f"{self._element.name}: {path} gives no labels to group by"
            yield self._ctx.error("label_unfit", message, at=self._at(LABEL), path=path)

    def _check_series(self, series: Mapping[str, Any], rows: ComponentDocument) -> Iterator[Finding]:
        path, aggregate = series.get("value"), _aggregate(series)
        if not path:
            if aggregate != "count":
                message = f"{self._element.name}: a series has no value"
                yield self._ctx.error("series_empty", message, at=self._at(SERIES))
            return
        found, findings = self._resolved(SERIES, path, rows)
        yield from findings
        if found is None or aggregate == "count":
            return
        if found.type not in NUMBERS or (aggregate != "none" and _is_encrypted(found)):
            message = f"{self._element.name}: {path} is no number that can be drawn"
            yield self._ctx.error("series_unfit", message, at=self._at(SERIES), path=path)

    def _check_order(self) -> Iterator[Finding]:
        """Groups are ordered by what they are made of: their label and what is put together in them."""
        if not self._series or any(_aggregate(series) == "none" for series in self._series):
            return
        known = {_plain(path) for path in (self._settings.get(LABEL), *(one.get("value") for one in self._series))}
        orders = self._settings.get("order_fields")
        for order in orders if isinstance(orders, list) else ():
            path = order.get("field") if isinstance(order, dict) else None
            if path and _plain(path) not in known:
                message = f"{self._element.name}: {path} is neither label nor value, so it orders nothing"
                yield self._ctx.warning("order_ungrouped", message, at=self._at("order_fields"), path=path)

    def _resolved(self, setting: str, path: Any, rows: ComponentDocument) -> tuple[Resolved | None, list[Finding]]:
        try:
            found = resolve(path if isinstance(path, str) else "", rows, self._ctx.documents, bare=True)
        except BrokenPath as error:
            message = f"{self._element.name}: {path or 'an empty path'} is not a field of the entries"
            finding = self._ctx.error("field_broken", message, at=self._at(setting), path=str(path), reason=error.code)
            return None, [finding]
        if not found.is_stored:
            message = f"{self._element.name}: {path} is never stored"
            return None, [self._ctx.error("field_virtual", message, at=self._at(setting), path=path)]
        return found, []

    def _at(self, setting: str) -> Any:
        return self._ctx.place(page=self._page.id, element=self._element.id, setting=setting)


def _aggregate(series: Mapping[str, Any]) -> str:
    return str(series.get("aggregate") or "none")


def _is_encrypted(found: Resolved) -> bool:
    return found.field is not None and found.field.encrypted


def _plain(path: Any) -> str:
    """The path without `data`, which may stand in it or not."""
    return ".".join(part for part in str(path or "").split(".") if part != "data")


def _number(value: Any) -> float | None:
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None
