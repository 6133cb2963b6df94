"""Batches of recorded operations into the data layer, in statements over many rows, under a run principal's rights.

What imports use is used here: the same checks, the same staging, the same words for what is refused.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from psycopg import errors as postgres

from aqtra.bulk.columns import Column, columns_of
from aqtra.bulk.errors import BadColumns
from aqtra.bulk.formats.batch import Batch
from aqtra.bulk.importing import transaction
from aqtra.bulk.models import ImportOptions
from aqtra.bulk.references import References
from aqtra.bulk.repository_marking import mark_all
from aqtra.bulk.repository_staging import Staging
from aqtra.bulk.rows import Checked, RowChecker
from aqtra.bulk.storing import BatchStore
from aqtra.catalogs.changes import touched
from aqtra.catalogs.compiled import Seen, compiled_of
from aqtra.catalogs.errors import DuplicateKey, EntryForbidden, EntryNotFound, InvalidEntry
from aqtra.catalogs.model import Model
from aqtra.catalogs.service import entries_of
from aqtra.catalogs.violations import duplicate_key
from aqtra.dataflow.batches import Applied, OperationRefused
from aqtra.dataflow.deferred import Mode, Operation, Shape
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import AqtraError, FieldError
from aqtra.kernel.policy import Verb
from aqtra.kernel.principal import Principal, Right

# Two batches that write the same keys in different orders: one of them starts anew.
_ATTEMPTS: Final = 5
_VERBS: Final[dict[Mode, Verb]] = {"create": Verb.CREATE, "update": Verb.UPDATE, "mark": Verb.DELETE}
_ID: Final = "id"


@dataclass(frozen=True)
class _Target:
    """A component as operations of one shape write it."""

    model: Model
    options: ImportOptions
    columns: tuple[Column, ...]

    def check(self, operations: Sequence[Operation]) -> Checked:
        """Values converted and checked, row by row."""
        batch = Batch([each.index for each in operations], [_row(each) for each in operations], [], len(operations))
        return RowChecker(self.model, self.columns, self.options, "jsonl").check(batch)


class CatalogBatches:
    """Implements `ports.Batches`."""

    def __init__(self, services: Services, principal: Principal) -> None:
        self._services = services
        self._principal = principal

    def act_as(self, principal: Principal) -> None:
        """From now on in the name of somebody else."""
        self._principal = principal

    async def check(self, operations: Sequence[Operation]) -> None:
        """Raises OperationRefused for the first operation that breaks a rule, and what forbids the shape."""
        for shape, several in _by_shape(operations):
            self._require(shape)
            if shape.mode != "mark":
                target = self._checked_target(shape, several[0])
                checked = await asyncio.to_thread(target.check, several)
                _raise_first(self._seen.model(shape.component), checked)

    async def apply(self, operations: Sequence[Operation]) -> Applied:
        """One transaction. Raises OperationRefused, and what forbids a shape: then nothing of it is stored."""
        async with self._services.db.connection() as conn:
            for attempt in range(1, _ATTEMPTS + 1):
                try:
                    applied = await self._once(conn, operations)
                    break
                except postgres.DeadlockDetected:
                    if attempt == _ATTEMPTS:
                        raise
        for component in {each.shape.component for each in operations}:
            touched(self._services, component)
        return applied

    async def _once(self, conn: Connection, operations: Sequence[Operation]) -> Applied:
        applied = Applied()
        async with transaction(conn, self._principal):
            for shape, several in _by_shape(operations):
                self._require(shape)
                applied += await (self._mark if shape.mode == "mark" else self._store)(conn, shape, several)
        return applied

    async def _store(self, conn: Connection, shape: Shape, operations: Sequence[Operation]) -> Applied:
        target = self._target(shape)
        library = self._principal.is_platform or self._principal.has(Right.STUDIO)
        staging = Staging(target.model, target.columns, self._principal.user_id, library=library, trial=False)
        references = References(target.columns, target.options, self._seen)
        opener = self._seen.compiled.opener
        store = BatchStore(target.model, target.columns, target.options, staging, references, opener)
        checked = await asyncio.to_thread(target.check, operations)
        _raise_first(target.model, checked)
        # Made and removed within the transaction: a batch that fails leaves nothing to clean up.
        await store.prepare(conn)
        stored = await store.store(conn, checked)
        _raise_first(target.model, checked)
        await store.clean_up(conn)
        return Applied(stored.created, stored.updated)

    async def _mark(self, conn: Connection, shape: Shape, operations: Sequence[Operation]) -> Applied:
        model = self._seen.model(shape.component)
        marked = await mark_all(conn, model, self._principal.user_id, [each.entry or 0 for each in operations])
        for operation in operations:
            if operation.entry not in marked:
                raise OperationRefused(operation.index, EntryNotFound(f"entry {operation.entry} does not exist"))
            marked.discard(operation.entry)
        return Applied(deleted=len(operations))

    @property
    def _seen(self) -> Seen:
        return compiled_of(self._services).for_(self._principal)

    def _require(self, shape: Shape) -> None:
        entries_of(self._services).writable_by(self._principal).check(shape.component, _VERBS[shape.mode])

    def _checked_target(self, shape: Shape, first: Operation) -> _Target:
        """Raises OperationRefused."""
        try:
            return self._target(shape)
        except InvalidEntry as error:
            raise OperationRefused(first.index, error) from error

    def _target(self, shape: Shape) -> _Target:
        """Raises InvalidEntry when the members do not fit the component."""
        key: Literal["create", "id"] = "create" if shape.mode == "create" else "id"
        members = shape.members if key == "create" else (_ID, *shape.members)
        options = ImportOptions(key=key, columns={name: name for name in members})
        model = self._seen.model(shape.component)
        try:
            return _Target(model, options, columns_of(model, members, options))
        except BadColumns as error:
            fields = [_of_entry(found) for found in error.fields]
            raise InvalidEntry("some values are not valid", fields=fields) from error


def _row(operation: Operation) -> list[object]:
    return list(operation.cells) if operation.shape.mode == "create" else [operation.entry, *operation.cells]


def _by_shape(operations: Sequence[Operation]) -> Iterator[tuple[Shape, list[Operation]]]:
    """Operations of one shape together; those of an earlier recording first."""
    ordered = sorted(operations, key=lambda each: each.shape.number)
    for _, several in groupby(ordered, key=lambda each: each.shape.number):
        found = list(several)
        yield found[0].shape, found


def _raise_first(model: Model, checked: Checked) -> None:
    """In the words in which a single write would be refused."""
    if not checked.refused:
        return
    line = min(checked.lines[place] for place in checked.refused)
    broken = [error for error in checked.errors if error.line == line]
    raise OperationRefused(line, _cause(model, [(error.property, error.rule, error.message) for error in broken]))


def _cause(model: Model, broken: Sequence[tuple[str | None, str, str]]) -> AqtraError:
    rules = {rule for _, rule, _ in broken}
    if "unknown_entry" in rules:
        return EntryNotFound("there is no such entry")
    if rules == {"forbidden"}:
        return EntryForbidden(broken[0][2])
    key = {field.name for field in model.key_fields()}
    if rules == {"unique"} and {name for name, _, _ in broken} <= key:
        found: DuplicateKey = duplicate_key(model)
        return found
    fields = [FieldError(field=_place(name), rule=rule, message=message) for name, rule, message in broken]
    return InvalidEntry("some values are not valid", fields=fields)


def _place(name: str | None) -> str:
    if name is None:
        return "data"
    return name if name in (_ID, "name") else f"data.{name}"


def _of_entry(found: FieldError) -> FieldError:
    """Of a column, said of the property."""
    message = "a value is required" if found.rule == "required" else found.message
    return found.model_copy(update={"field": f"data.{found.field.removeprefix('columns.')}", "message": message})
