"""What a visitor loads before the first page of Workplace is there: files of the build, compressed as they are sent."""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

BUILT = Path(__file__).parents[2] / "web" / "dist" / "workplace"
ASSETS = BUILT / "assets"

# JavaScript in bytes. A build that exceeds them loads something at the start that could come later.
START = 195_000
"""Everything that draws the frame around a page: menu, bar, session. The goal of the design is 200 kB."""
START_AND_PAGE = 250_000
"""The same with what draws pages. Elements come one by one, as pages hold them."""

SCRIPT = re.compile(r'<(?:script|link)[^>]+(?:src|href)="/assets/([^"]+\.js)"')
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*["`']\./([^"`']+\.js)["`']""")
LATER = re.compile(r"""\bimport\(\s*["`']\./([^"`']+\.js)["`']""")


def needed(names: Iterable[str]) -> set[str]:
    """The scripts of these names and all that they import."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += IMPORTED.findall((ASSETS / name).read_text())
    return found


def weight(names: Iterable[str]) -> int:
    return sum(len(gzip.compress((ASSETS / name).read_bytes(), 9)) for name in names)


def start() -> set[str]:
    return needed(SCRIPT.findall((BUILT / "index.html").read_text()))


def page_screen(scripts: set[str]) -> set[str]:
    later = {name for script in scripts for name in LATER.findall((ASSETS / script).read_text())}
    return {name for name in later if name.startswith("page-screen-")}


def test_the_start_is_light() -> None:
    scripts = start()
    assert scripts
    assert weight(scripts) <= START


def test_the_first_page_is_light() -> None:
    scripts = start()
    page = page_screen(scripts)
    assert page
    assert weight(needed(scripts | page)) <= START_AND_PAGE


def test_the_start_comes_in_few_pieces() -> None:
    """Many small files compress badly, and each is a request of its own."""
    assert len(start()) <= 5
