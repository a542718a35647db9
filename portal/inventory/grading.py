"""The grade A to D of a sleeping patent and the route it recommends (SLP-04): points with their reasons, no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.parameters.law import Law

GRADES = ("A", "B", "C", "D")
PARTS = ("self", "scores", "readiness", "life", "interest", "help")
# the share of a part's most that a sign earns, the highest step first
_ALL = Fraction(1)
_SELF = {"A": _ALL, "B": Fraction(22, 35), "C": Fraction(8, 35)}
_READINESS = ((7, _ALL), (5, Fraction(2, 3)), (3, Fraction(1, 3)))
_LIFE = ((10, _ALL), (6, Fraction(2, 3)), (3, Fraction(1, 3)))
_INTEREST = ((3, _ALL), (1, Fraction(3, 5)))
_VIEWED = Fraction(1, 3)
_KNOW_HOW, _PROVEN = Fraction(3, 5), Fraction(2, 5)
_NOTHING = Fraction(0)
ROUTES = {
    "A": ("list", "exclusive_talks"),
    "B": ("list", "open_license"),
    "C": ("open_license", "trial_licence", "pool"),
    "D": ("offer_to_inventor", "pool", "abandon"),
}


@dataclass(frozen=True, slots=True)
class Weights:
    """The figures of the grade on a day: `most` points of each part, `least` points of each letter above D.

    `many_views` earn a third of the interest; a constraint takes `each_constraint` points, an unwilling inventor
    `unwilling`.
    """

    most: Mapping[str, int]
    least: Mapping[str, int]
    many_views: int
    each_constraint: int
    unwilling: int


def weights(law: Law, day: date) -> Weights:
    """Return the figures of the grade as they stand on `day`."""
    return Weights(
        most={part: law.on(f"inventory.points.{part}", day) for part in PARTS},
        least={letter: law.on(f"inventory.grade_from.{letter.lower()}", day) for letter in GRADES[:-1]},
        many_views=law.on("inventory.many_views", day),
        each_constraint=law.on("inventory.points_off_each_constraint", day),
        unwilling=law.on("inventory.points_off_unwilling", day),
    )


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


def grade(signs: Signs, by: Weights) -> Grade:
    """Return the grade; nothing known gives D, and every further good sign never lowers it."""
    earned = {
        "self": _SELF.get(signs.self_grade or "", _NOTHING),
        "scores": _scores(signs.scores),
        "readiness": _step(_READINESS, signs.trl or 0),
        "life": _step(_LIFE, signs.years_left or 0),
        "interest": _interest(signs, by.many_views),
        "help": (_KNOW_HOW if signs.know_how else _NOTHING) + (_PROVEN if signs.proofs else _NOTHING),
    }
    parts = (
        *(Part(code, int(earned[code] * by.most[code]), by.most[code]) for code in PARTS),
        Part("constraints", -by.each_constraint * signs.constraints, 0),
        Part("willing", -by.unwilling if signs.willing == "no" else 0, 0),
    )
    points = min(100, max(0, sum(part.points for part in parts)))
    letter = next((letter for letter, least in by.least.items() if points >= least), GRADES[-1])
    return Grade(letter, points, parts)


def _step(steps: Iterable[tuple[float, Fraction]], value: float) -> Fraction:
    return next((share for least, share in steps if value >= least), _NOTHING)


def _scores(scores: tuple[int, ...]) -> Fraction:
    """Return the share that marks of 1 to 5 earn."""
    return Fraction(sum(mark - 1 for mark in scores), 4 * len(scores)) if scores else _NOTHING


def _interest(signs: Signs, many_views: int) -> Fraction:
    """Return the share: deals and requests count, many views count a little."""
    asked = _step(_INTEREST, signs.deals + signs.requests)
    return max(asked, _VIEWED if signs.views >= many_views else _NOTHING)
