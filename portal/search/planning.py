"""From clauses to the expression that is run: few words must all be there, many words are ranked by what they tell."""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from portal.search.expressions import All, Any, Boosted, Everything, Expression, Prefer, Without
from portal.search.query import Clause, Parsed
from portal.search.scoring import idf

ALL_WORDS_UP_TO = 4
MAX_TERMS = 32
NEEDED_SHARE = 0.25  # of the terms of a long query that a document must hold,
NEEDED_AT_MOST = 3  # but never more than these: a pasted need is answered by what is near it
MOST_REPORTED = 8  # words that are said to have been left out
Frequency = Callable[[Expression], int]


@dataclass(frozen=True)
class Plan:
    """`expression` is run first; if nothing is found, `relaxed` (if any) is."""

    expression: Expression
    relaxed: Expression | None = None
    dropped: tuple[tuple[str, str], ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    left_out: frozenset[str] = (
        frozenset()
    )  # words of a long text that were not searched, nor are to be highlighted


def plan(parsed: Parsed, frequency: Frequency, count: int) -> Plan:
    """Decide how to run `parsed` over `count` documents, given how many hold a term."""
    telling = [clause for clause in parsed.words if not clause.common]
    words = telling or list(parsed.words)
    common = tuple((c.shown, "common") for c in parsed.words if c.common and telling)
    ranking = _rank(parsed.words, frequency, count)
    some = Any(ranking.terms, _needed(len(ranking.terms))) if ranking.terms else None
    unknown = tuple((c.shown, "unknown") for c in words if not _known(c, frequency))
    if not words:
        return Plan(_finish(parsed, None), dropped=parsed.dropped)
    if len(words) > ALL_WORDS_UP_TO and some:
        cut = tuple((word, "common") for word in ranking.left_out[:MOST_REPORTED])
        return Plan(_finish(parsed, some), None, parsed.dropped + cut, unknown, frozenset(ranking.left_out))
    expression = _every(words, parsed.words)
    relaxed = _finish(parsed, some) if some and sum(len(c.required) for c in words) > 1 else None
    return Plan(_finish(parsed, expression), relaxed, parsed.dropped + common, unknown)


def _every(words: list[Clause], all_words: tuple[Clause, ...]) -> Expression:
    required = tuple(dict.fromkeys(e for c in words for e in c.required))
    better = tuple(
        dict.fromkeys(e for c in all_words for e in (*c.better, *(c.required if c.common else ())))
    )
    better = tuple(e for e in better if e not in required)
    if not required:
        return Any(better)
    must: Expression = All(required) if len(required) > 1 else required[0]
    return Prefer(must, Any(better)) if better else must


def _finish(parsed: Parsed, words: Expression | None) -> Expression:
    parts = ((words,) if words else ()) + parsed.strict
    expression: Expression = All(parts) if len(parts) > 1 else parts[0] if parts else Everything()
    return Without(expression, Any(parsed.excluded)) if parsed.excluded else expression


def _needed(terms: int) -> int:
    return min(NEEDED_AT_MOST, max(1, math.floor(terms * NEEDED_SHARE)))


def _known(clause: Clause, frequency: Frequency) -> bool:
    return not clause.required or all(frequency(e) for e in clause.required)


@dataclass(frozen=True)
class _Ranking:
    """The terms of a query that tell most, and the words of which none was kept."""

    terms: tuple[Expression, ...]
    left_out: tuple[str, ...]


def _rank(words: tuple[Clause, ...], frequency: Frequency, count: int) -> _Ranking:
    """Rank terms by idf and by how often they are repeated, and keep at most MAX_TERMS."""
    repeats = Counter(e for clause in words for e in (*clause.required, *clause.better))
    value = {}
    for term, times in repeats.items():
        found = frequency(term)
        if found:
            value[term] = (1 + math.log(times)) * idf(count, found)
    best = sorted(value, key=lambda term: -value[term])
    kept = frozenset(best[:MAX_TERMS])
    terms = tuple(Boosted(t, 1 + math.log(repeats[t])) if repeats[t] > 1 else t for t in best[:MAX_TERMS])
    cut = (c.shown for c in words if len(best) > MAX_TERMS and kept.isdisjoint(c.required))
    return _Ranking(terms, tuple(dict.fromkeys(cut)))
