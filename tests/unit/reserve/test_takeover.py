"""The takeover: what must hold at each step, the two dates, and that the title passes only with the register."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from portal.core import clock
from portal.core.errors import Forbidden, NotFound, RuleRefusal
from portal.extensions import db
from portal.listings.models import Listing
from portal.patents.facts import service as facts
from portal.patents.facts.models import PatentEvent
from portal.reserve import service, watch
from portal.reserve.takeover_lifecycle import TAKEOVER
from portal.reserve.takeover_models import Takeover
from portal.workflow.engine import take
from tests.cast import Cast
from tests.licences import announced, withdrawn
from tests.rescues import (
    agreed,
    called_publicly,
    contract,
    evidence,
    filed,
    kept,
    offered,
    old_patent,
    registered,
    signed,
)

pytestmark = pytest.mark.usefixtures("app")


def refusal_at(cast: Cast, takeover: Takeover, step: str, data: dict[str, Any]) -> str | None:
    """Try the step; return the rule of the refusal, or None."""
    try:
        take(TAKEOVER, takeover, step, cast.person("lin"), data=data)
    except RuleRefusal as refusal:
        return refusal.rule_id
    return None


TOMORROW = timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, None),
        ({"contract_on": None}, "ABN-04"),
        ({"evidence": None}, "ABN-04"),
        ({"zero_price_read": False}, "ABN-10"),
        ({"grant_back": None}, "ASG-05"),
        ({"grant_back": "yes"}, None),
        ({"licences_confirmed": False}, "ASG-04"),
        ({"publicised_on": None}, "UNI-04"),
        ({"publicity": None}, "UNI-04"),
    ],
)
def test_what_a_signature_needs(cast: Cast, changes: dict[str, Any], rule: str | None) -> None:
    takeover = agreed(cast)
    assert refusal_at(cast, takeover, "sign", contract(**changes)) == rule
    assert takeover.state == ("agreed" if rule else "signed")


@pytest.mark.parametrize(("signed_on", "rule"), [(date(2026, 3, 17), "UNI-04"), (date(2026, 3, 18), None)])
def test_a_university_signs_on_the_day_after_its_publicity(
    cast: Cast, signed_on: date, rule: str | None
) -> None:
    """INV-09: 2 March is not counted, 17 March is the fifteenth day."""
    data = contract(contract_on=signed_on, publicised_on=date(2026, 3, 2))
    assert refusal_at(cast, agreed(cast), "sign", data) == rule


def test_a_price_is_not_public_before_there_was_a_patent(cast: Cast) -> None:
    takeover = agreed(cast)
    filed_on = takeover.patent.filing_date
    assert filed_on is not None
    early = contract(publicised_on=filed_on - TOMORROW)
    assert refusal_at(cast, takeover, "sign", early) == "UNI-04"
    assert refusal_at(cast, takeover, "sign", contract(publicised_on=filed_on)) is None


def test_a_firm_publicises_nothing(cast: Cast) -> None:
    takeover = agreed(cast)
    takeover.assignor.kind = "enterprise"
    assert refusal_at(cast, takeover, "sign", contract(publicised_on=None, publicity=None)) is None


def test_a_price_is_no_gift(cast: Cast) -> None:
    takeover = agreed(cast, offer_fen=100)
    assert refusal_at(cast, takeover, "sign", contract(zero_price_read=False)) is None


def test_a_contract_of_tomorrow_is_none(cast: Cast) -> None:
    assert refusal_at(cast, agreed(cast), "sign", contract(contract_on=clock.today() + TOMORROW)) == "ABN-04"


def test_the_inventors_come_first(cast: Cast) -> None:
    intention = called_publicly(cast, inventors_of=[("林晓澄", "inventor@example.org")])
    takeover = agreed(cast, intention)
    assert refusal_at(cast, takeover, "sign", contract()) == "UNI-08"
    with time_machine.travel(clock.now() + timedelta(days=16), tick=False):
        assert refusal_at(cast, takeover, "sign", contract()) is None


def test_no_service_invention_no_first_refusal(cast: Cast) -> None:
    intention = called_publicly(
        cast, inventors_of=[("林晓澄", "inventor@example.org")], service_invention=False
    )
    assert refusal_at(cast, agreed(cast, intention), "sign", contract()) is None


def test_a_statement_stands_in_the_way_until_it_is_withdrawn(cast: Cast) -> None:
    takeover = agreed(cast)
    statement = announced(cast, patent=takeover.patent)
    assert refusal_at(cast, takeover, "sign", contract()) == "ASG-06"
    withdrawn(cast, statement)
    assert refusal_at(cast, takeover, "sign", contract()) is None
    data = {"filed_on": clock.today(), "fee_paid_on": clock.today()}
    again = announced(cast, patent=takeover.patent)
    assert refusal_at(cast, takeover, "file", data) == "ASG-06"
    withdrawn(cast, again)
    assert refusal_at(cast, takeover, "file", data) is None


def test_a_preserved_patent_is_neither_given_up_nor_handed_over(cast: Cast) -> None:
    takeover = agreed(cast)
    fact = facts.record(
        takeover.patent, "preserved", cast.person("gao"), happened_on=clock.today(), source="register"
    )
    assert refusal_at(cast, takeover, "sign", contract()) == "ABN-05"
    facts.void(fact, cast.person("gao"), "录入有误")
    assert refusal_at(cast, takeover, "sign", contract()) is None


def test_co_owners_agree_before_the_contract(cast: Cast) -> None:
    takeover = agreed(cast)
    owners = [{"name": cast.organisation("haiyu").name_zh}, {"name": "某共有公司"}]
    gao = cast.person("gao")
    facts.record(
        takeover.patent,
        "owners_stated",
        gao,
        happened_on=clock.today(),
        source="register",
        data={"owners": owners},
    )
    assert refusal_at(cast, takeover, "sign", contract()) == "COO-05"
    consent = {"owner": "某共有公司", "acts": ["assign"]}
    facts.record(
        takeover.patent, "owner_consented", gao, happened_on=clock.today(), source="paper", data=consent
    )
    assert refusal_at(cast, takeover, "sign", contract()) is None


@pytest.mark.parametrize(
    ("filed_days_ago", "paid_days_ago", "rule"),
    [(0, 0, None), (-1, -1, "ASG-03"), (1, 0, "ASG-03"), (0, -1, "ASG-03")],
)
def test_filing_and_its_fee(cast: Cast, filed_days_ago: int, paid_days_ago: int, rule: str | None) -> None:
    takeover = signed(cast, agreed(cast))
    day = clock.today()
    data = {
        "filed_on": day - timedelta(days=filed_days_ago),
        "fee_paid_on": day - timedelta(days=paid_days_ago),
    }
    assert refusal_at(cast, takeover, "file", data) == rule


def test_the_fee_of_the_change_is_due_within_a_month(cast: Cast) -> None:
    takeover = signed(cast, agreed(cast))
    filed_on = clock.today()
    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        late = {"filed_on": filed_on, "fee_paid_on": clock.today()}
        assert refusal_at(cast, takeover, "file", late) == "ASG-03"


def test_the_title_passes_only_with_the_register(cast: Cast) -> None:
    takeover = filed(cast, agreed(cast))
    haiyu, boan = cast.organisation("haiyu"), cast.organisation("boan")
    assert takeover.patent.owner_id == haiyu.id
    data = {"title_on": clock.today(), "evidence": evidence()}
    assert refusal_at(cast, takeover, "register", {**data, "evidence": None}) == "ASG-01"
    assert refusal_at(cast, takeover, "register", {**data, "title_on": clock.today() + TOMORROW}) == "INV-14"
    assert refusal_at(cast, takeover, "register", {**data, "title_on": clock.today() - TOMORROW}) == "INV-14"
    assert refusal_at(cast, takeover, "register", data) is None
    assert takeover.patent.owner_id == haiyu.id
    take(TAKEOVER, takeover, "confirm", cast.person("chen"))
    assert takeover.patent.owner_id == boan.id
    assert takeover.contract_on <= takeover.title_on  # type: ignore[operator]
    assert takeover.intention.state == "rescued"
    event = db.session.query(PatentEvent).filter_by(patent_id=takeover.patent_id, kind="assigned").one()
    assert event.data["owners"][0]["organisation_id"] == boan.id


def test_the_public_offer_closes_when_the_title_passes(cast: Cast) -> None:
    intention = called_publicly(cast)
    listing = db.session.get_one(Listing, intention.listing_id)
    assert (listing.stream, listing.state) == ("to_abandon", "submitted")
    other = offered(cast, intention, "hemu", "tian")
    takeover = agreed(cast, intention)
    registered(cast, takeover)
    assert listing.state == "withdrawn"
    assert other.decision == "declined"


def test_after_the_limit_nothing_is_signed(cast: Cast) -> None:
    takeover = agreed(cast, called_publicly(cast, old_patent(cast, days_left=130)))
    with time_machine.travel(clock.now() + timedelta(days=90), tick=False):
        assert refusal_at(cast, takeover, "sign", contract()) == "ABN-04"


def test_a_right_that_ended_cannot_be_registered(cast: Cast) -> None:
    takeover = filed(cast, agreed(cast, called_publicly(cast, old_patent(cast, days_left=230))))
    with time_machine.travel(clock.now() + timedelta(days=231), tick=False):
        data = {"title_on": clock.today(), "evidence": evidence()}
        assert refusal_at(cast, takeover, "register", data) in ("ANN-08", "ABN-07")
        watch.look_after(takeover.intention)
        assert takeover.intention.state == "lost"
        assert takeover.patent.owner_id == cast.organisation("haiyu").id


def test_a_failed_takeover_calls_out_again(cast: Cast) -> None:
    takeover = signed(cast, agreed(cast))
    assert refusal_at(cast, takeover, "fail", {"reason": " "}) == "RSV-02"
    take(TAKEOVER, takeover, "fail", cast.person("chen"), data={"reason": "内部未批准"})
    intention = takeover.intention
    assert (takeover.state, intention.state, intention.interests[0].decision) == (
        "failed",
        "call_matched",
        "declined",
    )
    assert agreed(cast, intention, offer_fen=5).state == "agreed"


def test_strangers_take_no_step(cast: Cast) -> None:
    takeover = agreed(cast)
    for person in ("tian", "zhao", "shi"):
        with pytest.raises((Forbidden, NotFound)):
            take(TAKEOVER, takeover, "sign", cast.person(person), data=contract())
    assert takeover.state == "agreed"


def test_only_a_standing_offer_is_accepted(cast: Cast) -> None:
    intention = called_publicly(cast)
    interest = offered(cast, intention)
    service.take_back(interest, cast.person("chen"))
    with pytest.raises(RuleRefusal, match=r"rescue\.no_such_offer"):
        service.agree(intention, interest, cast.person("lin"))


def test_a_reserve_takes_it_in(app: Flask, cast: Cast) -> None:
    del app
    item = kept(cast)
    assert item.patent.owner_id == item.reserve.owner_id
    assert [(entry.kind, entry.amount_fen) for entry in item.entries] == [("acquisition", 1_000_000)]
    assert item.takeover_id is not None
    assert db.session.get_one(Takeover, item.takeover_id).intention.state == "reserved"
