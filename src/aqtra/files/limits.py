"""Limits of files that no administrator sets. Sizes in bytes."""

from datetime import timedelta
from typing import Final

PART_SIZE: Final = 4 * 1024 * 1024
MAX_PARTS: Final = 100_000
"""About 390 GiB: what a row of salts and one request that reads all of it again can still bear."""
MAX_NAME: Final = 255
"""Characters in the name of a file or folder."""
UPLOAD_LIFE: Final = timedelta(hours=24)
MAX_OPEN_UPLOADS: Final = 100
"""Of one person: a browser that went away leaves its uploads until they expire."""
UNREFERENCED_LIFE: Final = timedelta(hours=24)
"""A form may be open for a while between the upload of a file and the saving of its entry."""
IMPORT_LIFE: Final = timedelta(days=8)
"""Jobs delete their files after 7 days; a file that no job has, for one was lost between, is deleted by age."""
MAX_FOLDER_DEPTH: Final = 20
MAX_LISTED: Final = 100
"""Files on one page of the library."""

THUMBNAIL_SIDE: Final = 320
ICON_SIDE: Final = 512
"""The largest icon that browsers ask for, and the smallest picture that icons are drawn from."""
THUMBNAIL_SOURCE: Final = 32 * 1024 * 1024
THUMBNAIL_PIXELS: Final = 50_000_000
THUMBNAIL_SECONDS: Final = 10
THUMBNAIL_MEMORY: Final = 1024 * 1024 * 1024
