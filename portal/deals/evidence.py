"""What statements are told of deals: who holds licences, from when, whether recorded, and what was paid."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from portal.core import clock
from portal.deals.models import Licence
from portal.extensions import db
from portal.openlicence import hooks
from portal.openlicence.models import Statement
from portal.openlicence.tellings import people_of

_DAYS_OF_A_YEAR = 365.25


def install() -> None:
    """Register what statements ask."""
    hooks.add_licensees(licensees)
    hooks.add_taken(taken)
    hooks.add_closed(closed)


def _under(statement: Statement) -> list[Licence]:
    wanted = select(Licence).where(Licence.statement_id == statement.id).order_by(Licence.effective_at)
    return list(db.session.scalars(wanted).unique())


def licensees(statement: Statement) -> Iterable[int]:
    """Yield the ids of the people who act for the licensees."""
    for licence in _under(statement):
        yield from people_of(licence.licensee_id)


def taken(statement: Statement) -> Iterable[hooks.Taken]:
    """Yield the licences under the statement; the day of recordal is that of the office."""
    for licence in _under(statement):
        recorded = licence.deal.recordal.get("recorded_on")
        yield hooks.Taken(
            licensee=licence.licensee.name_zh,
            effective_on=clock.day_of(licence.effective_at),
            recorded_on=date.fromisoformat(recorded) if recorded else None,
            ends_on=licence.ends_on,
        )


def closed() -> Iterable[hooks.Closed]:
    """Yield what each licence of this portal cost, as its frozen terms say."""
    for licence in db.session.scalars(select(Licence)).unique():
        fee = licence.deal.terms.get("fee", {})
        day = clock.day_of(licence.effective_at)
        years = (licence.ends_on - day).days / _DAYS_OF_A_YEAR if licence.ends_on else None
        yield hooks.Closed(fee.get("way", ""), fee.get("amount"), fee.get("royalty_rate"), years, day.year)
