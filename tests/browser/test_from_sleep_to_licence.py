"""From sleep to licence: inventory, inventor's answer, wake meeting, statement, announcement, acceptance; in the browser."""

import io
from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, Page
from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.inventory.models import Round
from portal.openlicence import notices
from portal.openlicence.models import Statement
from portal.openlicence.records import Publicity
from portal.patents.models import Patent
from tests.browser.live import LANGUAGES, LivePortal
from tests.browser.looks import complaints
from tests.browser.test_the_whole_path import _fill_and_send
from tests.cast import Cast
from tests.letters import letters
from tests.licences import granted_patent

INVENTOR = "沈一帆"
GAZETTE: FilePayload = {"name": "公告.pdf", "mimeType": "application/pdf", "buffer": b""}
TERMS = {
    "payment_zh": "通知到达后三十日内汇入专利权人账户。",
    "note": "参考本单位同类许可的成交价格，按年产量折算。",
    "plain_zh": "付清费用后即可在中国境内自行使用。",
    "legal_zh": "普通许可，限中国境内，仅限被许可人本人，不得再许可。",
    "contact": "技术转移中心 022-00000000",
}


def _paper() -> FilePayload:
    """Return a scan: a real PDF of one page."""
    import pikepdf

    page, file = pikepdf.new(), io.BytesIO()
    page.add_blank_page()
    page.save(file)
    return {**GAZETTE, "buffer": file.getvalue()}


def _sleeping_patent(portal: LivePortal) -> None:
    with portal.app.app_context():
        patent = granted_patent(
            Cast(portal.app), inventors=[INVENTOR], status_as_of=clock.today() - timedelta(days=3)
        )
        assert isinstance(patent, Patent)
        db.session.commit()
    portal.work()


def _ask_the_inventor(page: Page, portal: LivePortal) -> str:
    """Begin an inventory, write to the inventor, and return the address in the letter."""
    page.goto("/inventory/new")
    page.locator("#name").fill("2026 盘点")
    page.locator("#due_on").fill((clock.today() + timedelta(days=30)).isoformat())
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.wait_for_url(lambda address: "/inventory/" in address and not address.endswith("/new"))
    portal.work()
    page.goto(page.url + "/inventors")
    page.locator("main input[type=email]").first.fill("inventor@example.org")
    page.locator("main form[action$='/addresses'] button[type=submit]").first.click()
    page.wait_for_load_state()
    page.locator("main button[name=to][value=everybody]").click()
    page.wait_for_load_state()
    portal.work()
    with portal.app.app_context():
        return next(letter.link for letter in letters() if letter.to == "inventor@example.org")


def _tap(page: Page, box: str) -> None:
    """Tap the words of a choice, which lie over its box."""
    place = page.locator(box).first.get_attribute("id")
    page.locator(f"label[for='{place}']").click()


def _answer(page: Page, address: str) -> None:
    """Answer on a phone, without an account: six questions, then send."""
    page.goto(address)
    page.locator("main a[href*='/answer/']").first.click()
    page.wait_for_url("**/answer/*/*")
    assert not complaints(page)
    for name, value in (("public_funding", "no"), ("working", "none"), ("willing", "yes"), ("trl", "6")):
        _tap(page, f"input[name={name}][value='{value}']")
    _tap(page, "input[name=sleep_reason]")
    _tap(page, "input[name=ways][value=open_licence]")
    _tap(page, "input[name=self_grade][value=B]")
    page.locator("#products").fill("动力电池包")
    page.locator("button[name=do][value=send]").click()
    page.wait_for_url(lambda url: url.rstrip("/").count("/") == 4)


def _decide(page: Page, portal: LivePortal) -> None:
    """Approve what came back and decide at the wake meeting to license openly."""
    with portal.app.app_context():
        place = db.session.scalars(select(Round.public_id)).one()
    page.goto(f"/inventory/{place}")
    page.locator("main input[name=items]").first.check()
    page.locator("button[name=act][value=approve]").click()
    page.wait_for_load_state()
    page.goto(f"/inventory/{place}/wake")
    assert not complaints(page)
    page.locator("main input[name=patents]").first.check()
    page.locator("#kind").select_option("open_license")
    page.locator("#reason").fill("市场需要，采用开放许可")
    page.locator("form[action$='/decisions'] button[type=submit]").last.click()
    page.wait_for_load_state()
    portal.work()


def _step(page: Page, place: str, name: str, papers: bool = False, **fields: str) -> None:
    """Take a step of the statement on its page."""
    page.goto(f"/open-licences/{place}/steps/{name}")
    for field, value in fields.items():
        page.locator(f"#{field}").fill(value)
    if papers:
        page.locator("main input[type=file]").set_input_files([_paper()])
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.wait_for_url(lambda address: "/steps/" not in address)


def _announce(page: Page, portal: LivePortal) -> str:
    """Complete the statement, sign, publicise, file and have it announced; return its place."""
    with portal.app.app_context():
        place = db.session.scalars(select(Statement.public_id)).one()
    page.goto(f"/open-licences/{place}/edit")
    page.locator("#fee_way").select_option("free")
    for field, text in TERMS.items():
        page.locator(f"#{field}").fill(text)
    page.locator("#period_from").fill(clock.today().isoformat())
    page.locator("#period_to").fill((clock.today() + timedelta(days=900)).isoformat())
    page.locator("#undertaking").check()
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url("**/compiler")
    assert not complaints(page)
    _step(page, place, "sign", signed_by="林晓澄", signed_as="技术转移中心主任")
    decided = (clock.today() - timedelta(days=1)).isoformat()
    _step(page, place, "publicise", decided_by="校务会议", decided_on=decided)
    _let_the_publicity_pass(portal)
    today = clock.today().isoformat()
    _step(page, place, "file", papers=True, receipt_no="SL2026000001", filed_on=today)
    _step(page, place, "announce", papers=True, statement_no="KF2026000001", announced_on=today)
    return place


def _let_the_publicity_pass(portal: LivePortal) -> None:
    """Seventeen days go by: the notice is dated back, and the portal's own round concludes it."""
    with portal.app.app_context():
        notice = db.session.scalars(select(Publicity)).one()
        notice.starts_on -= timedelta(days=27)
        notices.promise_end(notice)
        db.session.commit()
    portal.work()


def _accept(page: Page, place: str) -> None:
    page.goto(f"/open-licences/{place}")
    page.wait_for_load_state()
    page.locator("main a[href$='/accept']:visible").first.click()
    for address in ("accept", "terms", "notice"):
        page.wait_for_url(f"**/{address}")
        _fill_and_send(page)
    page.wait_for_url(lambda url: not url.endswith("/notice"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sleeping_patent_is_woken_and_licensed(live: LivePortal, language: str) -> None:
    _sleeping_patent(live)
    with live.page(language, 1280, "lin") as page:
        letter = _ask_the_inventor(page, live)
    with live.page(language, 390) as phone:
        _answer(phone, letter)
    with live.page(language, 1280, "lin") as page:
        _decide(page, live)
        place = _announce(page, live)
    with live.page(language, 390, "chen") as page:
        _accept(page, place)
    live.work()
    with live.app.app_context():
        statement = db.session.scalars(select(Statement)).one()
        assert statement.state == "effective"
    with live.page(language, 1280) as anybody:
        anybody.goto("/register")
        assert not complaints(anybody)
        name = "海屿渤岸" if language == "zh" else "Boan"
        assert name in anybody.locator("main").inner_text()
