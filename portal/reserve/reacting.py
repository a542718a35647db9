"""What intentions do when a fact of their patent changes, in the same transaction: the clock moves, or it is over."""

from sqlalchemy import select

from portal.extensions import db
from portal.patents.facts import reactions
from portal.patents.facts.right import RightFacts
from portal.patents.models import Patent
from portal.reserve import domain, rules, watch
from portal.reserve.models import LOST, WATCHED, Intention


def install() -> None:
    """Listen for facts."""
    reactions.on_change(follow)


def follow(patent: Patent, _facts: RightFacts) -> None:
    """Bring every intention for the patent that is not over up to date, and the catalogue of what is free."""
    domain.take_out_if_alive(patent)
    wanted = select(Intention).where(Intention.patent_id == patent.id, Intention.state.in_((*WATCHED, LOST)))
    for intention in db.session.scalars(wanted.order_by(Intention.id)).unique().all():
        watch.refresh(intention)
        if rules.has_ended(intention, {}) is None:
            watch.end(intention)
