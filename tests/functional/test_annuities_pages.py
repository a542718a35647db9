"""The fee calendar, the clock of a patent, the payment list and the feed, as their readers meet them."""

import io
from datetime import date, timedelta
from urllib.parse import quote

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from openpyxl import load_workbook

from portal.annuities import feeds
from portal.core import clock
from portal.extensions import db
from portal.patents.facts.service import record
from portal.patents.models import Patent
from tests.cast import Cast
from tests.licences import granted_patent
from tests.unit.annuities.calendars import read_calendar

NOON = clock.start_of(date(2026, 7, 21)) + timedelta(hours=12)


@pytest.fixture(autouse=True)
def _on_a_fixed_day() -> object:
    with time_machine.travel(NOON, tick=True):
        yield


def late_patent(cast: Cast, **facts: object) -> Patent:
    """Add an invention whose eleventh annuity fell due on 20 May 2026: month 3 of the late period on the fixed day."""
    values: dict[str, object] = {
        "filing_date": date(2016, 5, 20),
        "grant_date": date(2019, 3, 12),
        "status_as_of": date(2026, 4, 1),
    }
    return granted_patent(cast, **(values | facts))


def due_patent(cast: Cast, **facts: object) -> Patent:
    """Add a utility model whose fourth annuity, 900 yuan, falls due on 3 September 2026."""
    values: dict[str, object] = {
        "kind": "U",
        "filing_date": date(2023, 9, 3),
        "grant_date": date(2024, 2, 6),
        "status_as_of": date(2026, 7, 1),
    }
    return granted_patent(cast, **(values | facts))


def text_of(page: str) -> str:
    return " ".join(BeautifulSoup(page, "html.parser").get_text(" ").split())


def test_the_calendar_groups_by_month_and_sums(cast: Cast) -> None:
    late_patent(cast, title_en="Late heating")
    due_patent(cast, title_en="Clamp")
    granted_patent(cast, "bolan", title_en="Another owner's")
    page = text_of(cast.browser("lin").get("/annuities").text)
    for piece in (
        "Late heating",
        "Clamp",
        "2026-05 1 patent · CN¥4,400.00",
        "2026-09 1 patent · CN¥900.00",
        "Late period, month 3 of 6",
        "Lost if not paid by 20 Nov 2026",
        "with CN¥400.00 surcharge",
        "in 44 days",
    ):
        assert piece in page
    assert "Another owner's" not in page


@pytest.mark.parametrize(
    ("query", "late", "due"),
    [
        ("phase=late", True, False),
        ("phase=in_time", False, True),
        ("kind=I", True, False),
        ("kind=U", False, True),
        ("month=2026-09", False, True),
        ("until=2026-08-31", True, False),
        ("phase=paid_up", False, False),
        ("phase=nonsense&until=nonsense", True, True),
    ],
)
def test_filters(cast: Cast, query: str, late: bool, due: bool) -> None:
    late_patent(cast, title_en="Late heating")
    due_patent(cast, title_en="Clamp")
    page = cast.browser("zhao").get(f"/annuities?{query}").text
    assert ("Late heating" in page) == late
    assert ("Clamp" in page) == due


def test_the_years_add_up_to_the_cost_until_expiry(cast: Cast) -> None:
    due_patent(cast)
    page = BeautifulSoup(cast.browser("lin").get("/annuities?by=years").text, "html.parser")
    values = [int(cell.get_text().replace(",", "")) for cell in page.select(".bar-value")]
    assert values == [900, 900, 1200, 1200, 1200, 2000, 2000]


def test_only_members_and_the_operator_see_the_calendar(cast: Cast, client: FlaskClient) -> None:
    late_patent(cast, title_en="Late heating")
    haiyu = cast.organisation("haiyu").public_id
    assert client.get("/annuities").status_code == 302
    assert cast.browser("chen").get(f"/annuities?organisation={haiyu}").status_code == 403
    assert cast.browser("chen").get("/annuities?organisation=nobody").status_code == 404
    assert "Late heating" in cast.browser("gao").get(f"/annuities?organisation={haiyu}").text
    assert "You belong to no organisation yet" in cast.browser("visitor").get("/annuities").text


def test_an_empty_calendar_says_how_to_fill_it(cast: Cast) -> None:
    assert "Import your patents first" in cast.browser("lin").get("/annuities").text


def test_the_clock_of_a_patent_on_any_day(cast: Cast, client: FlaskClient) -> None:
    patent = late_patent(cast)
    address = f"/annuities/patents/{patent.public_id}"
    page = text_of(client.get(f"{address}?lang=en").text)
    for piece in ("CN¥4,400.00", "20 Jun 2026 0%", "20 Nov 2026 25% CN¥5,000.00", "Cost until expiry"):
        assert piece in page
    page = text_of(client.get(f"{address}?day=2026-05-20&lang=en").text)
    assert "To pay on 20 May 2026 CN¥4,000.00" in page
    page = text_of(client.get(f"{address}?day=2026-12-25&lang=en").text)
    assert "the right has ended as of 20 May 2026" in page and "CN¥6,000.00" in page
    page = text_of(client.get(f"{address}?day=2036-05-20&lang=en").text)
    assert "No longer in force" in page
    page = text_of(client.get(f"{address}?day=soon&lang=en").text)
    assert "This is not a day" in page and "CN¥4,400.00" in page


def test_a_patent_without_a_clock_says_why(cast: Cast, client: FlaskClient) -> None:
    abroad = granted_patent(cast, office="US")
    page = client.get(f"/annuities/patents/{abroad.public_id}?lang=en").text
    assert "No clock for this patent" in page
    assert client.get("/annuities/patents/nobody").status_code == 404


