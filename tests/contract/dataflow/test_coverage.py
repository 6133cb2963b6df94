"""Every step is tried by tests that name it, besides the conformance test that runs all of them alike."""

import re
from functools import cache
from pathlib import Path

import pytest

from aqtra.dataflow.catalogue import catalogue

TESTS = Path(__file__).parents[2]
ALIKE = {Path(__file__), TESTS / "integration" / "dataflow" / "test_steps.py"}


@cache
def sources() -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in TESTS.rglob("*.py") if path not in ALIKE}


@pytest.mark.parametrize("step", [step.id for step in catalogue()])
def test_a_step_has_tests_of_its_own(step: str) -> None:
    named = re.compile(rf"\b{step}\b")
    assert any(named.search(text) for text in sources().values())
