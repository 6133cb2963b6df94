"""Documents rendered for tests, within the process of the test: fast, and with the same code as the child."""

from datetime import UTC, datetime
from typing import Any

from aqtra.templates.content import TemplateContent
from aqtra.templates.rendering.child import rendered

NOW = datetime(2026, 11, 29, 10, 30, tzinfo=UTC)
DATA: dict[str, Any] = {
    "number": "R-1",
    "day": "2026-01-31",
    "paid": True,
    "customer": {"name": "Ada & <b>Söhne</b>", "city": "Köln"},
    "lines": [
        {"title": "Paper", "quantity": 3, "price": "12.50"},
        {"title": "Ink", "quantity": 1, "price": "0.10"},
    ],
}


def render(content: TemplateContent, format: str = "text", data: dict[str, Any] | None = DATA, **order: Any) -> bytes:
    """Raises what the child tells its parent."""
    whole = {
        "content": content.model_dump(mode="json"),
        "format": format,
        "title": "Invoice R-1",
        "now": NOW.isoformat(),
        "zone": "UTC",
        "data": data,
        "files": {},
        **order,
    }
    return rendered(whole, lambda _element, _name: None)


def text(content: TemplateContent, data: dict[str, Any] | None = DATA) -> str:
    return render(content, "text", data).decode()
