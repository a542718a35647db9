"""The best fragment of a text, as pieces that did or did not match: data for a template that escapes them."""

import re
from collections.abc import Sequence

from portal.search import analysis
from portal.search.model import Segments
from portal.search.text import fold_with_origins

FRAGMENT = 160  # characters
MAX_SCANNED = 20_000  # characters of one text that are looked through
_WORD = re.compile(rf"[^\W_{analysis.HAN}]+")


class Highlighter:
    """Marks one query's words in any number of texts."""

    def __init__(self, needles: Sequence[str]) -> None:
        plain = [needle for needle in needles if needle and analysis.is_han(needle)]
        longest_first = sorted(dict.fromkeys(plain), key=len, reverse=True)
        self._han = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
        words = [word for needle in needles for word in _WORD.findall(needle.rstrip("*"))]
        self._stems = {analysis.stem(word) for word in words}
        self._starts = tuple(n.rstrip("*") for n in needles if n.endswith("*"))

    def fragment(self, text: str, whole: bool = False) -> Segments:
        """Return the densest fragment (or the whole text) in pieces; empty if nothing matched and not `whole`."""
        folded, origins = fold_with_origins(text[:MAX_SCANNED])
        spans = [
            (origins[start], max(origins[end], origins[start] + 1)) for start, end in self._spans(folded)
        ]
        if not spans and not whole:
            return ()
        return _cut(text, spans, whole)

    def _spans(self, folded: str) -> list[tuple[int, int]]:
        spans = [match.span() for match in self._han.finditer(folded)] if self._han else []
        for match in _WORD.finditer(folded):
            word = match.group()
            if analysis.stem(word) in self._stems or (self._starts and word.startswith(self._starts)):
                spans.append(match.span())
        return _merged(sorted(spans))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, spans: list[tuple[int, int]], whole: bool) -> Segments:
    start, end = (0, len(text)) if whole or len(text) <= FRAGMENT else _densest(spans, len(text))
    pieces: list[tuple[str, bool]] = [("…", False)] if start else []
    place = start
    for first, last in spans:
        if first >= end or last <= start:
            continue
        if first > place:
            pieces.append((text[place:first], False))
        pieces.append((text[max(first, place) : min(last, end)], True))
        place = last
    if place < end:
        pieces.append((text[place:end], False))
    if end < len(text):
        pieces.append(("…", False))
    return tuple(piece for piece in pieces if piece[0])


def _densest(spans: list[tuple[int, int]], length: int) -> tuple[int, int]:
    """Return the window of FRAGMENT characters that holds most marked characters, a little before its first mark."""
    best, best_sum = 0, -1
    for i, (start, _) in enumerate(spans[:500]):
        inside = 0
        for first, last in spans[i:]:
            if first >= start + FRAGMENT:
                break
            inside += last - first
        if inside > best_sum:
            best, best_sum = start, inside
    begin = max(0, min(best - FRAGMENT // 8, length - FRAGMENT))
    return begin, min(length, begin + FRAGMENT)
