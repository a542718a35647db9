"""The steps of a takeover: agreed, signed, filed with the office, registered; the title passes only then (ASG-01, ASG-02).

That it is registered is entered by one side and confirmed by the other or the operator (RSV-10): nobody alone makes
himself, or makes another, the owner.
"""

from collections.abc import Iterable

from portal.access.actors import SYSTEM, Actor
from portal.access.permissions import Verb
from portal.access.predicates import OFFICERS
from portal.core import clock
from portal.reserve import handover, legal, tellings
from portal.reserve import takeover_rules as rules
from portal.reserve.lifecycle import INTENTION
from portal.reserve.models import DECLINED
from portal.reserve.takeover_models import (
    AGREED,
    ASSIGNEE,
    ASSIGNOR,
    ENTERED,
    FAILED,
    FILED,
    REGISTERED,
    SIGNED,
    UNDER_WAY,
    Takeover,
)
from portal.workflow.engine import Audience, Data, Lifecycle, Step, Telling, take


def _sign(takeover: Takeover, _actor: Actor, data: Data) -> None:
    takeover.contract_on = data["contract_on"]
    takeover.contract_blob, takeover.contract_filename = data["evidence"], data.get("evidence_filename", "")
    takeover.publicised_on, takeover.publicity_blob = data.get("publicised_on"), data.get("publicity")
    takeover.publicity_filename = data.get("publicity_filename", "")
    takeover.grant_back, takeover.zero_price_read = data["grant_back"], bool(data.get("zero_price_read"))
    takeover.licences_confirmed = True
    takeover.licences = [licence.number for licence in legal.licences_of(takeover.patent)]


def _file(takeover: Takeover, _actor: Actor, data: Data) -> None:
    takeover.filed_on, takeover.fee_paid_on = data["filed_on"], data["fee_paid_on"]


def _register(takeover: Takeover, actor: Actor, data: Data) -> None:
    """Keep what one side tells of the register, and which side it was; nothing passes yet."""
    takeover.told_title_on = data["title_on"]
    acts = OFFICERS & actor.organisations.get(takeover.assignor_id, frozenset())
    takeover.told_by = ASSIGNOR if acts else ASSIGNEE
    takeover.title_blob, takeover.title_filename = data["evidence"], data.get("evidence_filename", "")


def _send_back(takeover: Takeover, _actor: Actor, _data: Data) -> None:
    takeover.told_title_on = takeover.told_by = takeover.title_blob = None
    takeover.title_filename = ""


def _confirm(takeover: Takeover, actor: Actor, _data: Data) -> None:
    """Pass the title, close the intention, and put the patent into the reserve that took it."""
    takeover.title_on = takeover.told_title_on
    step = "reserved" if takeover.reserve_id else "rescued"
    take(INTENTION, takeover.intention, step, SYSTEM)
    handover.pass_title(takeover, actor)


def _fail(takeover: Takeover, _actor: Actor, data: Data) -> None:
    takeover.failure = str(data["reason"])[:2000]
    if takeover.intention.state == AGREED:
        take(INTENTION, takeover.intention, "reopen", SYSTEM)
    takeover.interest.decision, takeover.interest.decided_at = DECLINED, clock.now()


def _both(event: str) -> Audience:
    def audience(takeover: Takeover) -> Iterable[Telling]:
        people = [*tellings.people_of(takeover.assignor_id), *tellings.people_of(takeover.assignee_id)]
        place = f"/rescue/takeovers/{takeover.public_id}"
        return tellings.letters(takeover.intention, event, people, place)

    return audience


def _awaited(takeover: Takeover) -> Iterable[Telling]:
    """Ask the other side to confirm; where it has nobody who could, the operator's reviewers."""
    people = tellings.people_of(takeover.awaited_id) or tellings.reviewers()
    place = f"/rescue/takeovers/{takeover.public_id}"
    return tellings.letters(takeover.intention, "takeover_to_confirm", people, place)


_STANDING = (rules.in_time, rules.statement_withdrawn, rules.contract_allowed)
_PASSING = (
    rules.right_still_alive,
    rules.statement_withdrawn,
    rules.title_after_withdrawal,
    rules.register_allows,
)

TAKEOVER = Lifecycle(
    group="takeover",
    initial=AGREED,
    terminal=frozenset({REGISTERED, FAILED}),
    steps=(
        Step(
            "sign",
            (AGREED,),
            SIGNED,
            Verb.TAKEOVER_ACT,
            (
                rules.contract_proven,
                rules.price_considered,
                rules.price_publicised,
                rules.grant_back_chosen,
                rules.licences_listed,
                rules.inventors_asked,
                rules.reserve_can_pay,
                *_STANDING,
            ),
            _sign,
            _both("takeover_signed"),
        ),
        Step(
            "file",
            (SIGNED,),
            FILED,
            Verb.TAKEOVER_ACT,
            (rules.filed_in_order, rules.statement_withdrawn, rules.register_allows),
            _file,
            _both("takeover_filed"),
        ),
        Step(
            "register",
            (FILED,),
            ENTERED,
            Verb.TAKEOVER_ACT,
            (rules.title_proven, *_PASSING),
            _register,
            _awaited,
        ),
        Step(
            "confirm",
            (ENTERED,),
            REGISTERED,
            Verb.TAKEOVER_CONFIRM,
            _PASSING,
            _confirm,
            _both("takeover_registered"),
        ),
        Step(
            "send_back",
            (ENTERED,),
            FILED,
            Verb.TAKEOVER_CONFIRM,
            (rules.failure_explained,),
            _send_back,
            _both("takeover_sent_back"),
        ),
        Step(
            "fail",
            UNDER_WAY,
            FAILED,
            Verb.TAKEOVER_ACT,
            (rules.failure_explained,),
            _fail,
            _both("takeover_failed"),
        ),
    ),
)
