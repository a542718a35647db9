"""The grade A to D of a sleeping patent and the route it recommends (SLP-04): points with their reasons, no database."""

from collections.abc import Iterable
from dataclasses import dataclass

GRADES = ("A", "B", "C", "D")
_LEAST = (("A", 70), ("B", 50), ("C", 30))
_SELF = {"A": 35, "B": 22, "C": 8}
_READINESS = ((7, 20), (5, 13), (3, 6))
_LIFE = ((10, 15), (6, 10), (3, 5))
_INTEREST = ((3, 15), (1, 9))
_MANY_VIEWS = 50
_PER_CONSTRAINT = 8
ROUTES = {
    "A": ("list", "exclusive_talks"),
    "B": ("list", "open_license"),
    "C": ("open_license", "trial_licence", "pool"),
    "D": ("offer_to_inventor", "pool", "abandon"),
}


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a patent: `years_left` until the end of its term, `views` of the last 365 days.

    `deals` and `requests` are deals begun and brokers asked for; `scores` from 1 to 5.
    """

    self_grade: str | None = None
    scores: tuple[int, ...] = ()
    trl: int | None = None
    years_left: float | None = None
    views: int = 0
    deals: int = 0
    requests: int = 0
    willing: str | None = None
    proofs: int = 0
    know_how: bool = False
    constraints: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One reason for the grade: `points` of `most` (of 0, where a part only takes away)."""

    code: str
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Grade:
    """A letter, the points behind it (0 to 100) and where they come from."""

    letter: str
    points: int
    parts: tuple[Part, ...]

    @property
    def routes(self) -> tuple[str, ...]:
        """What SLP-04 recommends, the first first; names of `inventory.route`."""
        return ROUTES[self.letter]


def grade(signs: Signs) -> Grade:
    """Return the grade; nothing known gives D, and every further good sign never lowers it."""
    parts = (
        Part("self", _SELF.get(signs.self_grade or "", 0), 35),
        Part("scores", _scores(signs.scores), 10),
        Part("readiness", _step(_READINESS, signs.trl or 0), 20),
        Part("life", _step(_LIFE, signs.years_left or 0), 15),
        Part("interest", _interest(signs), 15),
        Part("help", (3 if signs.know_how else 0) + (2 if signs.proofs else 0), 5),
        Part("constraints", -_PER_CONSTRAINT * signs.constraints, 0),
        Part("willing", -25 if signs.willing == "no" else 0, 0),
    )
    points = min(100, max(0, sum(part.points for part in parts)))
    letter = next((letter for letter, least in _LEAST if points >= least), "D")
    return Grade(letter, points, parts)


def _step(steps: Iterable[tuple[float, int]], value: float) -> int:
    return next((points for least, points in steps if value >= least), 0)


def _scores(scores: tuple[int, ...]) -> int:
    """Return 0 to 10 from marks of 1 to 5."""
    return round(sum(mark - 1 for mark in scores) * 10 / (4 * len(scores))) if scores else 0


def _interest(signs: Signs) -> int:
    """Return 0 to 15: deals and requests count, many views count a little."""
    asked = _step(_INTEREST, signs.deals + signs.requests)
    return max(asked, 5 if signs.views >= _MANY_VIEWS else 0)
