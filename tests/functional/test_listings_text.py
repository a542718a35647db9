"""Hostile and odd text does no harm, and letters come in the language of their reader."""

from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.core.settings import settings
from portal.extensions import db
from portal.listings import service
from tests.cast import Cast
from tests.unit.listings.making import DECLARED, make_draft, make_published, publish

HOSTILE = (
    "<script>alert(1)</script>散热",
    "散热\"'><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raise %}散热",
    "%(name)s %s %d 散热",
    "散热\u202e\u2066反向",
    "𠮷野家散热" * 12,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(cast: Cast, client: FlaskClient, text: str) -> None:
    words = ("summary", "problem", "solution", "advantage", "applications", "trl_evidence", "support")
    listing = make_draft(cast)
    values = {
        "title_zh": text,
        "title_en": text,
        **{f"{word}_zh": text for word in words},
        "region": text[:60],
    }
    service.change(listing, cast.person("lin"), values=values)
    publish(cast, listing)
    for path in ("", "?lang=zh"):
        page = client.get(f"/listings/{listing.public_id}{path}").get_data(as_text=True)
        assert "<script>alert" not in page and "<img src=x" not in page and "49{%" not in page
    lin = cast.browser("lin")
    for path in ("/versions", "/versions/2", "/edit"):
        assert lin.get(f"/listings/{listing.public_id}{path}").status_code == 200


def test_text_that_is_too_long_is_refused_by_name(cast: Cast) -> None:
    listing = make_draft(cast)
    answer = cast.browser("lin").post(
        f"/listings/{listing.public_id}/edit",
        data={
            "stream": "sleeping",
            "title_zh": "长" * 201,
            "problem_zh": "长" * 8001,
            "trl": "",
            "version": "1",
        },
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#title_zh"' in page and 'href="#problem_zh"' in page


@pytest.mark.parametrize(
    "changes",
    [
        {"ordinary-fee_way": "barter"},
        {"ordinary-currency": "BTC"},
        {"ordinary-territory": "MARS"},
        {"ordinary-period_months": "-4"},
        {"ordinary-fee_way": "instalments", "ordinary-instalments": "soon"},
        {"ordinary-fee_way": "instalments", "ordinary-instalments": "100 6\n-5 7"},
        {"stream": "stolen"},
        {"trl": "10"},
        {"support_hours": "many"},
        {"ordinary-fee_way": "lump_sum", "ordinary-amount": "1e9999"},
        {"ordinary-fee_way": "lump_sum", "ordinary-amount": "0.001"},
        {"ordinary-fee_way": "royalty", "ordinary-royalty_rate": "NaN", "ordinary-royalty_base": "profit"},
    ],
)
def test_made_up_values_are_refused(cast: Cast, changes: dict[str, str]) -> None:
    listing = make_draft(cast)
    good = {
        "stream": "sleeping",
        "title_zh": "散热",
        "trl": "",
        "patents": listing.patents[0].public_id,
        "version": str(listing.version),
        "ordinary-offered": "y",
        "ordinary-fee_way": "free",
        "ordinary-currency": "CNY",
        "ordinary-royalty_base": "",
        "ordinary-territory": "CN",
    }
    lin = cast.browser("lin")
    assert lin.post(f"/listings/{listing.public_id}/edit", data={**good, **changes}).status_code == 422
    assert listing.modes[0].fee_way == "lump_sum"
    assert lin.post(f"/listings/{listing.public_id}/edit", data=good).status_code == 303
    assert listing.modes[0].fee_way == "free"


def test_the_page_marks_what_is_not_in_the_readers_language(cast: Cast, client: FlaskClient) -> None:
    listing = make_published(cast)
    english = client.get(f"/listings/{listing.public_id}?lang=en").get_data(as_text=True)
    assert "<p>Packs heat unevenly.</p>" in english
    service.change(listing, cast.person("lin"), values={"solution_zh": "只有中文。"})
    english = client.get(f"/listings/{listing.public_id}?lang=en").get_data(as_text=True)
    assert '<div class="prose-lines" lang="zh"><p>只有中文。</p></div>' in english
    assert "has not been translated" in english
    chinese = client.get(f"/listings/{listing.public_id}?lang=zh").get_data(as_text=True)
    assert '<div class="prose-lines"><p>只有中文。</p></div>' in chinese
    assert "尚无译文" not in chinese


def test_an_open_licence_without_statement_is_only_intended(cast: Cast, client: FlaskClient) -> None:
    listing = make_draft(cast)
    service.change(listing, cast.person("lin"), modes=[service.Terms("open_licence", "free")])
    publish(cast, listing)
    chinese = client.get(f"/listings/{listing.public_id}?lang=zh").get_data(as_text=True)
    assert "拟开放许可" in chinese
    assert "intended" in client.get(f"/listings/{listing.public_id}?lang=en").get_data(as_text=True)


def letters(folder: Path) -> list[tuple[str, str, str]]:
    found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
    return sorted((str(item["To"]), str(item["Subject"]), item.get_content()) for item in found)


def test_letters_are_in_the_readers_language(cast: Cast, app: Flask, work: Callable[[], int]) -> None:
    listing = make_draft(cast)
    service.change(listing, cast.person("lin"), values={"title_en": "Cool packs"})
    cast.person("lin").language = "en"
    service.submit(listing, cast.person("lin"), DECLARED)
    service.send_back(listing, cast.person("shi"), "unclear", "请补充。")
    db.session.commit()
    address = f"{settings().base_url}/listings/{listing.public_id}"
    work()
    found = letters(settings().mail_dir)
    subjects = {to: subject for to, subject, _ in found}
    assert subjects["lin.xiaocheng@example.org"] == "Please mend: Cool packs"
    assert subjects["shen.yining@example.org"] == "请修改：让电池组温差降到三度以内"
    assert subjects["shi.yan@example.org"].startswith("挂牌待审核")
    assert all(address in body for _to, _subject, body in found)
