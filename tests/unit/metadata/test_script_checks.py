"""The Component Script as the checker reads it: places in the text, and functions that events and commands name."""

from typing import Any
from uuid import uuid4

import pytest

from aqtra.kernel.findings import Finding
from aqtra.metadata.scripts import read_component_script
from tests.unit.metadata.documents import check, component, element, prop


def findings(script: str, *elements: dict[str, Any], **members: Any) -> list[Finding]:
    pages = [element("page", *elements, name="Main page")]
    return list(check(component(prop("Title"), pages=pages, script=script, **members)))


def codes(script: str, *elements: dict[str, Any], **members: Any) -> list[str]:
    return [finding.code for finding in findings(script, *elements, **members)]


FIELD = element("text_field", binding="data.Title", on_focus="focused")


class TestSource:
    def test_an_error_of_syntax_says_its_line_and_column(self) -> None:
        (finding,) = findings("x = 1\nif x\n    pass", FIELD)
        assert finding.code == "script_syntax"
        assert finding.place.setting == "script"
        assert (finding.params["line"], finding.params["column"]) == ("2", "5")

    def test_the_top_level_may_await(self) -> None:
        assert codes("answer = await context.PlatformServices.Confirm('Sure?')") == []

    @pytest.mark.parametrize("module", ["http.client", "file_storage", "socket", "urllib.request"])
    def test_what_only_a_server_can_do_is_refused(self, module: str) -> None:
        (finding,) = findings(f"def f():\n    import {module}")
        assert (finding.code, finding.params["line"]) == ("script_server_only", "2")

    def test_what_is_not_needed_any_more_is_a_hint(self) -> None:
        found = findings("import clr\nfrom System.Threading.Tasks import Task\nimport json")
        assert [(finding.code, finding.severity.value) for finding in found] == [
            ("script_unnecessary", "information")
        ] * 2

    def test_what_destroys_letters_is_refused(self) -> None:
        assert codes("text = str(1).encode('utf-8').decode('unicode_escape')") == ["script_corrupts"]

    def test_functions_are_those_of_the_module(self) -> None:
        source = (
            "def a():\n  def inner(): pass\nb = lambda: 1\nif True:\n  async def c(): pass\nclass D:\n  def e(self): 1"
        )
        assert read_component_script(source).functions == {"a", "b", "c"}


class TestNames:
    def test_an_event_needs_its_function(self) -> None:
        assert codes("", FIELD) == ["script_missing"]
        assert codes("def other(): pass", FIELD) == ["function_missing"]
        assert codes("async def focused(sender): pass", FIELD) == []

    def test_so_does_a_button(self) -> None:
        button = element("button", command_type="execute_script", method_name="go")
        assert codes("def other(): pass", button) == ["function_missing"]
        assert codes("def go(): pass", button) == []

    def test_what_another_command_left_behind_names_nothing(self) -> None:
        assert codes("def other(): pass", element("button", command_type="navigation_back", method_name="go")) == []

    def test_so_does_a_form_action(self) -> None:
        step = {
            "id": "a",
            "type": "form_action",
            "name": "Tell",
            "params": {"form_action": "execute_script", "method_name": "told"},
        }
        flow = {
            "key": str(uuid4()),
            "kind": "dataflow",
            "name": "Save",
            "stages": [{"id": "s", "name": "Stage", "steps": [step]}],
        }
        assert "function_missing" in codes("def other(): pass", flows=[flow])
        assert "function_missing" not in codes("def told(item): pass", flows=[flow])
