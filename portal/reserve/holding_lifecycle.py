"""The steps of a patent in a reserve: held, circulating, then transferred or released (rules 10.11)."""

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.core import clock
from portal.listings.standing import DEAD
from portal.parameters import law
from portal.patents.facts import service as facts
from portal.reserve import legal
from portal.reserve.account_models import CIRCULATING, HELD, RELEASED, TRANSFERRED, ReserveItem
from portal.reserve.rules import Refusal, refuse
from portal.workflow.engine import Data, Lifecycle, Step
from portal.workflow.guards import guard


@guard("ABN-07")
def may_be_offered(item: ReserveItem, _data: Data) -> Refusal:
    """ABN-07: an ended patent is no longer offered."""
    if item.patent.legal_status in DEAD:
        return refuse("ABN-07", "rescue.has_ended")
    return None


@guard("RSV-08")
def should_be_released(item: ReserveItem, _data: Data) -> Refusal:
    """RSV-08: released after so many reviews in a row at a loss, or once its sunset day has passed."""
    return None if release_proposed(item) else refuse("RSV-08", "reserve.not_to_release")


def release_proposed(item: ReserveItem) -> bool:
    """Whether the reserve should let the patent go."""
    enough = law.current().on("reserve.losses_to_release", clock.today())
    latest = item.reviews[-enough:]
    losing = len(latest) == enough and all(review.is_a_loss for review in latest)
    return losing or item.sunset_on < clock.today() or item.patent.legal_status in DEAD


@guard("ASG-01")
def sale_proven(item: ReserveItem, data: Data) -> Refusal:
    """ASG-01: a patent has left the reserve on the day its title passed."""
    day = data.get("title_on")
    if day is None or not item.acquired_on <= day <= clock.today():
        return refuse("ASG-01", "reserve.title_date")
    return None


@guard("ASG-02")
def buyer_named(_item: ReserveItem, data: Data) -> Refusal:
    """ASG-02: a title passes to somebody."""
    return None if str(data.get("buyer") or "").strip() else refuse("ASG-02", "reserve.no_buyer")


@guard("ABN-05", "ABN-07", "ANN-05", "ANN-08", "ASG-02", "COO-05", "LS-05", "NUM-11", "OL-20", "PLG-02")
def may_be_assigned(item: ReserveItem, _data: Data) -> Refusal:
    """OL-20, INV-02 and what else the register's facts forbid of an assignment."""
    return legal.register_refusal(item.patent, "assign")


def _sold(item: ReserveItem, actor: Actor, data: Data) -> None:
    """Record the assignment as a fact of the register; the buyer answers for the patent from its title day (ASG-01)."""
    item.patent.owner_id = data.get("buyer_id")
    facts.record(
        item.patent,
        "assigned",
        actor,
        happened_on=data["title_on"],
        source="portal",
        data={"owners": [{"name": str(data["buyer"]).strip(), "organisation_id": data.get("buyer_id")}]},
    )
    _close(item, actor, data)


def _close(item: ReserveItem, _actor: Actor, _data: Data) -> None:
    item.closed_on = clock.today()


ITEM = Lifecycle(
    group="reserve_item",
    initial=HELD,
    terminal=frozenset({TRANSFERRED, RELEASED}),
    steps=(
        Step("circulate", (HELD,), CIRCULATING, Verb.RESERVE_KEEP, (may_be_offered,), None, None, True),
        Step("hold", (CIRCULATING,), HELD, Verb.RESERVE_KEEP),
        Step(
            "transfer",
            (HELD, CIRCULATING),
            TRANSFERRED,
            Verb.RESERVE_KEEP,
            (sale_proven, buyer_named, may_be_assigned),
            _sold,
            None,
            True,
        ),
        Step("release", (HELD, CIRCULATING), RELEASED, Verb.RESERVE_KEEP, (should_be_released,), _close),
    ),
)
