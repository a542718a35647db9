"""How patents sleep as the portal knows it: uses gathered from licences, facts and approved answers."""

from collections.abc import Callable, Iterable
from datetime import date

from sqlalchemy import select

from portal.core import clock
from portal.deals.models import Licence
from portal.extensions import db
from portal.inventory.answers import WORKED, Answer
from portal.inventory.models import APPROVED, Item, ItemPatent
from portal.inventory.sleep import Conversion, Sleep, look
from portal.parameters import law
from portal.patents.clockwork import Row
from portal.patents.rules import status_group, term

Found = dict[int, list[Conversion]]
_sources: list[Callable[[Iterable[int]], Found]] = []
_AT_ONCE = 500


def source(gather: Callable[[Iterable[int]], Found]) -> Callable[[Iterable[int]], Found]:
    """Register a function that gathers the uses of patents, by patent id."""
    if gather not in _sources:
        _sources.append(gather)
    return gather


def uses_of(patent_ids: Iterable[int]) -> Found:
    """Return every use that the portal knows of these patents, past ones too."""
    ids = list(patent_ids)
    found: Found = {}
    for start in range(0, len(ids), _AT_ONCE):
        for gather in _sources:
            for patent_id, uses in gather(ids[start : start + _AT_ONCE]).items():
                found.setdefault(patent_id, []).extend(uses)
    return found


def sleep_of(patent: Row, day: date | None = None) -> Sleep:
    """Return how one patent sleeps."""
    return sleeps_of([patent], day)[patent.id]


def _in_force(patent: Row, day: date) -> bool:
    """Tell whether the right stands: its status says so, and its term has not run out since."""
    if status_group(patent.legal_status) != "in_force":
        return False
    right = term(patent.kind, patent.filing_date) if patent.filing_date is not None else None
    return right is None or right.last_day >= day


def sleeps_of(patents: Iterable[Row], day: date | None = None) -> dict[int, Sleep]:
    """Return how each of the patents sleeps on `day`, today unless given (SLP-02, SLP-03)."""
    wanted = list(patents)
    on, figures = day or clock.today(), law.current()
    uses = uses_of(patent.id for patent in wanted)
    return {
        patent.id: look(
            in_force=_in_force(patent, on),
            granted_on=patent.grant_date,
            conversions=uses.get(patent.id, ()),
            day=on,
            law=figures,
        )
        for patent in wanted
    }


@source
def _licences(ids: Iterable[int]) -> Found:
    """Licences that took effect here: under open licences and others."""
    found: Found = {}
    wanted = select(Licence.patent_id, Licence.statement_id, Licence.effective_at, Licence.ends_on)
    for patent_id, statement_id, at, ends in db.session.execute(wanted.where(Licence.patent_id.in_(ids))):
        kind = "open_licence" if statement_id is not None else "licence"
        found.setdefault(patent_id, []).append(Conversion(kind, clock.day_of(at), ends))
    return found


@source
def _own_working(ids: Iterable[int]) -> Found:
    """Own working that an approved answer proves by a file."""
    wanted = (
        select(ItemPatent.patent_id, Answer.working_since)
        .join(Item, Item.id == ItemPatent.item_id)
        .join(Answer, Answer.item_id == Item.id)
        .where(
            ItemPatent.patent_id.in_(ids),
            Item.state == APPROVED,
            Answer.working.in_(WORKED),
            Answer.files.any(),
        )
    )
    found: Found = {}
    for patent_id, since in db.session.execute(wanted):
        if since is not None:
            found.setdefault(patent_id, []).append(Conversion("own_working", since))
    return found
