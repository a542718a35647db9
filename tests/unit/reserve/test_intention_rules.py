"""ABN-01 to ABN-10 at the declaration: each refusal is shown once, and the same case without its fault passes."""

from datetime import timedelta
from typing import Any

import pytest

from portal.core import clock
from portal.core.errors import Forbidden, NotFound, RuleRefusal
from portal.deals.models import Deal, Licence
from portal.extensions import db
from portal.patents.facts import service as facts
from portal.patents.models import Patent
from portal.reserve import service, timing
from portal.reserve.models import INTENT, SCREENING, Intention
from tests.cast import Cast
from tests.licences import announced, withdrawn
from tests.rescues import answers, declared, noted, old_patent

pytestmark = pytest.mark.usefixtures("app")


def refusal_of(cast: Cast, intention: Intention, **changes: Any) -> tuple[str, str] | None:
    """Try to declare; return the rule and code of the refusal, or None where it went through."""
    try:
        service.complete(intention, cast.person("lin"), **answers(**changes))
    except RuleRefusal as refusal:
        return refusal.rule_id, refusal.code
    return None


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, None),
        ({"way": ""}, ("ABN-01", "rescue.way_missing")),
        ({"way": "declaration"}, None),
        ({"co_owners": ""}, ("ABN-02", "rescue.co_owners_undeclared")),
        ({"co_owners": "not_agreed"}, ("ABN-02", "rescue.co_owners_missing")),
        ({"co_owners": "agreed"}, None),
        ({"undertaken": False}, ("ABN-03", "rescue.undertaking_missing")),
        ({"licensees": ""}, ("ABN-06", "rescue.licensees_undeclared")),
        ({"licensees": "not_told"}, ("ABN-06", "rescue.licensees_not_told")),
        ({"licensees": "told"}, None),
        ({"inventors_told_on": None}, ("ABN-08", "rescue.inventors_not_told")),
        ({"decision_no": ""}, ("ABN-08", "rescue.decision_missing")),
        ({"state_owned": True}, ("ABN-09", "rescue.state_decision_missing")),
        ({"state_owned": True, "pricing_basis": "评估报告 2026-8"}, None),
        ({"reason": "no such reason"}, ("RSV-01", "rescue.missing.reason")),
        ({"contact": ""}, ("RSV-01", "rescue.missing.contact")),
        ({"authorised": False}, ("RSV-01", "rescue.missing.authorised")),
        ({"fee_payer": "somebody"}, ("RSV-01", "rescue.missing.fee_payer")),
        ({"secrecy": "friends"}, ("RSV-01", "rescue.missing.secrecy")),
        ({"decided_on": None}, ("RSV-01", "rescue.missing.decided_on")),
    ],
)
def test_what_the_form_must_say(cast: Cast, changes: dict[str, Any], refusal: tuple[str, str] | None) -> None:
    intention = noted(cast)
    assert refusal_of(cast, intention, **changes) == refusal
    assert intention.state == (SCREENING if refusal is None else INTENT)


def test_a_day_to_come_is_no_decision(cast: Cast) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    wanted = ("RSV-01", "rescue.missing.decided_on")
    assert refusal_of(cast, noted(cast), decided_on=tomorrow) == wanted


def test_an_enterprise_needs_no_decision_of_a_university(cast: Cast) -> None:
    patent = old_patent(cast, "boan")
    intention = noted(cast, patent, "chen")
    service.complete(intention, cast.person("chen"), **answers(inventors_told_on=None, decision_no=""))
    assert intention.state == SCREENING


@pytest.mark.parametrize("status", ["LAPSED_FEE", "ABANDONED", "EXPIRED", "INVALID_FULL"])
def test_what_has_ended_cannot_be_called_out(cast: Cast, status: str) -> None:
    intention = noted(cast)
    intention.patent.legal_status = status
    assert refusal_of(cast, intention) == ("ABN-07", "rescue.has_ended")


def test_without_a_clock_nothing_is_promised(cast: Cast) -> None:
    intention = noted(cast, old_patent(cast, filing_date=None))
    assert refusal_of(cast, intention) == ("ABN-03", "rescue.clock_unknown")


def test_a_statement_is_withdrawn_first(cast: Cast) -> None:
    intention = noted(cast)
    statement = announced(cast, patent=intention.patent)
    assert refusal_of(cast, intention) == ("ABN-06", "rescue.statement_in_force")
    withdrawn(cast, statement)
    assert refusal_of(cast, intention) is None


