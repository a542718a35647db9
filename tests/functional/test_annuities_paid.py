"""A receipt is recorded by those who may, moves the clock on where it settles the year, and stops the reminders."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from PIL import Image
from sqlalchemy import select

from portal.annuities import reminding
from portal.annuities.models import AnnuityReminder
from portal.core import clock
from portal.extensions import db
from portal.patents.clockwork import clock_of
from portal.patents.facts.models import PatentEvent
from portal.patents.models import Patent
from tests.cast import Cast
from tests.functional.test_annuities_pages import late_patent

NOON = clock.start_of(date(2026, 7, 21)) + timedelta(hours=12)


@pytest.fixture(autouse=True)
def _on_a_fixed_day() -> object:
    with time_machine.travel(NOON, tick=True):
        yield


def scan() -> io.BytesIO:
    """Return a picture as a scanner makes it."""
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(stream, "PNG")
    stream.seek(0)
    return stream


def receipt(**facts: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "year": "11",
        "amount": "4400",
        "paid_on": "2026-07-21",
        "payer": "",
        "receipt": (scan(), "receipt.png"),
    }
    return values | facts


def post(cast: Cast, patent: Patent, who: str = "zhao", **facts: Any) -> Any:
    return cast.browser(who).post(
        f"/annuities/patents/{patent.public_id}/paid",
        data=receipt(**facts),
        content_type="multipart/form-data",
        follow_redirects=True,
    )


def events() -> list[PatentEvent]:
    wanted = select(PatentEvent).where(PatentEvent.kind == "annuity_paid")
    return list(db.session.scalars(wanted))


def test_the_form_proposes_what_is_due(cast: Cast) -> None:
    patent = late_patent(cast)
    page = cast.browser("zhao").get(f"/annuities/patents/{patent.public_id}/paid").text
    for piece in ('value="11"', 'value="4400.00"', 'value="2026-07-21"'):
        assert piece in page


@pytest.mark.parametrize("who", ["zhao", "lin", "gao"])
def test_finance_officers_and_the_operator_record_a_receipt(cast: Cast, who: str) -> None:
    patent = late_patent(cast)
    answer = post(cast, patent, who, payer="某代理公司")
    assert "Year 11 is settled" in answer.text
    (event,) = events()
    assert event.data == {"year": 11, "fen": 440_000, "payer": "某代理公司"}
    assert (event.happened_on, event.evidence_filename) == (date(2026, 7, 21), "receipt.png")
    found = clock_of(db.session.get_one(Patent, patent.id))
    assert found is not None and (found.next_year, found.phase) == (12, "in_time")


def test_too_little_is_recorded_and_said_to_be_too_little(cast: Cast) -> None:
    patent = late_patent(cast)
    answer = post(cast, patent, amount="4000")
    assert "not settled yet" in answer.text
    found = clock_of(db.session.get_one(Patent, patent.id))
    assert found is not None and (found.next_year, found.received, found.payable) == (11, 400_000, 40_000)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"year": "26"}, "Number must be between"),
        ({"amount": "nothing"}, ""),
        ({"amount": "-5"}, ""),
        ({"paid_on": "2026-07-22"}, "has not come yet"),
        ({"paid_on": "2016-05-19"}, ""),
        ({"receipt": (io.BytesIO(b"<html>"), "receipt.png")}, ""),
        ({"receipt": (io.BytesIO(b""), "")}, "Fill in this field"),
    ],
    ids=["year", "words", "negative", "future", "before filing", "no receipt at all", "empty"],
)
def test_what_cannot_be_is_refused_on_the_form(cast: Cast, facts: dict[str, Any], words: str) -> None:
    patent = late_patent(cast)
    answer = post(cast, patent, **facts)
    assert answer.status_code == 422
    assert "Please check what you entered" in answer.text and words in answer.text
    assert events() == []


def test_strangers_may_not(cast: Cast) -> None:
    patent = late_patent(cast)
    assert post(cast, patent, "chen").status_code == 403
    assert events() == []
    assert "Record a payment" not in cast.browser("chen").get(f"/annuities/patents/{patent.public_id}").text
    assert "Record a payment" in cast.browser("zhao").get(f"/annuities/patents/{patent.public_id}").text


def test_no_reminder_after_the_payment(cast: Cast) -> None:
    patent = late_patent(cast)
    post(cast, patent)
    for ahead in (0, 40, 90, 150):
        reminding.note(reminding.candidates(0), date(2026, 7, 22) + timedelta(days=ahead))
    assert not list(db.session.scalars(select(AnnuityReminder)))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_year_after_the_next_is_refused_and_what_was_entered_stays(cast: Cast, language: str) -> None:
    """One mistyped digit would move the next due date by years and take a late patent for a paid one."""
    patent = late_patent(cast)
    address = f"/annuities/patents/{patent.public_id}/paid"
    answer = cast.browser("zhao", language).post(address, data=receipt(year="12", amount="1.00"))
    assert answer.status_code == 422
    words = {"en": "that of year 11", "zh": "第11年度"}[language]
    assert words in answer.text and 'value="12"' in answer.text and 'value="1.00"' in answer.text
    assert events() == []
    found = clock_of(patent)
    assert found is not None and (found.next_year, found.phase) == (11, "late")
    assert post(cast, patent, year="10", amount="2000", paid_on="2025-05-20").status_code == 200
    assert len(events()) == 1


def test_the_form_of_facts_refuses_it_too(cast: Cast) -> None:
    patent = late_patent(cast)
    form = {"happened_on": "2026-07-21", "source": "register", "data_year": "20"}
    answer = cast.browser("lin").post(f"/patents/{patent.public_id}/facts/annuity_paid", data=form)
    assert answer.status_code == 422
    assert "that of year 11" in answer.text and "ANN-03" in answer.text and 'value="20"' in answer.text
    too_much = form | {"data_year": "11", "data_fen": "500001"}
    answer = cast.browser("lin").post(f"/patents/{patent.public_id}/facts/annuity_paid", data=too_much)
    assert answer.status_code == 422 and "At most" in answer.text
    assert events() == []


def test_no_more_than_the_full_fee_with_the_highest_surcharge_is_taken(cast: Cast) -> None:
    patent = late_patent(cast)
    answer = post(cast, patent, amount="5000.01")
    assert answer.status_code == 422
    assert "5,000.00" in answer.text and "restoration" in answer.text
    assert events() == []
    assert post(cast, patent, amount="5000").status_code == 200


def test_the_same_payment_is_recorded_once(cast: Cast) -> None:
    patent = late_patent(cast)
    assert post(cast, patent, amount="2000").status_code == 200
    answer = post(cast, patent, amount="2000")
    assert answer.status_code == 422
    assert "on record already" in answer.text
    assert len(events()) == 1
    assert post(cast, patent, amount="2400").status_code == 200
    assert len(events()) == 2
