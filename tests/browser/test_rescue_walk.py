"""Two walks in Chromium: an intention that ends in a rescue by registration, and one that ends in the public domain."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from portal.core import clock
from portal.extensions import db
from portal.patents.facts import service as facts
from portal.reserve import service, watch
from portal.reserve.models import CALL_PUBLIC, Intention
from tests.browser.live import LANGUAGES, LivePortal
from tests.browser.looks import complaints
from tests.cast import Cast
from tests.rescues import old_patent

WORDS = {
    "zh": {
        "declare": "声明放弃意向",
        "way": "停止缴纳年费",
        "nobody": "没有共有人。",
        "unlicensed": "没有被许可人。",
        "rescue": "征询并挽救",
        "let_go": "任其放弃",
        "take": "我们接手",
        "offer": "提交报价",
        "accept": "接受此报价",
        "sign": "记录签订的合同",
        "file": "记录提交",
        "register": "记录登记",
        "confirm": "确认权利已转移",
        "done": "已救回",
        "free": "现在任何人都可以",
        "no": "不可以，原专利权人停止实施。",
    },
    "en": {
        "declare": "Declare the intention",
        "way": "Stop paying the annual fee",
        "nobody": "There is no co-owner.",
        "unlicensed": "Nobody holds a licence.",
        "rescue": "Call out and rescue",
        "let_go": "Let it go",
        "take": "We take it",
        "offer": "Make the offer",
        "accept": "Accept this offer",
        "sign": "Record the signed contract",
        "file": "Record the filing",
        "register": "Record the registration",
        "confirm": "Confirm that the title has passed",
        "done": "Rescued",
        "free": "What anybody may do now",
        "no": "No, the former owner stops.",
    },
}


@pytest.fixture
def number(live: LivePortal) -> str:
    """The number of a patent of haiyu whose fee can be paid for another year."""
    with live.app.app_context():
        found = str(old_patent(Cast(live.app)).application_no)
        db.session.commit()
        return found


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "contract.png"
    Image.new("RGB", (60, 80), "white").save(path)
    return path


def declare(page: Page, number: str, words: dict[str, str]) -> str:
    """Fill the form in and return the address of the intention."""
    page.goto("/rescue/new")
    page.locator("#numbers").fill(number)
    page.get_by_label(words["way"]).check()
    page.locator("#reason").select_option("cost")
    page.locator("#fee_payer").select_option("taker")
    page.locator("#contact").fill("技术转移中心 022-55500101")
    page.get_by_label(words["nobody"]).check()
    page.get_by_label(words["unlicensed"]).check()
    page.locator("#inventors_told_on").fill((clock.today() - timedelta(days=30)).isoformat())
    page.locator("#decision_no").fill("校科纪〔2026〕8号")
    page.locator("#authorised").check()
    page.locator("#undertaken").check()
    page.get_by_role("button", name=words["declare"]).click()
    page.wait_for_url("**/rescue/*")
    return page.url.partition("?")[0]


def decide(page: Page, address: str, choice: str, words: dict[str, str]) -> None:
    """Let the reviewer decide."""
    page.goto(f"{address}/screening")
    page.get_by_label(words[choice], exact=True).check()
    page.locator("#reason").fill("市场有需求")
    page.locator("aside form button[type=submit]").click()
    page.wait_for_url("**/rescue/queue")


def let_days_pass(live: LivePortal) -> None:
    """Let the calls run until the public one is open."""
    with live.app.app_context():
        intention = db.session.query(Intention).one()
        while intention.state != CALL_PUBLIC:
            intention.call_until = clock.today() - timedelta(days=1)
            watch.look_after(intention)
        db.session.commit()


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_intention_to_a_registered_rescue(
    live: LivePortal, number: str, paper: Path, language: str
) -> None:
    words = WORDS[language]
    with live.page(language, 390, "lin") as page:
        heard = complaints(page)
        address = declare(page, number, words)
        assert not heard
    with live.page(language, 1280, "shi") as page:
        decide(page, address, "rescue", words)
    let_days_pass(live)
    with live.page(language, 390, "chen", scripts=False) as page:
        page.goto("/rescue")
        page.locator(".rescue-card h2 a").first.click()
        page.get_by_role("link", name=words["take"]).click()
        page.locator("#offer").fill("8000")
        page.get_by_role("button", name=words["offer"]).click()
        page.wait_for_url("**/rescue/*")
    with live.page(language, 1280, "lin") as page:
        page.goto(address)
        page.get_by_role("button", name=words["accept"]).click()
        page.locator("a[href*='/rescue/takeovers/']").first.click()
        page.wait_for_url("**/takeovers/*")
        _steps(page, paper, words)
        expect(page.get_by_role("button", name=words["confirm"])).to_have_count(0)
        place = page.url
    with live.page(language, 390, "chen", scripts=False) as page:
        heard = complaints(page)
        page.goto(place)
        page.get_by_role("button", name=words["confirm"]).click()
        page.wait_for_url(re.compile(r"/takeovers/\w+(\?.*)?$"))
        assert not heard
    with live.page(language, 1280, "lin") as page:
        heard = complaints(page)
        page.goto(address)
        expect(page.locator(".result-tags").first).to_contain_text(words["done"])
        assert not heard


def _steps(page: Page, paper: Path, words: dict[str, str]) -> None:
    today = clock.today().isoformat()
    page.get_by_role("link", name=words["sign"]).click()
    page.locator("#contract_on").fill(today)
    page.locator("#evidence").set_input_files(paper)
    page.locator("#publicised_on").fill((clock.today() - timedelta(days=40)).isoformat())
    page.locator("#publicity").set_input_files(paper)
    page.get_by_label(words["no"]).check()
    page.locator("#licences_confirmed").check()
    _put(page, words)
    page.get_by_role("link", name=words["file"]).click()
    page.locator("#filed_on").fill(today)
    page.locator("#fee_paid_on").fill(today)
    _put(page, words)
    page.get_by_role("link", name=words["register"]).click()
    page.locator("#title_on").fill(today)
    page.locator("#evidence").set_input_files(paper)
    _put(page, words)


def _put(page: Page, words: dict[str, str]) -> None:
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/takeovers/\w+$"))
    expect(page.locator(".stepper")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_intention_to_the_public_domain(live: LivePortal, number: str, language: str) -> None:
    words = WORDS[language]
    with live.page(language, 1280, "lin") as page:
        address = declare(page, number, words)
    with live.page(language, 1280, "shi") as page:
        decide(page, address, "let_go", words)
    with live.app.app_context():
        intention = db.session.query(Intention).one()
        gao = Cast(live.app).person("gao")
        facts.record(intention.patent, "lapsed", gao, happened_on=clock.today(), source="gazette")
        assert service.live_of(intention.patent) is None
        db.session.commit()
    with live.page(language, 390) as page:
        heard = complaints(page)
        page.goto("/public-domain")
        page.locator(".free-card h2 a").first.click()
        page.wait_for_url("**/public-domain/*")
        expect(page.get_by_role("heading", name=words["free"])).to_be_visible()
        assert not heard
