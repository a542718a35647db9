"""The daily look at a patent in a reserve: a warning once its time is up, and the catalogue once it has ended."""

from portal.access.actors import SYSTEM
from portal.accounts.notices import notify
from portal.listings.standing import DEAD
from portal.reserve import domain, tellings
from portal.reserve.account_models import KEPT, RELEASED, ReserveItem
from portal.reserve.holding_lifecycle import release_proposed
from portal.workflow import history


def look_after(item: ReserveItem) -> None:
    """Tell the centre once that the patent should be released; publish what was released and has ended."""
    if item.state in KEPT and release_proposed(item) and not _was_told(item):
        history.record(item, "release_proposed", SYSTEM, from_state=item.state, to_state=item.state)
        for user_id in tellings.people_of(item.owner_id):
            notify(user_id, "reserve.told.release", {}, f"/reserves/items/{item.public_id}")
    if item.state == RELEASED and item.patent.legal_status in DEAD and domain.may_be_published(item.patent):
        domain.publish(item.patent, SYSTEM, owner_id=item.owner_id)


def _was_told(item: ReserveItem) -> bool:
    return any(entry.action == "release_proposed" for entry in history.history_of(item))
