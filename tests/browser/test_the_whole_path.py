"""From the search box to the proof: an enterprise finds a patent, gives notice, pays, and holds its licence."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal.core import clock
from portal.core.calendar import add_months, roll_to_working_day
from portal.deals.models import Deal, Licence
from portal.extensions import db
from portal.listings.models import PUBLISHED, Listing, ListingMode, ListingPatent
from portal.openlicence.models import Statement
from portal.payments.ledger import LedgerEntry
from tests.browser.live import LANGUAGES, LivePortal
from tests.browser.looks import complaints
from tests.cast import Cast
from tests.licences import FREE, announced

WORDS = {"zh": "低温 电池 加热", "en": "zoned heating cold batteries"}


def _offer(portal: LivePortal, **fees: object) -> None:
    """Announce a statement and publish a listing of its patent."""
    with portal.app.app_context():
        statement = announced(Cast(portal.app), **fees)
        db.session.add(
            Listing(
                owner_id=statement.owner_id,
                state=PUBLISHED,
                published_at=clock.now(),
                confirmed_until=clock.today() + timedelta(days=90),
                title_zh="低温电池分区加热",
                title_en="Zoned heating for cold batteries",
                trl=6,
                items=[ListingPatent(patent=statement.patent)],
                modes=[ListingMode(mode="open_licence", fee_way=statement.fee_way, amount=statement.amount)],
            )
        )
        db.session.commit()
    portal.work()


def _find_and_open(page: Page, language: str) -> None:
    page.goto("/")
    page.get_by_role("searchbox").first.fill(WORDS[language])
    page.get_by_role("searchbox").first.press("Enter")
    page.locator("article.result h2 a").first.click()
    page.wait_for_url("**/listings/*")
    page.locator("main a[href*='/open-licences/']:not([href$='/accept'])").first.click()
    page.wait_for_url("**/open-licences/*")


def _fill_and_send(page: Page) -> None:
    """Fill the one form of the screen as a person would who agrees, and send it."""
    form = page.locator("main form[method=post]").last
    for box in form.locator("input[type=checkbox]").all():
        box.check()
    for field in form.locator("input[type=text]").all():
        if not field.input_value():
            field.fill("陈岚")
    form.locator("button[type=submit]").last.click()


def _take(page: Page, look: Callable[[str], None]) -> None:
    """Go through the screens; each is waited for whole, because a click returns before the next page is there."""
    page.wait_for_load_state()  # until the style is there, the phone's bar seems visible at a desk as well
    page.locator("main a[href$='/accept']:visible").first.click()
    for screen, address in (("who", "accept"), ("terms", "terms"), ("notice", "notice")):
        page.wait_for_url(f"**/{address}")
        look(screen)
        _fill_and_send(page)
    page.wait_for_url(lambda address: not address.endswith("/notice"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_paid_licence_from_search_to_proof(live: LivePortal, language: str, scripts: bool) -> None:
    _offer(live)
    with live.page(language, 390 if scripts else 1280, "chen", scripts) as page:
        seen: list[str] = []

        def look(screen: str) -> None:
            seen.append(screen)
            if scripts:
                assert not complaints(page), f"{language} {screen}: {complaints(page)}"

        _find_and_open(page, language)
        look("statement")
        _take(page, look)
        look("pay")
        page.locator("main form[action$='/payment'] button").first.click()
        page.locator("main form[action$='/checkout'] button").first.click()
        page.locator("button[name=outcome][value=pay]").click()
        page.wait_for_url("**/payments/*/returned")
        look("returned")
        live.work()
        _reach_proof(page, live, look)
        assert seen == ["statement", "who", "terms", "notice", "pay", "returned", "proof"]
    _check_books(live, paid=8_000_000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_free_licence_takes_effect_with_the_notice(live: LivePortal, language: str) -> None:
    _offer(live, **FREE)
    with live.page(language, 1280, "chen") as page:
        _find_and_open(page, language)
        _take(page, lambda _screen: None)
        live.work()
        _reach_proof(page, live, lambda _screen: None)
    _check_books(live, paid=0)


def _reach_proof(page: Page, portal: LivePortal, look: Callable[[str], None]) -> None:
    with portal.app.app_context():
        public_id = db.session.scalars(select(Deal.public_id)).one()
    page.goto(f"/deals/{public_id}/proof")
    look("proof")
    with page.expect_download() as waiting:
        page.locator("main a[href*='/documents/']").first.click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF")
    page.goto("/register")
    expect(page.locator("main")).to_contain_text(
        "海屿渤岸" if "zh" in page.locator("html").get_attribute("lang") else "Boan"
    )


def _check_books(portal: LivePortal, paid: int) -> None:
    with portal.app.app_context():
        licence = db.session.scalars(select(Licence)).one()
        deal = db.session.scalars(select(Deal)).one()
        assert deal.state == "licensed"
        later = max(deal.notice_arrived_at, deal.paid_at or deal.notice_arrived_at)
        assert licence.effective_at == later
        assert licence.recordal_due == roll_to_working_day(add_months(clock.day_of(later), 3))
        assert sum(row.amount_minor for row in db.session.scalars(select(LedgerEntry))) in (paid, 2 * paid)
        assert db.session.scalars(select(Statement)).one().state == "effective"
