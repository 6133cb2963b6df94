"""The pages, in the order of the menu: name, icon, and what stands on them."""

from collections.abc import Callable

from tools.gallery.pages import (
    charts,
    choices,
    code,
    commands,
    display,
    files,
    grids,
    layout,
    lists,
    media,
    numbers,
    overview,
    pivots,
    project,
    trees,
    writing,
)
from tools.gallery.parts import Element

PAGES: tuple[tuple[str, str, Callable[[], list[Element]]], ...] = (
    (overview.NAME, "home", overview.content),
    (writing.NAME, "pencil", writing.content),
    (numbers.NAME, "calendar", numbers.content),
    (choices.NAME, "check", choices.content),
    (code.NAME, "book", code.content),
    (files.NAME, "upload", files.content),
    (media.NAME, "image", media.content),
    (display.NAME, "percent", display.content),
    (grids.NAME, "table", grids.content),
    (lists.NAME, "list", lists.content),
    (trees.NAME, "layers", trees.content),
    (charts.NAME, "chart", charts.content),
    (pivots.NAME, "table", pivots.content),
    (layout.NAME, "grid", layout.content),
    (commands.NAME, "zap", commands.content),
    (project.NAME, "folder", project.content),
)
SETTINGS = {page.NAME: page.SETTINGS for page in (layout, writing, project)}
"""Settings of the pages themselves, where they have any."""
