"""The one door through which facts come in and are taken back; everything flushes and nothing commits."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.access.actors import Actor
from portal.core import clock
from portal.core.errors import InputError, Stale
from portal.extensions import db
from portal.patents.facts.checking import checked_data, checked_days, refusal_of
from portal.patents.facts.deriving import derive, has_events, keep_what_was_told
from portal.patents.facts.kinds import kind_of
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.reading import facts_of
from portal.patents.models import Patent
from portal.workflow import history

RECORDED, VOIDED = "fact_recorded", "fact_voided"
GRANTED_BY = "granted_by"  # the member of Patent.extra that names the event which brought the grant date
_SOURCE = 200


def record(
    patent: Patent,
    kind: str,
    actor: Actor,
    *,
    happened_on: date,
    as_of: date | None = None,
    source: str,
    evidence: str | None = None,
    evidence_filename: str = "",
    data: Mapping[str, Any] | None = None,
    gazette_code: str = "",
    st27_code: str = "",
) -> PatentEvent:
    """Record a fact, derive the status anew, and let everything that rests on it react, all in this transaction.

    `happened_on` is the legal day, `as_of` the day on which `source` said so, `evidence` the key of a stored file.
    Raises InputError where the data is not what the kind asks for, RuleRefusal where the fact cannot be.
    """
    told = kind_of(kind)
    checked_days(happened_on, as_of)
    kept = checked_data(told, data or {})
    db.session.flush()
    refusal = refusal_of(facts_of(patent, happened_on), kind, happened_on, kept)
    if refusal is not None:
        raise refusal
    if not has_events(patent) and (earlier := keep_what_was_told(patent)):
        db.session.add(earlier)
        db.session.flush()
    event = PatentEvent(
        patent=patent,
        patent_id=patent.id,
        kind=kind,
        happened_on=happened_on,
        as_of=as_of,
        source=source.strip()[:_SOURCE],
        evidence_blob=evidence,
        evidence_filename=evidence_filename[:_SOURCE],
        data=kept,
        gazette_code=gazette_code or told.gazette,
        st27_code=st27_code,
        entered_by_id=actor.actor_id,
    )
    db.session.add(event)
    db.session.flush()
    _follow_grant(patent, event)
    detail = {
        "fact": event.kind,
        "happened_on": happened_on.isoformat(),
        "source": event.source,
        "data": kept,
    }
    history.record(patent, RECORDED, actor, detail={**detail, "event": event.public_id})
    derive(patent, actor)
    db.session.flush()
    return event


def _follow_grant(patent: Patent, event: PatentEvent) -> None:
    if event.kind == "granted" and patent.grant_date is None:
        patent.grant_date = event.happened_on
        patent.extra = {**patent.extra, GRANTED_BY: event.public_id}


def last_told(patent: Patent) -> str:
    """Return the status that somebody told last, whether or not an event outweighs it; nothing where nobody did."""
    wanted = select(PatentEvent).where(
        PatentEvent.patent_id == patent.id,
        PatentEvent.kind == "status_told",
        PatentEvent.voided_at.is_(None),
    )
    last = db.session.scalars(wanted.order_by(PatentEvent.happened_on.desc(), PatentEvent.id.desc())).first()
    return str(last.data["status"]) if last else ""


def last_assignment(patent: Patent) -> date | None:
    """Return the day on which the right last changed hands by an assignment on record, or None."""
    wanted = select(PatentEvent.happened_on).where(
        PatentEvent.patent_id == patent.id,
        PatentEvent.kind == "assigned",
        PatentEvent.voided_at.is_(None),
    )
    return db.session.scalar(wanted.order_by(PatentEvent.happened_on.desc()).limit(1))


def void(event: PatentEvent, actor: Actor, reason: str) -> None:
    """Take a fact back: it stays on the time line, struck through, and counts no more.

    Raises InputError without a reason, Stale where somebody voided it before.
    """
    if not reason.strip():
        raise InputError("fact.reason_missing", field="reason")
    if event.is_void:
        raise Stale
    event.voided_at, event.voided_by_id = clock.now(), actor.actor_id
    event.void_reason = reason.strip()[:500]
    patent = event.patent
    if patent.extra.get(GRANTED_BY) == event.public_id:
        patent.grant_date = None
    detail = {"fact": event.kind, "event": event.public_id, "reason": event.void_reason}
    history.record(patent, VOIDED, actor, detail=detail)
    derive(patent, actor)
    db.session.flush()
