"""The deal's page for everybody on it, its one address for steps, its papers, and the doors that stay shut."""

from datetime import timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from portal.core import clock
from portal.deals import brokers, service
from portal.deals.files import made
from portal.deals.models import BrokerRequest, Deal, DealNote, DealTask
from portal.extensions import db
from portal.listings.models import Listing, ListingPatent
from tests.cast import Cast
from tests.licences import FREE, announced, noticed, opened, withdrawn


def page(browser: FlaskClient, deal: Deal) -> str:
    answer = browser.get(f"/deals/{deal.public_id}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def take(browser: FlaskClient, deal: Deal, name: str, **data: object) -> int:
    return browser.post(f"/deals/{deal.public_id}/steps/{name}", data=data).status_code


def test_four_kinds_of_readers_see_it_and_nobody_else(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast))
    brokers.assign_broker(deal, cast.person("zhou"), cast.person("shi"))
    for person in ("chen", "qian", "lin", "zhao", "zhou", "shi"):
        text = page(cast.browser(person), deal)
        assert deal.terms_hash in text and "Notice arrived, payment due" in text
    for stranger in ("okoro", "ma", "lindqvist", "visitor"):
        browser = cast.browser(stranger)
        for path in ("", "/terms", "/notice", "/pay", "/proof", "/broker"):
            assert browser.get(f"/deals/{deal.public_id}{path}").status_code == 404, (stranger, path)
        assert take(browser, deal, "cancel") == 404
    assert app.test_client().get(f"/deals/{deal.public_id}").status_code == 302


def test_a_party_without_the_right_is_told_so(app: Flask, cast: Cast) -> None:
    deal = opened(cast, announced(cast))
    for person in ("lin", "qian", "shi"):
        browser = cast.browser(person)
        assert browser.get(f"/deals/{deal.public_id}/terms").status_code == 403
        assert take(browser, deal, "cancel", version=deal.version) == 403
    assert take(cast.browser("chen"), deal, "take_effect", version=deal.version) == 403


def test_papers_are_for_those_on_the_deal(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast))
    notice = made(deal, "notice")
    assert notice is not None
    path = f"/deals/{deal.public_id}/documents/{notice.public_id}"
    assert cast.browser("lin").get(path).data.startswith(b"%PDF-")
    assert cast.browser("ma").get(path).status_code == 404
    other = noticed(cast, announced(cast), "ma", "zhuheng")
    wrong = f"/deals/{other.public_id}/documents/{notice.public_id}"
    assert cast.browser("ma").get(wrong).status_code == 404


def test_double_click_and_stale_page(app: Flask, cast: Cast) -> None:
    deal = opened(cast, announced(cast))
    browser, seen = cast.browser("chen"), deal.version
    data = {"version": seen, "terms_hash": deal.terms_hash, "plain_read": "y", "legal_read": "y"}
    assert take(browser, deal, "confirm_terms", **data) == 303
    assert take(browser, deal, "confirm_terms", **data) == 409
    assert take(browser, deal, "cancel", version=seen) == 409
    assert db.session.get_one(Deal, deal.id).state == "notice_ready"
    assert take(browser, deal, "no_such_step") == 409


def test_second_click_on_the_notice_gives_one_notice(app: Flask, cast: Cast) -> None:
    deal = opened(cast, announced(cast))
    service.confirm_terms(deal, cast.person("chen"), deal.terms_hash)
    db.session.flush()
    browser = cast.browser("chen")
    data = {"version": deal.version, "signatory": "陈岚", "role": "authorised", "consent": "y"}
    assert [take(browser, deal, "send_notice", **data) for _ in range(2)] == [303, 409]
    assert [one.kind for one in db.session.get_one(Deal, deal.id).documents] == ["notice"]


def test_what_is_missing_is_said_on_the_screen(app: Flask, cast: Cast) -> None:
    deal = opened(cast, announced(cast))
    browser = cast.browser("chen")
    path = f"/deals/{deal.public_id}/steps/confirm_terms"
    answer = browser.post(
        path, data={"version": deal.version, "terms_hash": deal.terms_hash, "plain_read": "y"}
    )
    assert answer.status_code == 422
    assert "Tick this box to go on" in answer.get_data(as_text=True)
    service.confirm_terms(deal, cast.person("chen"), deal.terms_hash)
    answer = browser.post(f"/deals/{deal.public_id}/steps/send_notice", data={"role": "authorised"})
    assert answer.status_code == 422


