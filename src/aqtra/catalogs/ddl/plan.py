"""From one object model to the next: a pure function of two documents.

Changes expand: what the version in use reads and writes stays in place until another is live. A dropped property
keeps its column and loses only the rules that would stop new entries; renaming is no change at all. References and
indexes that nobody needs any more are removed after the switch (`settle`), columns by a contraction (`contract`).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from aqtra.catalogs.columns import is_lossless, target_of
from aqtra.catalogs.ddl import moving, row_checks, statements
from aqtra.catalogs.ddl.places import Move, Moves, find_moves, first_places, layout_after, places_of
from aqtra.catalogs.ddl.row_checks import RowCheck, Rows
from aqtra.catalogs.ddl.shape import Reference, Shape, shape_of
from aqtra.catalogs.ddl.steps import Step, Validate
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.property import BaseProperty
from aqtra.metadata.layout import TableLayout


class UnknownTarget(ValueError):
    """A reference leads to a component that has no table. The checks before publication refuse it first."""

    def __init__(self, prop: BaseProperty) -> None:
        super().__init__(f"{prop.name} refers to {target_of(prop)}, which has no table")
        self.property = prop


@dataclass(frozen=True, slots=True)
class Destructive:
    """A property whose data the new version no longer reaches. `kind`: dropped, retyped."""

    property_id: str
    kind: str


@dataclass(frozen=True)
class MigrationPlan:
    """What is asked and done for one component.

    All `checks` of a publication come first; then the `structure` of all components, their `references`, and last
    the steps that `loosen` what the new version may break. `tolerant`: see `plan`.
    """

    layout: TableLayout
    checks: tuple[RowCheck, ...] = ()
    structure: tuple[Step, ...] = ()
    references: tuple[Reference, ...] = ()
    loosen: tuple[Step, ...] = ()
    destructive: tuple[Destructive, ...] = ()
    is_new: bool = False
    tolerant: bool = False


def plan(
    old: ComponentDocument | None,
    old_layout: TableLayout | None,
    new: ComponentDocument,
    targets: Collection[UUID],
    *,
    tolerant: bool = False,
) -> MigrationPlan:
    """What leads from `old` (None: no table yet) to `new`.

    `targets` are the components that have a table or get one in the same publication. `tolerant` is for going back
    to an earlier version: a type may become narrower when every value fits, and rules that rows break bind them only
    when they are changed next. Raises UnknownTarget.
    """
    _check_targets(new, targets)
    if old is None or old_layout is None:
        return _create(new)
    return _change(old, old_layout, new, tolerant=tolerant)


def _check_targets(new: ComponentDocument, targets: Collection[UUID]) -> None:
    for prop in new.properties:
        component = getattr(prop, "component", None)
        if component not in (None, new.key) and component not in targets and not prop.virtual:
            raise UnknownTarget(prop)


def _create(new: ComponentDocument) -> MigrationPlan:
    moves = first_places(new)
    shape = shape_of(new, moves.places)
    return MigrationPlan(
        layout=layout_after(new.key, moves, {}, None),
        structure=(statements.create_table(shape),),
        references=(*statements.user_references(shape.table), *shape.references.values()),
        is_new=True,
    )


def _change(old: ComponentDocument, layout: TableLayout, new: ComponentDocument, *, tolerant: bool) -> MigrationPlan:
    moves = find_moves(old, layout, new, narrowing=tolerant)
    before, after = shape_of(old, places_of(old, layout)), shape_of(new, moves.places)
    gone = {name: check for name, check in before.checks.items() if name not in after.checks}
    return MigrationPlan(
        layout=layout_after(new.key, moves, before.places, layout),
        checks=tuple(_checks(before, after, moves, tolerant=tolerant)),
        structure=tuple(_steps(before, after, moves, tolerant=tolerant)),
        references=tuple(
            reference for place, reference in after.references.items() if before.references.get(place) != reference
        ),
        loosen=(statements.change_checks(after.table, gone, {}),) if gone else (),
        destructive=(
            *(Destructive(prop, "dropped") for prop in before.places if prop not in after.places),
            *(Destructive(move.new.property_id, "retyped") for move in moves.moved if not move.converts),
        ),
        tolerant=tolerant,
    )


def _converting(moves: Moves) -> list[Move]:
    return [move for move in moves.moved if move.converts]


def _filled(moves: Moves) -> set[str]:
    """Properties that rows have values of: rows from before a property existed meet its rules when they change."""
    return {*moves.kept, *(move.new.property_id for move in _converting(moves))}


def _checks(before: Shape, after: Shape, moves: Moves, *, tolerant: bool) -> Iterator[RowCheck]:
    rows = Rows(after.table, moves)
    for move in moves.moved:
        if not move.converts:
            yield row_checks.is_empty(after.table, move.old)
        elif not is_lossless(move.old.storage, move.new.storage):
            yield row_checks.fits(after.table, move)
    for name, index in after.indexes.items():
        if index.is_unique and name not in before.indexes:
            yield row_checks.is_unique(rows, name, index)
    if tolerant:
        return
    filled = _filled(moves)
    for name, check in after.checks.items():
        if check.property_id in filled and before.checks.get(name) != check:
            yield row_checks.meets(rows, name, check)
    for place, reference in after.references.items():
        if reference.property_id in moves.kept and before.references.get(place) != reference:
            yield row_checks.refers(reference)


def _steps(before: Shape, after: Shape, moves: Moves, *, tolerant: bool) -> Iterator[Step]:
    converting, filled = _converting(moves), _filled(moves)
    if moves.added:
        yield statements.add_places(after, moves.added, also=moving.synchronize(after.key, converting))
    if converting:
        yield moving.take_over(after.table, converting)
    guards = moving.guards(converting)
    added = {name: check for name, check in after.checks.items() if before.checks.get(name) != check}
    if added or guards:
        replaced = {name: before.checks[name] for name in added if name in before.checks}
        yield statements.change_checks(after.table, replaced, added | guards)
    for name in guards:
        yield Validate(statements.validate(after.table, name))
    for name, check in added.items():
        if check.property_id in filled:
            yield Validate(statements.validate(after.table, name), optional=tolerant)
    for name, index in after.indexes.items():
        if name not in before.indexes:
            yield statements.build_index(after.table, name, index)
