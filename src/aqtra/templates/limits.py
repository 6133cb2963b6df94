"""Bounds of templates and of their rendering. Times in seconds, sizes in bytes, lengths in millimetres."""

from typing import Final

PROPERTIES: Final = 100
"""Of a model, and of one object or array in it."""
DEPTH: Final = 3
"""Arrays in objects in arrays."""
BANDS: Final = 20
ELEMENTS: Final = 100
"""In one band or cell."""
ALL_ELEMENTS: Final = 500
COLUMNS: Final = 30
CELLS: Final = 4
"""Side by side in a panel."""
TEXT: Final = 4_000
EXPRESSION: Final = 500
PIECES: Final = 200
"""Differently written pieces of one rich text."""
SAMPLE_SIZE: Final = 64 * 1024
DOCUMENT_SIZE: Final = 1024 * 1024
"""Of a whole template as JSON."""
SIDE: Final = 500.0
"""Of anything on a page."""

RENDER_SECONDS: Final = 30
"""Until a rendering is given up; `RENDER_CPU` ends one that computes all the time, a little earlier."""
RENDER_CPU: Final = 20
RENDER_MEMORY: Final = 1536 * 1024 * 1024
"""Of address space: the libraries of a rendering take 500 MiB of it before they do anything."""
RENDERED_SIZE: Final = 64 * 1024 * 1024
"""Of a document, whatever its installation allows a file to have."""
ROWS: Final = 20_000
"""Of all bands and tables of one document."""
BLOCKS: Final = 100_000
TEXT_SIZE: Final = 1_000_000
"""Characters of one evaluated text."""
PICTURE_SIZE: Final = 5 * 1024 * 1024
PICTURE_PIXELS: Final = 40_000_000
PICTURE_SIDE: Final = 2_000
"""Pixels that are kept of a picture: 300 dpi on a page of A4."""
PICTURES: Final = 50
"""Different files of the library in one template."""
PREVIEW_PAGES: Final = 10
PREVIEW_SCALE: Final = 1.5
"""Pixels per CSS pixel of a page that is shown."""
AT_ONCE: Final = 2
"""Renderings of one process side by side: each takes a core."""
