"""Questions about an expression as a whole: its leaves, and about how much it finds."""

from collections.abc import Callable, Iterator

from portal.search.expressions import All, Any, Boosted, Expression, Leaf, Phrase, Prefer, Term, Without


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
