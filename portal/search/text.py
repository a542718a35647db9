"""One spelling for all: width, traditional characters, case, units and quotation marks are made the same."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

_MARKS = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "「": '"',
        "」": '"',
        "『": '"',
        "』": '"',
        "《": '"',
        "》": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "µ": "μ",
    }
)
_CONTROL = "\x00-\x08 \x0e-\x1f \x7f-\x9f \u200b-\u200f \u202a-\u202e \u2060-\u2064 \ufeff-\ufeff"


@cache
def _table() -> dict[int, str]:
    """Return what becomes of a character after NFKC: simplified (OpenCC's table, the first choice), plain, or a space."""
    lines = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line)
    table = {ord(old): new.split()[0] for old, new in pairs if len(old) == 1}
    for span in _CONTROL.split(" "):
        first, last = span.split("-")
        table.update(dict.fromkeys(range(ord(first), ord(last) + 1), " "))
    return table | _MARKS


def fold(text: str) -> str:
    """Return `text` as it is indexed and searched."""
    if text.isascii() and text.isprintable():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).lower().translate(_table())
    return folded.replace("μm", "um") if "μ" in folded else folded


class _Characters(dict[str, str]):
    """How each character is folded by itself."""

    def __missing__(self, character: str) -> str:
        self[character] = folded = fold(character)
        return folded


_characters = _Characters()


def fold_with_origins(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text and, for each of its characters and its end, the place in `text` it came from."""
    pieces = list(map(_characters.__getitem__, text))
    folded = "".join(pieces)
    if len(folded) == len(text) and all(pieces):
        return folded, range(len(text) + 1)
    origins = [place for place, piece in enumerate(pieces) for _ in piece]
    return folded, [*origins, len(text)]
