"""Terms that run out over night: said once, with their history, and promised again for the next night."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.jobs.models import QUEUED, Job
from portal.patents import expiry
from portal.patents.facts.deriving import EXPIRED
from portal.patents.models import Patent
from portal.workflow import history
from tests.cast import Cast
from tests.unit.patents.files import number
from tests.unit.patents.making import bring_rows


def status_of(title: str) -> str:
    return db.session.scalars(select(Patent).where(Patent.title_zh == title)).one().legal_status


@pytest.fixture
def three(app: Flask, cast: Cast) -> None:
    """A utility model that ends on 4 March 2029, an invention of the same day, and a lapsed utility model."""
    filed = "2019-03-04"
    bring_rows(
        cast.organisation("haiyu"),
        {"title": "甲", "application_no": number(1, kind=2), "filing_date": filed, "legal_status": "有权"},
        {"title": "乙", "application_no": number(2), "filing_date": filed, "legal_status": "有权"},
        {
            "title": "丙",
            "application_no": number(3, kind=2),
            "filing_date": filed,
            "legal_status": "未缴年费",
        },
    )
    db.session.commit()


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=clock.BEIJING)


@pytest.mark.usefixtures("three")
def test_the_last_day_is_still_in_force_and_the_next_is_not() -> None:
    with clock.pretend(at(date(2029, 3, 3))):
        assert expiry.look_again(expiry.due(clock.today())) == 0
    with clock.pretend(at(date(2029, 3, 4))):
        assert expiry.look_again(expiry.due(clock.today())) == 1
        assert expiry.look_again(expiry.due(clock.today())) == 0
    assert [status_of(title) for title in "甲乙丙"] == ["EXPIRED", "IN_FORCE", "LAPSED_FEE"]
    entry = history.history_of(db.session.scalars(select(Patent).where(Patent.title_zh == "甲")).one())[-1]
    assert (entry.action, entry.from_state, entry.to_state) == (EXPIRED, "IN_FORCE", "EXPIRED")


@pytest.mark.usefixtures("three")
def test_an_import_promises_the_round_and_the_round_its_successor(work: Callable[[], int]) -> None:
    tomorrow = clock.today() + clock.ONE_DAY
    promised = select(Job.key).where(Job.kind == expiry.JOB, Job.status == QUEUED)
    assert list(db.session.scalars(promised)) == [f"{expiry.JOB}:{tomorrow}"]
    with clock.pretend(at(date(2029, 3, 5))):
        work()
        assert list(db.session.scalars(promised)) == [f"{expiry.JOB}:2029-03-06"]
    assert status_of("甲") == "EXPIRED"
