"""Pictures that are made to fit."""

import os
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from guichet.inbox.smaller import CannotShrinkError, NotAPictureError, TooManyPixelsError, smaller


def noise(width: int, height: int, kind: str = "PNG", mode: str = "RGB") -> bytes:
    """A picture that compresses badly."""
    picture = Image.frombytes(mode, (width, height), os.urandom(width * height * len(mode)))
    file = BytesIO()
    picture.save(file, kind)
    return file.getvalue()


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that says it is `side` pixels wide and high."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    parts = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "BMP"])
def test_a_picture_fits_and_is_still_one(kind: str) -> None:
    limit = 150_000
    written = smaller(BytesIO(noise(1200, 900, kind)), limit)
    assert len(written) <= limit
    shown = Image.open(BytesIO(written))
    assert shown.format == "JPEG"
    assert abs(shown.width / shown.height - 4 / 3) < 0.01


def test_what_shines_through_becomes_white() -> None:
    clear = Image.new("RGBA", (300, 300), (255, 0, 0, 0))
    file = BytesIO()
    clear.save(file, "PNG")
    shown = Image.open(BytesIO(smaller(BytesIO(file.getvalue()), 50_000)))
    assert shown.getpixel((150, 150)) == (255, 255, 255)


def test_the_cameras_notes_are_gone_and_the_picture_is_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "Camera of Camille"
    file = BytesIO()
    Image.new("RGB", (400, 200), "navy").save(file, "JPEG", exif=exif)
    written = smaller(BytesIO(file.getvalue()), 50_000)
    shown = Image.open(BytesIO(written))
    assert shown.size == (200, 400)
    assert not shown.getexif()
    assert b"Camille" not in written


@pytest.mark.parametrize("side", [8_000, 60_000])
def test_a_bomb_is_refused_before_it_unfolds(side: int) -> None:
    with pytest.raises(TooManyPixelsError):
        smaller(BytesIO(bomb(side)), 100_000)


@pytest.mark.parametrize(
    "junk", [b"", b"%PDF-1.7", b"<svg/>", b"\xff\xd8\xff\xe0", noise(300, 300)[:2_000], b"GIF89a"]
)
def test_what_is_no_picture_is_refused(junk: bytes) -> None:
    with pytest.raises(NotAPictureError):
        smaller(BytesIO(junk), 100_000)


def test_a_limit_that_no_picture_meets() -> None:
    with pytest.raises(CannotShrinkError):
        smaller(BytesIO(noise(500, 500)), 1_000)
