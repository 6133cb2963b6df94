"""HTML on paper: PDF, and pictures of its pages. Nothing is fetched: what is shown stands in the HTML itself."""

import io
from pathlib import Path
from typing import Any, Final

from aqtra.templates import limits
from aqtra.templates.rendering.blocks import Document

FONTS: Final = Path(__file__).parents[1] / "fonts"


class NotPrintable(ValueError):
    """The pages cannot be made, in words."""


def pdf_of(document: Document, html: bytes) -> bytes:
    """Raises NotPrintable."""
    book = _book(document, html)
    written = io.BytesIO()
    book.write_to_pdf_stream(written)
    return written.getvalue()


def pages_of(document: Document, html: bytes) -> tuple[int, list[bytes]]:
    """How many there are, and PNG of the first ones. Raises NotPrintable."""
    import plutoprint

    book = _book(document, html)
    count = book.get_page_count()
    shown = []
    for number in range(min(count, limits.PREVIEW_PAGES)):
        size = book.get_page_size_at(number)
        scale = limits.PREVIEW_SCALE / plutoprint.UNITS_PX
        canvas = plutoprint.ImageCanvas(round(size.width * scale), round(size.height * scale))
        canvas.clear_surface(1, 1, 1)
        canvas.scale(limits.PREVIEW_SCALE, limits.PREVIEW_SCALE)
        book.render_page(canvas, number)
        written = io.BytesIO()
        canvas.write_to_png_stream(written)
        shown.append(written.getvalue())
    return count, shown


def _book(document: Document, html: bytes) -> Any:
    import plutoprint

    class Nothing(plutoprint.ResourceFetcher):
        """Refuses; `data:` addresses never come here."""

        def fetch_url(self, url: str) -> Any:
            raise NotPrintable(f"nothing is fetched: {url[:100]}")

    plutoprint.plutobook_set_fontconfig_path(str(FONTS))
    book = plutoprint.Book()
    book.custom_resource_fetcher = Nothing()
    try:
        book.load_html(html.decode(), "", "", "about:blank")
    except plutoprint.Error as error:
        raise NotPrintable("the document cannot be put on pages") from error
    book.set_metadata(plutoprint.PDF_METADATA_TITLE, document.title)
    return book
