"""One spelling for all: width, traditional characters, case, units and quotation marks are made the same."""

import re
import unicodedata
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
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


@cache
def _simplified() -> dict[int, str]:
    """Read OpenCC's table of traditional characters once: one character each, the first choice."""
    table = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if line)
    return {ord(old): new.split()[0] for old, new in pairs if len(old) == 1}


def fold(text: str) -> str:
    """Return `text` as it is indexed and searched."""
    folded = unicodedata.normalize("NFKC", _CONTROL.sub(" ", text).translate(_MARKS))
    folded = folded.translate(_simplified()).lower().translate(_MARKS)
    return folded.replace("°c", "℃").replace("℃", "°c").replace("μm", "um") if _has_unit(folded) else folded


def _has_unit(text: str) -> bool:
    return "°" in text or "μ" in text


def fold_with_origins(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, the place in `text` it came from."""
    pieces: list[str] = []
    origins: list[int] = []
    for place, character in enumerate(text):
        piece = fold(character)
        pieces.append(piece)
        origins.extend([place] * len(piece))
    return "".join(pieces), origins
