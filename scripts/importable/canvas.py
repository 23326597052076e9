"""A picture of few colours, drawn quickly: text is kept as small tiles, and the file has a palette from the start.

Each pixel is a step between an ink and its ground. So a picture needs no search for its colours, which would take
longer than all the drawing. The same text makes the same file, on any machine with the same fonts and Pillow.
"""

import io
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby

from PIL import Image, ImageColor, ImageDraw, ImageFont

from importable.paths import ROOT

FONTS = ROOT / "node_modules/dejavu-fonts-ttf/ttf"
SANS, BOLD, MONO = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono"
STEPS = 8
"""From the ground to the ink, for smooth edges."""
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
Point = tuple[float, float]


class Canvas:
    """A picture whose colours are the `pairs` of ink and ground, each by its number."""

    def __init__(self, size: tuple[int, int], pairs: Sequence[tuple[str, str]]) -> None:
        self.image = Image.new("L", size)
        self._palette = [part for ink, ground in pairs for colour in _ramp(ink, ground) for part in colour]

    def fill(self, box: tuple[int, int, int, int], pair: int, *, ink: bool = False) -> None:
        """A box, without its right and lower edge: the pair's ground, or its ink."""
        self.image.paste(pair * STEPS + (STEPS - 1 if ink else 0), box)

    def text(self, at: tuple[int, int], text: str, font: str, size: int, pair: int) -> int:
        """One line, its ascenders at `at`; where it ends. The pair's ground must be there already."""
        x, y = at
        for name, part in pieces(text, font):
            tile, width = _tile(part, name, size, pair)
            self.image.paste(tile, (x, y))
            x += width
        return x

    def shape(self, at: tuple[int, int], size: int, filled: Sequence[Point], holes: Sequence[Sequence[Point]]) -> None:
        """A figure of 24 by 24, in the ink of the first pair."""
        scale = size * 4 / 24
        mask = Image.new("L", (size * 4, size * 4))
        draw = ImageDraw.Draw(mask)
        for points, value in [(filled, 255), *((hole, 0) for hole in holes)]:
            draw.polygon([(x * scale, y * scale) for x, y in points], fill=value)
        self.image.paste(mask.resize((size, size), Image.Resampling.BOX).point(_steps(0)), at)

    def png(self) -> bytes:
        """The file."""
        self.image.putpalette(self._palette)
        file = io.BytesIO()
        self.image.save(file, "PNG", compress_level=4)
        return file.getvalue()


def pieces(text: str, font: str) -> Iterator[tuple[str, str]]:
    """The text, cut where another font has to step in; what none of them has is a sign for that."""
    text = unicodedata.normalize("NFC", text)
    if text.isascii():
        yield font, text
        return
    for name, part in groupby(text, lambda character: _font_for(character, font)):
        letters = "".join(part)
        yield (name, letters) if name else (font, UNKNOWN * len(letters))


def width(text: str, font: str, size: int) -> int:
    """How wide a line is."""
    return sum(round(_font(name, size).getlength(part)) for name, part in pieces(text, font))


def folded(text: str, font: str, size: int, room: int) -> list[str]:
    """The text in lines no wider than `room`, folded between words; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", font, size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@lru_cache(4096)
def _tile(text: str, font: str, size: int, pair: int) -> tuple[Image.Image, int]:
    drawn = _font(font, size)
    advance = round(drawn.getlength(text))
    ascent, descent = drawn.getmetrics()
    mask = Image.new("L", (max(1, advance), ascent + descent))
    ImageDraw.Draw(mask).text((0, 0), text, fill=255, font=drawn)
    return mask.point(_steps(pair)), advance


@cache
def _steps(pair: int) -> list[int]:
    return [pair * STEPS + round(value * (STEPS - 1) / 255) for value in range(256)]


def _ramp(ink: str, ground: str) -> list[tuple[int, ...]]:
    start, end = ImageColor.getrgb(ground), ImageColor.getrgb(ink)
    ways = [step / (STEPS - 1) for step in range(STEPS)]
    return [tuple(round(a + (b - a) * way) for a, b in zip(start, end, strict=True)) for way in ways]


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _font_for(character: str, font: str) -> str | None:
    """The first font that has the character. One that lacks it draws what it draws for a character that is none."""
    for name in dict.fromkeys((font, MONO, SANS)):
        missing, there = (_font(name, 24).getmask(one) for one in ("\uffff", character))
        if character.isspace() or (there.size, bytes(there)) != (missing.size, bytes(missing)):
            return name
    return None
