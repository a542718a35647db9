"""Chinese words: the likeliest way to cut a run of characters, by the frequencies of jieba's dictionary.

Only the dictionary is jieba's. It is read at the first need (about 0.2 s); nothing is cached in shared folders.
"""

import math
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_LONGEST = 8  # characters; longer dictionary entries are names that a query may be cut inside of
_TOTAL = math.log(60_000_000)  # about the sum of all frequencies
_UNKNOWN = -20.0  # the weight of a single character that is no word


@cache
def _counts() -> dict[str, str]:
    """Return the frequency of every dictionary word, as it is written there: few of them are ever needed."""
    package = find_spec("jieba")  # found, not imported: importing it reads tables that we do not use
    if package is None or package.origin is None:
        raise ModuleNotFoundError("jieba")
    fields = Path(package.origin).with_name("dict.txt").read_text(encoding="utf-8").split()
    return dict(zip(fields[::3], fields[1::3], strict=True))  # each line: word, frequency, part of speech


def _weight(word: str) -> float:
    """Return the log probability of a word; a run of several characters that is no word has none."""
    count = _counts().get(word)
    if count is None:
        return _UNKNOWN if len(word) == 1 else -math.inf
    return math.log(int(count) or 1) - _TOTAL


def cut(run: str) -> list[str]:
    """Cut a run of Chinese characters into words; what no entry covers falls into single characters."""
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(run) + 1)
    for start in range(len(run) - 1, -1, -1):
        ends = range(start + 1, min(start + _LONGEST, len(run)) + 1)
        best[start] = max((_weight(run[start:end]) + best[end][0], end) for end in ends)
    words, place = [], 0
    while place < len(run):
        end = best[place][1]
        words.append(run[place:end])
        place = end
    return words


def warm() -> None:
    """Read the dictionary now (about 0.2 s) instead of at the first query."""
    _counts()


def cut_query(run: str) -> list[str]:
    """Cut a run for a query: neighbouring single characters are joined, so that unknown names stay whole."""
    words: list[str] = []
    open_single = False
    for word in cut(run):
        single = len(word) == 1
        if single and open_single:
            words[-1] += word
        else:
            words.append(word)
        open_single = single
    return words
