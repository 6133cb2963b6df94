"""Tables over an array: titles, rows and totals."""

from collections.abc import Mapping
from typing import Any, Final

from aqtra.templates import limits
from aqtra.templates.elements import Column, TableElement, ValueFormat
from aqtra.templates.rendering import formats
from aqtra.templates.rendering.blocks import CellText, Table
from aqtra.templates.rendering.evaluating import EvaluationFailed, Evaluator
from aqtra.templates.rendering.formats import Formats, Unwritable

Scope = Mapping[str, Any]
_PLAIN: Final = ValueFormat()
_TOTALS: Final = {
    "sum": formats.total,
    "average": formats.average,
    "min": formats.least,
    "max": formats.greatest,
}


class TableMaker:
    """Raises EvaluationFailed."""

    def __init__(self, evaluator: Evaluator, written: Formats) -> None:
        self._evaluator = evaluator
        self._formats = written
        self._left = limits.ROWS

    def rows(self, array: str, scope: Scope) -> list[Any]:
        """The elements that an expression gives; none of null."""
        found = self._evaluator.value(array, scope)
        if found is None:
            return []
        if not isinstance(found, list):
            raise EvaluationFailed(f"{array} is no array")
        self._left -= len(found)
        if self._left < 0:
            raise EvaluationFailed(f"the document has more than {limits.ROWS} rows")
        return found

    def table(self, element: TableElement, scope: Scope) -> Table:
        rows = self.rows(element.array, scope)
        values = [
            [self._evaluator.value(column.value, inside) for column in element.columns]
            for inside in ({**scope, "row": row, "index": index} for index, row in enumerate(rows, 1))
        ]
        head = [self._evaluator.text(column.title, scope) for column in element.columns]
        return Table(
            element.space_after,
            head=self._head(element, head),
            rows=tuple(
                tuple(self._cell(value, column) for value, column in zip(row, element.columns, strict=True))
                for row in values
            ),
            foot=self._foot(element, values, scope),
            widths=_widths(element),
            striped=element.striped,
            lines=element.lines,
        )

    def _head(self, element: TableElement, titles: list[str]) -> tuple[CellText, ...] | None:
        if not any(titles):
            return None
        columns = zip(titles, element.columns, strict=True)
        return tuple(CellText(title, title, _PLAIN, column.align) for title, column in columns)

    def _foot(self, element: TableElement, values: list[list[Any]], scope: Scope) -> tuple[CellText, ...] | None:
        if all(column.total == "none" for column in element.columns):
            return None
        cells = [self._total(column, [row[place] for row in values]) for place, column in enumerate(element.columns)]
        label = self._evaluator.text(element.total_label, scope)
        free = next(place for place, column in enumerate(element.columns) if column.total != "none")
        if label and free:
            cells[:free] = [CellText(label, label, _PLAIN, "start", free)]
        return tuple(cells)

    def _total(self, column: Column, values: list[Any]) -> CellText:
        if column.total == "none":
            return CellText("", None, _PLAIN, column.align)
        try:
            if column.total == "count":
                count = len([value for value in values if value is not None])
                return CellText(str(count), self._evaluator.value(str(count), {}), _PLAIN, column.align)
            return self._cell(_TOTALS[column.total](values), column)
        except (Unwritable, TypeError) as error:
            raise EvaluationFailed(f"the column {column.title or column.value} has no {column.total}") from error

    def _cell(self, value: Any, column: Column) -> CellText:
        try:
            return CellText(self._formats.written(value, column.format), value, column.format, column.align)
        except Unwritable as error:
            raise EvaluationFailed(f"the column {column.title or column.value}: {error}") from error


def _widths(element: TableElement) -> tuple[float, ...]:
    """Percent; columns that say none share what is left."""
    given = sum(column.width or 0 for column in element.columns)
    open_columns = sum(column.width is None for column in element.columns)
    shared = max(100 - given, 5 * open_columns) / open_columns if open_columns else 0
    whole = given + shared * open_columns
    return tuple((column.width or shared) * 100 / whole for column in element.columns)
