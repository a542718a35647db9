"""What a licence taken here means for the right: a fact among its others, and with its recordal a smaller annuity (ANN-13)."""

from datetime import date
from typing import Any

from sqlalchemy import select

from portal.access.actors import Actor
from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.deals.models import Licence
from portal.extensions import db
from portal.patents.facts import service
from portal.patents.facts.models import BY_TWO_SIDES, PatentEvent
from portal.patents.models import Patent

KIND = "licence_granted"
SOURCE = BY_TWO_SIDES[KIND]


def licence_taken(licence: Licence, patent: Patent, licensee: str, actor: Actor) -> str | None:
    """Record that the open licence runs; return the id of the rule that forbids the fact, where one does.

    The licence stands either way: it was taken by notice and payment, not by being noted here (OL-17).
    """
    return _record(licence, patent, actor, {"licensee": licensee})


def licence_recorded(licence: Licence, actor: Actor, number: str, day: date) -> str | None:
    """Record the same licence anew with the office's number and day; the earlier fact is voided, not changed."""
    known = _known(licence)
    patent = known.patent if known is not None else db.session.get_one(Patent, licence.patent_id)
    if known is not None:
        service.void(known, actor, f"{number}: {day.isoformat()}")
    more = {"licensee": licence.licensee.name_zh, "recorded_on": day.isoformat(), "record_no": number}
    return _record(licence, patent, actor, more)


def _record(licence: Licence, patent: Patent, actor: Actor, more: dict[str, Any]) -> str | None:
    begins = clock.day_of(licence.effective_at)
    data: dict[str, Any] = {"kind": "open", "from": begins.isoformat(), "note": licence.number, **more}
    if licence.ends_on is not None:
        data["to"] = licence.ends_on.isoformat()
    try:
        service.record(patent, KIND, actor, happened_on=begins, as_of=clock.today(), source=SOURCE, data=data)
    except RuleRefusal as refusal:
        return refusal.rule_id
    return None


def _known(licence: Licence) -> PatentEvent | None:
    wanted = select(PatentEvent).where(
        PatentEvent.patent_id == licence.patent_id,
        PatentEvent.kind == KIND,
        PatentEvent.voided_at.is_(None),
    )
    return next(
        (event for event in db.session.scalars(wanted) if event.data.get("note") == licence.number), None
    )
