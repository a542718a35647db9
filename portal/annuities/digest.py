"""What the daily letter about annuities says, read again when it is written: what was paid meanwhile is left out."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.accounts.organisations import Organisation
from portal.annuities.models import AnnuityReminder
from portal.extensions import db
from portal.patents.annuity import Clock
from portal.patents.clockwork import COLUMNS, clocks_of
from portal.patents.models import Patent
from portal.patents.sheet import shown_number

MOST = 40  # lines in one letter; the calendar has them all


@dataclass(frozen=True, slots=True)
class Line:
    """One annuity: its patent, the number as it may be shown, and its clock."""

    patent: Patent
    number: str
    clock: Clock


@dataclass(frozen=True, slots=True)
class Digest:
    """One organisation's lines, the most urgent first; `more` are left out, `payable` in fen is the sum of all."""

    organisation: Organisation
    lines: list[Line]
    more: int
    payable: int


def digest_of(day: str, organisation_ids: list[int]) -> list[Digest]:
    """Return what the letter of `day` tells of each organisation; the mail template calls this."""
    told = date.fromisoformat(day)
    owners = select(Organisation).where(Organisation.id.in_(organisation_ids)).order_by(Organisation.id)
    found = [_of(owner, told) for owner in db.session.scalars(owners)]
    return [digest for digest in found if digest.lines]


def _of(owner: Organisation, told: date) -> Digest:
    noted = (
        select(AnnuityReminder.year, *COLUMNS)
        .join(Patent, Patent.id == AnnuityReminder.patent_id)
        .where(AnnuityReminder.told_on == told, AnnuityReminder.owner_id == owner.id)
    )
    rows = {row.id: row for row in db.session.execute(noted)}
    clocks = clocks_of(rows.values())
    still = [(key, clock) for key, clock in clocks.items() if clock.next_year == rows[key].year]
    still.sort(key=lambda pair: (pair[1].due or date.max, pair[0]))
    first = dict(still[:MOST])
    patents = db.session.scalars(select(Patent).where(Patent.id.in_(first)))
    shown = {patent.id: patent for patent in patents}
    lines = [Line(shown[key], shown_number(shown[key], marked=True), clock) for key, clock in first.items()]
    payable = sum(clock.payable for _, clock in still)
    return Digest(owner, lines, max(0, len(still) - MOST), payable)
