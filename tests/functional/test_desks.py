"""The desks: each role lands on its own, sees what needs a hand, and sees nothing of others."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.catalogue.models import SavedSearch
from portal.core import clock
from portal.deals.models import Deal, DealTask
from portal.extensions import db
from portal.listings.models import Listing
from portal.payments import service
from tests.cast import Cast
from tests.scenery import furnish


@pytest.mark.parametrize(
    ("who", "place"),
    [
        ("lin", "/desk/holder"),
        ("chen", "/desk/licensee"),
        ("lindqvist", "/desk/broker"),
        ("gao", "/backoffice"),
    ],
)
def test_everybody_lands_on_their_own_desk(cast: Cast, who: str, place: str) -> None:
    response = cast.browser(who).get("/desk")
    assert response.status_code == 302
    assert response.location == place


def test_who_belongs_nowhere_is_told_what_to_do(cast: Cast) -> None:
    assert "You belong to no organisation yet" in cast.browser("visitor").get("/desk").text


@pytest.mark.parametrize("desk", ["holder", "licensee", "broker"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("who", ["lin", "chen", "zhou", "visitor"])
def test_every_desk_opens_empty_and_full(cast: Cast, desk: str, language: str, who: str) -> None:
    browser = cast.browser(who, language)
    assert browser.get(f"/desk/{desk}").status_code == 200
    furnish()
    assert browser.get(f"/desk/{desk}").status_code == 200


def test_a_returned_listing_needs_a_hand(cast: Cast) -> None:
    furnish()
    draft = db.session.scalars(
        select(Listing).where(Listing.state == "draft", Listing.owner_id == cast.organisation("haiyu").id)
    ).first()
    draft.decision_reason, draft.title_zh = "price", "退回的挂牌"
    mine, theirs = cast.browser("lin"), cast.browser("okoro")
    assert "退回的挂牌" in mine.get("/desk/holder").text
    assert "退回的挂牌" not in theirs.get("/desk/holder").text


def test_a_listing_about_to_expire_needs_a_hand(cast: Cast) -> None:
    furnish()
    published = db.session.scalars(
        select(Listing).where(Listing.state == "published", Listing.owner_id == cast.organisation("haiyu").id)
    ).first()
    published.confirmed_until = clock.today() + timedelta(days=7)
    assert "Confirm that the listing still holds" in cast.browser("lin").get("/desk/holder").text


def test_what_is_owed_stands_on_the_payers_desk(cast: Cast) -> None:
    furnish()
    deal = db.session.scalars(select(Deal).where(Deal.licensee_id == cast.organisation("boan").id)).one()
    deal.due_at_start = 12_345_600
    payment = service.demand_for_deal(deal)
    payment.due_on = clock.today() - timedelta(days=1)
    assert payment.is_overdue
    page = cast.browser("chen").get("/desk/licensee").text
    assert "123,456.00" in page
    assert "Overdue" in page
    assert "123,456.00" not in cast.browser("tian").get("/desk/licensee").text


def test_a_brokers_task_stands_on_the_desk(cast: Cast) -> None:
    furnish()
    deal = db.session.scalars(select(Deal).where(Deal.broker_id == cast.person("zhou").id)).one()
    db.session.add(
        DealTask(
            deal_id=deal.id,
            title="Call the laboratory",
            for_side="broker",
            created_by_id=cast.person("zhou").id,
        )
    )
    assert "Call the laboratory" in cast.browser("zhou").get("/desk/broker").text
    assert "Call the laboratory" not in cast.browser("lindqvist").get("/desk/broker").text


def test_a_search_is_kept_opened_and_removed(cast: Cast) -> None:
    browser = cast.browser("chen")
    kept = browser.post(
        "/searches", data={"kind": "listing", "query": "q=电池&trl=6&page=3&lang=en", "name": "Cells"}
    )
    assert kept.status_code == 303
    assert kept.location == "/search?q=%E7%94%B5%E6%B1%A0&trl=6"
    assert "Cells" in browser.get("/desk/licensee").text
    search = db.session.scalars(select(SavedSearch)).one()
    stranger = cast.browser("tian").post(f"/searches/{search.public_id}/remove")
    assert stranger.status_code == 404
    assert browser.post(f"/searches/{search.public_id}/remove").status_code == 303
    assert db.session.scalars(select(SavedSearch)).all() == []


@pytest.mark.parametrize(
    "data", [{"kind": "nothing", "query": "q=x"}, {"kind": "listing", "query": "q=" + "x" * 5000}]
)
def test_what_is_no_search_is_not_kept(cast: Cast, data: dict[str, str]) -> None:
    assert cast.browser("chen").post("/searches", data=data).status_code == 400
    assert db.session.scalars(select(SavedSearch)).all() == []


def test_a_stranger_has_no_desk(app: Flask) -> None:
    assert "/sign-in" in app.test_client().get("/desk").location
