"""Whatever a document holds in the place of a setting is told or left alone: the checker never fails itself."""

from typing import Any

import pytest

from aqtra.metadata.catalogue import component_catalogue
from aqtra.metadata.checks.checker import Checker
from aqtra.metadata.checks.context import Site
from tests.unit.metadata.documents import component, element, prop

KINDS = sorted(spec.kind for spec in component_catalogue().components)
VALUES: tuple[Any, ...] = ([], {}, [{}], [[1]], {"a": [1]}, 7, 0.5, True, "text", "  ", None)


@pytest.mark.parametrize("kind", KINDS)
def test_settings_of_any_value_are_survived(kind: str) -> None:
    spec = component_catalogue().kind(kind)
    assert spec is not None
    checker = Checker()
    for value in VALUES:
        everything = dict.fromkeys(spec.settings, value)
        single = [{name: value} for name in spec.settings]
        for settings in (everything, *single):
            document = component(prop("Note"), page=[element(kind, **settings)])
            checker.findings(document, {}, Site())
