"""Small valid PNG pictures that look a little like photographs, drawn without any library."""

import random
import struct
import zlib
from functools import cache
from math import exp, sin, sqrt

_WIDTH, _HEIGHT = 240, 180
_SIGNATURE = b"\x89PNG\r\n\x1a\n"

Colour = tuple[float, float, float]

_BYTES = bytes(range(256)) + bytes([255] * 256 + [0] * 256)
"""Cuts a value to a byte: what is above 255 comes next, negative indexes are at the end."""


@cache
def photo(seed: int, scale: int = 1) -> bytes:
    """A table lamp with a crack, 240 by 180 points times `scale`; the same seed gives the same bytes."""
    width, height = _WIDTH * scale, _HEIGHT * scale
    scene = _Scene(random.Random(f"photo:{seed}"), scale)
    rows = (b"\x00" + scene.row(y / scale) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(rows), 6)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


class _Scene:
    """A wall, a wooden table, a lamp on it, and a crack down its shade and foot."""

    def __init__(self, dice: random.Random, scale: int) -> None:
        self._dice = dice
        self._scale = scale
        self._width = _WIDTH * scale
        shade = dice.randint(150, 205)
        self._wall: Colour = (shade, shade - dice.randint(2, 14), shade - dice.randint(10, 34))
        self._wood: Colour = (dice.randint(110, 150), dice.randint(74, 98), dice.randint(44, 62))
        self._cloth: Colour = (236, dice.randint(196, 226), dice.randint(140, 190))
        self._foot: Colour = dice.choice([(214, 210, 204), (52, 52, 56), (150, 168, 146), (176, 120, 84)])
        self._middle = dice.uniform(0.36, 0.64) * _WIDTH
        self._edge = dice.uniform(0.62, 0.74) * _HEIGHT
        self._crack = self._walk(dice)
        columns = [column / scale for column in range(self._width)]
        self._glow = [62 * exp(-(((x - self._middle) / 80) ** 2)) for x in columns]
        self._dark = [0.0016 * (x - _WIDTH / 2) ** 2 for x in columns]

    def _walk(self, dice: random.Random) -> list[float]:
        """Where the crack is on every line: a wandering path."""
        place, path = self._middle + dice.uniform(-14, 14), []
        for _ in range(_HEIGHT):
            place += dice.choice([-1.6, -0.8, 0.0, 0.7, 1.5])
            path.append(place)
        return path

    def row(self, y: float) -> bytes:
        """Three bytes for every point of a line."""
        colours = self._colours(y)
        bright = exp(-(((y - 62) / 70) ** 2))
        dark = 0.0016 * (y - _HEIGHT / 2) ** 2 + 5
        grain = self._dice.randbytes(self._width)
        row = bytearray()
        for colour, glow, side, noise in zip(colours, self._glow, self._dark, grain, strict=True):
            light = glow * bright - side - dark + noise * 0.043
            red, green, blue = colour
            row.append(_BYTES[int(red + light)])
            row.append(_BYTES[int(green + light * 0.9)])
            row.append(_BYTES[int(blue + light * 0.62)])
        return bytes(row)

    def _colours(self, y: float) -> list[Colour]:
        """The things on a line, the nearest last."""
        colours = [self._wall if y < self._edge else self._grain(y)] * self._width
        if 92 < y <= 118:
            self._lay(colours, self._middle, 3.2, (120, 104, 84))
        half = 30 * sqrt(max(0.0, 1 - ((y - 132) / 22) ** 2))
        self._lay(colours, self._middle, half, self._foot)
        self._lay(colours, self._middle + half * 0.7, half * 0.3, _darker(self._foot))
        if 34 <= y <= 92:
            half = 20 + (y - 34) * 0.36
            self._lay(colours, self._middle, half, self._cloth)
        crack = self._crack[int(y)]
        if abs(crack - self._middle) < half:
            self._lay(colours, crack, 0.9, (46, 32, 24))
        return colours

    def _lay(self, colours: list[Colour], middle: float, half: float, colour: Colour) -> None:
        """A stretch of one colour."""
        start, end = round((middle - half) * self._scale), round((middle + half) * self._scale)
        if end > start:
            colours[start:end] = [colour] * (end - start)

    def _grain(self, y: float) -> Colour:
        """Wood is striped, and darker under the lamp."""
        wave = 9 * sin(y * 0.9) - 16 * exp(-(((y - 150) / 9) ** 2))
        return (self._wood[0] + wave, self._wood[1] + wave * 0.8, self._wood[2] + wave * 0.6)


def _darker(colour: Colour) -> Colour:
    return (colour[0] - 24, colour[1] - 24, colour[2] - 24)
