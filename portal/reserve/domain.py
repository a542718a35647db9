"""Public-domain technology: which ended patents may be shown as free, and how they come into the catalogue."""

from datetime import date
from typing import Any

from sqlalchemy import select

from portal.access.actors import SYSTEM, Actor
from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.listings import standing
from portal.listings.lifecycle import LISTING, SHOWN
from portal.listings.models import Listing, ListingPatent
from portal.patents.facts.reading import facts_of
from portal.patents.models import Patent
from portal.reserve.domain_models import FREE_STATUSES, PublicDomainEntry
from portal.workflow import history
from portal.workflow.engine import take


def may_be_published(patent: Patent) -> bool:
    """Whether the right has ended in a way that leaves its technology to everybody (ABN-02, ABN-07)."""
    return patent.legal_status in FREE_STATUSES


def entry_of(patent: Patent) -> PublicDomainEntry | None:
    """Return the patent's place in the catalogue, or None."""
    return db.session.scalar(select(PublicDomainEntry).where(PublicDomainEntry.patent_id == patent.id))


def publish(patent: Patent, actor: Actor, *, owner_id: int | None = None, **words: Any) -> PublicDomainEntry:
    """Put an ended patent into the catalogue once, and close what still offers it. Raises RuleRefusal while it lives."""
    if not may_be_published(patent):
        raise RuleRefusal("rescue.still_in_force", rule_id="ABN-07")
    entry = entry_of(patent)
    if entry is None:
        entry = PublicDomainEntry(
            patent_id=patent.id,
            owner_id=owner_id if owner_id is not None else patent.owner_id,
            status=patent.legal_status,
            ended_on=ended_on(patent),
            published_on=clock.today(),
        )
        db.session.add(entry)
        history.record(patent, "published_as_free", actor)
    for name, value in words.items():
        setattr(entry, name, value)
    _close_offers(patent)
    db.session.flush()
    return entry


def take_out_if_alive(patent: Patent) -> None:
    """Take a patent out of the catalogue once its right lives again, or never ended as was told (INV-13, ABN-07)."""
    entry = entry_of(patent)
    if entry is not None and not may_be_published(patent):
        db.session.delete(entry)
        history.record(patent, "taken_out_of_the_free", SYSTEM, detail={"status": patent.legal_status})


def ended_on(patent: Patent) -> date | None:
    """Return the day on which the right ended; None where the record says only that it has."""
    if patent.legal_status == "EXPIRED" and (last := standing.last_day(patent)) is not None:
        return last + clock.ONE_DAY
    return facts_of(patent).legal_end


def _close_offers(patent: Patent) -> None:
    shown = (
        select(Listing)
        .join(ListingPatent)
        .where(ListingPatent.patent_id == patent.id, Listing.state.in_(SHOWN))
    )
    for listing in db.session.scalars(shown).unique().all():
        if all(one.legal_status in standing.DEAD for one in listing.patents):
            data = {"reason": "patent_status", "record": {"reason": "patent_status"}}
            take(LISTING, listing, "lapse", SYSTEM, data=data)
