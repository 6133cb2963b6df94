"""Collections: where their rows come from, their columns, filters and order."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from aqtra.kernel.findings import Finding
from aqtra.metadata.catalogue import ComponentSpec
from aqtra.metadata.checks.commands import Holder, check_holder
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.checks.filters import EQUALITY, operators_of, readable
from aqtra.metadata.checks.pages import Placed, elements, placed
from aqtra.metadata.checks.setting_types import is_uuid
from aqtra.metadata.checks.summaries import PERIODICAL, UNGROUPED, summaries_of
from aqtra.metadata.documents import ComponentDocument, ComponentKind
from aqtra.metadata.paths import BrokenPath, Resolved, resolve

LISTS = ("static_filters", "dynamic_filters", "order_fields", "columns")


def check_collections(ctx: CheckContext) -> Iterator[Finding]:
    """Everything that names fields of the entries shown or offered."""
    for found in placed(ctx):
        spec = ctx.catalogue.kind(found.element.kind)
        if spec is not None and any(name in spec.settings for name in LISTS):
            yield from _Collection(ctx, found, spec).check()


class _Collection:
    """One element that shows or offers entries."""

    def __init__(self, ctx: CheckContext, at: Placed, spec: ComponentSpec) -> None:
        self._ctx = ctx
        self._page = at.page
        self._element = at.element
        self._entry = at.entry or ctx.document
        self._spec = spec
        self._settings = at.element.settings

    def check(self) -> Iterator[Finding]:
        rows, findings = self._rows()
        yield from findings
        if rows is None:
            return
        for setting in ("static_filters", "dynamic_filters"):
            for rule in self._records(setting):
                yield from self._check_rule(setting, rule, rows)
        for order in self._records("order_fields"):
            yield from self._check_order(order.get("field"), rows)
        group_by = self._settings.get("group_by")
        for path in group_by if isinstance(group_by, list) else ():
            yield from self._check_group(path, rows)
        columns = self._spec.settings.get("columns")
        is_pivot = columns is not None and columns.type == "list pivot_column"
        for column in self._records("columns"):
            yield from self._check_pivot_column(column, rows) if is_pivot else self._check_column(column, rows)

    def _rows(self) -> tuple[ComponentDocument | None, list[Finding]]:
        """The component whose entries are meant; None when there is none, with the finding that says why."""
        path = self._settings.get("data_model_source")
        named = next((name for name in ("component", "data_object") if name in self._spec.settings), None)
        if isinstance(path, str) and path:
            return self._referenced("data_model_source", path)
        if named is None:
            path = self._settings.get("binding")
            # Whether the binding itself holds is the business of check_bindings.
            return self._referenced("binding", path)[0] if isinstance(path, str) and path else None, []
        key = self._settings.get(named)
        if not key:
            message = f"{self._element.name} names no component"
            return None, [self._ctx.error("source_empty", message, at=self._at(named))]
        rows = self._ctx.documents.get(UUID(key)) if is_uuid(key) else None
        if rows is None or rows.kind is ComponentKind.MULTICOMPONENT:
            message = f"{self._element.name} shows a component that is not there or has no entries"
            return None, [self._ctx.error("component_missing", message, at=self._at(named))]
        return rows, []

    def _referenced(self, setting: str, path: str) -> tuple[ComponentDocument | None, list[Finding]]:
        try:
            found = resolve(path, self._entry, self._ctx.documents, bare=False)
        except BrokenPath as error:
            return None, [self._broken(setting, path, error)]
        target = self._ctx.documents.get(found.target) if found.target else None
        if target is None and setting != "binding":
            message = f"{self._element.name}: {path} is not a reference"
            return None, [self._ctx.error("source_not_reference", message, at=self._at(setting), path=path)]
        return target, []

    def _check_column(self, column: Mapping[str, Any], rows: ComponentDocument) -> Iterator[Finding]:
        fields = column.get("fields")
        for path in fields if isinstance(fields, list) else ():
            yield from self._check_field("columns", path, rows)
        if not fields:
            title = column.get("header_value") or column.get("header_key") or ""
            yield self._ctx.warning(
                "column_empty", f"the column {title} shows no field", at=self._at("columns"), column=title
            )
        name = f"{self._element.name}, column {column.get('header_value') or ''}"
        yield from check_holder(self._ctx, Holder(name, column, self._at("columns"), rows))

    def _check_pivot_column(self, column: Mapping[str, Any], rows: ComponentDocument) -> Iterator[Finding]:
        path = column.get("field")
        at = self._at("columns")
        if not path:
            yield self._ctx.warning("column_empty", f"{self._element.name}: a column names no field", at=at, column="")
            return
        found, findings = self._resolved("columns", path, rows)
        yield from findings
        if found is None:
            return
        # Readers may move it anywhere, so it must be something to group by, wherever it stands at first.
        if found.type in UNGROUPED or (found.field is not None and found.field.encrypted):
            message = f"{self._element.name}: entries cannot be grouped by {path}"
            yield self._ctx.error("group_unfit", message, at=at, path=path)
            return
        summary = column.get("summary") or "sum"
        if column.get("area") == "data" and summary not in summaries_of(found):
            message = f"{self._element.name}: there is no {summary} of {path}"
            yield self._ctx.error("summary_unfit", message, at=at, path=path, summary=summary)
        interval = column.get("group_interval") or "none"
        if interval != "none" and found.type not in PERIODICAL:
            message = f"{self._element.name}: {path} is no date, so it has no {interval}"
            yield self._ctx.error("interval_unfit", message, at=at, path=path, interval=interval)

    def _check_order(self, path: Any, rows: ComponentDocument) -> Iterator[Finding]:
        found, findings = self._resolved("order_fields", path, rows)
        yield from findings
        if found is not None and found.field is not None and found.field.encrypted:
            message = f"{self._element.name}: {path} is encrypted and has no order"
            yield self._ctx.error("order_encrypted", message, at=self._at("order_fields"), path=path)

    def _check_group(self, path: Any, rows: ComponentDocument) -> Iterator[Finding]:
        found, findings = self._resolved("group_by", path, rows)
        yield from findings
        encrypted = found is not None and found.field is not None and found.field.encrypted
        if found is not None and (found.type == "array" or encrypted):
            message = f"{self._element.name}: entries cannot be grouped by {path}"
            yield self._ctx.error("group_unfit", message, at=self._at("group_by"), path=path)

    def _check_rule(self, setting: str, rule: Mapping[str, Any], rows: ComponentDocument) -> Iterator[Finding]:
        path = rule.get("field")
        found, findings = self._resolved(setting, path, rows)
        yield from findings
        if found is None:
            return
        operator = rule.get("operator") or "equal"
        if not isinstance(operator, str):
            # Its type is the business of check_element_settings.
            return
        against_null = bool(rule.get("compare_with_null"))
        if operator not in operators_of(found) and not (against_null and operator in EQUALITY):
            yield self._ctx.error(
                "operator_unfit",
                f"{self._element.name}: {operator} does not fit {path}",
                at=self._at(setting),
                path=path,
                operator=operator,
            )
        elif against_null and operator not in EQUALITY:
            yield self._ctx.error(
                "operator_null", f"{self._element.name}: {operator} cannot compare with null", at=self._at(setting)
            )
        elif setting == "dynamic_filters":
            yield from self._check_source(rule.get("source"))
        elif not against_null and not readable(str(rule.get("value") or ""), found, operator):
            yield self._ctx.error(
                "filter_value",
                f"{self._element.name}: {rule.get('value')!r} is not a value of {path}",
                at=self._at(setting),
                path=path,
                value=rule.get("value") or "",
            )

    def _check_source(self, path: Any) -> Iterator[Finding]:
        """A path in the entry of the form or card, or in the selected row of another collection, named first."""
        if not isinstance(path, str) or not path:
            yield self._ctx.error(
                "filter_source", f"{self._element.name}: a rule has no source", at=self._at("dynamic_filters")
            )
            return
        first, _, rest = path.partition(".")
        start, bare = self._entry, False
        for _, other in elements(self._ctx):
            key = other.settings.get("component")
            if other.name == first and is_uuid(key):
                path, start, bare = rest, self._ctx.documents.get(UUID(key), start), True
        try:
            resolve(path, start, self._ctx.documents, bare=bare)
        except BrokenPath as error:
            yield self._broken("dynamic_filters", path, error)

    def _check_field(self, setting: str, path: Any, rows: ComponentDocument) -> Iterator[Finding]:
        yield from self._resolved(setting, path, rows)[1]

    def _resolved(self, setting: str, path: Any, rows: ComponentDocument) -> tuple[Resolved | None, list[Finding]]:
        try:
            found = resolve(path if isinstance(path, str) else "", rows, self._ctx.documents, bare=True)
        except BrokenPath as error:
            return None, [self._broken(setting, str(path or ""), error)]
        if not found.is_stored:
            message = f"{self._element.name}: {path} is never stored"
            return None, [self._ctx.error("field_virtual", message, at=self._at(setting), path=path)]
        return found, []

    def _records(self, setting: str) -> Iterator[Mapping[str, Any]]:
        records = self._settings.get(setting)
        if isinstance(records, list):
            yield from (record for record in records if isinstance(record, dict))

    def _broken(self, setting: str, path: str, error: BrokenPath) -> Finding:
        message = f"{self._element.name}: {path or 'an empty path'} is not a field of the entries"
        return self._ctx.error("field_broken", message, at=self._at(setting), path=path, reason=error.code)

    def _at(self, setting: str) -> Any:
        return self._ctx.place(page=self._page.id, element=self._element.id, setting=setting)
