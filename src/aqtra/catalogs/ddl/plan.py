"""From one object model to the next: a pure function of two documents.

Changes expand: what the version in use reads and writes stays in place. A dropped property keeps its column and
loses what would stop new entries; renaming is no change at all.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from aqtra.catalogs.columns import is_lossless
from aqtra.catalogs.ddl import row_checks, statements
from aqtra.catalogs.ddl.row_checks import RowCheck
from aqtra.catalogs.ddl.shape import Shape, layout_of, shape_of
from aqtra.catalogs.ddl.statements import Statement
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.layout import TableLayout

Step = Statement | RowCheck


class UnknownTarget(ValueError):
    """A reference leads to a component that has no table. The checks before publication refuse it first."""


@dataclass(frozen=True, slots=True)
class Destructive:
    """A property whose data the new version no longer reaches. `kind`: dropped, retyped."""

    property_id: str
    kind: str


@dataclass(frozen=True)
class MigrationPlan:
    """Steps for one component, in order. `references` follow the `structure` of all components of a publication."""

    layout: TableLayout
    structure: tuple[Step, ...]
    references: tuple[Step, ...]
    destructive: tuple[Destructive, ...] = ()


def plan(
    old: ComponentDocument | None,
    old_layout: TableLayout | None,
    new: ComponentDocument,
    targets: Collection[UUID],
) -> MigrationPlan:
    """What leads from `old` (None: no table yet) to `new`.

    `targets` are the components that have a table or get one in the same publication. Raises UnknownTarget.
    """
    _check_targets(new, targets)
    after = shape_of(new)
    if old is None or old_layout is None:
        references = (*statements.user_references(after.table), *_added_references(Shape(new.key), after, set()))
        return MigrationPlan(layout_of(new, {}), tuple(_create(after)), references)
    before = shape_of(old)
    known = before.types | old_layout.retired
    retyped = {prop for prop, kind in after.types.items() if known.get(prop, kind) != kind}
    retargeted = {
        new_reference.property_id
        for name, new_reference in after.references.items()
        if name in before.references and before.references[name] != new_reference
    }
    rebuilt = {prop for prop in retyped if not is_lossless(known[prop], after.types[prop])} | retargeted
    structure = tuple(_change(before, after, known, retyped | retargeted, rebuilt))
    return MigrationPlan(
        layout=layout_of(new, {prop: kind for prop, kind in known.items() if prop not in after.types}),
        structure=(statements.lock(after.table), *structure) if structure else (),
        references=tuple(_added_references(before, after, retyped | retargeted)),
        destructive=(
            *(Destructive(prop, "dropped") for prop in before.types if prop not in after.types),
            *(Destructive(prop, "retyped") for prop in after.types if prop in rebuilt),
        ),
    )


def _check_targets(new: ComponentDocument, targets: Collection[UUID]) -> None:
    for prop in new.properties:
        component = getattr(prop, "component", None)
        if component not in (None, new.key) and component not in targets and not prop.virtual:
            raise UnknownTarget(f"{prop.name} refers to {component}, which has no table")


def _create(after: Shape) -> Iterator[Step]:
    yield statements.create_table(after.table)
    yield statements.grant(after.table)
    for prop in after.types:
        yield from statements.add_column(after, prop)
    for name, check in after.checks.items():
        yield statements.add_check(after.table, name, check, existing_rows=True)
    for name, index in after.indexes.items():
        yield statements.add_index(name, index)


def _change(before: Shape, after: Shape, known: dict[str, str], altered: set[str], rebuilt: set[str]) -> Iterator[Step]:
    """`known`: types of all columns there are; `altered`: properties whose column changes; `rebuilt`: made anew."""
    held = Shape(before.key, known)
    for prop in after.types:
        if prop in rebuilt:
            yield row_checks.is_empty(held, prop)
    yield from _drop(before, after, altered)
    for prop, kind in after.types.items():
        if prop not in known:
            yield from statements.add_column(after, prop)
        elif prop in rebuilt:
            yield from statements.drop_empty_column(after.table, after.key, prop, known[prop])
            yield from statements.add_column(after, prop)
        else:
            yield from statements.change_type(after.table, prop, known[prop], kind)
    yield from _add(before, after, known, altered)


def _drop(before: Shape, after: Shape, altered: set[str]) -> Iterator[Step]:
    for name, reference in before.references.items():
        if after.references.get(name) != reference or reference.property_id in altered:
            yield statements.drop_reference(name, reference)
    for name, check in before.checks.items():
        if after.checks.get(name) != check or check.property_id in altered:
            yield statements.drop_check(before.table, name, check)
    for name, index in before.indexes.items():
        if after.indexes.get(name) != index or altered & set(index.properties):
            yield statements.drop_index(name, index)


def _add(before: Shape, after: Shape, known: dict[str, str], altered: set[str]) -> Iterator[Step]:
    for name, check in after.checks.items():
        if before.checks.get(name) == check and check.property_id not in altered:
            continue
        existing = check.property_id in known
        if existing:
            yield row_checks.meets(after.table, check)
        yield statements.add_check(after.table, name, check, existing_rows=existing)
    for name, index in after.indexes.items():
        if before.indexes.get(name) == index and not altered & set(index.properties):
            continue
        if index.is_unique:
            yield row_checks.is_unique(after.table, index)
        yield statements.add_index(name, index)


def _added_references(before: Shape, after: Shape, altered: set[str]) -> Iterator[Step]:
    for name, reference in after.references.items():
        if before.references.get(name) != reference or reference.property_id in altered:
            if before.types:
                yield row_checks.refers(reference)
            yield statements.add_reference(name, reference)
