"""Draws an icon: `python -m aqtra.files.icon_drawer 512 any|maskable` reads a picture and writes PNG.

A process of its own, like the thumbnailer. Exits with 1 when the input is no square picture that is large enough.
"""

import io
import sys

from PIL import Image

from aqtra.files.limits import ICON_SIDE
from aqtra.files.thumbnailer import read, run

# Systems cut a maskable icon to the shape they like; a circle of four fifths of its side always stays (W3C Web
# Application Manifest, 'maskable'). The corners of a picture, which are ground as a rule, may reach beyond it.
_KEPT = 0.7
_WHITE = (255, 255, 255)


def icon(content: bytes, side: int, *, maskable: bool) -> bytes:
    """PNG of `side` pixels each way. Raises ValueError and what Pillow raises of a broken picture."""
    picture = read(content, ICON_SIDE)
    if picture.width != picture.height or picture.width < ICON_SIDE:
        raise ValueError("an icon is square and large enough for its largest size")
    drawn = _on_ground(picture, side) if maskable else picture.resize((side, side), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    drawn.save(written, "PNG", optimize=True)
    return written.getvalue()


def _on_ground(picture: Image.Image, side: int) -> Image.Image:
    """The picture in the middle of a ground that goes on where it ends: the colour of its corner, white if none."""
    inner = round(side * _KEPT)
    shown = picture.convert("RGBA").resize((inner, inner), Image.Resampling.LANCZOS)
    corner = picture.convert("RGBA").getpixel((0, 0))
    ground = corner[:3] if isinstance(corner, tuple) and corner[3] == 255 else _WHITE
    drawn = Image.new("RGB", (side, side), ground)
    drawn.paste(shown, ((side - inner) // 2, (side - inner) // 2), shown)
    return drawn


if __name__ == "__main__":
    size, purpose = int(sys.argv[1]), sys.argv[2]
    sys.exit(run(lambda content: icon(content, size, maskable=purpose == "maskable")))
