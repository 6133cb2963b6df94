"""What single kinds of inputs need beyond the types of their settings."""

import re
from collections.abc import Callable, Iterator, Mapping

from aqtra.kernel.findings import Finding
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.checks.pages import Placed, placed
from aqtra.metadata.paths import BrokenPath, Resolved, resolve

COUNTRY = re.compile(r"^[A-Za-z]{2}$")
MOST_OPTIONS = 100
"""More than these a radio button shows as a list that drops down, as its view does."""


def check_inputs(ctx: CheckContext) -> Iterator[Finding]:
    """Passwords say what they are for and are not stored; choices have a size and a type that can be shown."""
    for found in placed(ctx):
        check = CHECKS.get(found.element.kind)
        if check is not None:
            yield from check(ctx, found)


def _check_password(ctx: CheckContext, at: Placed) -> Iterator[Finding]:
    element = at.element
    if not str(element.settings.get("auto_complete") or "").strip():
        message = f"{element.name} needs auto complete, such as current-password or new-password"
        place = ctx.place(page=at.page.id, element=element.id, setting="auto_complete")
        yield ctx.error("auto_complete_empty", message, at=place, name=element.name)
    bound = _bound(ctx, at)
    if bound is not None and bound.is_stored:
        message = f"{element.name} is bound to a property that is stored, and so sent to browsers; make it virtual"
        place = ctx.place(page=at.page.id, element=element.id, setting="binding")
        yield ctx.warning("password_stored", message, at=place, name=element.name)


def _check_phone_number(ctx: CheckContext, at: Placed) -> Iterator[Finding]:
    country = at.element.settings.get("default_country")
    if isinstance(country, str) and country and not COUNTRY.match(country):
        message = f"{at.element.name}: a country has two letters, such as TR"
        place = ctx.place(page=at.page.id, element=at.element.id, setting="default_country")
        yield ctx.error("country_invalid", message, at=place, country=country)


def _check_multiselect(ctx: CheckContext, at: Placed) -> Iterator[Finding]:
    bound = _bound(ctx, at)
    items = getattr(bound.field, "items", None) if bound is not None else None
    if items is not None:
        message = f"{at.element.name} chooses entries and cannot hold a list of values"
        place = ctx.place(page=at.page.id, element=at.element.id, setting="binding")
        yield ctx.error(
            "binding_type", message, at=place, path=at.element.settings["binding"], type=f"array of {items}"
        )


def _check_radio_button(ctx: CheckContext, at: Placed) -> Iterator[Finding]:
    bound = _bound(ctx, at)
    offered = len(getattr(bound.field, "enum", None) or ()) if bound is not None else 0
    if offered > MOST_OPTIONS:
        message = f"{at.element.name} has {offered} options and is shown as a list that drops down"
        place = ctx.place(page=at.page.id, element=at.element.id, setting="binding")
        yield ctx.warning("too_many_options", message, at=place, options=offered)


def _bound(ctx: CheckContext, at: Placed) -> Resolved | None:
    """Where the binding leads. Whether it holds at all is the business of check_bindings."""
    path = at.element.settings.get("binding")
    if at.entry is None or not isinstance(path, str) or not path:
        return None
    try:
        return resolve(path, at.entry, ctx.documents, bare=False)
    except BrokenPath:
        return None


CHECKS: Mapping[str, Callable[[CheckContext, Placed], Iterator[Finding]]] = {
    "password": _check_password,
    "phone_number": _check_phone_number,
    "multiselect": _check_multiselect,
    "radio_button": _check_radio_button,
}
