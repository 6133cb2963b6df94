"""The security pages name tests that exist: a measure whose test was removed is no measure any more."""

import re
from pathlib import Path

import pytest

from tests.integration.scripting.corpus import ATTACKS
from tests.integration.scripting.corpus import report as corpus_report
from tests.integration.scripting.corpus.model import NUMBERS

REPOSITORY = Path(__file__).parents[2]
PAGES = ("threat-model", "asvs")


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_is_named_exists(page: str) -> None:
    text = (REPOSITORY / "docs" / "security" / f"{page}.md").read_text()
    named = set(re.findall(r"`((?:unit|integration|security|contract|chaos|e2e)/[\w/.]*)`", text))
    assert len(named) > 15
    assert not [path for path in named if not (REPOSITORY / "tests" / path).exists()]


def test_the_page_of_attacks_is_that_of_the_corpus() -> None:
    assert (REPOSITORY / "docs" / "security" / "corpus.md").read_text() == corpus_report.page()
    assert {attack.number for attack in ATTACKS} == set(NUMBERS)
    assert not [str(attack) for attack in ATTACKS if bool(attack.outside) is not bool(attack.against)]


def test_every_requirement_that_is_met_names_its_test() -> None:
    text = (REPOSITORY / "docs" / "security" / "asvs.md").read_text()
    rows = [line.split(" | ") for line in text.splitlines() if re.match(r"\| \d+\.\d+\.\d+ ", line)]
    assert len(rows) > 240
    assert len({row[0] for row in rows}) == len(rows)
    assert not [row[0] for row in rows if row[1] == "Met" and "`" not in row[3]]
    assert {row[1] for row in rows} == {"Met", "Partly", "Not met", "n/a"}
