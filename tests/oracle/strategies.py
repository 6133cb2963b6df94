"""Hypothesis strategies: any condition over a world that the documented language allows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from hypothesis import strategies as st

from tests.oracle.expressions import (
    Among,
    Arithmetic,
    Call,
    Compare,
    Expression,
    Joined,
    Lambda,
    Negation,
    Path,
    Size,
    Value,
)
from tests.oracle.literals import NULL, Draw, literal
from tests.oracle.world import Component, Field, World

# Words that begin something else where a field may stand.
_SHY = frozenset({"null", "true", "false", "not"})
ORDERED = frozenset({"string", "integer", "number", "datetime", "date", "time"})
_COMPARED_AS = {"uri": "string", "catalog": "integer"}
_MIXED = {"integer": "number", "number": "integer"}
_MATCHERS = ("contains", "startswith", "endswith")
Chosen = TypeVar("Chosen")
KINDS = ("string", "integer", "number", "boolean", "datetime", "date", "time", "file")
MAX_REFERENCES, MAX_LAMBDAS, MAX_DEPTH = 3, 2, 3


def chosen(draw: Draw, among: Sequence[Chosen]) -> Chosen:
    one: Chosen = draw(st.sampled_from(among))
    return one


@dataclass(slots=True)
class Budget:
    """What the compiler's guard would count; shared by a whole query."""

    references: int = MAX_REFERENCES
    lambdas: int = MAX_LAMBDAS


@dataclass(frozen=True, slots=True)
class Names:
    """What may be named: the entry's fields, and variables of lambdas with their component or kind of value."""

    world: World
    component: Component
    variables: Mapping[str, Component | str] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)


@st.composite
def conditions(draw: Draw, names: Names, depth: int = MAX_DEPTH) -> Expression:
    """Anything that is true or false of an entry."""
    shapes = ["compare"] * 5 + ["in", "match", "match", "flag", "null"]
    if depth:
        shapes += ["joined"] * 3 + ["not"] * 2
        shapes += ["lambda"] * 3 if names.budget.lambdas else []
    match draw(st.sampled_from(shapes)):
        case "joined":
            inner = conditions(names, depth - 1)
            return Joined(draw(st.sampled_from(["and", "or"])), tuple(draw(st.lists(inner, min_size=2, max_size=3))))
        case "not":
            return Negation(draw(conditions(names, depth - 1)))
        case "lambda":
            return _lambda(draw, names, depth - 1)
        case "in":
            return _among(draw, names, depth)
        case "match":
            return _match(draw, names, depth)
        case "flag":
            constants: list[Expression] = [Value("true", True), Value("false", False)]
            return chosen(draw, _paths(draw, names, "boolean") or constants)
        case "null":
            kind = draw(st.sampled_from(KINDS))
            return Compare(draw(st.sampled_from(["eq", "ne"])), operand(draw, names, kind, depth), NULL)
        case _:
            return _compare(draw, names, depth)


def operand(draw: Draw, names: Names, kind: str, depth: int = 1) -> Expression:
    """An expression of one kind with a field in it somewhere."""
    makers = _MAKERS.get(kind, ())
    if depth > 0 and makers and draw(st.integers(0, 2)) == 0:
        return chosen(draw, makers)(draw, names, depth - 1)
    # A user has no field of most kinds; the entry itself has one of each.
    return chosen(draw, _paths(draw, names, kind) or _fields(draw, (), names.component, kind))


def _paths(draw: Draw, names: Names, kind: str) -> list[Path]:
    """Fields of one kind: own ones, those of a variable, or those behind a reference."""
    places: list[tuple[tuple[str, ...], Component]] = [((), names.component)]
    found: list[Path] = []
    for variable, what in names.variables.items():
        if isinstance(what, Component):
            places.append(((variable,), what))
        elif _COMPARED_AS.get(what, what) == kind:
            found += [Path((variable,))] * 3
    prefix, component = draw(st.sampled_from(places))
    if found and draw(st.booleans()):
        return found
    prefix, component = _followed(draw, names, prefix, component)
    return found + _fields(draw, prefix, component, kind)


