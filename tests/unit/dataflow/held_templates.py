"""Templates of a test: each puts its data into words, in any format."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson

from aqtra.templates.models import DocumentFormat, Rendered


class HeldTemplates:
    """Implements `ports.Templates`. `rendered` keeps what was asked for."""

    def __init__(self, error: Exception | None = None) -> None:
        self._error = error
        self.rendered: list[tuple[UUID, DocumentFormat, dict[str, Any]]] = []

    async def render(self, template: UUID, format: DocumentFormat, name: str, data: Mapping[str, Any]) -> Rendered:
        if self._error is not None:
            raise self._error
        self.rendered.append((template, format, dict(data)))
        text = orjson.dumps(data, default=str).decode()
        content = f"<h1>{name}</h1><p>{text}</p>" if format is DocumentFormat.HTML else text
        return Rendered(f"{name}.{format.extension}", format, content.encode())
