"""May this be done? One pure function of facts, act and day; every guard in the house asks it (matrix of rules 1.5)."""

from collections.abc import Iterable
from datetime import date

from portal.core.errors import RuleRefusal
from portal.parameters.law import Law
from portal.patents.facts.kinds import ACTS
from portal.patents.facts.right import RightFacts
from portal.patents.may import burdens, life, opening, owning
from portal.patents.may.verdict import (
    ALLOWED,
    ANYWHERE,
    BLOCKED,
    CONSENT,
    DISCLOSE,
    NEEDS_CONSENT,
    OK,
    OUTCOMES,
    REVIEW,
    Case,
    Line,
    Scope,
    Verdict,
    refusal_of,
)

QUESTIONS = (*life.QUESTIONS, *burdens.QUESTIONS, *owning.QUESTIONS, *opening.QUESTIONS)


def check(facts: RightFacts, act: str, day: date, law: Law, scope: Scope | None = None) -> Verdict:
    """Return what the rules say of `act` on `day`; `facts` must be those of that day. About 30 µs.

    A right that has ended, or must not be spoken of, is asked nothing more. Raises ValueError for an unknown act.
    """
    if act not in ACTS:
        raise ValueError(f"{act} is no act")
    case = Case(facts, act, day, law, scope or ANYWHERE)
    final = life.final(case)
    if final is not None:
        return Verdict(act, day, (final,))
    lines = [line for question in QUESTIONS for line in question(case)]
    return Verdict(act, day, tuple(sorted(lines, key=_gravity)))


def _gravity(line: Line) -> int:
    return -OUTCOMES.index(line.outcome)


def first_refusal(verdict: Verdict, *, conditions: bool = True) -> RuleRefusal | None:
    """Return the gravest line as a refusal: what is blocked, then, with `conditions`, what still lacks a consent."""
    lines: Iterable[Line] = verdict.blocking or (verdict.needing if conditions else [])
    return next((refusal_of(line) for line in lines), None)


__all__ = [
    "ACTS",
    "ALLOWED",
    "BLOCKED",
    "CONSENT",
    "DISCLOSE",
    "NEEDS_CONSENT",
    "OK",
    "OUTCOMES",
    "REVIEW",
    "Line",
    "Scope",
    "Verdict",
    "check",
    "first_refusal",
    "refusal_of",
]
