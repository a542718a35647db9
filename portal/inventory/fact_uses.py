"""Uses of patents that their recorded facts tell: licences that are recorded or proven, and changes of hands."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.accounts.organisations import Organisation
from portal.extensions import db
from portal.inventory import filling, sleepers
from portal.inventory.sleep import Conversion
from portal.patents.facts.models import PatentEvent
from portal.patents.models import Patent

_KINDS = ("licence_granted", "licence_ended", "assigned")


@sleepers.source
def told(ids: Iterable[int]) -> sleepers.Found:
    """Return licences and assignments among the facts that were not taken back, by patent id."""
    wanted = (
        select(PatentEvent, Organisation.name_zh, Organisation.name_en)
        .join(Patent, Patent.id == PatentEvent.patent_id)
        .outerjoin(Organisation, Organisation.id == Patent.owner_id)
        .where(
            PatentEvent.patent_id.in_(list(ids)),
            PatentEvent.kind.in_(_KINDS),
            PatentEvent.voided_at.is_(None),
        )
        .order_by(PatentEvent.happened_on, PatentEvent.id)
    )
    rows = [(event, (zh, en)) for event, zh, en in db.session.execute(wanted)]
    ends = {
        event.data.get("licence"): event.happened_on for event, _ in rows if event.kind == "licence_ended"
    }
    found: sleepers.Found = {}
    for event, holder in rows:
        use = _licence(event, ends) if event.kind == "licence_granted" else _assignment(event, holder)
        if use is not None:
            found.setdefault(event.patent_id, []).append(use)
    return found


def _licence(event: PatentEvent, ends: dict[Any, date]) -> Conversion | None:
    """A licence counts where the register has it or a file proves it (SLP-02)."""
    data = event.data
    if not (data.get("recorded") or data.get("recorded_on") or event.evidence_blob):
        return None
    since = date.fromisoformat(data["from"]) if data.get("from") else event.happened_on
    until = date.fromisoformat(data["to"]) if data.get("to") else None
    ended = ends.get(event.public_id)
    if ended is not None:
        until = min(until, ended) if until else ended
    return Conversion("open_licence" if data.get("kind") == "open" else "licence", since, until)


def _assignment(event: PatentEvent, holder: tuple[str | None, str | None]) -> Conversion | None:
    """Who acquired a patent begins to be idle on that day; who let it go has converted it."""
    if event.kind != "assigned":
        return None
    owners = {str(owner.get("name")) for owner in event.data.get("owners", ())}
    acquired = bool(owners & {name for name in holder if name})
    return Conversion("assignment", event.happened_on, event.happened_on if acquired else None)


def families_of(ids: Iterable[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """Return the foreign rights that the facts name as family: two patents that share one are one family."""
    wanted = select(PatentEvent.patent_id, PatentEvent.data).where(
        PatentEvent.patent_id.in_(list(ids)),
        PatentEvent.kind == "family_stated",
        PatentEvent.voided_at.is_(None),
    )
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for patent_id, data in db.session.execute(wanted.order_by(PatentEvent.happened_on, PatentEvent.id)):
        found[patent_id] = tuple((str(row["office"]), str(row["number"])) for row in data["members"])
    return found


filling.add_family_source(families_of)
