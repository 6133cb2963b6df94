"""The security pages name tests that exist: a measure whose test was removed is no measure any more."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PAGES = ("threat-model", "asvs")


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_is_named_exists(page: str) -> None:
    text = (REPOSITORY / "docs" / "security" / f"{page}.md").read_text()
    named = set(re.findall(r"`((?:unit|integration|security|contract|chaos|e2e)/[\w/.]*)`", text))
    assert len(named) > 15
    assert not [path for path in named if not (REPOSITORY / "tests" / path).exists()]
