"""Chinese words: the likeliest way to cut a run of characters, by the frequencies of jieba's dictionary.

Only the dictionary is jieba's. It is read at the first need (about 0.3 s); nothing is cached in shared folders.
"""

import math
import threading
from importlib.resources import files

_LONGEST = 8  # characters; longer dictionary entries are names that a query may be cut inside of

_lock = threading.Lock()
_weights: dict[str, float] = {}


def weights() -> dict[str, float]:
    """Return the log probability of every dictionary word."""
    if not _weights:
        with _lock:
            if not _weights:
                _weights.update(_read())
    return _weights


def _read() -> dict[str, float]:
    counts: dict[str, int] = {}
    with files("jieba").joinpath("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, _ = line.split(" ", 2)
            if len(word) <= _LONGEST:
                counts[word] = int(count)
    total = math.log(sum(counts.values()))
    return {word: math.log(count or 1) - total for word, count in counts.items()}


def cut(run: str) -> list[str]:
    """Cut a run of Chinese characters into words; what no entry covers falls into single characters."""
    known = weights()
    unknown = -20.0
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(run) + 1)
    for start in range(len(run) - 1, -1, -1):
        best[start] = max(
            (known.get(run[start:end], unknown if end == start + 1 else -math.inf) + best[end][0], end)
            for end in range(start + 1, min(start + _LONGEST, len(run)) + 1)
        )
    words, place = [], 0
    while place < len(run):
        end = best[place][1]
        words.append(run[place:end])
        place = end
    return words


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
