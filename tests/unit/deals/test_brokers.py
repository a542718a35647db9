"""The broker on a deal: asked for, assigned, agreed to, paid as agreed, and never a party's hand."""

from typing import Any

import pytest
from flask import Flask

from portal.accounts.models import UserNotice
from portal.core.errors import Forbidden, NotFound, RuleRefusal, Stale
from portal.deals import brokering, brokers, queries, service, work
from portal.deals.models import BOTH, LICENSEE, LICENSOR, Deal
from portal.deals.paths.open_licence import OPEN_LICENCE
from portal.extensions import db
from portal.listings.models import Listing, ListingPatent
from portal.openlicence.models import Statement
from portal.workflow import history
from portal.workflow.engine import open_steps
from tests.cast import Cast
from tests.licences import FREE, announced, noticed, opened, paid


def step(deal: Deal, cast: Cast, person: str, name: str, **data: Any) -> None:
    service.take_step(deal, name, cast.person(person), {**data, "record": {}})


def rule_of(deal: Deal, cast: Cast, person: str, name: str, **data: Any) -> str:
    with pytest.raises(RuleRefusal) as caught:
        step(deal, cast, person, name, **data)
    return caught.value.rule_id


def assigned(cast: Cast, side: str = LICENSEE, **facts: Any) -> Deal:
    deal = noticed(cast, announced(cast, **facts))
    brokers.assign_broker(deal, cast.person("zhou"), cast.person("shi"), side)
    return deal


RATE = {"way": "rate", "rate": 300, "amount": None, "payer": LICENSEE}
FIXED = {"way": "fixed", "amount": 200_000, "rate": None, "payer": LICENSOR}


def test_a_party_asks_and_the_operator_assigns(app: Flask, cast: Cast) -> None:
    deal = opened(cast, announced(cast))
    wish = brokers.request_broker(deal, cast.organisation("boan"), cast.person("chen"), "怎么备案？")
    assert brokers.request_broker(deal, cast.organisation("boan"), cast.person("chen")).id == wish.id
    assert queries.open_request(deal) == wish
    brokers.assign_broker(wish, cast.person("zhou"), cast.person("shi"))
    assert (wish.state, deal.broker_id, deal.broker_side) == ("assigned", cast.person("zhou").id, LICENSEE)
    assert db.session.query(UserNotice).filter_by(user_id=cast.person("chen").id).count() > 0
    with pytest.raises(Stale):
        brokers.assign_broker(wish, cast.person("zhou"), cast.person("shi"))


def test_the_holder_asks_for_its_own_side(app: Flask, cast: Cast) -> None:
    deal = opened(cast, announced(cast))
    wish = brokers.request_broker(deal, cast.organisation("haiyu"), cast.person("lin"))
    brokers.assign_broker(wish, cast.person("zhou"), cast.person("shi"))
    assert deal.broker_side == LICENSOR


def test_only_parties_ask_and_only_the_reviewer_assigns(app: Flask, cast: Cast) -> None:
    deal = opened(cast, announced(cast))
    with pytest.raises(NotFound):
        brokers.request_broker(deal, cast.organisation("zhuheng"), cast.person("ma"))
    with pytest.raises(Forbidden):
        brokers.request_broker(deal, cast.organisation("boan"), cast.person("qian"))
    for person in ("chen", "zhou", "brandt"):
        with pytest.raises((Forbidden, NotFound)):
            brokers.assign_broker(deal, cast.person("zhou"), cast.person(person))


def test_unverified_or_conflicted_brokers_are_refused(app: Flask, cast: Cast) -> None:
    deal = opened(cast, announced(cast))
    for person, rule in (("he", "BRK-12"), ("visitor", "BRK-12")):
        with pytest.raises(RuleRefusal) as caught:
            brokers.assign_broker(deal, cast.person(person), cast.person("shi"))
        assert caught.value.rule_id == rule
    cast.person("zhou").memberships[0].organisation_id = cast.organisation("haiyu").id
    db.session.flush()
    with pytest.raises(RuleRefusal) as caught:
        brokers.assign_broker(deal, cast.person("zhou"), cast.person("shi"))
    assert caught.value.rule_id == "BRK-09"


def test_closed_deals_get_no_broker(app: Flask, cast: Cast) -> None:
    deal = opened(cast, announced(cast))
    step(deal, cast, "chen", "cancel")
    with pytest.raises(Stale):
        brokers.assign_broker(deal, cast.person("zhou"), cast.person("shi"))


def test_the_broker_sees_the_deal_and_moves_none_of_it(app: Flask, cast: Cast) -> None:
    deal = assigned(cast)
    zhou = cast.person("zhou")
    assert deal in db.session.query(Deal).where(Deal.visible_to(zhou)).all()
    assert all(one.target is None for one in open_steps(OPEN_LICENCE, deal, zhou))
    for name in ("confirm_terms", "send_notice", "cancel", "object", "file_recordal"):
        with pytest.raises(Forbidden):
            step(deal, cast, "zhou", name)


def test_both_sides_must_agree_to_a_broker_for_both(app: Flask, cast: Cast) -> None:
    deal = assigned(cast, BOTH)
    assert rule_of(deal, cast, "zhou", "accept_mandate", role="BROKER") == "BRK-08"
    assert rule_of(deal, cast, "zhou", "accept_mandate", role="AGENT") == "BRK-07"
    step(deal, cast, "chen", "consent_licensee")
    assert rule_of(deal, cast, "zhou", "accept_mandate", role="BROKER") == "BRK-08"
    step(deal, cast, "lin", "consent_licensor")
    step(deal, cast, "zhou", "accept_mandate", role="BROKER")
    assert deal.mandate["role"] == "BROKER"
    assert rule_of(deal, cast, "zhou", "accept_mandate", role="BROKER") == "BRK-08"


