"""Nobody alone passes a title: one side enters the registration, the other or the operator confirms it (RSV-10)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.accounts.notices import notices_of
from portal.accounts.organisations import Membership
from portal.core import clock
from portal.core.errors import Forbidden, NotFound, RuleRefusal, Stale
from portal.extensions import db
from portal.reserve import watch
from portal.reserve.models import Intention
from portal.reserve.takeover_lifecycle import TAKEOVER
from portal.workflow.engine import open_steps, take
from tests.cast import Cast
from tests.letters import letters
from tests.rescues import agreed, called_publicly, entered, evidence, filed, old_patent, registered

pytestmark = pytest.mark.usefixtures("app")


def told(cast: Cast, person: str) -> list[str]:
    """Return the codes of what stands on the person's desk."""
    return [notice.code for notice in notices_of(cast.person(person).id)]


@pytest.mark.parametrize(("enters", "confirms"), [("chen", "lin"), ("lin", "chen"), ("lin", "shi")])
def test_the_title_passes_when_the_other_has_confirmed(cast: Cast, enters: str, confirms: str) -> None:
    takeover = filed(cast, agreed(cast))
    before = takeover.patent.owner_id
    data = {"title_on": clock.today(), "evidence": evidence()}
    take(TAKEOVER, takeover, "register", cast.person(enters), data=data)
    assert (takeover.state, takeover.title_on, takeover.patent.owner_id) == ("entered", None, before)
    assert takeover.intention.state == "agreed"
    for alone in (enters, "tian", "visitor"):
        with pytest.raises((Forbidden, NotFound)):
            take(TAKEOVER, takeover, "confirm", cast.person(alone))
    assert "confirm" not in [step.name for step in open_steps(TAKEOVER, takeover, cast.person(enters))]
    assert "confirm" in [step.name for step in open_steps(TAKEOVER, takeover, cast.person(confirms))]
    take(TAKEOVER, takeover, "confirm", cast.person(confirms))
    assert (takeover.state, takeover.title_on) == ("registered", clock.today())
    assert takeover.patent.owner_id == cast.organisation("boan").id
    with pytest.raises(Stale):
        take(TAKEOVER, takeover, "confirm", cast.person(confirms))


def test_the_awaited_side_is_told_and_the_other_is_not(cast: Cast) -> None:
    takeover = entered(cast, agreed(cast))
    code = "rescue.told.takeover_to_confirm"
    assert takeover.awaited is takeover.assignor
    assert (code in told(cast, "lin"), code in told(cast, "chen")) == (True, False)


def test_where_no_other_side_is_here_the_operator_is_asked(cast: Cast) -> None:
    """An inventor has no organisation: the owner cannot confirm his own entry in the inventor's name."""
    takeover = filed(cast, agreed(cast))
    takeover.assignee_id = None
    data = {"title_on": clock.today(), "evidence": evidence()}
    take(TAKEOVER, takeover, "register", cast.person("lin"), data=data)
    assert takeover.awaited is None
    assert "rescue.told.takeover_to_confirm" in told(cast, "shi")
    with pytest.raises(Forbidden):
        take(TAKEOVER, takeover, "confirm", cast.person("lin"))


def test_a_wrong_entry_goes_back(cast: Cast) -> None:
    takeover = entered(cast, agreed(cast))
    with pytest.raises(RuleRefusal) as refused:
        take(TAKEOVER, takeover, "send_back", cast.person("lin"), data={"reason": " "})
    assert refused.value.rule_id == "RSV-02"
    take(TAKEOVER, takeover, "send_back", cast.person("lin"), data={"reason": "日期有误"})
    assert (takeover.state, takeover.told_title_on, takeover.told_by, takeover.title_blob) == (
        "filed",
        None,
        None,
        None,
    )
    assert "rescue.told.takeover_sent_back" in told(cast, "chen")


def test_who_stands_on_both_sides_confirms_nothing(cast: Cast) -> None:
    """Somebody of the entering side is not the other side, whatever else he is."""
    takeover = entered(cast, agreed(cast))
    lin = cast.person("lin")
    assert can(lin, Verb.TAKEOVER_CONFIRM, takeover)
    boan = cast.organisation("boan").id
    db.session.add(Membership(user_id=lin.id, organisation_id=boan, roles=["viewer"]))
    db.session.flush()
    db.session.expire_all()
    lin.__dict__.pop("organisations", None)
    assert boan in lin.organisations
    assert not can(lin, Verb.TAKEOVER_CONFIRM, takeover)


@pytest.mark.parametrize(
    ("answer", "ends"), [("confirm", ("rescued", "registered")), ("send_back", ("lost", "failed"))]
)
def test_a_title_that_passed_in_time_can_be_confirmed_after_the_last_safe_day(
    cast: Cast, answer: str, ends: tuple[str, str]
) -> None:
    """Where the other side sleeps, the patent is not lost; sent back, it is."""
    takeover = filed(cast, agreed(cast, called_publicly(cast, old_patent(cast, days_left=230))))
    data = {"title_on": clock.today(), "evidence": evidence()}
    take(TAKEOVER, takeover, "register", cast.person("chen"), data=data)
    with time_machine.travel(clock.now() + timedelta(days=231), tick=False):
        watch.look_after(takeover.intention)
        assert (takeover.intention.state, takeover.state) == ("agreed", "entered")
        take(TAKEOVER, takeover, answer, cast.person("shi"), data={"reason": "日期有误"})
        watch.look_after(takeover.intention)
        assert (takeover.intention.state, takeover.state) == ends


def test_the_letter_names_former_and_new_owner(cast: Cast, work: Callable[[], int]) -> None:
    takeover = registered(cast, agreed(cast))
    former, new = takeover.assignor.name_zh, takeover.assignee_name
    db.session.commit()
    work()
    found = [one for one in letters() if "权利已转移" in one.subject]
    assert len(found) >= 2
    for one in found:
        assert f"原专利权人：{former}\n新专利权人：{new}" in one.text
        assert "\n专利权人：" not in one.text


def test_a_letter_names_the_price_asked_and_then_the_one_agreed(cast: Cast, work: Callable[[], int]) -> None:
    number = called_publicly(cast, ask_fen=900_000).id
    db.session.commit()
    work()
    asked = [one.text for one in letters()]
    agreed(cast, db.session.get_one(Intention, number), offer_fen=700_000)
    db.session.commit()
    work()
    agreed_on = [one.text for one in letters() if one.text not in asked]
    assert any("转让要价：¥9,000.00" in text for text in asked), asked
    assert agreed_on and all("约定价格：¥7,000.00" in text for text in agreed_on), agreed_on
