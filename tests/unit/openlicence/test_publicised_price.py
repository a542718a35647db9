"""The publicised price: what counts as another one, objections that a new notice does not wash away, the day of filing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine

from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.openlicence import notices, service
from portal.openlicence.models import Statement
from tests.cast import Cast
from tests.licences import announced, evidence, statement_fields
from tests.unit.openlicence.test_price_evidence import set_figure
from tests.unit.openlicence.test_refusals import ROYAL, SIGNATURE, draft

POSTED, DURING, AFTER = "2026-03-02 10:00+08:00", "2026-03-10 10:00+08:00", "2026-03-18 10:00+08:00"
DECIDED = {"decided_by": "校长办公会", "decided_on": date(2026, 2, 27)}
PRICE = {**ROYAL, "royalty_floor": 10_000_000}
Work = Callable[[], int]


def publicised(cast: Cast, **price: Any) -> Statement:
    """Return a signed statement whose price is posted today."""
    statement = draft(cast, **{**PRICE, **price})
    service.sign(statement, cast.person("lin"), **SIGNATURE)
    service.step(statement, "publicise", cast.person("lin"), DECIDED)
    return statement


def worked(statement: Statement, work: Work) -> Statement:
    """Let the worker do what is due, and return the statement anew."""
    known = statement.id
    db.session.commit()
    work()
    return db.session.get_one(Statement, known)


def take(cast: Cast, statement: Statement, name: str, **data: Any) -> str | None:
    """Take the step; return the rule that refused it, or None."""
    try:
        service.step(statement, name, cast.person("lin"), data)
    except RuleRefusal as refusal:
        return refusal.rule_id
    return None


def again(cast: Cast, statement: Statement, **changes: Any) -> None:
    """Unlock the text, change it and sign it again."""
    assert take(cast, statement, "reopen") is None
    if changes:
        service.edit(statement, cast.person("lin"), **changes)
    service.sign(statement, cast.person("lin"), **SIGNATURE)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "ready"),
        ({"audit_text": "每年可以查账两次，费用自理。"}, "ready"),
        ({"royalty_floor": 1}, "signed"),
        ({"royalty_ceiling": 90_000_000}, "signed"),
        ({"base_text": "到账金额减去一切费用"}, "signed"),
        ({"settle_every": "quarter"}, "signed"),
        ({"settle_days": 360}, "signed"),
        ({"royalty_rate": 299}, "signed"),
        ({"payment_zh": "以实物支付。"}, "signed"),
    ],
)
def test_whatever_changes_the_price_is_publicised_again(
    cast: Cast, work: Work, changes: dict[str, Any], state: str
) -> None:
    """UNI-07: floor, ceiling, base and days are as much of a price as its rate."""
    with time_machine.travel(POSTED, tick=False):
        statement = publicised(cast)
    with time_machine.travel(AFTER, tick=False):
        statement = worked(statement, work)
        assert statement.state == "ready"
        again(cast, statement, **changes)
        assert statement.state == state


@pytest.mark.parametrize("upheld", [None, True, False])
def test_a_new_notice_of_the_same_price_does_not_wash_an_objection_away(
    cast: Cast, work: Work, upheld: bool | None
) -> None:
    """UNI-06: only a decision against the objection lets the same price go on."""
    with time_machine.travel(POSTED, tick=False):
        statement = publicised(cast)
    with time_machine.travel(DURING, tick=False):
        notice = notices.running(statement)
        assert notice is not None
        objection = notices.object_to(notice, name="李某", contact="x", reason="价格过低")
        again(cast, statement)
        if upheld is not None:
            notices.decide(objection, cast.person("lin"), upheld=upheld, reason="有评估依据")
        refused = take(cast, statement, "publicise", **DECIDED)
        assert refused == (None if upheld is False else "UNI-06")
    with time_machine.travel("2026-03-27 10:00+08:00", tick=False):
        statement = worked(statement, work)
        assert statement.state == ("ready" if upheld is False else "signed")


def test_another_price_answers_an_objection_that_was_upheld(cast: Cast, work: Work) -> None:
    with time_machine.travel(POSTED, tick=False):
        statement = publicised(cast)
        notice = notices.running(statement)
        assert notice is not None
        objection = notices.object_to(notice, name="李某", contact="x", reason="价格过低")
        notices.decide(objection, cast.person("lin"), upheld=True, reason="确实过低")
        again(cast, statement, royalty_floor=20_000_000)
        assert take(cast, statement, "publicise", **DECIDED) is None
    with time_machine.travel(AFTER, tick=False):
        statement = worked(statement, work)
        assert statement.state == "ready"
        again(cast, statement, royalty_floor=10_000_000)
        assert take(cast, statement, "publicise", **DECIDED) == "UNI-06"


def test_nothing_is_filed_before_the_publicity_is_over(cast: Cast, work: Work) -> None:
    """UNI-04, INV-09: the day of filing follows the last day of the notice."""
    with time_machine.travel(POSTED, tick=False):
        statement = publicised(cast)
    with time_machine.travel(AFTER, tick=False):
        statement = worked(statement, work)
        receipt = {"receipt_no": "R1", "evidence": evidence()}
        for day, rule in ((date(2026, 3, 9), "UNI-04"), (date(2026, 3, 17), "UNI-04"), (clock.today(), None)):
            assert take(cast, statement, "file", **receipt, filed_on=day) == rule, day
        assert statement.state == "filed"


def test_no_second_statement_of_a_patent_is_signed(cast: Cast) -> None:
    """OL-21: the price of an announced statement changes by withdrawing and declaring anew."""
    first = draft(cast)
    second = service.draft(first.patent, cast.person("lin"), **statement_fields(note="x", undertaking=True))
    service.sign(first, cast.person("lin"), **SIGNATURE)
    with pytest.raises(RuleRefusal) as refused:
        service.sign(second, cast.person("lin"), **SIGNATURE)
    assert (refused.value.rule_id, refused.value.code) == ("OL-21", "statement.another")
    service.step(first, "reopen", cast.person("lin"), {})
    service.sign(second, cast.person("lin"), **SIGNATURE)
    assert second.state == "signed"


def test_a_statement_in_force_forbids_another(cast: Cast) -> None:
    live = announced(cast)
    second = service.draft(live.patent, cast.person("lin"), **statement_fields(note="x", undertaking=True))
    with pytest.raises(RuleRefusal) as refused:
        service.sign(second, cast.person("lin"), **SIGNATURE)
    assert refused.value.code == "statement.another"


def test_a_notice_keeps_the_days_that_it_was_posted_with(cast: Cast) -> None:
    with time_machine.travel(POSTED, tick=False):
        notice = notices.running(publicised(cast))
        assert notice is not None and notices.last_day(notice) == date(2026, 3, 17)
        set_figure(cast, "openlicence.publicity_days", "30")
        page = f"/open-licences/publicity/{notice.public_id}?lang=en"
        shown = cast.app.test_client().get(page).text
        assert "15 days" in shown and "17 Mar 2026" in shown
        assert notices.last_day(notice) == date(2026, 3, 17)
        notice.days = None
        assert notices.last_day(notice) == date(2026, 4, 1), "nothing was kept: the law of its day says it"
        assert "30 days" in cast.app.test_client().get(page).text
