"""Makes one picture small: `python -m aqtra.files.thumbnailer` reads it from standard input and writes WebP.

A process of its own, so that a picture made to exhaust its reader takes nothing but this process with it. Exits with 1
when the input is no picture that can be read within the limits.
"""

import io
import resource
import sys
from collections.abc import Callable

from PIL import Image, ImageOps, UnidentifiedImageError

from aqtra.files.limits import THUMBNAIL_MEMORY, THUMBNAIL_PIXELS, THUMBNAIL_SECONDS, THUMBNAIL_SIDE

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
QUALITY = 80


def small(content: bytes) -> bytes:
    """WebP of at most THUMBNAIL_SIDE pixels each way, the first frame only.

    Raises ValueError and what Pillow raises of a broken picture.
    """
    shown = read(content, THUMBNAIL_SIDE)
    shown.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    written = io.BytesIO()
    # Without place, camera and colour profile: only what can be seen.
    shown.save(written, "WEBP", quality=QUALITY)
    return written.getvalue()


def read(content: bytes, side: int) -> Image.Image:
    """The first frame, upright. JPEG may be decoded smaller already, but not smaller than `side`."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        width, height = picture.size
        if width * height > THUMBNAIL_PIXELS:
            raise ValueError("the picture has too many pixels")
        picture.draft("RGB", (side, side))
        picture.load()
        upright = ImageOps.exif_transpose(picture) or picture
        return upright.convert("RGBA" if upright.has_transparency_data else "RGB")


def run(make: Callable[[bytes], bytes]) -> int:
    """Makes a picture of standard input, within limits, and writes it to standard output; the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (THUMBNAIL_MEMORY, THUMBNAIL_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (THUMBNAIL_SECONDS, THUMBNAIL_SECONDS))
    Image.MAX_IMAGE_PIXELS = THUMBNAIL_PIXELS
    try:
        result = make(sys.stdin.buffer.read())
    except (
        ValueError,
        OSError,
        SyntaxError,
        MemoryError,
        EOFError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
    ):
        return 1
    sys.stdout.buffer.write(result)
    return 0


if __name__ == "__main__":
    sys.exit(run(small))
