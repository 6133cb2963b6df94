"""The stretches of an ordered list: what an index can give in order.

A list that is ordered by one indexed field is a single stretch of that index. Behind a token it is one for the rows
that have a value and one for those that have none, as no index can answer both at once. A list that is ordered
through a reference begins on the other side: the referenced entries in their order, and from each the entries that
refer to it. What refers to nothing, or to an entry without a value, are stretches of their own. So a page costs
what its own rows cost and not what all rows cost.

Sections follow one another, and a section is not looked at when those before it fill the page; the rows of its
stretches are mixed.
"""

from dataclasses import dataclass, replace

from aqtra.catalogs.odata.ordering import Key


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that meet a condition, in the order of these keys. Without condition: all rows."""

    keys: tuple[Key, ...]
    condition: str | None = None


Section = tuple[Stretch, ...]


def whole(keys: tuple[Key, ...]) -> tuple[Section, ...]:
    """A list from its beginning."""
    if keys[0].through is None:
        return ((Stretch(keys),),)
    return _sections(keys[0], _present(keys), _missing(keys))


def behind(keys: tuple[Key, ...], placed: tuple[str | None, ...]) -> tuple[Section, ...]:
    """What comes after these values, each the SQL of a parameter or None for a missing value."""
    first, start = keys[0], placed[0]
    if not first.nullable or not (first.indexed or first.through):
        return ((Stretch(keys, _behind(keys, placed)),),)
    if start is not None:
        present = Stretch(keys, _behind_present(keys, placed))
        return ((present,), _missing(keys)) if first.descending else ((present,),)
    further = _behind(keys[1:], placed[1:])
    rest = tuple(Stretch(part.keys, f"{part.condition} AND {further}") for part in _missing(keys))
    return (rest,) if first.descending else (rest, (_present(keys),))


def _sections(first: Key, present: Stretch, missing: Section) -> tuple[Section, ...]:
    return ((present,), missing) if first.descending else (missing, (present,))


def _present(keys: tuple[Key, ...]) -> Stretch:
    return Stretch(keys, f"{keys[0].sql} IS NOT NULL")


def _missing(keys: tuple[Key, ...]) -> Section:
    """The rows without a value of the first key: the others order them."""
    first, through = keys[0], keys[0].through
    if through is None:
        return (Stretch(keys, f"{first.sql} IS NULL"),)
    # An index of the reference gives its missing values in the order of what follows.
    reference = replace(first, sql=through.sql, indexed=True, through=None)
    return Stretch((reference, *keys[1:]), f"{through.sql} IS NULL"), Stretch(keys[1:], through.without_value)


def _behind_present(keys: tuple[Key, ...], placed: tuple[str | None, ...]) -> str:
    """The rows behind that have a value of the first key: bounded as one stretch of its index."""
    first = keys[0]
    if first.indexed and len(keys) == 2 and not keys[1].nullable and keys[1].descending == first.descending:
        return f"({first.sql}, {keys[1].sql}) {'<' if first.descending else '>'} ({placed[0]}, {placed[1]})"
    bound = f"{first.sql} {'<=' if first.descending else '>='} {placed[0]}"
    return f"{bound} AND {_behind(keys, placed)}"


def _behind(keys: tuple[Key, ...], placed: tuple[str | None, ...]) -> str:
    """The rows behind in the order of all keys; a missing value is less than any other."""
    key, start = keys[0], placed[0]
    if start is None:
        further = "FALSE" if key.descending else f"{key.sql} IS NOT NULL"
        same = f"{key.sql} IS NULL"
    else:
        further = f"{key.sql} {'<' if key.descending else '>'} {start}"
        same = f"{key.sql} = {start}"
        if key.descending and key.nullable:
            further = f"({further} OR {key.sql} IS NULL)"
    return further if len(keys) == 1 else f"({further} OR ({same} AND {_behind(keys[1:], placed[1:])}))"
