"""The compiler in the browser: from draft to announcement, with consents, publicity, papers, sheets and the way back."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.extensions import db
from portal.openlicence import consents, drift, service
from portal.openlicence.models import Statement
from portal.openlicence.records import Consent, PaperBatch, Publicity
from portal.parameters import law
from portal.patents.facts import service as facts
from tests.cast import Cast
from tests.functional.test_openlicence_pages import gazette
from tests.licences import announced, granted_patent, statement_fields

SIGN = {"signed_by": "林澜", "signed_as": "技术转移中心主任"}


class Known(NamedTuple):
    """What stays known of a statement when the session is gone."""

    id: int
    public_id: str


def complete(cast: Cast, *, others: tuple[str, ...] = (), officer: str = "lin", **facts: Any) -> Known:
    """Return a draft that only its consents and its signature lack."""
    owner = {"lin": "haiyu", "chen": "boan"}[officer]
    patent = granted_patent(cast, owner=owner)
    patent.applicants = [cast.organisation(owner).name_zh, *others]
    fields = statement_fields(note="按成本法计算。", undertaking=True, **facts)
    statement = service.draft(patent, cast.person(officer), **fields)
    db.session.commit()
    return Known(statement.id, statement.public_id)


def fresh(statement: Known) -> Statement:
    db.session.expire_all()
    return db.session.get_one(Statement, statement.id)


def step(browser: FlaskClient, statement: Known, name: str, **data: Any) -> int:
    path = f"/open-licences/{statement.public_id}/steps/{name}"
    assert browser.get(path).status_code == 200
    return browser.post(path, data=data).status_code


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_firm_walks_from_draft_to_announcement(app: Flask, cast: Cast, language: str) -> None:
    statement = complete(cast, officer="chen")
    chen = cast.browser("chen", language)
    today = clock.today().isoformat()
    page = chen.get(f"/open-licences/{statement.public_id}/compiler").text
    assert "OL-05" in page and "OL-12" in page
    assert step(chen, statement, "sign") == 422
    assert step(chen, statement, "sign", **SIGN) == 303
    assert fresh(statement).state == "ready"
    assert chen.get(f"/open-licences/{statement.public_id}/edit").status_code == 403
    assert step(chen, statement, "file", receipt_no="R1", filed_on=today) == 422
    assert step(chen, statement, "file", receipt_no="R1", filed_on=today, evidence=gazette()) == 303
    assert step(chen, statement, "return", reason="名称有误") == 303
    assert fresh(statement).state == "drafting" and fresh(statement).text_hash is None
    assert step(chen, statement, "sign", **SIGN) == 303
    assert step(chen, statement, "file", receipt_no="R2", filed_on=today, evidence=gazette()) == 303
    facts = {"statement_no": "KF20260001", "announced_on": today}
    assert step(chen, statement, "announce", **facts, evidence=gazette()) == 303
    found = fresh(statement)
    assert (found.can_be_accepted and found.announced_hash == found.text_hash) or found.announced_hash
    assert chen.get(f"/open-licences/{statement.public_id}/compiler").status_code == 200
    assert app.test_client().get(f"/open-licences/{statement.public_id}/other-terms").status_code == 200


def test_a_co_owner_answers_by_link_for_exactly_this_text(app: Flask, cast: Cast) -> None:
    statement = complete(cast, others=("津海电池有限公司",))
    lin, outside = cast.browser("lin"), app.test_client()
    assert step(lin, statement, "sign", **SIGN) == 422
    asked = {"party": "津海电池有限公司", "email": "legal@example.org"}
    path = f"/open-licences/{statement.public_id}/consents"
    assert lin.post(path, data={**asked, "party": "别人"}).status_code == 400
    assert lin.post(path, data=asked).status_code == 303
    consent = db.session.query(Consent).one()
    token = consents.token_of(consent.public_id)
    assert token not in consent.token_hash
    link = f"/open-licences/consents/{token}"
    assert "80,000" in outside.get(f"{link}?lang=en").text
    assert outside.post(link, data={"answer": "yes"}).status_code == 422
    good = {"answer": "yes", "signatory": "王海", "position": "总经理"}
    assert outside.post(link, data=good).status_code == 303
    assert outside.post(link, data={**good, "answer": "no"}).status_code == 422
    service.edit(fresh(statement), cast.person("lin"), amount=9_000_000)
    db.session.commit()
    assert step(lin, statement, "sign", **SIGN) == 422
    service.edit(fresh(statement), cast.person("lin"), amount=8_000_000)
    db.session.commit()
    assert step(lin, statement, "sign", **SIGN) == 303


def test_links_do_not_tell_what_exists(app: Flask, cast: Cast) -> None:
    statement = complete(cast, others=("甲公司",))
    consent = consents.ask(fresh(statement), cast.person("lin"), party="甲公司", email="")
    db.session.commit()
    outside, number = app.test_client(), consent.public_id
    link = f"/open-licences/consents/{consents.token_of(number)}"
    wrong = [f"/open-licences/consents/{'0' * 64}", f"/open-licences/consents/{number}"]
    assert outside.get(link).status_code == 200
    assert {outside.get(path).status_code for path in wrong} == {404}
    assert [outside.post(wrong[0]).status_code for _ in range(6)][-1] == 400
    lin = cast.browser("lin")
    revoke = f"/open-licences/{statement.public_id}/consents/{number}/revoke"
    assert cast.browser("okoro").post(revoke).status_code == 404
    assert lin.post(revoke).status_code == 303
    assert outside.get(link).status_code == 404
    lives = law.current().on("openlicence.consent_days", clock.today())
    late = consents.ask(fresh(statement), cast.person("lin"), party="甲公司", email="")
    db.session.commit()
    link = f"/open-licences/consents/{consents.token_of(late.public_id)}"
    with time_machine.travel(clock.now() + timedelta(days=lives + 1), tick=False):
        assert outside.get(link).status_code == 404


def test_a_price_notice_is_void_with_its_patent(app: Flask, cast: Cast) -> None:
    statement = complete(cast)
    lin, visitor = cast.browser("lin"), app.test_client()
    assert step(lin, statement, "sign", **SIGN) == 303
    decided = {"decided_by": "校长办公会", "decided_on": clock.today().isoformat()}
    assert step(lin, statement, "publicise", **decided) == 303
    path = f"/open-licences/publicity/{db.session.query(Publicity).one().public_id}"
    assert "Object to the price" in visitor.get(f"{path}?lang=en").text
    patent = fresh(statement).patent
    facts.record(patent, "lapsed", SYSTEM, happened_on=clock.today(), source="gazette")
    text = visitor.get(f"{path}?lang=en").text
    assert "This notice is void" in text and "Object to the price" not in text
    assert f"CN{patent.application_no}" in text and f"ZL{patent.application_no}" not in text
    assert "This notice is void" in visitor.get("/open-licences/publicity?lang=en").text
    objection = {"name": "李某", "contact": "li@example.org", "reason": "价格过低"}
    assert visitor.post(path, data=objection).status_code == 409


def test_publicity_runs_stops_and_ends(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    with time_machine.travel("2026-03-02 10:00:00+08:00", tick=False):
        statement = complete(cast)
        lin = cast.browser("lin")
        assert step(lin, statement, "sign", **SIGN) == 303
        assert fresh(statement).state == "signed"
        decided = {"decided_by": "校长办公会", "decided_on": "2026-02-27"}
        assert step(lin, statement, "publicise", **decided) == 303
        notice = db.session.query(Publicity).one()
        path = f"/open-licences/publicity/{notice.public_id}"
        shown = app.test_client().get(f"{path}?lang=en").text
        assert "17 Mar 2026" in shown
        assert "10 Feb 2026 to 2 Mar 2030" in shown, "the licence period beside the fee"
        assert app.test_client().get("/open-licences/publicity").status_code == 200
    with time_machine.travel("2026-03-10 10:00:00+08:00", tick=False):
        outside = app.test_client()
        assert outside.post(path, data={"name": "", "contact": "x", "reason": "y"}).status_code == 422
        objection = {"name": "李某", "contact": "li@example.org", "reason": "价格过低"}
        assert outside.post(path, data=objection).status_code == 303
        assert "li@example.org" not in outside.get(path).text
    with time_machine.travel("2026-03-18 10:00:00+08:00", tick=False):
        work()
        assert fresh(statement).state == "in_publicity"
        number = db.session.query(Publicity).one().objections[0].public_id
        assert cast.browser("okoro").get(f"/open-licences/objections/{number}").status_code == 404
        lin = cast.browser("lin")
        assert lin.get(f"/open-licences/objections/{number}").status_code == 200
        assert (
            lin.post(f"/open-licences/objections/{number}", data={"reason": "有评估依据"}).status_code == 303
        )
        work()
        assert fresh(statement).state == "in_publicity"
    with time_machine.travel("2026-03-27 10:00:00+08:00", tick=False):
        work()
        assert fresh(statement).state == "ready"
        assert cast.browser("lin").get(f"/open-licences/{statement.public_id}/compiler").status_code == 200


def test_papers_one_and_many(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    first, second = complete(cast), complete(cast, fee_way="free", amount=None)
    lin = cast.browser("lin")
    for part in ("all", "form", "note", "consents", "undertaking"):
        answer = lin.get(f"/open-licences/{first.public_id}/papers/{part}")
        assert answer.data.startswith(b"%PDF")
    assert lin.get(f"/open-licences/{first.public_id}/papers/other").status_code == 404
    assert cast.browser("okoro").get(f"/open-licences/{first.public_id}/papers/all").status_code == 404
    assert lin.post("/open-licences/batches").status_code == 400
    ticked = {"statements": [first.public_id, second.public_id]}
    answer = lin.post("/open-licences/batches", data=ticked)
    assert answer.status_code == 303
    assert lin.get(answer.location).status_code == 200
    assert lin.get(f"{answer.location}/file").status_code == 404
    work()
    batch = db.session.query(PaperBatch).one()
    assert (batch.done, batch.failures) == (2, [])
    assert lin.get(answer.location).status_code == 200
    assert lin.get(f"{answer.location}/progress").json == {
        "done": 2,
        "total": 2,
        "finished": True,
        "failed": 0,
    }
    with zipfile.ZipFile(io.BytesIO(lin.get(f"{answer.location}/file").data)) as archive:
        assert len(archive.namelist()) == 2
    assert cast.browser("okoro").get(answer.location).status_code == 404


def test_a_sheet_takes_each_row_by_itself(app: Flask, cast: Cast) -> None:
    statement = complete(cast, officer="chen")
    chen = cast.browser("chen")
    today = clock.today().isoformat()
    step(chen, statement, "sign", **SIGN)
    step(chen, statement, "file", receipt_no="R", filed_on=today, evidence=gazette())
    number = fresh(statement).patent.application_no
    text = f"专利号,声明编号,公告日\nZL{number},KF77,{today}\nZL202110000009.9,KF78,{today}\n{number},,\n"

    def send() -> str:
        sheet = (io.BytesIO(text.encode()), "公告.csv")
        return chen.post("/open-licences/announcements?lang=en", data={"sheet": sheet}).text

    assert chen.get("/open-licences/announcements").status_code == 200
    assert chen.post("/open-licences/announcements").status_code == 422
    page = send()
    assert "Refused: 2" in page and "Recorded: 1" in page
    found = fresh(statement)
    assert (found.state, found.statement_no) == ("effective", "KF77")
    version = found.version
    assert "Known already" in send() and fresh(statement).version == version


def test_drift_is_noticed_and_the_operator_sees_it(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    db.session.commit()
    assert drift.check() == (1, [])
    runner = app.test_cli_runner()
    assert runner.invoke(args=["openlicence", "check"]).exit_code == 0
    statement.amount = 1
    db.session.commit()
    assert drift.check()[1][0].fields == ("fee.amount",)
    assert runner.invoke(args=["openlicence", "check", "--json"]).exit_code == 1
    assert cast.browser("lin").get("/open-licences/overview").status_code == 403
    assert "fee.amount" in cast.browser("shi").get("/open-licences/overview").text


def test_desk_and_evidence_of_prices(app: Flask, cast: Cast) -> None:
    complete(cast)
    lin = cast.browser("lin")
    assert lin.get("/open-licences/desk").status_code == 200
    assert lin.get("/open-licences/desk?state=drafting").status_code == 200
    assert "15,603" in lin.get("/open-licences/peers?lang=en").text


ROYALTY = {
    "fee_way": "royalty",
    "amount": None,
    "royalty_rate": 300,
    "royalty_base": "net_sales",
    "base_text": "开票金额减去退货、折扣和增值税",
    "audit_text": "专利权人每年可以查账一次。",
    "settle_days": 45,
    "royalty_floor": 1_234_500,
    "royalty_ceiling": 9_876_500,
}


def test_every_part_of_a_royalty_is_shown_wherever_it_binds(app: Flask, cast: Cast) -> None:
    """OL-13: who reads, consents, objects or accepts sees floor, ceiling, base, days and audit."""
    statement = complete(cast, others=("津海电池有限公司",), **ROYALTY)
    consent = consents.ask(fresh(statement), cast.person("lin"), party="津海电池有限公司", email="")
    db.session.commit()
    link = f"/open-licences/consents/{consents.token_of(consent.public_id)}"
    assert (
        app.test_client()
        .post(link, data={"answer": "yes", "signatory": "王海", "position": "总经理"})
        .status_code
        == 303
    )
    lin = cast.browser("lin", "en")
    assert step(lin, statement, "sign", **SIGN) == 303
    decided = {"decided_by": "校长办公会", "decided_on": clock.today().isoformat()}
    assert step(lin, statement, "publicise", **decided) == 303
    notice = f"/open-licences/publicity/{db.session.query(Publicity).one().public_id}"
    live = announced(cast, **ROYALTY)
    db.session.commit()
    deal = cast.browser("chen", "en").get(f"/open-licences/{live.public_id}")
    pages = [lin.get(path).text for path in (link, notice, f"/open-licences/{statement.public_id}/compiler")]
    shown = ("12,345", "98,765", "within 45 days", ROYALTY["base_text"], ROYALTY["audit_text"])
    for text in (*pages, deal.text):
        assert all(str(part) in text for part in shown), text[:200]


def test_a_notice_keeps_the_price_it_publicised(app: Flask, cast: Cast) -> None:
    statement = complete(cast, **ROYALTY)
    lin = cast.browser("lin", "en")
    assert step(lin, statement, "sign", **SIGN) == 303
    decided = {"decided_by": "校长办公会", "decided_on": clock.today().isoformat()}
    assert step(lin, statement, "publicise", **decided) == 303
    assert lin.post(f"/open-licences/{statement.public_id}/steps/reopen").status_code == 303
    service.edit(fresh(statement), cast.person("lin"), royalty_rate=777)
    db.session.commit()
    notice = f"/open-licences/publicity/{db.session.query(Publicity).one().public_id}"
    text = app.test_client().get(f"{notice}?lang=en").text
    assert "3% of net sales" in text and "7.77%" not in text


def test_the_sheet_is_for_those_who_hold_statements(cast: Cast) -> None:
    for person, status in (("visitor", 403), ("lin", 200), ("shi", 200)):
        assert cast.browser(person).get("/open-licences/announcements").status_code == status, person


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_part_of_a_royalty_is_read_where_its_terms_are(app: Flask, cast: Cast, language: str) -> None:
    royal = {
        "fee_way": "royalty",
        "amount": None,
        "royalty_rate": 300,
        "royalty_base": "net_sales",
        "base_text": "开票金额减去退货",
        "audit_text": "每年可以查账一次",
        "settle_every": "quarter",
        "settle_days": 17,
        "royalty_floor": 123_400,
        "royalty_ceiling": 567_800,
    }
    statement = complete(cast, others=("甲公司",), **royal)
    consent = consents.ask(fresh(statement), cast.person("lin"), party="甲公司", email="")
    service.declare(fresh(statement), cast.person("lin"))
    db.session.commit()
    lin, path = cast.browser("lin", language), f"/open-licences/{statement.public_id}"
    link = f"/open-licences/consents/{consents.token_of(consent.public_id)}"
    quarter = {"zh": "每季度", "en": "a quarter"}[language]
    for page in (path, f"{path}/compiler", link):
        text = lin.get(page).text
        for part in ("开票金额减去退货", "每年可以查账一次", "17", "1,234", "5,678", quarter):
            assert part in text, (page, part)


def test_who_left_the_page_of_a_batch_finds_it_on_the_desk(app: Flask, cast: Cast) -> None:
    statement, lin = complete(cast), cast.browser("lin")
    batch = lin.post("/open-licences/batches", data={"statements": [statement.public_id]}).location
    assert batch in lin.get("/open-licences/desk").text
    assert batch not in cast.browser("okoro").get("/open-licences/desk").text


def test_an_open_objection_is_the_next_step(app: Flask, cast: Cast) -> None:
    statement, lin = complete(cast), cast.browser("lin")
    step(lin, statement, "sign", **SIGN)
    step(lin, statement, "publicise", decided_by="校长办公会", decided_on=clock.today().isoformat())
    notice = db.session.query(Publicity).one()
    said = {"name": "李某", "contact": "li@example.org", "reason": "价格过低"}
    for _pressed in range(2):
        app.test_client().post(f"/open-licences/publicity/{notice.public_id}", data=said)
    page = f"/open-licences/{statement.public_id}/compiler"
    assert "Decide on the objection" in cast.browser("lin", "en").get(page).text
    db.session.expire_all()
    (objection,) = db.session.query(Publicity).one().objections
    number = objection.public_id
    lin.post(f"/open-licences/objections/{number}", data={"reason": "有评估依据"})
    assert "Decide on the objection" not in cast.browser("lin", "en").get(page).text