def test_terms_are_shown_whole(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    deal = opened(cast, statement)
    path = f"/deals/{deal.public_id}/terms"
    chinese = cast.browser("chen", "zh").get(path).get_data(as_text=True)
    english = unescape(cast.browser("chen", "en").get(path).get_data(as_text=True))
    for attribute in ("plain", "legal", "payment"):
        assert getattr(statement, f"{attribute}_zh") in chinese
        assert getattr(statement, f"{attribute}_en") in english
    assert deal.terms_hash in chinese
    assert "第五十一条" in chinese and "article 51" in english


def test_the_screens_lead_to_where_the_deal_stands(app: Flask, cast: Cast) -> None:
    deal = opened(cast, announced(cast))
    browser = cast.browser("chen")
    address = f"/deals/{deal.public_id}"
    assert browser.get(f"{address}/notice").location == f"{address}/terms"
    assert browser.get(f"{address}/pay").location == f"{address}/terms"
    service.take_step(deal, "cancel", cast.person("chen"), {"record": {}})
    assert browser.get(f"{address}/terms").location == address


@pytest.mark.parametrize("language", ["zh", "en"])
def test_first_screen_says_who_may_and_who_may_not(app: Flask, cast: Cast, language: str) -> None:
    statement = announced(cast)
    path = f"/open-licences/{statement.public_id}/accept"
    assert app.test_client().get(path).location.startswith("/sign-in?next=")
    for person, rule in (("su", "OL-18"), ("lin", "OL-17"), ("zhou", "OL-23")):
        assert rule in cast.browser(person, language).get(path).get_data(as_text=True)
    assert cast.browser("chen").post(path, data={}).status_code == 422
    foreign = {"organisation": cast.organisation("zhuheng").public_id, "own_use": "y"}
    assert cast.browser("chen").post(path, data=foreign).status_code == 422
    withdrawn(cast, statement)
    assert "OL-21" in cast.browser("chen", language).get(path).get_data(as_text=True)
    own = {"organisation": cast.organisation("boan").public_id, "own_use": "y"}
    answer = cast.browser("chen").post(path, data=own)
    assert answer.status_code == 409 and "OL-21" in answer.get_data(as_text=True)


def test_recordal_and_objection_from_the_page(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast, **FREE))
    browser = cast.browser("lin")
    text = page(browser, deal)
    assert "Enter the recordal" in text and "Put an objection on record" in text
    version = deal.version
    ahead = (clock.today() + timedelta(days=2)).isoformat()
    data = {"file_recordal-version": version, "file_recordal-number": "R-1"}
    assert take(browser, deal, "file_recordal", **data) == 422
    assert take(browser, deal, "file_recordal", **data, **{"file_recordal-day": ahead}) == 422
    assert take(browser, deal, "file_recordal", **data, **{"file_recordal-day": clock.today()}) == 303
    fresh = db.session.get_one(Deal, deal.id)
    assert fresh.state == "recording"
    objection = {"object-version": fresh.version, "object-text": "价格太低"}
    assert take(browser, deal, "object", **objection) == 303
    assert db.session.get_one(Deal, deal.id).state == "recording"
    assert take(browser, deal, "object", **objection) == 409
    assert "价格太低" in page(cast.browser("chen"), deal)


def test_history_is_told_in_words(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast, **FREE))
    soup = BeautifulSoup(page(cast.browser("chen", "zh"), deal), "html.parser")
    story = [tag.get_text(strip=True) for tag in soup.select("#history .timeline-title")]
    assert story == [
        "许可生效",
        "书面通知已发出并到达专利权人",
        "已阅读并确认条款",
        "开始取得许可",
    ]


def test_notes_and_tasks_from_the_page(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast))
    brokers.assign_broker(deal, cast.person("zhou"), cast.person("shi"))
    zhou, chen, address = cast.browser("zhou"), cast.browser("chen"), f"/deals/{deal.public_id}"
    assert zhou.post(f"{address}/notes", data={"note-text": "预算", "note-private": "y"}).status_code == 303
    assert zhou.post(f"{address}/notes", data={"note-text": ""}).status_code == 422
    assert chen.post(f"{address}/notes", data={"note-text": "何时备案"}).status_code == 303
    assert cast.browser("shi").post(f"{address}/notes", data={"note-text": "x"}).status_code == 403
    assert cast.browser("ma").post(f"{address}/notes", data={"note-text": "x"}).status_code == 404
    assert db.session.query(DealNote).count() == 2
    task = {"task-title": "准备材料", "task-for_side": "licensor", "task-due_on": clock.today().isoformat()}
    assert zhou.post(f"{address}/tasks", data=task).status_code == 303
    assert zhou.post(f"{address}/tasks", data={**task, "task-title": ""}).status_code == 422
    past = {**task, "task-due_on": (clock.today() - timedelta(days=1)).isoformat()}
    answer = zhou.post(f"{address}/tasks", data=past)
    assert answer.status_code == 422 and "has passed already" in answer.text and "准备材料" in answer.text
    row = db.session.query(DealTask).one()
    assert cast.browser("ma").post(f"{address}/tasks/{row.public_id}/done").status_code == 404
    assert chen.post(f"{address}/tasks/nothing/done").status_code == 404
    assert chen.post(f"{address}/tasks/{row.public_id}/done").status_code == 303
    assert db.session.query(DealTask).one().done_at is not None


