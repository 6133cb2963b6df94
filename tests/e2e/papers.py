"""PDF documents small enough to be written by hand: one line of text on each page (ISO 32000-1, 7.5)."""

from collections.abc import Sequence


def pdf(lines: Sequence[str]) -> bytes:
    """A document with a page for each line."""
    pages = [3 + 2 * number for number in range(len(lines))]
    kids = " ".join(f"{page} 0 R" for page in pages)
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(lines)} >>"]
    for page, line in zip(pages, lines, strict=True):
        resources = f"<< /Font << /F1 {font} >> >>"
        sheet = f"/MediaBox [0 0 420 594] /Resources {resources} /Contents {page + 1} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R {sheet} >>")
        content = f"BT /F1 28 Tf 60 480 Td ({line}) Tj ET"
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return _file(objects)


def _file(objects: Sequence[str]) -> bytes:
    """The objects with the table of where each begins."""
    written, starts = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        starts.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return written + f"{end}startxref\n{len(written)}\n%%EOF\n".encode()
