"""Rows of link tables, which hold the lists of array properties: how statements write and show them."""

from typing import Final

from aqtra.catalogs.model import Field
from aqtra.catalogs.projection import json_value
from aqtra.catalogs.sight import Sight
from aqtra.catalogs.sqltext import sql_type, table, table_of

# Foreign keys refuse it: no entry has it. So a target out of sight is refused exactly like a missing one.
NOBODY: Final = -1


def member_column(field: Field) -> str:
    """The column of the link table that holds a reference or a value."""
    return "target_id" if field.items is None else "value"


def _shown(field: Field, expression: str) -> str:
    """One member of the list in the API's JSON form: an entry's id, or a value."""
    return expression if field.items is None else json_value(field.items, expression)


def listed(field: Field, place: str) -> str:
    """The list of a parameter, never null."""
    return f"coalesce({place}::{sql_type(field.kind, field.items)}, '{{}}')"


def insert_links(field: Field, place: str, sight: Sight, *, replace: bool = False, asked: str | None = None) -> str:
    """Writes the list at `place` for the row of the relation `entry`.

    `asked`: the list that the writer gave, where `place` holds more: only its members must be in his sight.
    """
    member, values = member_column(field), listed(field, place)
    value, found = "listed.member", ""
    if field.items is None:
        assert field.target is not None
        value = f"coalesce(target.id, {NOBODY})"
        if asked is not None:
            value = f"CASE WHEN listed.member = ANY ({listed(field, asked)}) THEN {value} ELSE listed.member END"
        seen = sight.readable(field.target, "target")
        found = f" LEFT JOIN {table_of(field.target)} target ON target.id = listed.member AND {seen}"
    # Equal numbers may be written with more or fewer digits, and are shown as they are written.
    compared = f"{member}::text" if field.items == "number" else member
    replacing = (
        f" ON CONFLICT (owner_id, position) DO UPDATE SET {member} = excluded.{member} "
        f"WHERE link.{compared} IS DISTINCT FROM excluded.{compared}"
    )
    return (
        f"INSERT INTO {table(field.location)} AS link (owner_id, position, {member}) "
        f"SELECT entry.id, listed.position, {value} "
        f"FROM entry, unnest({values}) WITH ORDINALITY AS listed(member, position){found}"
        f"{replacing if replace else ''}"
    )


def with_unseen(field: Field, place: str, owner: str) -> str:
    """The list at `place` as an array, with the elements of the entry `owner` that this writer does not see.

    Each of them stays at its position, or comes as near to it as the length of the list allows.
    """
    assert field.target is not None
    values, position = listed(field, place), "row_number() OVER (ORDER BY link.position)"
    unseen = (
        f"SELECT link.target_id AS member, least(link.position, cardinality({values}) + {position}) AS position "
        f"FROM {table(field.location)} link WHERE link.owner_id = {owner} AND NOT EXISTS "
        f"(SELECT FROM {table_of(field.target)} target WHERE target.id = link.target_id AND {field.visible})"
    )
    free = (
        "SELECT position, row_number() OVER (ORDER BY position) AS number "
        f"FROM generate_series(1, cardinality({values}) + (SELECT count(*) FROM unseen)) AS places(position) "
        "WHERE position NOT IN (SELECT position FROM unseen)"
    )
    return (
        f"(WITH unseen AS MATERIALIZED ({unseen}) SELECT array_agg(member ORDER BY position) FROM ("
        "SELECT member, position FROM unseen UNION ALL SELECT listed.member, free.position "
        f"FROM unnest({values}) WITH ORDINALITY AS listed(member, number) JOIN ({free}) free USING (number)) members)"
    )


def delete_links(field: Field, place: str) -> str:
    """Removes what the entry had beyond the end of the list at `place`."""
    return (
        f"DELETE FROM {table(field.location)} link USING entry WHERE link.owner_id = entry.id "
        f"AND link.position > cardinality({listed(field, place)})"
    )


def list_given(field: Field, place: str) -> str:
    """The list of a parameter as JSON. Rows written by a statement are not visible to its own select."""
    if field.items is None:
        return f"to_json({listed(field, place)})"
    shown = _shown(field, "listed.member")
    return (
        f"coalesce((SELECT json_agg({shown} ORDER BY listed.position) "
        f"FROM unnest({listed(field, place)}) WITH ORDINALITY AS listed(member, position)), '[]')"
    )


def list_stored(field: Field, owner: str) -> str:
    """The list of the entry `owner` (an expression of its id) as JSON, as it was before the statement."""
    shown = _shown(field, f"link.{member_column(field)}")
    return (
        f"coalesce((SELECT json_agg({shown} ORDER BY link.position) FROM {table(field.location)} link "
        f"WHERE link.owner_id = {owner}), '[]')"
    )
