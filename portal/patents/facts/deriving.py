"""The only place that writes a patent's legal status: what was told before any event, and what the events come to."""

from datetime import date

from portal.access.actors import Actor
from portal.core import clock
from portal.patents.facts import reactions
from portal.patents.facts.fold import TERM
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.reading import HAS_EVENTS, facts_of
from portal.patents.facts.right import RightFacts
from portal.patents.models import Patent
from portal.patents.rules import UNKNOWN, Standing
from portal.workflow import history

STATUS_CHANGED, EXPIRED = "status_derived", "term_expired"
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
    _note(patent, facts, actor)
    patent.updated_at = clock.now()  # counts the version: two simultaneous facts cannot miss each other
    reactions.run(patent, facts)
    return facts


def look_again(patent: Patent, actor: Actor) -> bool:
    """Derive the status as of today and tell whether time changed it; what rests on the right reacts in any case."""
    facts = facts_of(patent)
    changed = _note(patent, facts, actor)
    if changed or has_events(patent):
        reactions.run(patent, facts)
    return changed


def _note(patent: Patent, facts: RightFacts, actor: Actor) -> bool:
    before, standing = patent.legal_status, facts.standing
    if has_events(patent) or standing.status != before:
        _write(patent, facts)
    if patent.legal_status == before:
        return False
    source = {"source": standing.source, **({"rule": "TRM-03"} if standing.source == TERM else {})}
    action = EXPIRED if standing.source == TERM else STATUS_CHANGED
    history.record(patent, action, actor, from_state=before, to_state=patent.legal_status, detail=source)
    return True


def _write(patent: Patent, facts: RightFacts) -> None:
    standing = facts.standing
    patent.legal_status, patent.status_as_of = standing.status, standing.as_of
    patent.status_source = standing.source
    known = patent.extra or {}
    extra = {key: value for key, value in known.items() if key != LAST_DAY}
    if facts.term_compensated and facts.last_day:
        extra[LAST_DAY] = facts.last_day.isoformat()
    if extra != known:
        patent.extra = extra
