"""The operator's desk: who may come in, the queues, the decisions, jobs, people, the audit chain."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import BrokerProfile, UserSession
from portal.accounts.organisations import Organisation
from portal.deals.brokers import request_broker
from portal.deals.models import BrokerRequest, Deal
from portal.extensions import db
from portal.jobs import queue
from portal.jobs.models import BURIED, QUEUED, Job
from tests.cast import Cast
from tests.scenery import furnish

PAGES = ("", "/organisations", "/listings", "/brokers", "/broker-requests")
ADMIN_PAGES = ("/people", "/jobs", "/audit")


@pytest.mark.parametrize("page", PAGES + ADMIN_PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_administrator_sees_every_page(cast: Cast, page: str, language: str) -> None:
    furnish()
    assert cast.browser("gao", language).get(f"/backoffice{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES + ADMIN_PAGES)
@pytest.mark.parametrize(("who", "status"), [("lin", 403), ("chen", 403), ("zhou", 403), ("visitor", 403)])
def test_nobody_else_does(cast: Cast, page: str, who: str, status: int) -> None:
    assert cast.browser(who).get(f"/backoffice{page}").status_code == status


@pytest.mark.parametrize("page", ADMIN_PAGES)
def test_a_reviewer_is_no_administrator(cast: Cast, page: str) -> None:
    assert cast.browser("shi").get(f"/backoffice{page}").status_code == 403


def test_a_stranger_is_asked_to_sign_in(app: Flask) -> None:
    response = app.test_client().get("/backoffice")
    assert response.status_code == 302
    assert "/sign-in" in response.location


def _pending() -> Organisation:
    return db.session.scalars(select(Organisation).where(Organisation.state == "pending")).one()


def test_an_organisation_is_verified(cast: Cast) -> None:
    waiting = _pending()
    browser = cast.browser("shi")
    assert waiting.name_en in browser.get("/backoffice/organisations").text
    url = f"/backoffice/organisations/{waiting.public_id}"
    assert browser.get(url).status_code == 200
    response = browser.post(url, data={"decision": "verify", "reason": "", "version": waiting.version})
    assert response.status_code == 303
    assert db.session.get(Organisation, waiting.id).state == "verified"


def test_a_refusal_needs_a_reason(cast: Cast) -> None:
    waiting = _pending()
    browser, url = cast.browser("shi"), f"/backoffice/organisations/{waiting.public_id}"
    silent = browser.post(url, data={"decision": "refuse", "reason": "  ", "version": waiting.version})
    assert silent.status_code == 422
    assert _pending().state == "pending"
    told = browser.post(
        url, data={"decision": "refuse", "reason": "The scan is blurred.", "version": waiting.version}
    )
    assert told.status_code == 303
    refused = db.session.get(Organisation, waiting.id)
    assert (refused.state, refused.decision_reason) == ("refused", "The scan is blurred.")


def test_a_stale_decision_is_refused(cast: Cast) -> None:
    waiting = _pending()
    url = f"/backoffice/organisations/{waiting.public_id}"
    answer = cast.browser("shi").post(url, data={"decision": "verify", "version": waiting.version + 1})
    assert answer.status_code == 409


def test_a_broker_is_verified_and_suspended(cast: Cast) -> None:
    profile = db.session.scalars(select(BrokerProfile).where(BrokerProfile.state == "pending")).one()
    browser, url = cast.browser("shi"), f"/backoffice/brokers/{profile.public_id}"
    assert browser.get(url).status_code == 200
    assert browser.post(url, data={"decision": "verify", "version": profile.version}).status_code == 303
    assert db.session.get(BrokerProfile, profile.id).state == "verified"
    assert browser.post(url, data={"decision": "suspend", "reason": ""}).status_code == 422
    assert (
        browser.post(url, data={"decision": "suspend", "reason": "Certificate ran out."}).status_code == 303
    )
    assert db.session.get(BrokerProfile, profile.id).state == "suspended"


def test_a_wish_for_a_broker_is_met(cast: Cast) -> None:
    furnish()
    deal = db.session.scalars(select(Deal).where(Deal.broker_id.is_(None))).one()
    wish = request_broker(deal, cast.organisation("hemu"), cast.person("tian"), "Please help.")
    wish_id, browser = wish.id, cast.browser("shi")
    assert "Please help." in browser.get("/backoffice/broker-requests").text
    url = f"/backoffice/broker-requests/{wish.public_id}"
    assert browser.get(url).status_code == 200
    broker = cast.person("lindqvist").broker_profile
    assert browser.post(url, data={"broker": broker.public_id}).status_code == 303
    assert db.session.get(BrokerRequest, wish_id).state == "assigned"
    assert db.session.get(Deal, deal.id).broker_id == cast.person("lindqvist").id


def test_a_buried_job_gets_another_try(cast: Cast, work: Callable[[], int]) -> None:
    queue.enqueue("nobody.does.this", {})
    db.session.flush()
    job = db.session.scalars(select(Job).where(Job.kind == "nobody.does.this")).one()
    job.status, job.last_error, job.attempts = BURIED, "LookupError: gone", 8
    db.session.commit()
    browser = cast.browser("gao")
    assert "LookupError: gone" in browser.get("/backoffice/jobs").text
    assert browser.post(f"/backoffice/jobs/{job.id}/revive").status_code == 303
    assert db.session.get(Job, job.id).status == QUEUED
    assert browser.post(f"/backoffice/jobs/{job.id}/revive").status_code == 404


def test_a_blocked_person_is_out_at_once(cast: Cast) -> None:
    browser, theirs = cast.browser("gao"), cast.browser("lin")
    assert theirs.get("/desk/holder").status_code == 200
    assert browser.post(f"/backoffice/people/{cast.person('lin').public_id}/block").status_code == 303
    assert theirs.get("/desk/holder").status_code == 302
    mine = select(UserSession).where(
        UserSession.user_id == cast.person("lin").id, UserSession.ended_at.is_(None)
    )
    assert db.session.scalars(mine).all() == []
    assert browser.post(f"/backoffice/people/{cast.person('gao').public_id}/block").status_code == 400


def test_people_are_found_by_part_of_name_or_address(cast: Cast) -> None:
    browser = cast.browser("gao")
    assert "lin.xiaocheng@example.org" in browser.get("/backoffice/people?q=XIAOCHENG").text
    assert "lin.xiaocheng@example.org" not in browser.get("/backoffice/people?q=%25").text


def test_the_chain_is_proved_on_screen(cast: Cast) -> None:
    cast.browser("shi").post(f"/backoffice/organisations/{_pending().public_id}", data={"decision": "verify"})
    page = cast.browser("gao").get("/backoffice/audit?verify=1").text
    assert "The chain holds" in page
    assert "Verified" in cast.browser("gao").get("/backoffice/audit?thing=organisation").text


@pytest.mark.parametrize(
    ("kind", "state"), [("listing", "paused"), ("statement", "effective"), ("deal", "new")]
)
def test_figures_lead_to_their_records(cast: Cast, kind: str, state: str) -> None:
    furnish()
    browser = cast.browser("shi")
    assert f"/backoffice/records/{kind}?state={state}" in browser.get("/backoffice").text
    page = browser.get(f"/backoffice/records/{kind}?state={state}").text
    things = {"listing": "/listings/", "statement": "/open-licences/", "deal": "/deals/"}
    assert page.count(f'href="{things[kind]}') == 2


@pytest.mark.parametrize("path", ["nothing?state=new", "deal?state=nowhere", "deal"])
def test_no_other_records(cast: Cast, path: str) -> None:
    assert cast.browser("shi").get(f"/backoffice/records/{path}").status_code == 404


def test_a_job_that_cannot_be_is_not_found(cast: Cast) -> None:
    assert cast.browser("gao").post(f"/backoffice/jobs/{10**24}/revive").status_code == 404


def test_no_decision_is_made_for_the_reviewer(cast: Cast) -> None:
    waiting = _pending()
    url = f"/backoffice/organisations/{waiting.public_id}"
    assert "No licence scan was handed in" in cast.browser("shi").get(url).text
    assert cast.browser("shi").post(url, data={"decision": "", "version": waiting.version}).status_code == 422