def test_broker_works_from_the_page(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast))
    asked = cast.browser("chen").post(
        f"/deals/{deal.public_id}/broker",
        data={"organisation": cast.organisation("boan").public_id, "message": "请帮忙备案"},
    )
    assert asked.status_code == 303
    wish = db.session.query(BrokerRequest).one()
    brokers.assign_broker(wish, cast.person("zhou"), cast.person("shi"))
    zhou = cast.browser("zhou")
    assert "Accept the mandate" in page(zhou, deal)

    def version() -> int:
        return int(db.session.get_one(Deal, deal.id).version)

    data = {"accept_mandate-version": version(), "accept_mandate-role": "BROKER"}
    assert take(zhou, deal, "accept_mandate", **data) == 303
    sent = {"way": "rate", "rate": "3", "payer": "licensee", "version": version()}
    commission = {f"agree_commission-{key}": value for key, value in sent.items()}
    assert take(zhou, deal, "agree_commission", **{**commission, "agree_commission-rate": "300"}) == 422
    assert take(zhou, deal, "agree_commission", **commission) == 303
    for person in ("chen", "lin"):
        assert "3 % of the money received" in page(cast.browser(person), deal)
    assert take(cast.browser("chen"), deal, "confirm_commission_licensee", version=version()) == 303
    assert db.session.get_one(Deal, deal.id).commission["confirmed_at"]


def test_broker_for_both_waits_for_both(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast))
    brokers.assign_broker(deal, cast.person("zhou"), cast.person("shi"), "both")
    assert "BRK-08" in page(cast.browser("zhou"), deal)
    for person, name in (("chen", "consent_licensee"), ("lin", "consent_licensor")):
        browser = cast.browser(person)
        assert "Agree to the broker" in page(browser, deal)
        assert take(browser, deal, name, version=db.session.get_one(Deal, deal.id).version) == 303
        assert "Agree to the broker" not in page(browser, deal)


def test_asking_for_a_broker_on_a_listing(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    listing = Listing(
        owner_id=statement.owner_id,
        state="published",
        title_zh="加热",
        items=[ListingPatent(patent_id=statement.patent_id)],
    )
    db.session.add(listing)
    db.session.flush()
    path = f"/listings/{listing.public_id}/broker"
    assert cast.browser("visitor").get(path).status_code == 403
    chen = cast.browser("chen")
    assert chen.get(path).status_code == 200
    data = {"organisation": cast.organisation("boan").public_id, "message": "看看合适吗"}
    assert chen.post(path, data=data).status_code == 303
    assert db.session.query(BrokerRequest).one().listing_id == listing.id
    shown = chen.get(f"/listings/{listing.public_id}").get_data(as_text=True)
    assert f"/open-licences/{statement.public_id}/accept" in shown


def test_register_of_all_and_of_one_patent(app: Flask, cast: Cast) -> None:
    first, second = announced(cast, **FREE), announced(cast, **FREE)
    noticed(cast, first)
    noticed(cast, second, "ma", "zhuheng")
    client = app.test_client()
    everything = client.get("/register").get_data(as_text=True)
    one = client.get(f"/register?patent={first.patent.public_id}").get_data(as_text=True)
    for statement in (first, second):
        assert str(statement.statement_no) in everything
    assert str(first.statement_no) in one and str(second.statement_no) not in one


def test_empty_register(app: Flask) -> None:
    assert app.test_client().get("/register").status_code == 200


def test_failed_deal_says_so(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    deal = noticed(cast, statement)
    withdrawn(cast, statement)
    service.payment_settled(deal, deal.due_at_start, deal.currency, clock.now())
    text = page(cast.browser("chen"), deal)
    assert "Refund due" in text and "There is no licence" in text
