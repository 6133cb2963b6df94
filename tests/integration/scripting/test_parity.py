"""Scripts mean on the server what they mean in browsers, where `packages/scripting/src/interpreter.test.ts` runs them."""

import pytest

from tests.integration.scripting.conftest import Bench
from tests.integration.scripting.parity import corpus

EXPECTED = corpus.expected()


def test_everything_that_is_expected_is_tried() -> None:
    assert set(EXPECTED["cases"]) == set(corpus.modules())
    assert set(EXPECTED["failures"]) == set(corpus.failing())


@pytest.mark.parametrize(("name", "source"), corpus.modules().items(), ids=corpus.modules())
def test_a_module_gives_what_is_expected(bench: Bench, name: str, source: str) -> None:
    assert corpus.results(bench.run, source) == EXPECTED["cases"][name]


@pytest.mark.parametrize(("name", "source"), corpus.failing().items(), ids=corpus.failing())
def test_an_exception_is_told_as_expected(bench: Bench, name: str, source: str) -> None:
    assert corpus.failure(bench.run, source) == EXPECTED["failures"][name]
