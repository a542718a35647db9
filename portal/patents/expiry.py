"""Every night: the patents whose term has run out (TRM-03) are said to have expired, with a history entry each."""

from datetime import date

from sqlalchemy import and_, or_, select

from portal.access.actors import SYSTEM
from portal.core.calendar import add_years
from portal.extensions import db
from portal.patents import rules
from portal.patents.models import Patent
from portal.patents.standing import derived_now
from portal.workflow import history

JOB = "patents.daily"
EXPIRED = "term_expired"
_SHORTEST, _LONGEST = 10, 20
AT_ONCE = 200


def due(today: date) -> list[int]:
    """Return the patents that may have expired by `today`: old enough, Chinese, and not known to be dead."""
    old_enough = or_(
        Patent.filing_date <= add_years(today, -_LONGEST),
        and_(Patent.kind != "I", Patent.filing_date <= add_years(today, -_SHORTEST)),
    )
    alive = Patent.legal_status.not_in(rules.GROUPS["dead"])
    wanted = select(Patent.id).where(Patent.office == "CN", alive, old_enough)
    return list(db.session.scalars(wanted.order_by(Patent.id)))


def expire(ids: list[int]) -> int:
    """Mark those of the patents whose term is over; return how many. Safe to repeat."""
    entries = []
    for patent in db.session.scalars(select(Patent).where(Patent.id.in_(ids)).order_by(Patent.id)):
        standing = derived_now(patent)
        if standing.status != "EXPIRED" or rules.status_group(patent.legal_status) == "dead":
            continue
        before, patent.legal_status = patent.legal_status, standing.status
        patent.status_as_of, patent.status_source = standing.as_of, standing.source
        entries.append((patent, EXPIRED, before, standing.status, {"rule": "TRM-03"}))
    if entries:
        history.record_many(entries, SYSTEM)
    return len(entries)
