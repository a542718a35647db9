"""The moment at which the title passes: the patent's owner changes, old offers close, a reserve takes it on its account."""

from sqlalchemy import select

from portal.access.actors import SYSTEM, Actor
from portal.core import clock
from portal.extensions import db
from portal.listings.lifecycle import LISTING, SHOWN
from portal.listings.models import Listing, ListingPatent
from portal.patents.facts import service as facts
from portal.patents.models import Patent
from portal.reserve import holding
from portal.reserve.takeover_models import Takeover
from portal.workflow.engine import take


def pass_title(takeover: Takeover, actor: Actor) -> None:
    """Make the assignee the owner as of the office's notice (ASG-01). An inventor has no organisation here."""
    _change_owner(takeover, actor)
    _close_offers(takeover.patent_id, takeover.assignor_id)
    if takeover.reserve_id is not None:
        holding.take_in(takeover, actor)


def _change_owner(takeover: Takeover, actor: Actor) -> None:
    """Record the assignment as a fact of the register; what rests on the patent reacts to it."""
    patent: Patent = takeover.patent
    owner = {"name": takeover.assignee_name, "organisation_id": takeover.assignee_id}
    patent.owner_id = takeover.assignee_id
    facts.record(
        patent,
        "assigned",
        actor,
        happened_on=takeover.title_on or clock.today(),
        source="portal",
        evidence=takeover.title_blob,
        evidence_filename=takeover.title_filename,
        data={"owners": [owner], "contract_on": takeover.contract_on},
    )


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
