"""The moment at which the title passes: the patent's owner changes, old offers close, a reserve takes it on its account."""

from sqlalchemy import select

from portal.access.actors import SYSTEM, Actor
from portal.extensions import db
from portal.listings.lifecycle import LISTING, SHOWN
from portal.listings.models import Listing, ListingPatent
from portal.patents.models import Patent
from portal.reserve import holding
from portal.reserve.takeover_models import Takeover
from portal.workflow import history
from portal.workflow.engine import take


def pass_title(takeover: Takeover, actor: Actor) -> None:
    """Make the assignee the owner as of the office's notice (ASG-01). An inventor has no organisation here."""
    _change_owner(takeover, actor)
    _close_offers(takeover.patent_id, takeover.assignor_id)
    if takeover.reserve_id is not None:
        holding.take_in(takeover, actor)


def _change_owner(takeover: Takeover, actor: Actor) -> None:
    patent: Patent = takeover.patent
    patent.owner_id = takeover.assignee_id
    detail = {"takeover": takeover.public_id, "title_on": str(takeover.title_on)}
    history.record(patent, "assigned", actor, detail=detail)


def _close_offers(patent_id: int, former_owner_id: int) -> None:
    """Close what the former owner still shows of the patent: it has become somebody else's."""
    theirs = (
        select(Listing)
        .join(ListingPatent)
        .where(
            ListingPatent.patent_id == patent_id,
            Listing.owner_id == former_owner_id,
            Listing.state.in_(SHOWN),
        )
    )
    for listing in db.session.scalars(theirs).unique().all():
        data = {"reason": "ownership", "record": {"reason": "ownership"}}
        take(LISTING, listing, "lapse", SYSTEM, data=data)
