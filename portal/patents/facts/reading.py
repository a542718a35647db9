"""What is known of patents on a day, read in two queries however many they are."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.parameters import law
from portal.patents import rules
from portal.patents import standing as recorded
from portal.patents.annuity_facts import ClockFacts
from portal.patents.facts.fold import Base, fold, fold_for_clock
from portal.patents.facts.kinds import is_public
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.right import RightFacts
from portal.patents.facts.status import Event
from portal.patents.models import Patent, PublicationNumber

HAS_EVENTS = "has_events"  # the member of Patent.extra that says so
_AT_ONCE = 5000
_TOLD = ("told", "")
_READ = (
    PatentEvent.patent_id,
    PatentEvent.id,
    PatentEvent.kind,
    PatentEvent.happened_on,
    PatentEvent.as_of,
    PatentEvent.data,
    PatentEvent.public_id,
)


def facts_of(patent: Patent, day: date | None = None, *, public: bool = False) -> RightFacts:
    """Return what is known of `patent` on `day`, today unless said otherwise; `public`: from published events alone."""
    return facts_of_many([patent], day, public=public)[patent.id]


def facts_of_many(
    patents: Iterable[Patent], day: date | None = None, *, public: bool = False
) -> dict[int, RightFacts]:
    """Return the facts by the patents' row ids. The patents must have been flushed."""
    wanted = {patent.id: patent for patent in patents}
    on, figures = day or clock.today(), law.current()
    events = _events([key for key, patent in wanted.items() if patent.extra.get(HAS_EVENTS)], public)
    return {key: fold(base_of(patent), events[key], on, figures) for key, patent in wanted.items()}


def told_to_clock(patents: Iterable[Any], day: date) -> dict[int, ClockFacts | None]:
    """Return what the annuity clock is told of patents with events, by id.

    The patents, or rows with their columns, must say `id`, `office`, `kind`, `filing_date` and `grant_date`. Reads no
    owner, no name and no patent as an object: the daily round asks for a hundred thousand.
    """
    wanted = {patent.id: patent for patent in patents if patent.filing_date is not None}
    ids, figures = list(wanted), law.current()
    events, numbers = _events(ids, public=False), _publications(ids)
    return {
        key: fold_for_clock(_bare_base(patent, numbers[key], figures), events[key], day, figures)
        for key, patent in wanted.items()
    }


def _bare_base(patent: Any, numbers: list[tuple[str, date | None]], figures: law.Law) -> Base:
    """Return of the row what the clock's facts are read from; with events, what was told is one of them."""
    office, kind, filing, grant = patent.office, patent.kind, patent.filing_date, patent.grant_date
    known = rules.Facts(office, kind, filing, None, grant, recorded.meanings_of(numbers))
    return Base(office, kind, filing, grant, rules.derived_standing(known, date.min, figures))


def _publications(ids: list[int]) -> dict[int, list[tuple[str, date | None]]]:
    found: dict[int, list[tuple[str, date | None]]] = defaultdict(list)
    wanted = select(PublicationNumber.patent_id, PublicationNumber.number, PublicationNumber.published_on)
    for start in range(0, len(ids), _AT_ONCE):
        some = wanted.where(PublicationNumber.patent_id.in_(ids[start : start + _AT_ONCE]))
        for patent_id, number, published_on in db.session.execute(some.order_by(PublicationNumber.id)):
            found[patent_id].append((number, published_on))
    return found


def _events(ids: list[int], public: bool) -> dict[int, list[Event]]:
    """Rows of the columns that the fold reads, not objects: the daily round reads half a million."""
    found: dict[int, list[Any]] = defaultdict(list)
    for start in range(0, len(ids), _AT_ONCE):
        wanted = select(*_READ).where(
            PatentEvent.patent_id.in_(ids[start : start + _AT_ONCE]), PatentEvent.voided_at.is_(None)
        )
        for event in db.session.execute(wanted):
            if not public or is_public(event.kind, event.data):
                found[event.patent_id].append(event)
    return found


def base_of(patent: Patent) -> Base:
    """Return what the row says by itself; once there are events, what was told is one of them."""
    facts = recorded.facts(patent)
    told = patent.status_source in _TOLD and patent.legal_status != rules.UNKNOWN
    if told and not patent.extra.get(HAS_EVENTS):
        standing = rules.Standing(patent.legal_status, patent.status_as_of, patent.status_source)
    else:
        standing = rules.derived_standing(facts, date.min)
    owner = patent.owner
    return Base(
        office=patent.office,
        kind=patent.kind,
        filing_date=patent.filing_date,
        grant_date=patent.grant_date,
        standing=standing,
        holder_id=patent.owner_id,
        holder_names=tuple(name for name in (owner.name_zh, owner.name_en) if name) if owner else (),
        owners=tuple(patent.applicants or ()),
        inventors=tuple(patent.inventors or ()),
        latest_end=_latest_end(facts),
    )


def _latest_end(facts: rules.Facts) -> date | None:
    """Return the last day that the year of the number allows, where the filing date is not known."""
    if facts.filing_date is not None or facts.number_year is None or facts.office != "CN":
        return None
    right = rules.term(facts.kind, date(facts.number_year, 12, 31))
    return right.last_day if right else None


def life_of(patent: Patent) -> list[PatentEvent]:
    """Return every event of the patent, the voided ones too, oldest first."""
    wanted = select(PatentEvent).where(PatentEvent.patent_id == patent.id)
    return list(db.session.scalars(wanted.order_by(PatentEvent.happened_on, PatentEvent.id)))
