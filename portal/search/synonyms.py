"""Words that mean the same in the trade, from `data/synonyms.json`: applied to the query, shown, and switchable."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from portal.search.data import data
from portal.search.model import SynonymUse
from portal.search.text import fold

SYNONYM_WEIGHT = 0.6


class Synonyms:
    """Groups of words; each word of a group may stand for the others."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._others: dict[str, tuple[str, ...]] = {}
        for group in groups:
            folded = list(dict.fromkeys(fold(word) for word in group))
            for word in folded:
                self._others[word] = tuple(other for other in folded if other != word)
        self._inside = _alternatives(word for word in self._others if not word[0].isascii())
        self.phrases = _alternatives(word for word in self._others if " " in word).pattern

    def of(self, word: str) -> SynonymUse | None:
        """Return what a whole word or phrase may stand for; an English plural in -s counts."""
        known = word if word in self._others else word.removesuffix("s")
        return SynonymUse(word, self._others[known]) if known in self._others else None

    def split(self, run: str) -> Iterator[tuple[str, SynonymUse | None]]:
        """Yield the parts of a Chinese run, each with the others that it may stand for."""
        place = 0
        for match in self._inside.finditer(run):
            if match.start() > place:
                yield run[place : match.start()], None
            yield match.group(), self.of(match.group())
            place = match.end()
        if place < len(run):
            yield run[place:], None


def _alternatives(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that prefers the longest of `words`."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) if longest_first else r"(?!)")


@cache
def trade_synonyms() -> Synonyms:
    """Return the portal's own list."""
    return Synonyms(data("synonyms"))


no_synonyms = Synonyms(())
