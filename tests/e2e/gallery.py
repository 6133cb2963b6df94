"""The gallery as it is set up, and what is looked at on each of its pages."""

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page, ViewportSize, expect
from tools.gallery.events import COMPONENT
from tools.gallery.events import NAME as EVENTS
from tools.gallery.model import PROJECTS
from tools.gallery.parts import page_id

from tests.e2e.conftest import DESKTOP, PASSWORD, PHONE, Running, shot
from tests.support.client import Client

REPOSITORY = Path(__file__).parents[2]
EXAMPLE = REPOSITORY / "examples" / "gallery"
AXE = REPOSITORY / "web" / "node_modules" / "axe-core" / "axe.min.js"
USER = "visitor"
PEOPLE = ("entries", "import", "Gallery people", str(EXAMPLE / "entries" / "people.csv"))
COMMANDS = (
    ("app", "import", str(EXAMPLE)),
    ("app", "publish"),
    (*PEOPLE, "--column", "manager="),
    (*PEOPLE, "--key", "upsert", "--references", "name"),
    ("entries", "import", "Component gallery", str(EXAMPLE / "entries" / "projects.csv"), "--references", "name"),
)
# An order of the Tab key is what a builder asks for; that the elements keep to it is another test's business.
RUN = "axe.run(document, { resultTypes: ['violations'], rules: { tabindex: { enabled: false } } })"
GRAVE = {"serious", "critical"}
# Colours that are still on their way from one scheme to the other are nobody's.
SETTLED = """async (direction) => {
  document.documentElement.dir = direction;
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await frame();
  for (const each of document.getAnimations()) {
    if (each.effect.getComputedTiming().endTime !== Infinity) each.finish();
  }
  await frame();
}"""


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    name: str
    viewport: ViewportSize
    scheme: Literal["light", "dark"]
    direction: str


# Each of the three choices is seen both ways.
LOOKS = (
    Look("desktop-light", DESKTOP, "light", "ltr"),
    Look("phone-dark-rtl", PHONE, "dark", "rtl"),
)


def install(running: Running) -> None:
    """Imports, publishes and fills the gallery by the commands of its guide page."""
    for command in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-m", "aqtra.cli.main", *command],
            env={**os.environ, "AQTRA_DATA_DIR": str(running.data_dir)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def add_visitor(running: Running) -> None:
    """Somebody who may use Workplace, and nothing else."""
    with Client(base_url=running.base_url, verify=False, timeout=60) as admin:
        assert admin.sign_in("admin", running.one_time_password).is_success
        assert admin.choose_password(running.one_time_password, PASSWORD).is_success
        user = {"user_name": USER, "first_name": "Vera", "last_name": "Visitor"}
        created = admin.post("/api/v1/studio/access/users", json={"user": user})
        assert created.status_code == 201, created.text
        given = created.json()["one_time_password"]
    with Client(base_url=running.base_url, verify=False, timeout=60) as visitor:
        assert visitor.sign_in(USER, given).is_success
        assert visitor.choose_password(given, PASSWORD).is_success


def sign_in(page: Page) -> None:
    page.goto("/")
    page.get_by_role("textbox", name="User name").fill(USER)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Menu")).to_be_visible()


def open_page(page: Page, name: str) -> None:
    """Opens a page, with the first project where it shows one, and waits for everything on it."""
    page.goto(f"/c/{COMPONENT}/{page_id(name)}" if name == EVENTS else f"/c/{PROJECTS}/{page_id(name)}/1")
    expect(page.get_by_role("main").locator("[data-kind=page]")).to_be_visible()
    expect(page.locator(".MuiSkeleton-root:visible")).to_have_count(0)
    page.wait_for_load_state("networkidle")


def take(page: Page, look: Look) -> None:
    page.set_viewport_size(look.viewport)
    page.emulate_media(color_scheme=look.scheme)
    page.evaluate(SETTLED, look.direction)


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def violations(page: Page) -> list[str]:
    """What axe-core finds serious or critical: rule, element, reason."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    found: dict[str, Any] = page.evaluate(RUN)
    return [
        f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}"
        for rule in found["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


@cache
def _axe() -> str:
    return AXE.read_text()


def keep(page: Page, name: str, look: Look) -> None:
    """A screenshot for people to look at."""
    shot(page, f"gallery-{name.lower().replace(' ', '-')}-{look.name}")
