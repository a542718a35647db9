"""Which open objects a changed figure would touch: features that hold such objects answer for them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from portal.extensions import db

_EXAMPLES = 3


@dataclass(frozen=True)
class Touched:
    """How many objects of a kind a change touches. `group` is a code of the names `parameter.touched`.

    `examples` are (what it is called, address) of a few of them.
    """

    group: str
    count: int
    examples: tuple[tuple[str, str], ...] = ()


Question = Callable[[str, date], Iterable[Touched]]
_questions: list[tuple[str, Question]] = []


def touches(*prefixes: str) -> Callable[[Question], Question]:
    """Register a function of (key, first day) that says what a change of the keys that begin with a prefix touches."""

    def register(question: Question) -> Question:
        for prefix in prefixes:
            if (prefix, question) not in _questions:
                _questions.append((prefix, question))
        return question

    return register


def touched_by(key: str, begins: date) -> list[Touched]:
    """Return what a new value of `key` from the day `begins` touches; kinds with nothing to touch are left out."""
    return [touched for touched in _answers(key, begins) if touched.count]


def counted(group: str, wanted: Select[Any], describe: Callable[[Any], tuple[str, str]]) -> Touched:
    """Return how many things `wanted` selects, with the first few described as (what it is called, address)."""
    count = db.session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    few = db.session.scalars(wanted.limit(_EXAMPLES)).unique() if count else ()
    return Touched(group, count, tuple(describe(thing) for thing in few))


def asked_about(key: str) -> bool:
    """Tell whether any feature answers for `key`."""
    return any(key.startswith(prefix) for prefix, _question in _questions)


def _answers(key: str, begins: date) -> Iterator[Touched]:
    for prefix, question in _questions:
        if key.startswith(prefix):
            yield from question(key, begins)
