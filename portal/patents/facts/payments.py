"""Whether a payment that somebody types in can be: one slip of a digit would make unpaid years disappear."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.core import clock
from portal.core.errors import InputError, RuleRefusal
from portal.core.money import format_money
from portal.extensions import db
from portal.parameters import law
from portal.patents.annuity import ClockFacts, due_date, full_fee
from portal.patents.annuity_fees import share
from portal.patents.clockwork import clock_of, told_of
from portal.patents.facts.checking import checked_data
from portal.patents.facts.kinds import kind_of
from portal.patents.facts.models import PatentEvent
from portal.patents.models import Patent

KIND = "annuity_paid"


def require_possible(patent: Patent, paid_on: date, data: Mapping[str, Any]) -> None:
    """Return where the payment can be: for no year after the next, no more than can be due, and not recorded yet.

    For what is typed in today; a file of the past is read in whatever order it has. Raises RuleRefusal or InputError.
    """
    kept = checked_data(kind_of(KIND), data)
    year, fen = kept["year"], kept.get("fen")
    now = clock_of(patent)
    if now is not None and now.next_year is not None and year > now.next_year:
        raise RuleRefusal("fact.year_ahead", rule_id="ANN-03", year=now.next_year)
    told = told_of([patent], clock.today()).get(patent.id)
    if told is not None and fen is not None and fen > (most := _most(told, year)):
        raise RuleRefusal("fact.paid_too_much", rule_id="ANN-06", year=year, most=format_money(most, "CNY"))
    if _is_known(patent, paid_on, year, fen):
        raise InputError("fact.paid_already", field="year")


def _most(told: ClockFacts, year: int) -> int:
    """Return in fen the fee of the year without a reduction, with the highest surcharge."""
    figures, due = law.current(), due_date(told.filing_date, year)
    full = full_fee(told.kind, year, due, figures)
    return full + share(full, max(figures.on("annuity.late_rates", due)))


def _is_known(patent: Patent, paid_on: date, year: int, fen: int | None) -> bool:
    wanted = select(PatentEvent.data).where(
        PatentEvent.patent_id == patent.id,
        PatentEvent.kind == KIND,
        PatentEvent.happened_on == paid_on,
        PatentEvent.voided_at.is_(None),
    )
    return any((one.get("year"), one.get("fen")) == (year, fen) for one in db.session.scalars(wanted))
