"""What a query means: small immutable expressions that every engine evaluates in the same way."""

from dataclasses import dataclass

IDENTIFIER_SCORE = 10.0
CONSTANT_SCORE = 1.0
MAX_EXPANSION = 1000  # terms that a prefix may stand for, the first in their order


@dataclass(frozen=True, slots=True)
class Term:
    """Documents with a term in any zone; scored by BM25 per zone, times the boost of the zone."""

    text: str


@dataclass(frozen=True, slots=True)
class Char:
    """Documents with a Chinese character anywhere."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents where the terms stand at these distances in one zone; scored as the sum of the terms there."""

    terms: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Documents with a term that begins so, in any zone; every one scores the same."""

    text: str


@dataclass(frozen=True, slots=True)
class Ident:
    """Documents with one of these number keys."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Branch:
    """Documents classified under the beginning of an IPC symbol."""

    start: str


@dataclass(frozen=True, slots=True)
class Boosted:
    part: "Expression"
    factor: float


@dataclass(frozen=True, slots=True)
class All:
    """Documents that fulfil every part; scores are added."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Documents that fulfil at least `minimum` parts; scores are added."""

    parts: tuple["Expression", ...]
    minimum: int = 1


@dataclass(frozen=True, slots=True)
class Prefer:
    """Documents that fulfil `must`; those that fulfil `better` too score higher."""

    must: "Expression"
    better: "Expression"


@dataclass(frozen=True, slots=True)
class Without:
    part: "Expression"
    unwanted: "Expression"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document, with the score nought."""


Leaf = Term | Char | Phrase | Prefix | Ident | Branch | Everything
Expression = Leaf | Boosted | All | Any | Prefer | Without
