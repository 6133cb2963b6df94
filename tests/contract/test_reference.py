"""The help: what the product links to is there, and a browser needs nothing from elsewhere to show it."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from aqtra.gateway.problems import problem

REPOSITORY = Path(__file__).parents[2]
SOURCES = REPOSITORY / "src" / "aqtra"
FRONT_END = [REPOSITORY / "web" / "apps", REPOSITORY / "web" / "packages"]
# Functions that are given a code instead of an error: the position of the code among their arguments.
GIVEN_A_CODE = {"problem": 1, "_report": 0}
# The same for rules of fields.
GIVEN_A_RULE = {"of_field": 1, "Refused": 0, "row_error": 2}
CODE = re.compile(r"[a-z]+(_[a-z]+)*")


@pytest.fixture(scope="module")
def help_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The help, built as the product builds it: a broken link or anchor fails the build."""
    site = tmp_path_factory.mktemp("help")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "--quiet", "build", "--strict", "--site-dir", str(site)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def page_at(site: Path, address: str) -> Path:
    """The file behind an address below /help/, as the gateway serves it."""
    path = site / address.removeprefix("/help/").partition("#")[0]
    return path / "index.html" if path.is_dir() else path


def anchors(page: Path) -> set[str]:
    return set(re.findall(r'id="([^"]+)"', page.read_text()))


def codes_in(tree: ast.AST) -> Iterator[str]:
    """Codes that a module gives to errors, or sends without one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for statement in node.body:
                targets = (
                    statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
                )
                if any(isinstance(target, ast.Name) and target.id == "code" for target in targets):
                    yield from constants(getattr(statement, "value", None))
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            position = GIVEN_A_CODE.get(name)
            if position is not None and len(node.args) > position:
                yield from constants(node.args[position])
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "_CODES":
            yield from constants(node.value)


def rules_in(tree: ast.AST) -> Iterator[str]:
    """Rules that a module says to be broken."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (name for word in node.keywords if word.arg == "rule" for name in constants(word.value))
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            position = GIVEN_A_RULE.get(name)
            if position is not None and len(node.args) > position:
                yield from constants(node.args[position])


def constants(node: ast.AST | None) -> Iterator[str]:
    for inner in ast.walk(node) if node else ():
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and CODE.fullmatch(inner.value):
            yield inner.value


def test_codes_are_found_in_every_way_that_they_are_written() -> None:
    planted = """
class Planted(Conflict):
    code = "planted_class"
class Annotated(Conflict):
    code: ClassVar[str] = "planted_annotation"
_CODES = {404: "planted_table"}
problem(400, "planted_call", "words")
self._report("planted_report", 500, "words")
"""
    found = set(codes_in(ast.parse(planted)))
    assert found == {f"planted_{name}" for name in ("class", "annotation", "table", "call", "report")}


def test_every_error_code_leads_to_its_entry(help_site: Path) -> None:
    codes = {code for path in SOURCES.rglob("*.py") for code in codes_in(ast.parse(path.read_text()))}
    steps = json.loads((REPOSITORY / "schema" / "steps.json").read_text())["dataflow_steps"]
    codes |= {error["code"] for step in steps for error in step["errors"]}
    assert len(codes) > 50
    missing = {}
    for code in codes:
        link = orjson.loads(bytes(problem(400, code, "words", trace_id="").body))["type"]
        page = page_at(help_site, link)
        assert page.is_file(), link
        if link.partition("#")[2] not in anchors(page):
            missing[code] = link
    assert not missing


def test_every_rule_of_a_field_has_its_meaning(help_site: Path) -> None:
    rules = {rule for path in SOURCES.rglob("*.py") for rule in rules_in(ast.parse(path.read_text()))}
    assert len(rules) > 30
    page = page_at(help_site, "/help/reference/errors/").read_text()
    told = set(re.findall(r"<td><code>([a-z_]+)</code></td>", page))
    assert not rules - told


def test_every_help_page_that_the_front_end_links_to_exists(help_site: Path) -> None:
    linked = {
        address
        for folder in FRONT_END
        for path in folder.rglob("*.ts*")
        if "node_modules" not in path.parts and ".test." not in path.name
        for address in re.findall(r'["\'`](/help/[^"\'`$]*)["\'`]', path.read_text())
    }
    assert "/help/" in linked
    assert len(linked) > 3
    for address in linked:
        page = page_at(help_site, address)
        assert page.is_file(), address
        anchor = address.partition("#")[2]
        assert not anchor or anchor in anchors(page), address


def test_the_help_has_no_inline_script(help_site: Path) -> None:
    pages = list(help_site.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page.read_text(), re.DOTALL)
        assert scripts, page
        for attributes, content in scripts:
            # A data block is not run, so no policy forbids it.
            assert not content.strip() or 'type="application/json"' in attributes, page
        assert not re.search(r"<[^>]+\son[a-z]+=", page.read_text()), page


def test_the_help_loads_nothing_from_elsewhere(help_site: Path) -> None:
    for page in help_site.rglob("*.html"):
        html = page.read_text()
        loaded = re.findall(r'<(?:script|img|iframe|source)[^>]+src="([^"]+)"', html)
        loaded += re.findall(r'<link[^>]+href="([^"]+)"', html)
        assert loaded, page
        for address in loaded:
            assert not re.match(r"(https?:)?//", address), f"{page}: {address}"
            assert (page.parent / address).exists(), f"{page}: {address}"
    for sheet in help_site.rglob("*.css"):
        assert not re.search(r"""(url\(|@import)\s*["']?(https?:)?//""", sheet.read_text()), sheet


def test_the_help_is_set_in_the_typeface_of_the_product(help_site: Path) -> None:
    sheet = help_site / "assets" / "help.css"
    sources = re.findall(r'src: url\("([^"]+)"\)', sheet.read_text())
    assert sources
    for source in sources:
        assert (sheet.parent / source).read_bytes().startswith(b"wOF2")
