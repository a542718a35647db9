"""How text becomes terms: Chinese as overlapping pairs of characters, other words as stems, part numbers whole and in parts."""

import re
from collections.abc import Iterator
from functools import lru_cache

from whoosh.lang.porter2 import stem as _porter

from portal.search.text import fold

HAN = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"(?P<han>[{HAN}]+)|(?P<word>[^\W_{HAN}]+(?:[-./'_][^\W_{HAN}]+)*)")
_HAN_RUN = re.compile(rf"[{HAN}]+")
_JOIN = re.compile(r"[-./'_]+")
GAP = 16  # positions between two texts of one zone, so that no phrase reaches across
LAST_POSITION = 0xFFFF  # positions are kept in 16 bits; words after this place are found but in no phrase
MAX_TERM = 64  # characters


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of an English word; anything else is returned as it is."""
    return str(_porter(word)) if word.isascii() and word.isalpha() and len(word) > 2 else word[:MAX_TERM]


def tokens(folded: str) -> Iterator[tuple[str, bool]]:
    """Yield (run, whether it is Chinese) from folded text."""
    for match in _TOKEN.finditer(folded):
        yield match.group(), match.lastgroup == "han"


def parts(word: str) -> list[str]:
    """Return the parts of a word joined by hyphens, points or strokes: `abc-123` gives `abc`, `123`."""
    return _JOIN.split(word)


def joined(word: str) -> str:
    """Return a hyphenated word written as one: `abc-123` gives `abc123`."""
    return _JOIN.sub("", word)[:MAX_TERM]


def pairs(run: str) -> list[str]:
    """Return the overlapping pairs of a Chinese run, or the run itself if it is one character."""
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]


def is_han(text: str) -> bool:
    """Say whether the first character is written without spaces between words."""
    return bool(_TOKEN.match(text[:1]) and _TOKEN.match(text[:1]).lastgroup == "han")  # type: ignore[union-attr]


def analyse(text: str, start: int = 0) -> tuple[list[str], list[int], int]:
    """Return the terms of `text`, their positions counted from `start`, and the next free position."""
    return analyse_folded(fold(text), start)


def analyse_folded(folded: str, start: int = 0) -> tuple[list[str], list[int], int]:
    """Do the same for text that is folded already."""
    terms: list[str] = []
    places: list[int] = []
    place = start
    for run, han in tokens(folded):
        if han:
            found = pairs(run)
            terms += found
            places += range(place, place + len(found))
            place += len(run)
            continue
        pieces = parts(run)
        if len(pieces) > 1:
            terms.append(joined(run))
            places.append(place)
        for piece in pieces:
            terms.append(stem(piece))
            places.append(place)
            place += 1
    return terms, places, place


def characters(folded: str) -> list[str]:
    """Return the different Chinese characters of a folded text, for queries of one character."""
    return sorted(set("".join(_HAN_RUN.findall(folded))))
