"""Renders one document: `python -m aqtra.templates.rendering.child` reads an order and writes what came of it.

A process of its own, so that a template or a picture made to exhaust its reader takes nothing but this process with it.
The order is JSON on standard input, the answer a line of JSON and the document on standard output. Standard error says
which element is at work: whatever ends the process is blamed on the last one.
"""

import base64
import json
import os
import resource
import sys
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from aqtra.templates import limits
from aqtra.templates.content import TemplateContent
from aqtra.templates.rendering.blocks import Document
from aqtra.templates.rendering.html import html_of
from aqtra.templates.rendering.paged import NotPrintable, pages_of, pdf_of
from aqtra.templates.rendering.plain import text_of
from aqtra.templates.rendering.resolving import ElementFailed, Given, Resolver
from aqtra.templates.rendering.sample import sample_of
from aqtra.templates.rendering.values import Unfit
from aqtra.templates.rendering.xlsx import SheetFull, xlsx_of

MARK = b"\x1e"
"""Before a line of standard error that is ours: libraries write there, too."""


def confine() -> None:
    """Memory, time and files of this process. What it has to read it has in its hands."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.RENDER_MEMORY, limits.RENDER_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.RENDER_CPU, limits.RENDER_CPU))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


class Announcer:
    """Says which element is at work, once while it stays the same."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, element: str, name: str) -> None:
        if element != self._last:
            self._last = element
            os.write(2, MARK + json.dumps([element, name]).encode() + b"\n")


def rendered(order: dict[str, Any], announce: Callable[[str, str], None]) -> bytes:
    """Raises ElementFailed, Unfit, NotPrintable, SheetFull, ValidationError."""
    content = TemplateContent.model_validate(order["content"])
    data = order["data"]
    now = datetime.fromisoformat(order["now"]).astimezone(ZoneInfo(order["zone"]))
    files = {UUID(key): base64.b64decode(found) for key, found in order["files"].items()}
    given = Given(sample_of(content, now) if data is None else data, now, order["title"], files)
    document = Resolver(content, given, announce).document()
    announce("", "")
    return _written(document, content, order["format"])


def _written(document: Document, content: TemplateContent, wanted: str) -> bytes:
    locale = content.page.locale
    match wanted:
        case "text":
            return text_of(document)
        case "html":
            return html_of(document, locale)
        case "pdf":
            return pdf_of(document, html_of(document, locale, paged=True))
        case "pages":
            count, pages = pages_of(document, html_of(document, locale, paged=True))
            shown = [base64.b64encode(page).decode() for page in pages]
            return json.dumps({"count": count, "pages": shown}).encode()
        case "xlsx":
            return xlsx_of(document)
        case _:
            from aqtra.templates.rendering.docx import docx_of

            return docx_of(document)


def main() -> int:
    order = json.loads(sys.stdin.buffer.read(), parse_float=Decimal)
    confine()
    announce = Announcer()
    try:
        content = rendered(order, announce)
        head: dict[str, Any] = {"size": len(content)}
    except ElementFailed as error:
        content, head = b"", {"reason": str(error), "element": error.element, "name": error.name}
    except (Unfit, NotPrintable, SheetFull) as error:
        content, head = b"", {"reason": str(error)}
    except ValidationError as error:
        content, head = b"", {"reason": f"the template cannot be read: {error.errors()[0]['msg']}"}
    except MemoryError:
        content, head = b"", {"reason": "the document needs more memory than it may have"}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
