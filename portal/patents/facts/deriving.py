"""The only place that writes a patent's legal status: what was told before any event, and what the events come to."""

from datetime import date
from typing import Any

from portal.access.actors import Actor
from portal.core import clock
from portal.patents.facts import reactions
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.reading import HAS_EVENTS, facts_of
from portal.patents.facts.right import RightFacts
from portal.patents.models import Patent
from portal.patents.rules import UNKNOWN, Standing
from portal.workflow import history

STATUS_CHANGED = "status_derived"
LAST_DAY = "last_day"  # the member of Patent.extra that holds a compensated last day (TRM-05)
_LONG_AGO = date(1985, 4, 1)  # the Patent Law came into force


def has_events(patent: Patent) -> bool:
    """Tell whether the status comes from events, so that nothing may be told past them."""
    return bool(patent.extra and patent.extra.get(HAS_EVENTS))


def tell(patent: Patent, standing: Standing) -> None:
    """Set the status of a patent that has no events yet, as a file or its own dates say. Raises ValueError otherwise."""
    if has_events(patent):
        raise ValueError(f"patent {patent.id} has events; record a status_told instead")
    patent.legal_status, patent.status_as_of, patent.status_source = (
        standing.status,
        standing.as_of,
        standing.source,
    )


def keep_what_was_told(patent: Patent) -> PatentEvent | None:
    """Return the told status as the first event of a patent that has none yet, and say that it now has events."""
    told: PatentEvent | None = None
    if patent.legal_status != UNKNOWN and patent.status_source in ("told", ""):
        told = PatentEvent(
            patent_id=patent.id,
            patent=patent,
            kind="status_told",
            happened_on=min(patent.status_as_of or patent.filing_date or _LONG_AGO, clock.today()),
            as_of=patent.status_as_of,
            source="import",
            data={"status": patent.legal_status, "by": "told"},
        )
    patent.extra = {**(patent.extra or {}), HAS_EVENTS: True}
    return told


def derive(patent: Patent, actor: Actor) -> RightFacts:
    """Set the status that the facts come to, note a change in the history, and let what rests on it react."""
    facts = facts_of(patent)
    before = patent.legal_status
    _write(patent, facts)
    if patent.legal_status != before:
        detail: dict[str, Any] = {"source": facts.standing.source}
        history.record(
            patent,
            STATUS_CHANGED,
            actor,
            from_state=before,
            to_state=patent.legal_status,
            detail=detail,
        )
    reactions.run(patent, facts)
    return facts


def _write(patent: Patent, facts: RightFacts) -> None:
    standing = facts.standing
    patent.legal_status, patent.status_as_of = standing.status, standing.as_of
    patent.status_source = standing.source
    extra = {key: value for key, value in patent.extra.items() if key != LAST_DAY}
    if facts.term_compensated and facts.last_day:
        extra[LAST_DAY] = facts.last_day.isoformat()
    if extra != patent.extra:
        patent.extra = extra
    patent.updated_at = clock.now()  # counts the version: two simultaneous facts cannot miss each other
