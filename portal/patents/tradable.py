"""The tradability of patents as they are recorded: facts read, then the pure check asked."""

from collections.abc import Iterable
from datetime import date

from portal.core import clock
from portal.parameters import law
from portal.patents.facts.reading import facts_of, facts_of_many
from portal.patents.may.verdict import Scope, Verdict
from portal.patents.models import Patent
from portal.patents.tradability import ACTS, check


def verdict(patent: Patent, act: str, day: date | None = None, scope: Scope | None = None) -> Verdict:
    """Return what the rules say of doing `act` to `patent` on `day`, today unless said otherwise."""
    on = day or clock.today()
    return check(facts_of(patent, on), act, on, law.current(), scope)


def verdicts(
    patents: Iterable[Patent], act: str, day: date | None = None, scope: Scope | None = None
) -> dict[int, Verdict]:
    """Return the verdicts by row id, in two queries however many the patents are."""
    on, figures = day or clock.today(), law.current()
    found = facts_of_many(patents, on)
    return {key: check(facts, act, on, figures, scope) for key, facts in found.items()}


def all_verdicts(patent: Patent, day: date | None = None) -> list[Verdict]:
    """Return the verdict on every act, in the order of the rule book."""
    on, figures = day or clock.today(), law.current()
    facts = facts_of(patent, on)
    return [check(facts, act, on, figures) for act in ACTS]
