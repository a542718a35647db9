"""What everybody may read of a verdict: its outcome in full, its lines as far as they rest on published facts."""

from datetime import date

from portal.core import clock
from portal.parameters import law
from portal.patents.facts.reading import facts_of
from portal.patents.may.verdict import OUTCOMES, Line, Scope, Verdict
from portal.patents.models import Patent
from portal.patents.tradability import ACTS, check


def public_verdict(patent: Patent, act: str, day: date | None = None, scope: Scope | None = None) -> Verdict:
    """Return the verdict with every line that rests on unpublished facts replaced by one that says to ask the holder.

    So nobody is told that something may be done which may not, and nobody learns why from here.
    """
    on, figures = day or clock.today(), law.current()
    whole = check(facts_of(patent, on), act, on, figures, scope)
    known = check(facts_of(patent, on, public=True), act, on, figures, scope)
    shown = [line for line in whole.lines if line in known.lines]
    hidden = {line.outcome for line in whole.lines if line not in known.lines and line.outcome != "ok"}
    asked = [Line("LS-01", outcome, "may.ask_holder") for outcome in hidden]
    lines = sorted([*shown, *asked], key=lambda line: -OUTCOMES.index(line.outcome))
    return Verdict(act, on, tuple(lines))


def public_verdicts(patent: Patent, day: date | None = None) -> list[Verdict]:
    """Return the public verdict on every act, in the order of the rule book."""
    return [public_verdict(patent, act, day) for act in ACTS]
