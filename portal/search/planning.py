"""From clauses to the expression that is run: few words must all be there, many words are ranked by what they tell."""

import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal.search.expressions import (
    All,
    Any,
    Boosted,
    Char,
    Everything,
    Expression,
    Leaf,
    Phrase,
    Prefer,
    Prefix,
    Term,
    Without,
)
from portal.search.query import Clause, Parsed
from portal.search.scoring import idf

ALL_WORDS_UP_TO = 4
MAX_TERMS = 32
NEEDED_SHARE = 0.25  # of the terms of a long query that a document must hold,
NEEDED_AT_MOST = 3  # but never more than these: a pasted need is answered by what is near it
Frequency = Callable[[Expression], int]


@dataclass(frozen=True)
class Plan:
    """`expression` is run first; if nothing is found, `relaxed` (if any) is."""

    expression: Expression
    relaxed: Expression | None = None
    dropped: tuple[tuple[str, str], ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()


def plan(parsed: Parsed, frequency: Frequency, count: int) -> Plan:
    """Decide how to run `parsed` over `count` documents, given how many hold a term."""
    telling = [clause for clause in parsed.words if not clause.common]
    words = telling or list(parsed.words)
    common = tuple((c.shown, "common") for c in parsed.words if c.common and telling)
    ranked, cut = _informative(parsed.words, frequency, count)
    some = Any(ranked, _needed(len(ranked))) if ranked else None
    unknown = tuple((c.shown, "unknown") for c in words if not _known(c, frequency))
    if not words:
        return Plan(_finish(parsed, None), dropped=parsed.dropped)
    if len(words) > ALL_WORDS_UP_TO and some:
        return Plan(_finish(parsed, some), dropped=parsed.dropped + cut, unknown=unknown)
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


def _informative(
    words: tuple[Clause, ...], frequency: Frequency, count: int
) -> tuple[tuple[Expression, ...], tuple[tuple[str, str], ...]]:
    """Return the terms that tell most: by idf and how often they are repeated, at most MAX_TERMS."""
    repeats = Counter(e for clause in words for e in (*clause.required, *clause.better))
    value = {}
    for term, times in repeats.items():
        found = frequency(term)
        if found:
            value[term] = (1 + math.log(times)) * (idf(count, found))
    best = sorted(value, key=lambda term: -value[term])
    kept = tuple(Boosted(t, 1 + math.log(repeats[t])) if repeats[t] > 1 else t for t in best[:MAX_TERMS])
    cut = tuple((_shown(term), "common") for term in best[MAX_TERMS : MAX_TERMS + 8])
    return kept, cut


def estimate(expression: Expression, frequency: Callable[[Leaf], int]) -> int:
    """Return about how many documents an expression finds, from the frequencies of its leaves."""
    match expression:
        case All(parts):
            return min((estimate(part, frequency) for part in parts), default=0)
        case Any(parts):
            return max((estimate(part, frequency) for part in parts), default=0)
        case Boosted(part, _) | Prefer(part, _) | Without(part, _):
            return estimate(part, frequency)
        case Phrase(terms):
            return min(frequency(Term(text)) for text, _ in terms)
        case leaf:
            return frequency(leaf)


def leaves(expression: Expression) -> Iterator[Expression]:
    """Yield the leaves of an expression."""
    match expression:
        case All(parts) | Any(parts):
            for part in parts:
                yield from leaves(part)
        case Boosted(part, _):
            yield from leaves(part)
        case Prefer(first, second) | Without(first, second):
            yield from leaves(first)
            yield from leaves(second)
        case leaf:
            yield leaf


def _shown(term: Expression) -> str:
    return next((leaf.text for leaf in leaves(term) if isinstance(leaf, Term | Char | Prefix)), "")