def test_role_is_named(app: Flask, cast: Cast) -> None:
    assert rule_of(assigned(cast), cast, "zhou", "accept_mandate", role="") == "BRK-07"


def test_declining_leaves_the_deal_without_a_broker(app: Flask, cast: Cast) -> None:
    deal = assigned(cast)
    step(deal, cast, "zhou", "decline_mandate")
    assert (deal.broker_id, deal.broker_side, deal.mandate) == (None, None, {})
    assert history.history_of(deal)[-1].detail["broker"] == cast.person("zhou").id


@pytest.mark.parametrize(
    "bad",
    [
        {**RATE, "payer": "both"},
        {**RATE, "rate": 0},
        {**RATE, "rate": 10_001},
        {**RATE, "rate": None},
        {**FIXED, "amount": None},
        {**FIXED, "amount": -1},
        {**FIXED, "way": "perhaps"},
    ],
)
def test_commission_must_be_clear(app: Flask, cast: Cast, bad: dict[str, Any]) -> None:
    deal = assigned(cast)
    step(deal, cast, "zhou", "accept_mandate", role="BROKER")
    assert rule_of(deal, cast, "zhou", "agree_commission", **bad) == "BRK-14"


def test_commission_comes_after_the_mandate(app: Flask, cast: Cast) -> None:
    assert rule_of(assigned(cast), cast, "zhou", "agree_commission", **RATE) == "BRK-08"


def test_free_licence_has_no_share_to_take(app: Flask, cast: Cast) -> None:
    deal = assigned(cast, **FREE)
    step(deal, cast, "zhou", "accept_mandate", role="BROKER")
    assert rule_of(deal, cast, "zhou", "agree_commission", **RATE) == "BRK-14"
    step(deal, cast, "zhou", "agree_commission", **FIXED)
    assert brokering.commission_due(deal) == 200_000


def test_commission_is_recorded_disclosed_confirmed_and_earned(app: Flask, cast: Cast) -> None:
    deal = assigned(cast)
    step(deal, cast, "zhou", "accept_mandate", role="BROKER")
    step(deal, cast, "zhou", "agree_commission", **RATE)
    assert deal.commission["disclosed_at"] and brokering.commission_due(deal) is None
    told = {row.user_id for row in db.session.query(UserNotice).filter_by(code="deal.told.commission_agreed")}
    assert {cast.person("chen").id, cast.person("lin").id, cast.person("zhou").id} <= told
    assert rule_of(deal, cast, "lin", "confirm_commission_licensor") == "BRK-14"
    step(deal, cast, "chen", "confirm_commission_licensee")
    assert rule_of(deal, cast, "chen", "confirm_commission_licensee") == "BRK-14"
    assert rule_of(deal, cast, "zhou", "agree_commission", **FIXED) == "BRK-14"
    paid(deal)
    assert brokering.commission_due(deal) == 240_000


def test_share_is_rounded_half_up(app: Flask, cast: Cast) -> None:
    deal = Deal(state="licensed", due_at_start=150, commission={"way": "rate", "rate": 100})
    assert brokering.commission_due(deal) == 2


def listed(statement: Statement) -> Listing:
    listing = Listing(
        owner_id=statement.owner_id,
        state="published",
        title_zh="加热",
        items=[ListingPatent(patent_id=statement.patent_id)],
    )
    db.session.add(listing)
    db.session.flush()
    return listing


def test_a_broker_on_the_listing_comes_onto_the_deal(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    listing = listed(statement)
    wish = brokers.request_broker(listing, cast.organisation("haiyu"), cast.person("lin"))
    brokers.assign_broker(wish, cast.person("zhou"), cast.person("shi"))
    assert listing.broker_id == cast.person("zhou").id
    deal = service.open_acceptance(statement, cast.organisation("boan"), cast.person("chen"), listing)
    assert (deal.broker_id, deal.broker_side, deal.listing_id) == (listing.broker_id, LICENSOR, listing.id)


def test_the_licensees_own_broker_comes_first(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    listing = listed(statement)
    brokers.assign_broker(listing, cast.person("zhou"), cast.person("shi"))
    wish = brokers.request_broker(listing, cast.organisation("boan"), cast.person("chen"))
    brokers.assign_broker(wish, cast.person("lindqvist"), cast.person("shi"))
    assert listing.broker_id == cast.person("zhou").id
    deal = service.open_acceptance(statement, cast.organisation("boan"), cast.person("chen"), listing)
    assert (deal.broker_id, deal.broker_side) == (cast.person("lindqvist").id, LICENSEE)


def test_notes_and_tasks(app: Flask, cast: Cast) -> None:
    deal = assigned(cast)
    zhou, chen = cast.person("zhou"), cast.person("chen")
    work.add_note(deal, zhou, "客户预算紧", private=True)
    work.add_note(deal, chen, "何时备案？")
    assert [note.text for note in queries.notes(deal, zhou)] == ["何时备案？", "客户预算紧"]
    assert [note.text for note in queries.notes(deal, chen)] == ["何时备案？"]
    with pytest.raises(Forbidden):
        work.add_note(deal, chen, "只给我", private=True)
    with pytest.raises(Forbidden):
        work.add_note(deal, cast.person("shi"), "旁注")
    task = work.add_task(deal, zhou, "准备材料", LICENSOR)
    work.finish_task(deal, task, cast.person("lin"))
    done = task.done_at
    work.finish_task(deal, task, chen)
    assert task.done_at == done
    assert [entry.action for entry in history.history_of(deal)][-2:] == ["task_added", "task_done"]
