"""Pictures of documents: opened within limits and written anew: no other library reads what came from outside."""

import base64
import binascii
import io
from typing import Final

import segno
from PIL import Image, ImageOps, UnidentifiedImageError

from aqtra.templates import limits

_FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
_PREFIX: Final = "data:image/"
_MODULE: Final = 10
"""Pixels of one square of a QR code: sharp at 300 dpi up to 10 cm."""


class BadPicture(ValueError):
    """The content is no picture that can be shown, in words."""


def opened(content: bytes) -> tuple[bytes, str, int, int]:
    """A PNG or JPEG with its type and its size in pixels. Raises BadPicture."""
    if len(content) > limits.PICTURE_SIZE:
        raise BadPicture(f"the picture has more than {limits.PICTURE_SIZE} bytes")
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            if picture.width * picture.height > limits.PICTURE_PIXELS:
                raise BadPicture(f"the picture has more than {limits.PICTURE_PIXELS} pixels")
            picture.draft("RGB", (limits.PICTURE_SIDE, limits.PICTURE_SIDE))
            picture.load()
            upright = ImageOps.exif_transpose(picture) or picture
            has_holes = upright.has_transparency_data
            shown = upright.convert("RGBA" if has_holes else "RGB")
            shown.thumbnail((limits.PICTURE_SIDE, limits.PICTURE_SIDE))
            kind = "JPEG" if picture.format == "JPEG" else "PNG"
    except BadPicture:
        raise
    except (Image.DecompressionBombError, MemoryError) as error:
        raise BadPicture("the picture is too large to be opened") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise BadPicture("the content is no picture in PNG, JPEG, WebP or GIF") from error
    written = io.BytesIO()
    shown.save(written, kind, **({"quality": 88} if kind == "JPEG" else {}))
    return written.getvalue(), f"image/{kind.lower()}", shown.width, shown.height


def decoded(address: str) -> bytes:
    """The content of a `data:` address. Nothing is fetched. Raises BadPicture."""
    head, comma, body = address.partition(",")
    if not head.startswith(_PREFIX) or not head.endswith(";base64") or not comma:
        raise BadPicture("a picture of the data is written as data:image/png;base64,…: nothing is fetched")
    if len(body) > limits.PICTURE_SIZE * 4 // 3 + 4:
        raise BadPicture(f"the picture has more than {limits.PICTURE_SIZE} bytes")
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise BadPicture("the picture of the data is no base64") from error


def qr_code(text: str, correction: str) -> bytes:
    """PNG. Raises BadPicture."""
    try:
        code = segno.make_qr(text, error=correction, boost_error=False)
    except (ValueError, segno.DataOverflowError) as error:
        raise BadPicture("the text is too long for a QR code") from error
    written = io.BytesIO()
    code.save(written, kind="png", scale=_MODULE, border=2)
    return written.getvalue()
