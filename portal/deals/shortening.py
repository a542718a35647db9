"""A licence never outlives its patent: where the register takes a compensated term back, the licence is shortened with it."""

from sqlalchemy import select

from portal.access.actors import SYSTEM
from portal.deals import tellings
from portal.deals.effects import promise_end
from portal.deals.models import IN_EFFECT, Deal, Licence
from portal.extensions import db
from portal.patents.facts.reactions import on_change
from portal.patents.facts.right import RightFacts
from portal.patents.models import Patent
from portal.workflow import history
from portal.workflow.engine import tell

EVENT = "shortened"


@on_change
def look_at_ends(patent: Patent, facts: RightFacts) -> None:
    """End the licences under the patent no later than the patent itself (INV-03, LS-05)."""
    if facts.last_day is None:
        return
    too_long = (
        select(Licence)
        .join(Deal, Deal.id == Licence.deal_id)
        .where(Licence.patent_id == patent.id, Deal.state.in_(IN_EFFECT), Licence.ends_on > facts.last_day)
        .order_by(Licence.id)
    )
    for licence in db.session.scalars(too_long).all():
        deal = licence.deal
        detail = {"ended_on": str(licence.ends_on), "ends_on": str(facts.last_day), "rule": "LS-05"}
        licence.ends_on = deal.ends_on = facts.last_day
        history.record(deal, EVENT, SYSTEM, from_state=deal.state, to_state=deal.state, detail=detail)
        promise_end(deal)
        tellings.put_notices(deal, EVENT)
        tell(tellings.letters(deal, EVENT))
