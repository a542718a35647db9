"""Many patents at once: one draft for each, or one bundle."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.accounts.organisations import Organisation
from portal.core.errors import InputError
from portal.extensions import db
from portal.jobs import queue
from portal.listings import service
from portal.listings.models import Listing
from portal.patents.models import Patent

AT_ONCE = 50
AT_MOST = 2000


def chosen_patents(public_ids: Sequence[str]) -> list[Patent]:
    """Return the patents that were ticked, in that order. Raises InputError for none or too many."""
    wanted = list(dict.fromkeys(public_ids))
    if not wanted:
        raise InputError("listing.bulk_nothing", field="patents")
    if len(wanted) > AT_MOST:
        raise InputError("listing.bulk_too_many", field="patents", limit=AT_MOST)
    found = {
        row.public_id: row for row in db.session.scalars(select(Patent).where(Patent.public_id.in_(wanted)))
    }
    return [found[public_id] for public_id in wanted if public_id in found]


def owner_of(patents: Sequence[Patent], actor: Actor) -> Organisation:
    """Return the one organisation whose patents these are. Raises InputError for several, Forbidden, NotFound."""
    owners = {patent.owner_id for patent in patents}
    if not patents:
        raise InputError("listing.bulk_nothing", field="patents")
    if len(owners) > 1 or patents[0].owner is None:
        raise InputError("listing.not_one_owner", field="patents")
    require(Verb.LISTING_CREATE, patents[0].owner, actor)
    return patents[0].owner


def make_drafts(owner: Organisation, patents: Sequence[Patent], actor: Actor, stream: str) -> list[Listing]:
    """Draft one listing for each patent that stands in no live listing yet; so a repetition makes none twice."""
    db.session.execute(select(Organisation.id).where(Organisation.id == owner.id).with_for_update())
    taken = service.live_patent_ids(patent.id for patent in patents)
    return [
        service.draft(owner, [patent], actor, stream=stream)
        for patent in patents
        if patent.id not in taken and patent.owner_id == owner.id
    ]


def make_later(owner: Organisation, patents: Sequence[Patent], actor: Actor, stream: str) -> None:
    """Promise the drafts as a job."""
    payload = {"owner_id": owner.id, "user_id": actor.actor_id, "stream": stream}
    queue.enqueue("listings.bulk", {**payload, "patent_ids": [patent.id for patent in patents]})
