"""Reads back what a PDF made by typst says, glyph by glyph."""

import io
import re

import pikepdf


def text_of(pdf: bytes) -> str:
    """Return the text of all pages through the fonts' ToUnicode maps; spaces are as drawn."""
    return "".join(_pieces(pdf, lambda mapping, glyph: mapping.get(glyph, "")))


def missing_glyphs(pdf: bytes) -> int:
    """Count the glyphs drawn as .notdef, the box that stands for a character the font lacks."""
    return sum(_pieces(pdf, lambda _mapping, glyph: int(glyph == 0)))


def _pieces(pdf, reading):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            maps = {name: _to_unicode(font) for name, font in page.resources.Font.items()}
            current = {}
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    current = maps[str(operands[0])]
                elif str(operator) in ("Tj", "TJ"):
                    for glyph in _glyphs(operands[0]):
                        yield reading(current, glyph)


def _glyphs(shown):
    parts = (
        [shown] if isinstance(shown, pikepdf.String) else [p for p in shown if isinstance(p, pikepdf.String)]
    )
    for part in parts:
        codes = bytes(part)
        for start in range(0, len(codes), 2):
            yield int.from_bytes(codes[start : start + 2], "big")


def _to_unicode(font):
    cmap = font.ToUnicode.read_bytes().decode()
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for glyph, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(glyph, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + offset] = chr(int(text, 16) + offset)
    return found
