"""How a statement is announced while hindered, and how it ends: withdrawn, refused, terminated, revoked, expired."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.core.errors import Forbidden, RuleRefusal, Stale
from portal.core.i18n import in_language
from portal.deals.models import Deal
from portal.extensions import db
from portal.listings.standing import last_day
from portal.openlicence import consents, service
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import LIVE, Statement
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.reading import facts_of
from portal.patents.facts.service import void
from portal.workflow import history
from portal.workflow.engine import take
from tests.cast import Cast
from tests.letters import Letter, letters
from tests.licences import FREE, announced, evidence, filed, granted_patent, noticed, opened, withdrawn
from tests.unit.openlicence.test_refusals import OTHER, record

END: dict[str, Any] = {"reason": "声明人未及时撤回"}
Work = Callable[[], int]


def ended(cast: Cast, statement: Statement, name: str, **more: Any) -> None:
    """Take the step by which the office ends the statement today."""
    told = {"withdrawn_on": clock.today(), "evidence": evidence(), **END, **more}
    service.step(statement, name, cast.person("shi"), told)


def file_withdrawal(cast: Cast, statement: Statement, **more: Any) -> None:
    told = {"reason": "调整许可方式", "withdrawal_filed_on": clock.today(), "receipt_no": "W1", **more}
    service.step(statement, "file_withdrawal", cast.person("lin"), told)


def refusal(act: Callable[[], object]) -> tuple[str, str]:
    """Return rule and code with which the act is refused."""
    with pytest.raises(RuleRefusal) as caught:
        act()
    return caught.value.rule_id, caught.value.code


def delivered(work: Work) -> list[Letter]:
    """Send what was promised since the last time and return all letters."""
    db.session.commit()
    work()
    return letters()


def of(cast: Cast, who: str, path: str, sent: list[Letter]) -> list[Letter]:
    """Return the letters to the person that link to the statement."""
    return [one for one in sent if one.to == cast.person(who).email and path in one.text]


@pytest.mark.parametrize("name", ["terminate", "revoke"])
@pytest.mark.parametrize("before", LIVE)
def test_the_office_ends_it_from_every_live_state(app: Flask, cast: Cast, name: str, before: str) -> None:
    statement = announced(cast)
    if before == "must_withdraw":
        record(cast, statement, "preserved")
    elif before == "withdrawal_filed":
        file_withdrawal(cast, statement)
    assert statement.state == before
    ended(cast, statement, name)
    assert statement.state == {"terminate": "terminated", "revoke": "revoked"}[name]
    assert not statement.can_be_accepted and not statement.is_live
    assert (statement.ended_reason, statement.withdrawn_on) == (END["reason"], clock.today())
    assert facts_of(statement.patent).open_licence_state != "effective"
    assert history.history_of(statement)[-1].action == name
    with pytest.raises(Stale):
        ended(cast, statement, name)


@pytest.mark.parametrize("name", ["terminate", "revoke"])
@pytest.mark.parametrize(
    ("more", "rule", "code"),
    [
        ({"reason": " "}, "OL-08", "statement.reason_missing"),
        ({"evidence": ""}, "OL-21", "statement.withdrawal_unproven"),
        ({"withdrawn_on": None}, "OL-21", "statement.withdrawal_unproven"),
        ({"withdrawn_on": clock.today() + timedelta(1)}, "OL-21", "statement.withdrawal_date"),
        ({"withdrawn_on": clock.today() - timedelta(11)}, "OL-21", "statement.withdrawal_date"),
    ],
)
def test_an_end_by_the_office_needs_reason_day_and_proof(
    app: Flask, cast: Cast, name: str, more: dict[str, Any], rule: str, code: str
) -> None:
    statement = announced(cast)
    assert refusal(lambda: ended(cast, statement, name, **more)) == (rule, code)
    assert (statement.state, statement.withdrawn_on) == ("effective", None)


@pytest.mark.parametrize("name", ["terminate", "revoke"])
def test_nobody_ends_what_is_not_announced_and_no_stranger_ends_anything(
    app: Flask, cast: Cast, name: str
) -> None:
    told = {"withdrawn_on": clock.today(), "evidence": evidence(), **END}
    with pytest.raises(Stale):
        service.step(filed(cast), name, cast.person("shi"), told)
    statement = announced(cast)
    with pytest.raises(Forbidden):
        service.step(statement, name, cast.person("chen"), told)


def test_a_refused_withdrawal_is_in_force_again_with_its_reason(app: Flask, cast: Cast) -> None:
    statement, lin = announced(cast), cast.person("lin")
    file_withdrawal(cast, statement)
    assert (statement.state, statement.can_be_accepted) == ("withdrawal_filed", True), "works when announced"
    assert refusal(lambda: service.refuse_withdrawal(statement, lin, reason=" "))[0] == "OL-08"
    service.refuse_withdrawal(statement, lin, reason="附有条件")
    assert (statement.state, statement.can_be_accepted) == ("effective", True)
    assert (statement.withdrawal_filed_on, statement.hindrance) == (None, None)
    assert history.history_of(statement)[-1].detail == {"reason": "附有条件"}
    file_withdrawal(cast, statement)
    assert statement.state == "withdrawal_filed"


def test_a_refused_withdrawal_of_what_is_hindered_is_still_to_be_withdrawn(app: Flask, cast: Cast) -> None:
    statement, lin = announced(cast), cast.person("lin")
    file_withdrawal(cast, statement)
    record(cast, statement, "preserved")
    assert (statement.state, statement.can_be_accepted) == ("withdrawal_filed", False)
    exact = {"reason": "附有条件", "record": {}}
    assert refusal(lambda: take(STATEMENT, statement, "refuse_withdrawal", lin, data=exact))[0] == "OL-05"
    service.refuse_withdrawal(statement, lin, reason="附有条件")
    assert (statement.state, statement.hindrance_rule) == ("must_withdraw", "OL-05")
    assert statement.hindered_on == clock.today()


def test_the_hindered_refusal_needs_a_hindrance(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    file_withdrawal(cast, statement)
    data = {"reason": "x"}
    act = lambda: take(STATEMENT, statement, "refuse_withdrawal_hindered", cast.person("lin"), data=data)  # noqa: E731
    assert refusal(act) == ("OL-22", "statement.not_hindered")


@pytest.mark.parametrize(
    ("more", "rule"), [({"reason": ""}, "OL-21"), ({"withdrawal_filed_on": None}, "OL-21")]
)
def test_a_withdrawal_is_filed_with_reason_and_day(
    app: Flask, cast: Cast, more: dict[str, Any], rule: str
) -> None:
    statement = announced(cast)
    assert refusal(lambda: file_withdrawal(cast, statement, **more))[0] == rule
    file_withdrawal(cast, statement)
    assert statement.state == "withdrawal_filed"


def test_a_withdrawal_is_filed_with_every_co_owner(app: Flask, cast: Cast) -> None:
    owner = cast.organisation("haiyu").name_zh
    statement = announced(cast, patent=granted_patent(cast, applicants=[owner, OTHER]))
    assert refusal(lambda: file_withdrawal(cast, statement)) == (
        "OL-21",
        "statement.co_owner_silent_withdrawal",
    )
    asked = consents.ask(statement, cast.person("lin"), party=OTHER, email="", purpose="withdraw")
    consents.answer(asked, cast.person("visitor"), yes=True, signatory="王海", position="总经理")
    file_withdrawal(cast, statement)
    assert statement.state == "withdrawal_filed"


def test_what_is_hindered_when_announced_must_be_withdrawn_at_once(
    app: Flask, cast: Cast, work: Work
) -> None:
    statement = filed(cast)
    record(cast, statement, "licence_granted", kind="sole", licensee="某公司", territory="广东")
    told = {"statement_no": "KF1", "announced_on": clock.today(), "evidence": evidence()}
    assert (
        refusal(lambda: take(STATEMENT, statement, "announce", cast.person("shi"), data=told))[0] == "OL-05"
    )
    service.announce(statement, cast.person("shi"), **told)
    assert (statement.state, statement.can_be_accepted) == ("must_withdraw", False)
    assert (statement.hindrance_rule, statement.hindered_on) == ("OL-05", clock.today())
    assert statement.announced_terms and history.history_of(statement)[-1].action == "announce_hindered"
    path = f"/open-licences/{statement.public_id}"
    (letter,) = of(cast, "chen", path, delivered(work))
    assert "OL-05" in letter.text and "KF1" in letter.text


def test_a_reason_is_read_in_the_language_of_its_reader_and_not_of_who_entered_it(
    app: Flask, cast: Cast, work: Work
) -> None:
    statement = announced(cast)
    deal = opened(cast, statement)
    with in_language("en"):
        record(cast, statement, "invalid_full", decision_no="D1")
    assert statement.hindrance_params == deal.frozen["params"] == {"status": "INVALID_FULL"}
    page = f"/open-licences/{statement.public_id}/compiler"
    assert "已终止（全部无效）" in cast.browser("lin", "zh").get(page).text
    assert "ended (Declared wholly invalid)" in cast.browser("lin", "en").get(page).text
    assert "已终止（全部无效）" in cast.browser("chen", "zh").get(f"/deals/{deal.public_id}").text
    told = of(cast, "lin", page.removesuffix("/compiler"), delivered(work))
    (letter,) = [one for one in told if "OL-22" in one.text]
    assert "全部无效" in letter.text and "invalid" not in letter.text


def test_when_the_reason_is_gone_the_holder_is_told_and_confirms(app: Flask, cast: Cast, work: Work) -> None:
    statement = announced(cast)
    number, page = statement.id, f"/open-licences/{statement.public_id}/compiler"
    lin = cast.browser("lin")
    record(cast, statement, "invalid_full", decision_no="D1")
    fact_id = db.session.scalars(select(PatentEvent.id).order_by(PatentEvent.id.desc())).first()
    assert "withdraw the statement promptly" in lin.get("/desk/holder").text
    text = lin.get(page).text
    assert "wholly invalid" in text and "Confirm that it stands" not in text
    void(db.session.get_one(PatentEvent, fact_id), SYSTEM, "录入有误")
    statement = again(number)
    assert (statement.state, statement.hindrance, statement.can_be_accepted) == ("must_withdraw", None, False)
    service.react(statement.patent, facts_of(statement.patent))  # a repetition tells nothing twice
    text = lin.get(page).text
    assert "Confirm that it stands" in text and "wholly invalid" not in text
    assert "confirm that the statement stands" in lin.get("/desk/holder").text
    told = of(cast, "lin", page.removesuffix("/compiler"), delivered(work))
    assert len([one for one in told if "确认您的开放许可声明" in one.subject]) == 1
    record(cast, again(number), "preserved")
    assert again(number).hindrance_rule == "OL-05"
    assert history.history_of(again(number))[-1].action == "hinder"
    record(cast, again(number), "preservation_ended")
    assert lin.post(page.replace("compiler", "steps/cure")).status_code == 303
    assert again(number).state == "effective"
    assert "confirm that the statement stands" not in lin.get("/desk/holder").text


def test_with_the_patent_the_open_licence_is_not_in_force_and_its_licences_not_valid(
    app: Flask, cast: Cast, work: Work
) -> None:
    statement, _deal = licensed(cast)
    number, path, marked = (
        statement.id,
        f"/open-licences/{statement.public_id}",
        statement.patent.application_no,
    )
    patent, lin, visitor = statement.patent.public_id, cast.browser("lin"), app.test_client()
    assert "Open licence in force" in visitor.get(f"/patents/{patent}?lang=en").text
    assert f"ZL{marked}" in visitor.get(path).text
    known = len(of(cast, "chen", path, delivered(work)))
    record(cast, again(number), "invalid_full", decision_no="D1")
    assert "Open licence in force" not in visitor.get(f"/patents/{patent}?lang=en").text
    pages = visitor.get(f"{path}?lang=en").text, lin.get(f"{path}/compiler").text
    for text in pages:
        assert "stay valid" not in text and "lost their object" in text
        assert f"CN{marked}" in text and f"ZL{marked}" not in text
    ended(cast, again(number), "terminate")
    assert "lost their object" in visitor.get(f"{path}?lang=en").text
    told = of(cast, "chen", path, delivered(work))[known:]
    assert len(told) == 2
    assert all("失去标的" in one.text and "继续有效" not in one.text for one in told)


def test_what_is_free_when_announced_is_not_called_hindered(app: Flask, cast: Cast) -> None:
    statement = filed(cast)
    told = {"statement_no": "KF1", "announced_on": clock.today(), "evidence": evidence()}
    act = lambda: take(STATEMENT, statement, "announce_hindered", cast.person("shi"), data=told)  # noqa: E731
    assert refusal(act) == ("OL-22", "statement.not_hindered")
    service.announce(statement, cast.person("shi"), **told)
    assert statement.state == "effective"


def again(number: int) -> Statement:
    """Return the statement anew: the worker closed the session that knew it."""
    return db.session.get_one(Statement, number)


def licensed(cast: Cast, **facts: Any) -> tuple[Statement, Deal]:
    """Return a free statement under which boan holds a licence."""
    statement = announced(cast, **FREE, **facts)
    return statement, noticed(cast, statement)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("withdraw", ("撤回", "继续有效")),
        ("terminate", ("国家知识产权局", END["reason"])),
        ("revoke", ("国家知识产权局", END["reason"])),
    ],
)
def test_owner_and_licensee_are_told_of_the_end_once_each(
    app: Flask, cast: Cast, work: Work, name: str, words: tuple[str, str]
) -> None:
    statement, deal = licensed(cast)
    number, deal_id, path = statement.id, deal.id, f"/open-licences/{statement.public_id}"
    known = len(of(cast, "lin", path, delivered(work))), len(of(cast, "chen", path, letters()))
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        ended(cast, again(number), name)
        sent = delivered(work)
    for who, before in zip(("lin", "chen"), known, strict=True):
        (letter,) = of(cast, who, path, sent)[before:]
        assert all(word in letter.text or word in letter.subject for word in words), letter.text
    assert not of(cast, "okoro", path, sent)
    assert db.session.get_one(Deal, deal_id).in_effect, "INV-11"


def test_a_licensee_is_not_told_that_the_statement_was_theirs(app: Flask, cast: Cast, work: Work) -> None:
    statement, _deal = licensed(cast)
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        withdrawn(cast, statement)
        path = f"/open-licences/{statement.public_id}"
        sent = delivered(work)
    subjects = {who: of(cast, who, path, sent)[-1].subject for who in ("lin", "chen")}
    assert subjects["lin"] != subjects["chen"]
    assert "您的许可继续有效" in subjects["chen"]


def test_the_licensee_is_told_that_it_must_be_withdrawn(app: Flask, cast: Cast, work: Work) -> None:
    statement, _deal = licensed(cast)
    number, path = statement.id, f"/open-licences/{statement.public_id}"
    delivered(work)
    record(cast, again(number), "preserved")
    assert any("OL-22" in letter.text for letter in of(cast, "chen", path, delivered(work)))


def expire_at(work: Work, day: Any) -> None:
    db.session.commit()
    with time_machine.travel(clock.start_of(day) + timedelta(hours=1), tick=False):
        work()


def test_a_statement_that_must_be_withdrawn_expires_too(app: Flask, cast: Cast, work: Work) -> None:
    end = clock.today() + timedelta(days=5)
    statement = announced(cast, period_to=end)
    record(cast, statement, "preserved")
    number = statement.id
    expire_at(work, end + clock.ONE_DAY)
    assert db.session.get_one(Statement, number).state == "expired"


def test_it_expires_with_the_patent_where_the_period_does_not(app: Flask, cast: Cast, work: Work) -> None:
    """The register shortens the term after the announcement: the statement ends with the right."""
    statement = announced(cast)
    number = statement.id
    statement.patent.filing_date = clock.today() - timedelta(days=19 * 366)
    with pytest.raises(RuleRefusal) as caught:
        take(STATEMENT, statement, "expire", SYSTEM)
    assert (caught.value.rule_id, caught.value.code) == ("OL-14", "statement.not_over")
    end = last_day(statement.patent)
    assert end is not None and statement.period_to is not None and end < statement.period_to
    expire_at(work, statement.period_to + clock.ONE_DAY)
    assert db.session.get_one(Statement, number).state == "expired"


def test_what_was_withdrawn_does_not_expire_again_and_nobody_expires_by_hand(
    app: Flask, cast: Cast, work: Work
) -> None:
    end = clock.today() + timedelta(days=5)
    statement = withdrawn(cast, announced(cast, period_to=end))
    other = announced(cast, period_to=end)
    number = statement.id
    with pytest.raises(Forbidden):
        take(STATEMENT, other, "expire", cast.person("lin"))
    expire_at(work, end + clock.ONE_DAY)
    assert db.session.get_one(Statement, number).state == "withdrawn"


def test_the_owner_is_told_of_the_expiry(app: Flask, cast: Cast, work: Work) -> None:
    end = clock.today() + timedelta(days=5)
    statement = announced(cast, period_to=end)
    path = f"/open-licences/{statement.public_id}"
    before = len(of(cast, "lin", path, delivered(work)))
    expire_at(work, end + clock.ONE_DAY)
    (letter,) = of(cast, "lin", path, letters())[before:]
    assert "期限" in letter.text
