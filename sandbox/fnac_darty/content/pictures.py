"""Small valid PNG pictures, so that attachments can be opened."""

import random
import struct
import zlib

_WIDTH, _HEIGHT = 160, 120
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def picture(name: str) -> bytes:
    """A lamp's shade before a wall in colours of its own; the same name gives the same bytes."""
    dice = random.Random(f"picture:{name}")
    wall, shade = (bytes(dice.randrange(90, 230) for _ in range(3)) for _ in range(2))
    left, top = dice.randrange(30, 60), dice.randrange(20, 40)
    rows = [_row(y, left, top, wall, shade) for y in range(_HEIGHT)]
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(rows))
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _row(y: int, left: int, top: int, wall: bytes, shade: bytes) -> bytes:
    narrow = max(0, (top + 45 - y) // 3)
    if not top <= y < top + 45:
        return b"\x00" + wall * _WIDTH
    width = _WIDTH - 2 * left - 2 * narrow
    return b"\x00" + wall * (left + narrow) + shade * width + wall * (left + narrow)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
