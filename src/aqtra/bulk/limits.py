"""Limits of import and export that nobody sets: they keep memory flat whatever a file holds."""

from datetime import timedelta
from typing import Final

BATCH_ROWS: Final = 10_000
BATCH_CHARACTERS: Final = 8_000_000
"""A batch ends at whichever comes first."""
CHUNK_BYTES: Final = 256 * 1024
PORTION_BYTES: Final = 1024 * 1024
"""What is handed to a thread at a time: the way there costs more than a chunk is worth."""

CELL_LENGTH: Final = 1_100_000
"""Characters in one cell: a little more than a text may have, so that too long a text is told from a broken file."""
RECORD_LENGTH: Final = 8_000_000
"""Characters in one record, line breaks within quotes included."""
COLUMNS: Final = 1_000
HEADER_LENGTH: Final = 200

WORKBOOK_BYTES: Final = 256 * 1024 * 1024
"""A workbook is an archive that is read from its end, so it must be at hand as a whole."""
WORKBOOK_EXPANDED: Final = 2 * 1024 * 1024 * 1024
WORKBOOK_PART: Final = 64 * 1024 * 1024
"""Bytes of every part of a workbook but its sheets: the reader holds these parts in memory."""
WORKBOOK_MEMORY: Final = 1024 * 1024 * 1024
WORKBOOK_SECONDS: Final = 1_800
WORKBOOK_PREVIEW_SECONDS: Final = 60
"""Of processor time: somebody waits for a preview, and others for their turn."""
SHEET_ROWS: Final = 1_048_576

REPORTED_ERRORS: Final = 100_000
SHOWN_ERRORS: Final = 20
SHOWN_VALUE: Final = 200
PREVIEW_ROWS: Final = 20

LEASE: Final = timedelta(seconds=30)
ATTEMPTS: Final = 3
"""A job whose worker was lost so often takes workers with it: it is given up."""
KEPT: Final = timedelta(days=7)
FORGOTTEN_AFTER: Final = timedelta(minutes=1)
OPEN_JOBS: Final = 10
"""Jobs of one user that wait or run."""