def _fields(draw: Draw, prefix: tuple[str, ...], component: Component, kind: str) -> list[Path]:
    fields = [of for of in component.all_fields() if _COMPARED_AS.get(of.kind, of.kind) == kind]
    return [_path(draw, prefix, of) for of in fields]


def _followed(
    draw: Draw, names: Names, prefix: tuple[str, ...], component: Component
) -> tuple[tuple[str, ...], Component]:
    """Some steps through references."""
    while names.budget.references and draw(st.integers(0, 3)) == 0:
        step = draw(st.sampled_from([of for of in component.all_fields() if of.is_reference]))
        names.budget.references -= 1
        prefix, component = _path(draw, prefix, step).words, names.world.components[step.target or ""]
    return prefix, component


def _path(draw: Draw, prefix: tuple[str, ...], of: Field) -> Path:
    system = of.name in ("id", "name", "version") or of.name.startswith(("create", "update", "creator", "change"))
    with_data = not system and (draw(st.booleans()) or (not prefix and of.name in _SHY))
    aliases = {"createdDate": "createDate", "changeAuthor": "updateSubject"}
    name = aliases.get(of.name, of.name) if draw(st.booleans()) else of.name
    return Path((*prefix, "data", of.name) if with_data else (*prefix, name))


def own_path(draw: Draw, of: Field) -> Path:
    """A field of the entry itself, in one of the ways to write it."""
    return _path(draw, (), of)


def any_path(draw: Draw, names: Names) -> Path:
    """A field that can be ordered by, perhaps behind references."""
    prefix, component = _followed(draw, names, (), names.component)
    return _path(draw, prefix, draw(st.sampled_from([of for of in component.all_fields() if not of.is_list])))


def _lambda(draw: Draw, names: Names, depth: int) -> Expression:
    found = _list(draw, names)
    if found is None:
        return Value("true", True)
    path, of = found
    names.budget.lambdas -= 1
    match draw(st.sampled_from(["any()", "$count", "any", "any", "all", "all"])):
        case "any()":
            return Lambda("any", path)
        case "$count":
            number = draw(st.integers(0, 3))
            return Compare(draw(st.sampled_from(["eq", "ne", "gt", "le"])), Size(path), Value(str(number), number))
        case quantifier:
            variable = f"v{len(names.variables)}"
            inside: Component | str = names.world.components[of.target] if of.target else str(of.items)
            inner = replace(names, variables={**names.variables, variable: inside})
            return Lambda(quantifier, path, variable, draw(conditions(inner, depth)))


def _list(draw: Draw, names: Names) -> tuple[Path, Field] | None:
    places: list[tuple[tuple[str, ...], Component]] = [((), names.component)]
    places += [((name,), what) for name, what in names.variables.items() if isinstance(what, Component)]
    prefix, component = _followed(draw, names, *draw(st.sampled_from(places)))
    lists = [of for of in component.all_fields() if of.is_list]
    if not lists:
        return None
    of = draw(st.sampled_from(lists))
    return _path(draw, prefix, of), of


def _compare(draw: Draw, names: Names, depth: int) -> Expression:
    kind = draw(st.sampled_from(KINDS))
    left = operand(draw, names, kind, depth)
    operators = ["eq", "ne", *(["gt", "ge", "lt", "le"] if kind in ORDERED else [])]
    operator = draw(st.sampled_from(operators))
    if draw(st.integers(0, 3)) == 0:
        other = chosen(draw, [kind, _MIXED.get(kind, kind)])
        return Compare(operator, left, operand(draw, names, other, depth - 1))
    value = literal(draw, _literal_kind(names, left, kind))
    if value.value is None and operator not in ("eq", "ne"):
        operator = "ne"
    return Compare(operator, value, left) if draw(st.integers(0, 4)) == 0 else Compare(operator, left, value)


def _literal_kind(names: Names, node: Expression, kind: str) -> str:
    """Addresses and references are compared with likely values of their own."""
    if not isinstance(node, Path):
        return kind
    return {"id": "catalog", "creatorSubject": "catalog", "version": "catalog"}.get(node.words[-1], kind)


def _among(draw: Draw, names: Names, depth: int) -> Expression:
    kind = draw(st.sampled_from(KINDS))
    items = draw(st.lists(st.booleans(), min_size=1, max_size=4))
    values = tuple(literal(draw, kind) if given else NULL for given in items)
    return Among(operand(draw, names, kind, depth - 1), values)


