"""Every page of listings, with rich and with poor content: nobody is shut out, it fits a phone, it can be looked at."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from portal.extensions import db
from portal.listings import files, service
from portal.listings.models import Listing
from portal.listings.service import Terms
from tests.browser.live import LANGUAGES, WIDTHS, LivePortal
from tests.browser.looks import axe_violations, complaints, overflow, small_targets
from tests.cast import Cast
from tests.unit.listings.making import DECLARED, make_draft, make_patent, publish

RICH = {
    "title_zh": "让动力电池组的温差稳定在三度以内的微通道散热结构",
    "title_en": "Micro-channel cooling that keeps a battery pack within three degrees",
    "summary_zh": "装在电芯之间的薄板，用现有冷却液即可工作；换掉导热垫，不改动箱体。",
    "summary_en": "A thin plate between the cells that works with the coolant you already use.",
    "problem_zh": "快充时电芯之间温差可达八度，最热的电芯先衰减，整组寿命因此缩短。\n"
    "加大水冷板只会增加重量，均温效果有限。",
    "problem_en": "In fast charging cells differ by up to eight degrees, and the hottest ages first.",
    "solution_zh": "在 1.2 毫米厚的铝板内做出变截面微通道，流速随温度升高而加快，热量在到达板边之前就被带走。",
    "solution_en": "Channels of varying section in a 1.2 mm aluminium plate speed the flow where it is warm.",
    "advantage_zh": "温差：3 ℃（现有导热垫 8 ℃）\n重量：每组减轻 1.4 公斤\n压降：18 千帕（同类 35 千帕）",
    "applications_zh": "乘用车与换电重卡的动力电池、储能柜、无人机电池。",
    "applications_en": "Traction batteries, storage cabinets, drones.",
    "trl": 6,
    "trl_evidence_zh": "2025 年在两家电池厂完成 400 次快充循环，第三方检测报告可供查阅。",
    "know_how": True,
    "support_hours": 40,
    "support_zh": "提供三套样件；首批试产时驻厂一周。",
}


def picture(words: str) -> io.BytesIO:
    image = Image.new("RGB", (960, 640), "#0d3b45")
    draw = ImageDraw.Draw(image)
    for number in range(9):
        draw.rounded_rectangle((60 + number * 95, 120, 130 + number * 95, 520), 14, fill="#177a88")
        draw.line((95 + number * 95, 140, 95 + number * 95, 500), fill="#f5a53c", width=6)
    draw.text((60, 560), words, fill="white")
    out = io.BytesIO()
    image.save(out, "PNG")
    return io.BytesIO(out.getvalue())


def rich_listing(cast: Cast) -> Listing:
    lin = cast.person("lin")
    second = make_patent(
        cast, title_zh="一种变截面微通道铝板的制造方法", title_en="", legal_status="SUBST_EXAM"
    )
    listing = service.draft(cast.organisation("haiyu"), [make_patent(cast), second], lin)
    files.add(listing, picture("prototype"), "样机.png", lin, title_zh="台架上的样机", title_en="Prototype")
    for level, name in (("public", "产品说明.txt"), ("signed_in", "检测报告.txt"), ("nda", "工艺卡.txt")):
        files.add(listing, io.BytesIO(f"{name}\n".encode()), name, lin, level=level)
    two = [{"amount": 60_000_00, "months": 0}, {"amount": 65_678_90, "months": 6}]
    service.change(
        listing,
        lin,
        values=RICH,
        modes=[
            Terms(
                "ordinary",
                "entry_royalty",
                entry_fee=50_000_00,
                royalty_rate=250,
                royalty_base="net_sales",
                period_months=60,
                field_zh="动力电池",
                terms_zh="样件费用另计。",
            ),
            Terms("assignment", "instalments", amount=125_678_90, instalments=two),
            Terms("exclusive", "negotiable"),
        ],
    )
    return listing


@pytest.fixture
def addresses(live: LivePortal) -> dict[str, tuple[str, str]]:
    """Every page: name, path, and who looks."""
    with live.app.app_context():
        cast = Cast(live.app)
        shown, waiting = publish(cast, rich_listing(cast)), rich_listing(cast)
        draft, poor = rich_listing(cast), make_draft(cast, stream="to_abandon")
        service.submit(waiting, cast.person("lin"), DECLARED)
        service.change(shown, cast.person("lin"), values={"problem_zh": "快充时温差可达九度。"})
        make_patent(cast)
        publish(cast, poor)
        db.session.commit()
        at = "/listings/"
        return {
            "show": (f"{at}{shown.public_id}", ""),
            "show-holder": (f"{at}{shown.public_id}", "lin"),
            "show-poor": (f"{at}{poor.public_id}", ""),
            "mine": (f"{at}mine", "lin"),
            "new": (f"{at}new", "lin"),
            "edit": (f"{at}{draft.public_id}/edit", "lin"),
            "files": (f"{at}{draft.public_id}/files", "lin"),
            "preview": (f"{at}{draft.public_id}/preview", "lin"),
            "review": (f"{at}{waiting.public_id}/review", "shi"),
            "versions": (f"{at}{shown.public_id}/versions", "lin"),
            "version": (f"{at}{shown.public_id}/versions/7", "lin"),
        }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_listings(
    live: LivePortal, addresses: dict[str, tuple[str, str]], pictures: Path, language: str, width: int
) -> None:
    wrong: dict[str, object] = {}
    for name, (path, who) in addresses.items():
        with live.page(language, width, who) as page:
            heard = complaints(page)
            answer = page.goto(path)
            assert answer is not None and answer.status == 200, name
            page.screenshot(path=pictures / f"listings-{name}-{language}-{width}.png", full_page=True)
            found = (axe_violations(page), max(overflow(page), 0), small_targets(page), heard)
            if any(found):
                wrong[name] = found
    assert wrong == {}


def test_a_listing_is_written_and_submitted_without_scripts(live: LivePortal) -> None:
    with live.app.app_context():
        cast = Cast(live.app)
        make_patent(cast)
        db.session.commit()
    with live.page("zh", who="lin", scripts=False) as page:
        page.goto("/listings/new")
        page.locator("input[name=patents]").check()
        page.get_by_role("button", name="每件专利一份草稿").click()
        page.get_by_label("中文标题").fill("温差三度以内的电池散热板")
        page.locator("details.mode").nth(1).locator("summary").click()
        page.locator("#ordinary-offered").check()
        page.locator("#ordinary-fee_way").select_option("lump_sum")
        page.locator("#ordinary-amount").fill("12.5万")
        page.get_by_role("button", name="保存并检查").click()
        page.locator("#not_secret").check()
        page.locator("#owner").check()
        page.get_by_label("没有共有人。").check()
        page.get_by_role("button", name="提交审核").click()
        page.wait_for_url("**/listings/*")
        expect(page.locator("h1")).to_have_text("温差三度以内的电池散热板")
        expect(page.get_by_text("审核中").first).to_be_visible()
        assert "12.5万元" in page.content() and "¥125,000.00" in page.content()
