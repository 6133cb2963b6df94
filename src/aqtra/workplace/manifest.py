"""The web application manifest: how Workplace looks when it is installed. W3C Web Application Manifest."""

from collections.abc import Iterator
from typing import Any, Final, get_args

from aqtra.files.icons import Variant
from aqtra.metadata.domains.models import DomainSettings

CONTENT_TYPE: Final = "application/manifest+json"
_ACCENT: Final = "#0f6b72"
_BACKGROUND: Final = "#fafcfc"
_ICON_SIZES: Final = (192, 512)
_ICON: Final = "/api/v1/workplace/icon"


def manifest_of(name: str, settings: DomainSettings) -> dict[str, Any]:
    """The manifest of a domain. Names that are not set are those that stand in for them."""
    shown = settings.app_name or settings.title or name
    return {
        "id": "/",
        "name": shown,
        "short_name": settings.app_short_name or shown,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": settings.primary_color or _ACCENT,
        "background_color": _BACKGROUND,
        "icons": list(_icons_of_domain(settings) if settings.icon else _our_icons()),
    }


def _our_icons() -> Iterator[dict[str, str]]:
    for size in _ICON_SIZES:
        for purpose in ("any", "maskable"):
            yield _icon(f"/icon-{size}.png", str(size), purpose)


def _icons_of_domain(settings: DomainSettings) -> Iterator[dict[str, str]]:
    """Addresses tell one picture from the next, so that installed applications see that it changed."""
    for variant in get_args(Variant):
        purpose, _, size = variant.rpartition("-")
        yield _icon(f"{_ICON}?variant={variant}&of={settings.icon}", size, purpose or "any")


def _icon(address: str, size: str, purpose: str) -> dict[str, str]:
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
