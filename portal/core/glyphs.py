"""Which characters the vendored fonts can draw, read from the fonts themselves."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONT_FOLDER = Path(__file__).parent / "fonts"
FONT_FAMILY = "Noto Sans SC"
REGULAR = FONT_FOLDER / "NotoSansSC-Regular.ttf"
BOLD = FONT_FOLDER / "NotoSansSC-Bold.ttf"
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class MissingFont(RuntimeError):
    """A vendored font is absent or cannot draw Chinese: every document would be boxes."""


def assert_fonts() -> None:
    """Raise MissingFont unless both weights are there and draw the words of a licence."""
    for path in (REGULAR, BOLD):
        if not path.is_file() or not drawable(path).issuperset(map(ord, "唤专开放许可通知书¥（）ABC123")):
            raise MissingFont(f"{path.name} is missing or has no Chinese glyphs")


def printable(text: str) -> str:
    """Return `text` with what cannot be drawn, or would be invisible, written as its code point.

    A name must not lose a rare character silently, nor may a direction mark reorder a line.
    """
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character == "\n":
        return character
    if unicodedata.category(character) in _HIDDEN or ord(character) not in drawable(REGULAR):
        return f"[U+{ord(character):04X}]"
    return character


@cache
def drawable(path: Path) -> frozenset[int]:
    """Return the code points of the font's character map (formats 4 and 12 of OpenType `cmap`)."""
    data = path.read_bytes()
    start = _table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    offsets = {struct.unpack_from(">HHI", data, start + 4 + 8 * index)[2] for index in range(count)}
    layouts = {struct.unpack_from(">H", data, start + offset)[0]: start + offset for offset in offsets}
    return frozenset(_full_map(data, layouts[12]) if 12 in layouts else _basic_map(data, layouts[4]))


def _table(data: bytes, tag: bytes) -> int:
    """Return where the table `tag` begins; raises MissingFont."""
    (count,) = struct.unpack_from(">H", data, 4)
    for index in range(count):
        name, _checksum, offset, _length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if name == tag:
            return int(offset)
    raise MissingFont(f"the font has no {tag.decode()} table")


def _full_map(data: bytes, start: int) -> set[int]:
    """Read a format 12 subtable: every code point of Unicode."""
    (groups,) = struct.unpack_from(">I", data, start + 12)
    spans = [struct.unpack_from(">II", data, start + 16 + 12 * index) for index in range(groups)]
    return {point for first, last in spans for point in range(first, last + 1)}


def _basic_map(data: bytes, start: int) -> set[int]:
    """Read a format 4 subtable: the first 65,535 code points."""
    (doubled,) = struct.unpack_from(">H", data, start + 6)
    ends = struct.unpack_from(f">{doubled // 2}H", data, start + 14)
    starts = struct.unpack_from(f">{doubled // 2}H", data, start + 16 + doubled)
    return {point for first, last in zip(starts, ends, strict=True) for point in range(first, last + 1)} - {
        0xFFFF
    }
