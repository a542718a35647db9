"""Every night: rights whose term ran out (TRM-03), or whose tracked annuity fell late or is about to lapse (10.1)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, or_, select

from portal.access.actors import SYSTEM
from portal.core.calendar import add_years
from portal.extensions import db
from portal.patents import rules
from portal.patents.facts import deriving
from portal.patents.facts.models import PatentEvent
from portal.patents.models import Patent

JOB = "patents.daily"
_SHORTEST, _LONGEST = 10, 20
AT_ONCE = 200
_TIMED = (
    "annuity_paid",
    "late_notice",
    "licence_granted",
    "suspended",
    "preserved",
    "ol_announced",
    "owner_consented",
    "pledgee_consented",
)


def due(today: date) -> list[int]:
    """Return the patents whose standing may have changed by itself: old enough to expire, or with facts that run out."""
    old_enough = or_(
        Patent.filing_date <= add_years(today, -_LONGEST),
        and_(Patent.kind != "I", Patent.filing_date <= add_years(today, -_SHORTEST)),
    )
    timed = select(PatentEvent.patent_id).where(PatentEvent.kind.in_(_TIMED), PatentEvent.voided_at.is_(None))
    late = Patent.legal_status.in_(rules.FEE_OPEN)
    alive = Patent.legal_status.not_in(rules.GROUPS["dead"])
    wanted = select(Patent.id).where(
        Patent.office == "CN", alive, or_(old_enough, late, Patent.id.in_(timed))
    )
    return list(db.session.scalars(wanted.order_by(Patent.id)))


def look_again(ids: Sequence[int]) -> int:
    """Derive each standing anew; return how many statuses changed. Safe to repeat."""
    wanted = select(Patent).where(Patent.id.in_(ids)).order_by(Patent.id)
    return sum(deriving.look_again(patent, SYSTEM) for patent in db.session.scalars(wanted))
