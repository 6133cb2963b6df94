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


def test_every_requirement_that_is_met_names_its_test() -> None:
    text = (REPOSITORY / "docs" / "security" / "asvs.md").read_text()
    rows = [line.split(" | ") for line in text.splitlines() if re.match(r"\| \d+\.\d+\.\d+ ", line)]
    assert len(rows) > 240
    assert len({row[0] for row in rows}) == len(rows)
    assert not [row[0] for row in rows if row[1] == "Met" and "`" not in row[3]]
    assert {row[1] for row in rows} == {"Met", "Partly", "Not met", "n/a"}
