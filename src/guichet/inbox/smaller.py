"""Makes a picture fit a marketplace's limit: turned upright, without its camera's notes, as a JPEG.

A picture of few bytes can unfold to gigabytes (a decompression bomb), so its size in pixels is read first.
"""

import warnings
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps

MAX_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")
# Seen at arm's length no quality below is told from the original; sizes halve the area at each step.
QUALITIES = (85, 75)
STEP = 0.7
SMALLEST_SIDE = 200
WHITE = "white"


class NotAPictureError(Exception):
    """The bytes are no picture of a kind that can be made smaller."""


class TooManyPixelsError(Exception):
    """The picture would unfold to more than may be held in memory."""


class CannotShrinkError(Exception):
    """Not even a thumbnail fits."""


def smaller(stream: BinaryIO, max_bytes: int) -> bytes:
    """A JPEG of at most `max_bytes`, as large as fits.

    Raises NotAPictureError, TooManyPixelsError, CannotShrinkError.
    """
    picture = _upright(stream)
    while True:
        for quality in QUALITIES:
            written = _jpeg(picture, quality)
            if len(written) <= max_bytes:
                return written
        width, height = (int(side * STEP) for side in picture.size)
        if min(width, height) < SMALLEST_SIDE:
            raise CannotShrinkError
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)


def _upright(stream: BinaryIO) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(stream, formats=FORMATS)
            if picture.width * picture.height > MAX_PIXELS:
                raise TooManyPixelsError
            return _on_white(ImageOps.exif_transpose(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixelsError from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise NotAPictureError from error


def _on_white(picture: Image.Image) -> Image.Image:
    """JPEG knows no transparency: what shines through is white, as on a page."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    page = Image.new("RGB", layer.size, WHITE)
    page.paste(layer, mask=layer.getchannel("A"))
    return page


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
    return file.getvalue()