def test_the_page_of_a_patent_has_the_panel(cast: Cast, client: FlaskClient) -> None:
    patent = late_patent(cast)
    page = client.get(f"/patents/{patent.public_id}?lang=en").text
    assert "Late period, month 3 of 6" in page
    assert f"/annuities/patents/{patent.public_id}" in page


def test_the_payment_list_is_in_the_order_of_payment_and_holds_no_formula(cast: Cast) -> None:
    due_patent(cast, title_zh="=HYPERLINK(1)", title_en="=HYPERLINK(1)")
    late_patent(cast, title_zh="加热", title_en="Late heating")
    due_patent(cast, filing_date=date(2023, 12, 1), status_as_of=date(2026, 7, 1))
    chinese = cast.browser("zhao", "zh").get("/annuities/payment-list.xlsx")
    assert quote("专利年费") in chinese.headers["Content-Disposition"]
    answer = cast.browser("zhao", "en").get("/annuities/payment-list.xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[2].value for row in rows] == ["Late heating", "=HYPERLINK(1)", None]
    assert {row[2].data_type for row in rows[:2]} == {"s"}
    first = [cell.value for cell in rows[0]]
    assert first[4:11] == [11, 4000, 0, 4000, 400, 0, 4400]
    assert (first[0].date(), first[11].date()) == (date(2026, 5, 20), date(2026, 11, 20))
    assert rows[2][10].value == 5300
    longer = cast.browser("zhao").get("/annuities/payment-list.xlsx?until=2026-12-31")
    assert load_workbook(io.BytesIO(longer.data)).active.max_row == 5  # type: ignore[union-attr]
    haiyu = cast.organisation("haiyu").public_id
    assert cast.browser("chen").get(f"/annuities/payment-list.xlsx?organisation={haiyu}").status_code == 403


def test_the_feed_is_made_renewed_and_ended(cast: Cast, client: FlaskClient) -> None:
    patent = late_patent(cast, title_zh="一种装置；很长" * 20)
    due_patent(cast)
    lin, owner = cast.browser("lin"), cast.organisation("haiyu")
    assert "There is no address yet" in lin.get("/annuities/feed").text
    assert lin.post("/annuities/feed", data={"act": "renew"}).status_code == 303
    live = feeds.live_of(owner)
    assert live is not None
    first = f"/annuities/feeds/{feeds.token_of(live)}/fees.ics"
    assert first in lin.get("/annuities/feed").text
    answer = client.get(f"{first}?lang=zh")
    assert answer.mimetype == "text/calendar"
    events = read_calendar(answer.data)
    days = [(event["UID"].split("-", 1)[1], event["DTSTART"]) for event in events]
    assert days == [
        ("11-due@awaken", "20260520"),
        ("11-lost@awaken", "20261120"),
        ("4-due@awaken", "20260903"),
    ]
    assert patent.public_id in events[0]["URL"] and "一种装置；很长" * 20 in events[0]["DESCRIPTION"]
    again = [event["UID"] for event in read_calendar(client.get(first).data)]
    assert again == [event["UID"] for event in events]
    lin.post("/annuities/feed", data={"act": "renew"})
    assert client.get(first).status_code == 404
    second = feeds.live_of(owner)
    assert second is not None
    token = feeds.token_of(second)
    assert client.get(f"/annuities/feeds/{token}/fees.ics").status_code == 200
    lin.post("/annuities/feed", data={"act": "end"})
    assert client.get(f"/annuities/feeds/{token}/fees.ics").status_code == 404
    assert client.get("/annuities/feeds/guess/fees.ics").status_code == 404


def test_only_those_who_act_or_pay_manage_the_feed(cast: Cast) -> None:
    haiyu = cast.organisation("haiyu").public_id
    assert cast.browser("zhao").get(f"/annuities/feed?organisation={haiyu}").status_code == 200
    for stranger in ("chen", "gao"):
        browser = cast.browser(stranger)
        assert browser.get(f"/annuities/feed?organisation={haiyu}").status_code == 403
        assert browser.post(f"/annuities/feed?organisation={haiyu}").status_code == 403


def test_a_new_secret_key_ends_what_can_be_shown_not_what_answers(cast: Cast, client: FlaskClient) -> None:
    lin = cast.browser("lin")
    lin.post("/annuities/feed", data={"act": "renew"})
    live = feeds.live_of(cast.organisation("haiyu"))
    assert live is not None
    live.nonce = "another"
    db.session.commit()
    assert "can no longer be shown" in lin.get("/annuities/feed").text


@pytest.mark.parametrize("who", ["zhao", "chen"])
def test_the_clock_says_that_no_payment_is_recorded(cast: Cast, who: str) -> None:
    patent = late_patent(cast)
    page = f"/annuities/patents/{patent.public_id}"
    reader = cast.browser(who)
    assert "No payment is recorded here for year 11" in reader.get(page).text
    may = f"/patents/{patent.public_id}/may"
    assert "was due on 20 May 2026 and no payment is recorded here" in reader.get(may).text
    assert "No payment is recorded here for year" not in reader.get(f"{page}?day=2026-05-01").text
    record(
        patent,
        "annuity_paid",
        cast.person("lin"),
        happened_on=date(2025, 5, 6),
        source="receipt",
        data={"year": 10},
    )
    db.session.commit()
    assert "Late period, month 3" in reader.get(page).text
    assert "No payment is recorded here for year" not in reader.get(page).text
    assert "no payment is recorded here" not in reader.get(may).text
    assert "Pay it before anything is concluded" in cast.browser("zhao").get(may).text
