"""A licence taken here becomes a fact of the right, and its recordal makes the next annuity smaller (OL-19, ANN-12/13)."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.core import clock
from portal.core.calendar import add_years
from portal.deals import service
from portal.deals.models import Deal
from portal.extensions import db
from portal.patents.clockwork import clock_of
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.reading import facts_of
from tests.cast import Cast
from tests.licences import FREE, announced, granted_patent, noticed


def _licensed(cast: Cast) -> Deal:
    seen = clock.today() - timedelta(days=20)
    patent = granted_patent(
        cast, filing_date=add_years(clock.today() + timedelta(days=60), -6), status_as_of=seen
    )
    return noticed(cast, announced(cast, patent=patent, **FREE))


def _events() -> list[PatentEvent]:
    wanted = select(PatentEvent).where(PatentEvent.kind == "licence_granted")
    return list(db.session.scalars(wanted.order_by(PatentEvent.id)))


@pytest.mark.usefixtures("app")
def test_the_licence_is_a_fact_and_saves_nothing_before_its_recordal(cast: Cast) -> None:
    deal = _licensed(cast)
    assert deal.state == "licensed"
    assert deal.statement is not None
    event = _events()[0]
    assert (event.data["kind"], event.data["licensee"]) == ("open", deal.licensee.name_zh)
    assert [one.kind for one in facts_of(deal.statement.patent).licences] == ["open"]
    told = clock_of(deal.statement.patent)
    assert told is not None
    assert told.reduction_kind is None


def test_the_recordal_reduces_the_next_annuity(app: Flask, cast: Cast) -> None:
    deal = _licensed(cast)
    assert deal.statement is not None
    today = {"number": "X2026980000123", "day": clock.today()}
    service.take_step(deal, "file_recordal", cast.person("lin"), dict(today))
    service.take_step(deal, "confirm_recordal", cast.person("lin"), dict(today))
    first, second = _events()
    assert first.is_void
    assert second.data["recorded_on"] == clock.today().isoformat()
    assert len(facts_of(deal.statement.patent).licences) == 1
    told = clock_of(deal.statement.patent)
    assert told is not None
    assert (told.reduction_kind, told.reduction_bp) == ("open_licence", 1500)
    assert told.payable == told.full * 85 // 100
