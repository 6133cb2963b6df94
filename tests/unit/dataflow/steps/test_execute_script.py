"""Execute script, but for the jail."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from aqtra.dataflow.calling_errors import ScriptsUnavailable
from aqtra.dataflow.errors import ItemFailed, TypeMismatch
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import STRING, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.steps.execute_script import STEP, Settings
from aqtra.metadata.documents import ModuleType, ScriptModule
from tests.unit.dataflow.calling import Interpreter
from tests.unit.dataflow.steps.pure import DESIGN, ran

MODEL = ItemModel((Field("net@number", FieldType(Kind.NUMBER)), Field("_code@string", STRING, secret=True)))
ITEMS = [{"net@number": "1.10", "_code@string": "hush"}, {"net@number": None, "_code@string": None}]


def run(source: str, interpreter: Interpreter | None = None) -> Table:
    table = Table.from_items(ITEMS, MODEL)
    return ran(STEP, {"script": source}, table, ports={"scripts": interpreter or Interpreter()}).table


def test_values_are_exact_and_null_is_none() -> None:
    interpreter = Interpreter()
    run("pass", interpreter)
    assert [item["net@number"] for item in interpreter.given] == [Decimal("1.10"), None]


def test_secrets_are_not_shown_and_stay() -> None:
    interpreter = Interpreter()
    left = run('item["_seen@boolean"] = "_code@string" in item', interpreter)
    assert all("_code@string" not in item for item in interpreter.given)
    assert left.frame["_code@string"].to_list() == ["hush", None]
    assert left.frame["_seen@boolean"].to_list() == [False, False]
    assert left.model.field("_code@string") == MODEL.field("_code@string")


def test_a_value_that_breaks_its_suffix_names_item_and_path() -> None:
    with pytest.raises(TypeMismatch) as refused:
        run('item["_n@integer"] = 1 if item["net@number"] else "one"')
    assert refused.value.fields[0].field == "_n@integer"
    assert refused.value.item_index == 1


def test_an_exception_names_its_item() -> None:
    with pytest.raises(ItemFailed) as failed:
        run('item["_x@number"] = item["net@number"] * 2')
    assert (failed.value.item_index, failed.value.cause.code) == (1, "script_error")


def test_a_removed_member_is_null_afterwards() -> None:
    assert run('del item["net@number"]').frame["net@number"].to_list() == [None, None]


def test_without_a_jail_nothing_is_run() -> None:
    with pytest.raises(ScriptsUnavailable):
        ran(STEP, {"script": "pass"}, Table.from_items(ITEMS, MODEL))


def test_a_source_that_does_not_compile_is_a_problem_with_its_place() -> None:
    problem = next(iter(STEP.check(Settings(script="x = 1\nif"), (MODEL,), DESIGN)))
    assert (problem.code, problem.setting, problem.params["line"]) == ("script_syntax", "script", "2")


@pytest.mark.parametrize(
    ("type_", "source", "codes"),
    [
        (ModuleType.BOTH, "x = 1", []),
        (ModuleType.BACKEND, "import http.client", []),
        (ModuleType.FRONTEND, "x = 1", ["module_of_other_side"]),
        (ModuleType.BOTH, "def f(:", ["module_broken"]),
    ],
)
def test_21_what_is_imported_must_work_on_the_server(type_: ModuleType, source: str, codes: list[str]) -> None:
    module = ScriptModule(key=uuid4(), title="Totals", name="totals", type=type_, source=source)
    found = STEP.check(Settings(script="x = 1\nimport json, totals"), (MODEL,), replace(DESIGN, modules=(module,)))
    assert [(problem.code, problem.params["line"]) for problem in found] == [(code, "2") for code in codes]


def test_an_import_that_finds_nothing_is_told() -> None:
    (problem,) = STEP.check(Settings(script="def f():\n    import totals.inner"), (MODEL,), DESIGN)
    assert (problem.code, problem.setting, problem.params["name"]) == (
        "script_unknown_import",
        "script",
        "totals.inner",
    )
