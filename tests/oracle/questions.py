"""Hypothesis strategies of whole listings: all options together."""

from typing import Any

from hypothesis import strategies as st

from tests.oracle.expressions import Path
from tests.oracle.listing import Listing
from tests.oracle.literals import Draw
from tests.oracle.ordering import Order
from tests.oracle.shape import Expand, Inside, Paths
from tests.oracle.strategies import Names, any_path, chosen, conditions, own_path
from tests.oracle.values import POOLS
from tests.oracle.world import Component, Field, World

_EVERYTHING = (Path(("*",)), Path(("data",)))
_DEEPEST = 2
_maybe_short = st.one_of(st.none(), st.integers(0, 3))


@st.composite
def listings(draw: Draw, world: World) -> Listing:
    component = draw(st.sampled_from(world.queried()))
    names = Names(world, component)
    expand = _expansions(draw, names, _DEEPEST) if draw(st.integers(0, 2)) == 0 else ()
    search = _search(draw, component) if draw(st.integers(0, 4)) == 0 else ()
    # Together they leave next to nothing, and nothing looks right too easily.
    filtered = draw(st.integers(0, 5)) > (4 if search else 0)
    return Listing(
        component.title,
        filter=draw(conditions(names)) if filtered else None,
        orders=orders(draw, names),
        top=draw(st.one_of(st.none(), st.integers(0, 12))),
        skip=draw(st.one_of(st.none(), st.integers(0, 6))),
        count=draw(st.booleans()),
        select=_select(draw, names, expand) if draw(st.integers(0, 2)) == 0 else None,
        expand=expand,
        search=search,
    )


def orders(draw: Draw, names: Names) -> tuple[Order, ...]:
    number = draw(st.integers(0, 2))
    return tuple(Order(any_path(draw, names), draw(st.sampled_from(["", "asc", "desc"]))) for _ in range(number))


def _select(draw: Draw, names: Names, expand: tuple[Expand, ...]) -> Paths:
    """Own fields, everything, and fields behind references that are not expanded."""
    component, expanded = names.component, {names.component.field(one.path.words[-1]).name for one in expand}
    paths = [_own_or_all(draw, component) for _ in range(draw(st.integers(1, 3)))]
    references = [of for of in component.all_fields() if of.target is not None and of.name not in expanded]
    if references and draw(st.booleans()):
        of = draw(st.sampled_from(references))
        behind = draw(st.sampled_from(list(names.world.components[of.target or ""].all_fields())))
        paths.append(Path((*own_path(draw, of).words, *own_path(draw, behind).words)))
    return tuple(draw(st.permutations(paths)))


def _own_or_all(draw: Draw, component: Component) -> Path:
    if draw(st.integers(0, 6)) == 0:
        return chosen(draw, _EVERYTHING)
    return own_path(draw, chosen(draw, list(component.all_fields())))


def _expansions(draw: Draw, names: Names, depth: int) -> tuple[Expand, ...]:
    references = [of for of in names.component.all_fields() if of.target is not None]
    followed = draw(st.lists(st.sampled_from(references), min_size=1, max_size=2, unique_by=lambda of: of.name))
    return tuple(_expansion(draw, names, of, depth) for of in followed)


def _expansion(draw: Draw, names: Names, of: Field, depth: int) -> Expand:
    path = own_path(draw, of)
    if draw(st.booleans()):
        return Expand(path)
    inner = Names(names.world, names.world.components[of.target or ""], budget=names.budget)
    options: dict[str, Any] = {}
    if depth > 1 and draw(st.integers(0, 2)) == 0 and any(field.target for field in inner.component.all_fields()):
        options["expand"] = _expansions(draw, inner, depth - 1)
    if draw(st.booleans()):
        options["select"] = _select(draw, inner, options.get("expand", ()))
    if of.is_list:
        options["filter"] = draw(conditions(inner, 1)) if draw(st.booleans()) else None
        options["orders"] = orders(draw, inner) if draw(st.booleans()) else ()
        # Lists in lists without a length might show more entries than are allowed.
        options["top"] = draw(st.integers(0, 3) if options.keys() & {"expand", "select"} else _maybe_short)
    return Expand(path, Inside(**options))


def _search(draw: Draw, component: Component) -> tuple[str, ...]:
    held = [row.name for row in component.rows.values() if row.name]
    wholes = [whole for whole in (*held, *POOLS["string"], *POOLS["uri"]) if '"' not in whole]
    terms = [term for whole in wholes for term in (whole, whole[:3], whole.upper()) if term.strip()]
    written: list[str] = []
    for term in draw(st.lists(st.sampled_from(terms), min_size=1, max_size=2)):
        if written and draw(st.booleans()):
            written.append("AND")
        plain = not any(character.isspace() for character in term) and term not in ("AND", "OR", "NOT")
        written.append(term if plain and draw(st.booleans()) else f'"{term}"')
    return tuple(written)
