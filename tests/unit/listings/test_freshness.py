"""The daily round: reminders once each, expiry, dead patents; and the round promises the next one."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.core import clock
from portal.core.calendar import add_months
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.jobs.models import DONE, QUEUED, Job
from portal.listings import freshness, service
from portal.listings.models import Listing
from portal.listings.service import Terms
from portal.openlicence.models import Statement
from portal.workflow import history
from tests.cast import Cast
from tests.unit.listings.making import make_draft, make_patent, make_published, publish


def letters(template: str) -> list[int]:
    jobs = db.session.scalars(select(Job).where(Job.kind == "mail.letter"))
    return [job.payload["user_id"] for job in jobs if job.payload["template"] == template]


def days_before_the_end(listing: Listing, days: int) -> date:
    assert listing.confirmed_until is not None
    return listing.confirmed_until - timedelta(days=days)


def test_reminded_thirty_and_seven_days_before_and_on_the_day_once_each(cast: Cast) -> None:
    listing = make_published(cast)
    officers = 2  # shen and lin; zhao of finance is not asked
    expected = {31: 0, 30: 1, 29: 1, 8: 1, 7: 2, 6: 2, 1: 2, 0: 3}
    for days, times in expected.items():
        with time_machine.travel(
            clock.start_of(days_before_the_end(listing, days)) + timedelta(hours=3), tick=False
        ):
            freshness.look_after(listing)
            freshness.look_after(listing)
        assert len(letters("listing_reminder")) == times * officers, days
    assert listing.state == "published"


def test_a_late_round_sends_one_reminder_not_all_that_were_missed(cast: Cast) -> None:
    listing = make_published(cast)
    with time_machine.travel(clock.start_of(days_before_the_end(listing, 3)), tick=False):
        freshness.look_after(listing)
    assert len(letters("listing_reminder")) == 2
    assert listing.reminded_days == 7


def test_expires_the_day_after_and_is_renewed_by_one_press(cast: Cast) -> None:
    listing = make_published(cast)
    with time_machine.travel(clock.start_of(days_before_the_end(listing, -1)), tick=False):
        freshness.look_after(listing)
        freshness.look_after(listing)
        assert listing.state == "expired"
        assert len(letters("listing_expired")) == 2
        assert history.history_of(listing)[-1].actor_id is None
        service.step(listing, "renew", cast.person("lin"))
        assert listing.state == "published"
        assert listing.confirmed_until == add_months(clock.today(), 6)
        assert listing.reminded_days is None


def test_confirming_starts_the_six_months_anew(cast: Cast) -> None:
    listing = make_published(cast)
    with time_machine.travel(clock.start_of(days_before_the_end(listing, 5)), tick=False):
        freshness.look_after(listing)
        service.step(listing, "reconfirm", cast.person("lin"))
        assert listing.confirmed_until == add_months(clock.today(), 6)
        freshness.look_after(listing)
    assert len(letters("listing_reminder")) == 2


def test_a_dead_patent_in_a_bundle_pauses_and_all_dead_close(cast: Cast) -> None:
    first, second = make_patent(cast), make_patent(cast)
    listing = publish(cast, make_draft(cast, first, second))
    first.legal_status = "LAPSED_FEE"
    freshness.look_after(listing)
    assert (listing.state, listing.decision_reason) == ("paused", "patent_status")
    with pytest.raises(RuleRefusal, match=r"listing\.patent_dead"):
        service.step(listing, "resume", cast.person("lin"))
    second.legal_status = "EXPIRED"
    freshness.look_after(listing)
    assert listing.state == "closed"
    assert len(letters("listing_suspended")) == 4


def test_the_round_goes_over_all_and_promises_the_next(cast: Cast, work: Callable[[], int]) -> None:
    number = make_published(cast).id
    db.session.commit()
    daily = select(Job).where(Job.kind == "listings.daily")
    assert [job.status for job in db.session.scalars(daily)] == [QUEUED]
    noon = clock.start_of(clock.today() + timedelta(days=400)) + timedelta(hours=12)
    with time_machine.travel(noon, tick=False):  # before two at night the next round is that of the same day
        work()
        assert db.session.get_one(Listing, number).state == "expired"
        states = [job.status for job in db.session.scalars(daily.order_by(Job.id))]
        assert states == [DONE, QUEUED]
        upcoming = db.session.scalars(daily.where(Job.status == QUEUED)).one()
        assert upcoming.run_at == clock.start_of(clock.today() + clock.ONE_DAY) + timedelta(hours=2)


def test_a_statement_that_comes_into_force_pauses_an_exclusive_offer(cast: Cast) -> None:
    listing = make_draft(cast)
    service.change(listing, cast.person("lin"), modes=[Terms("exclusive", "negotiable")])
    publish(cast, listing)
    in_force = Statement(
        patent=listing.patents[0],
        owner_id=listing.owner_id,
        state="effective",
        regime="STATUTORY",
        statement_no="KF2026000001",
        announced_on=clock.today(),
    )
    db.session.add(in_force)
    db.session.flush()
    freshness.look_after(listing)
    assert (listing.state, listing.decision_reason) == ("paused", "open_licence")
    with pytest.raises(RuleRefusal) as refusal:
        service.step(listing, "resume", cast.person("lin"))
    assert refusal.value.rule_id == "OL-16"