def test_a_pledged_patent_is_not_given_up_without_the_pledgee(cast: Cast) -> None:
    """ABN-06: a pledge needs its holder's consent to this very act, and none once it is released."""
    intention = noted(cast)
    _told(cast, intention.patent, "pledged", pledgee="津海银行")
    assert refusal_of(cast, intention) == ("ABN-06", "may.pledgee_needed")
    _told(cast, intention.patent, "pledgee_consented", acts=["assign"])
    assert refusal_of(cast, intention) == ("ABN-06", "may.pledgee_needed")
    assert [one.rule_id for one in service.obstacles(intention)] == ["ABN-06"]
    _told(cast, intention.patent, "pledgee_consented", acts=["abandon"])
    assert refusal_of(cast, intention) is None


def test_a_released_pledge_asks_nobody(cast: Cast) -> None:
    intention = noted(cast)
    _told(cast, intention.patent, "pledged", pledgee="津海银行")
    assert refusal_of(cast, intention) == ("ABN-06", "may.pledgee_needed")
    _told(cast, intention.patent, "pledge_released")
    assert refusal_of(cast, intention) is None


def _told(cast: Cast, patent: Patent, fact: str, **data: Any) -> None:
    day = clock.today()
    facts.record(patent, fact, cast.person("shi"), happened_on=day, source="登记簿", data=data)


def test_a_licence_on_record_contradicts_that_there_is_none(cast: Cast) -> None:
    intention = noted(cast)
    _licence(cast, intention.patent)
    assert refusal_of(cast, intention, licensees="none") == ("ABN-06", "rescue.licensees_not_told")
    assert refusal_of(cast, intention, licensees="told") is None


def _licence(cast: Cast, patent: Patent) -> None:
    sides = {"licensor_id": patent.owner_id, "licensee_id": cast.organisation("boan").id}
    deal = Deal(state="licensed", **sides)
    db.session.add(deal)
    db.session.flush()
    db.session.add(
        Licence(
            deal_id=deal.id,
            patent_id=patent.id,
            number="L-1",
            effective_at=clock.now(),
            recordal_due=clock.today(),
            **sides,
        )
    )
    db.session.flush()


def test_only_the_owner_declares(cast: Cast) -> None:
    patent = old_patent(cast)
    assert patent.owner is not None
    for person, error in (("okoro", NotFound), ("zhao", Forbidden), ("visitor", NotFound)):
        with pytest.raises((error, Forbidden)):
            service.declare_intention(patent.owner, [patent], cast.person(person), reason="cost")


def test_another_s_patent_is_not_given_up(cast: Cast) -> None:
    patent = old_patent(cast, "bolan")
    with pytest.raises(RuleRefusal, match=r"rescue.not_the_owner"):
        service.declare_intention(cast.organisation("haiyu"), [patent], cast.person("lin"), reason="cost")


def test_a_bundle_is_noted_in_one_go_and_once(cast: Cast) -> None:
    patents = [old_patent(cast) for _ in range(3)]
    owner, lin = cast.organisation("haiyu"), cast.person("lin")
    assert len(service.declare_intention(owner, patents, lin, reason="cost", ask_price_fen=5)) == 3
    assert service.declare_intention(owner, patents, lin, reason="cost") == []


def test_the_deadline_keeps_the_register_s_days_free(cast: Cast) -> None:
    far, near = (
        declared(cast, old_patent(cast, days_left=400)),
        declared(cast, old_patent(cast, days_left=80)),
    )
    assert far.pool_deadline == clock.today() + timedelta(days=62), (
        "each call begins on the day after the last"
    )
    found = timing.timing_of(near.patent)
    assert found is not None
    assert near.pool_deadline == found.limit == found.safe - timedelta(days=45)


def test_after_the_limit_nothing_is_called_out(cast: Cast) -> None:
    intention = declared(cast, old_patent(cast, days_left=40))
    with pytest.raises(RuleRefusal, match=r"rescue.too_late"):
        service.decide(intention, cast.person("shi"), "rescue", "有需求")
    service.decide(intention, cast.person("shi"), "let_go", "来不及登记")


def test_a_decision_needs_a_reason(cast: Cast) -> None:
    intention = declared(cast)
    for decision in ("rescue", "offer_inventors", "let_go"):
        with pytest.raises(RuleRefusal, match=r"rescue.reason_missing"):
            service.decide(intention, cast.person("shi"), decision, "  ")