def _match(draw: Draw, names: Names, depth: int) -> Expression:
    name = draw(st.sampled_from(_MATCHERS))
    field_first = draw(st.integers(0, 4)) > 0
    first = operand(draw, names, "string", depth - 1) if field_first else literal(draw, "string", argument=True)
    second = (
        literal(draw, "string", argument=True)
        if field_first and draw(st.integers(0, 3))
        else operand(draw, names, "string", depth - 1)
    )
    call = Call(name, (first, second))
    if draw(st.integers(0, 5)):
        return call
    truth = draw(st.booleans())
    return Compare(draw(st.sampled_from(["eq", "ne"])), call, Value(str(truth).lower(), truth))


def _text_function(draw: Draw, names: Names, depth: int) -> Expression:
    inner = operand(draw, names, "string", depth)
    match draw(st.sampled_from(["tolower", "toupper", "trim", "concat", "substring"])):
        case "concat":
            other = literal(draw, "string", argument=True)
            return Call("concat", (inner, other) if draw(st.booleans()) else (other, inner))
        case "substring":
            numbers = draw(st.lists(st.integers(-2, 5), min_size=1, max_size=2))
            return Call("substring", (inner, *(Value(str(number), number) for number in numbers)))
        case name:
            return Call(name, (inner,))


def _integer_function(draw: Draw, names: Names, depth: int) -> Expression:
    match draw(st.sampled_from(["length", "indexof", "arithmetic", "date", "time"])):
        case "length":
            return Call("length", (operand(draw, names, "string", depth),))
        case "indexof":
            other = literal(draw, "string", argument=True)
            return Call("indexof", (operand(draw, names, "string", depth), other))
        case "date":
            part = draw(st.sampled_from(["year", "month", "day"]))
            return Call(part, (operand(draw, names, draw(st.sampled_from(["date", "datetime"])), depth),))
        case "time":
            part = draw(st.sampled_from(["hour", "minute", "second"]))
            return Call(part, (operand(draw, names, draw(st.sampled_from(["time", "datetime"])), depth),))
        case _:
            return _arithmetic(draw, names, depth, "integer", "integer", ("add", "sub", "mul", "div", "mod"))


def _number_function(draw: Draw, names: Names, depth: int) -> Expression:
    match draw(st.sampled_from(["round", "mixed", "divby", "plain"])):
        case "round":
            name = draw(st.sampled_from(["round", "floor", "ceiling"]))
            return Call(name, (operand(draw, names, "number", depth),))
        case "mixed":
            left, right = draw(st.permutations(["integer", "number"]))
            return _arithmetic(draw, names, depth, left, right, ("add", "sub", "mul", "div", "mod"))
        case "divby":
            return _arithmetic(draw, names, depth, "integer", "integer", ("divby",))
        case _:
            return _arithmetic(draw, names, depth, "number", "number", ("add", "sub", "mul", "div", "divby", "mod"))


def _arithmetic(draw: Draw, names: Names, depth: int, left: str, right: str, operators: tuple[str, ...]) -> Expression:
    operator = draw(st.sampled_from(operators))
    if draw(st.booleans()):
        return Arithmetic(operator, operand(draw, names, left, depth), literal(draw, right, argument=True))
    return Arithmetic(operator, operand(draw, names, left, depth), operand(draw, names, right, depth))


def _part_of(name: str) -> "Maker":
    return lambda draw, names, depth: Call(name, (operand(draw, names, "datetime", depth),))


def _start(draw: Draw, names: Names, depth: int) -> Expression:
    unit = draw(st.sampled_from(["year", "quarter", "month", "week", "day"]))
    return Call(f"startof{unit}", (operand(draw, names, draw(st.sampled_from(["date", "datetime"])), depth),))


Maker = Callable[[Draw, Names, int], Expression]
_MAKERS: Mapping[str, tuple[Maker, ...]] = {
    "string": (_text_function,),
    "integer": (_integer_function,),
    "number": (_number_function,),
    "date": (_part_of("date"), _start),
    "time": (_part_of("time"),),
}
