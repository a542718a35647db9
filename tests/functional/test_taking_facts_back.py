"""A holder takes back what its own people entered and nothing else; the other side is told, and it is said who did."""

import pytest
from sqlalchemy import select

from portal.access.actors import SYSTEM, Actor
from portal.accounts.notices import notices_of
from portal.core import clock
from portal.core.errors import Forbidden
from portal.core.names import sentence
from portal.deals import service as deals
from portal.extensions import db
from portal.patents.facts import taking_back
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.reading import life_of
from portal.patents.facts.service import record
from tests.cast import Cast
from tests.licences import FREE, announced, granted_patent, noticed
from tests.rescues import agreed, registered

REASON = {"reason": "录错"}


def entered_by(cast: Cast, who: Actor, kind: str = "invalid_full") -> PatentEvent:
    event = record(granted_patent(cast), kind, who, happened_on=clock.today(), source="gazette")
    db.session.commit()
    return event


def life(event: PatentEvent) -> str:
    return f"/patents/{event.patent.public_id}/life"


def void(event: PatentEvent) -> str:
    return f"/patents/facts/{event.public_id}/void"


def notices(cast: Cast, who: str) -> list[str]:
    """Return what stands on the desk, in Chinese as outside a request."""
    return [sentence(one.code, **one.params) for one in notices_of(cast.person(who).id)]


def test_a_holder_does_not_take_back_what_the_operator_entered(cast: Cast) -> None:
    event = entered_by(cast, cast.person("shi"))
    lin = cast.browser("lin")
    assert void(event) not in lin.get(life(event)).text
    assert lin.get(void(event)).status_code == 403
    answer = lin.post(void(event), data=REASON)
    assert answer.status_code == 403 and "Ask the operator" in answer.text
    assert not event.is_void and event.patent.legal_status == "INVALID_FULL"


def test_a_reviewer_does_and_the_holder_is_told(cast: Cast) -> None:
    event = entered_by(cast, cast.person("shi"))
    shi = cast.browser("shi")
    assert void(event) in shi.get(life(event)).text
    assert shi.post(void(event), data=REASON).status_code == 303
    assert event.is_void and "by the operator" in cast.browser("lin").get(life(event)).text
    assert [one for one in notices(cast, "lin") if "运营方已撤销" in one]
    assert not notices(cast, "gao")


def test_an_officer_takes_back_what_a_colleague_entered_and_the_reviewers_are_told(cast: Cast) -> None:
    event = entered_by(cast, cast.person("shen"), "abandoned")
    assert cast.browser("lin").post(void(event), data=REASON).status_code == 303
    owner = cast.organisation("haiyu")
    assert f"by {owner.name_en}" in cast.browser("shi").get(life(event)).text
    assert owner.name_zh in cast.browser("shi", "zh").get(life(event)).text
    for who in ("gao", "shi"):
        assert [one for one in notices(cast, who) if "权利人已撤销" in one]


@pytest.mark.usefixtures("app")
def test_what_the_portal_entered_is_for_a_reviewer(cast: Cast) -> None:
    event = entered_by(cast, SYSTEM)
    for who in (cast.person("lin"), SYSTEM):
        with pytest.raises(Forbidden):
            taking_back.take_back(event, who, "录错")
    taking_back.take_back(event, cast.person("gao"), "录错")
    assert event.is_void


@pytest.mark.usefixtures("app")
def test_a_title_that_two_sides_confirmed_is_not_taken_back_by_one(cast: Cast) -> None:
    takeover = registered(cast, agreed(cast))
    (event,) = [one for one in life_of(takeover.patent) if one.kind == "assigned"]
    assert event.owner_id == cast.organisation("boan").id
    for who in ("chen", "lin"):
        with pytest.raises(Forbidden):
            taking_back.take_back(event, cast.person(who), "录错")


def test_a_new_owner_does_not_take_back_what_the_former_one_entered(cast: Cast) -> None:
    event = entered_by(cast, cast.person("lin"), "suspended")
    event.patent.owner_id = cast.organisation("boan").id
    db.session.commit()
    assert cast.browser("chen").post(void(event), data=REASON).status_code == 403
    assert not event.is_void


def test_a_licence_that_came_about_here_is_of_two_sides(cast: Cast) -> None:
    """Its recordal is put on record under the name of whoever confirmed it."""
    deal = noticed(cast, announced(cast, **FREE))
    told = {"number": "X2026980000123", "day": clock.today()}
    for step in ("file_recordal", "confirm_recordal"):
        deals.take_step(deal, step, cast.person("lin"), dict(told))
    db.session.commit()
    wanted = select(PatentEvent).where(PatentEvent.kind == "licence_granted", PatentEvent.voided_at.is_(None))
    event = db.session.scalars(wanted).one()
    assert event.entered_by_id == cast.person("lin").id
    assert cast.browser("lin").post(void(event), data=REASON).status_code == 403
