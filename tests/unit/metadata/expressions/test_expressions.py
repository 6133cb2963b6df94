"""What expressions mean. The same cases are done by the browser: web/packages/runtime/src/expressions."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies

from aqtra.metadata.expressions import BadExpression, Type, WrongType, read_expression, type_of
from tests.unit.metadata.expressions.cases import DRAWN, WRITTEN, held, result_of, worked_out
from tests.unit.metadata.expressions.drawing import Drawing, drawn

TYPES: dict[str, Type] = {
    **dict.fromkeys(("Total", "Net", "Zero", "Big", "Small", "Half"), "number"),
    **dict.fromkeys(("Name", "Empty", "Code", "Cyrillic"), "text"),
    **dict.fromkeys(("Yes", "No"), "boolean"),
    **dict.fromkeys(("Due", "Leap"), "date"),
    "At": "datetime",
    "Start": "time",
    "Customer": "reference",
    "Tags": "list",
    "Nothing": "null",
}
KEPT: dict[str, Any] = {"number": "number", "date": "date", "datetime": "datetime", "time": "time", "list": "list"}


def typed(path: Sequence[str]) -> Type:
    if path[0] not in TYPES:
        raise WrongType(f"there is no {path[0]}")
    return {"id": "number", "name": "text"}.get(path[1], "any") if len(path) > 1 else TYPES[path[0]]  # type: ignore[return-value]


@pytest.mark.parametrize("file", [WRITTEN, DRAWN], ids=["written", "drawn"])
def test_cases_give_what_is_written_down(file: Path) -> None:
    kept = held(file)
    assert len(kept["cases"]) > 150
    found = worked_out(kept["given"], [case["expression"] for case in kept["cases"]])
    assert [now for now, then in zip(found["cases"], kept["cases"], strict=True) if now != then] == []


def test_the_drawn_cases_are_those_that_are_drawn() -> None:
    assert [case["expression"] for case in held(DRAWN)["cases"]] == drawn()


@given(strategies.integers(0, 10**9), strategies.integers(0, 4))
def test_what_has_a_type_gives_values_of_it(seed: int, depth: int) -> None:
    expression = Drawing(seed).any(depth)
    found = type_of(read_expression(expression), typed)
    match result_of(expression, held(WRITTEN)["given"]):
        case {"error": True} | None:
            pass  # a day beyond the calendar, or nothing
        case dict() as result:
            assert found in ("any", *result)
        case bool():
            assert found in ("any", "boolean")
        case str():
            assert found in ("any", "text")


@pytest.mark.parametrize(
    ("expression", "reason", "place"),
    [
        ("", "nothing to calculate", (1, 1)),
        ("Total >", "invalid syntax", (1, 8)),
        ("Total\n  >", "invalid syntax", (2, 4)),
        ("1, 2", "not one expression", (1, 1)),
        ("1], [2", "not one expression", (1, 1)),
        ("1] + [2", "not one expression", (1, 1)),
        ("Total ** 2", "+ - * / only", (1, 1)),
        ("Total > delete()", "there is no function delete", (1, 9)),
        ("round(1, 2, 3)", "round takes 1 to 2 values", (1, 1)),
        ("lower()", "lower takes 1 value", (1, 1)),
        ("min()", "min takes 1 values or more", (1, 1)),
        ("round(1, decimals=2)", "by their order", (1, 1)),
        ("Name.upper()", "only the listed functions", (1, 1)),
        ("Tags[0]", "takes no elements", (1, 1)),
        ("[x for x in Tags]", "no loops", (1, 1)),
        ("lambda: 1", "no loops and no functions", (1, 1)),
        ("1e5", "digits and a point", (1, 1)),
        ("0x10", "digits and a point", (1, 1)),
        ("1j", "cannot stand in an expression", (1, 1)),
        ("b'x'", "cannot stand in an expression", (1, 1)),
        ("(x := 1)", "cannot stand in an expression", (1, 2)),
        ("f'{Name}'", "cannot stand in an expression", (1, 1)),
        ("Name is Code", "compares with None", (1, 9)),
        ("(1).real", "only names have members", (1, 2)),
        ("__import__('os')", "there is no function", (1, 1)),
        ("(" * 100 + "1" + ")" * 100, "", (1, 1)),
        ("-" * 80 + "1", "nested too deeply", (1, 62)),
        ("1" * 2_001, "at most 2000 characters", (1, 1)),
        ("\0", "", (1, 1)),
    ],
)
def test_what_is_no_expression_is_refused_by_its_place(expression: str, reason: str, place: tuple[int, int]) -> None:
    if expression.startswith("(((("):
        assert read_expression(expression) == ["number", "1"]
        return
    with pytest.raises(BadExpression) as caught:
        read_expression(expression)
    assert reason in caught.value.reason
    assert (caught.value.line, caught.value.column) == place


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("Total > Name", "a number is not compared with text"),
        ("Total == Yes", "a number is not compared with yes or no"),
        ("Total == Name", "a number is not compared with text"),
        ("Yes > No", "yes or no has no order"),
        ("Customer < Customer", "an entry has no order"),
        ("Total + Name", "text is put together with text only"),
        ("Name * 2", "only numbers are calculated with"),
        ("-Name", "only numbers have a sign"),
        ("not Total", "`not` takes conditions"),
        ("Yes and Total", "`and` takes conditions"),
        ("1 if Total else 2", "`if` takes a condition"),
        ("1 if Yes else 'a'", "both values of `if`"),
        ("Total in Name", "only text is looked for in text"),
        ("Total in Net", "`in` looks into texts and lists"),
        ("[1, 'a'] == Tags", "a list holds values of one type"),
        ("round(Name)", "round takes a number, not text"),
        ("year(At)", "year takes a date, not a moment"),
        ("len(Total)", "only texts and lists have a length"),
        ("text(Tags)", "a list is no text"),
        ("min(Yes, No)", "yes or no has no order"),
        ("coalesce(Total, Name)", "coalesce takes values of one type"),
        ("Missing > 1", "there is no Missing"),
    ],
)
def test_what_does_not_go_together_is_refused_without_values(expression: str, reason: str) -> None:
    with pytest.raises(WrongType, match=reason):
        type_of(read_expression(expression), typed)
