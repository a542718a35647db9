"""From imported patents to a published listing, in the browser's way, and back."""

import io
from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from portal.core import clock
from portal.core.calendar import add_months
from portal.extensions import db
from portal.jobs.models import Job
from portal.listings.models import Listing
from portal.workflow import history
from tests.cast import Cast
from tests.unit.listings.making import make_draft, make_patent, make_published

WORDS = {
    "stream": "sleeping",
    "title_zh": "让电池组温差降到三度以内",
    "title_en": "Battery packs within three degrees",
    "problem_zh": "电池组温差大，寿命短。",
    "solution_zh": "在电芯之间布置微通道。",
    "advantage_en": "Spread 3 K instead of 8 K.",
    "trl": "6",
    "know_how": "y",
}
OFFER = {
    "ordinary-offered": "y",
    "ordinary-fee_way": "entry_royalty",
    "ordinary-currency": "CNY",
    "ordinary-entry_fee": "5万",
    "ordinary-royalty_rate": "2.5%",
    "ordinary-royalty_base": "net_sales",
    "ordinary-territory": "CN",
}
DECLARATIONS = {"not_secret": "y", "owner": "y", "co_owners": "none"}


def only_listing() -> Listing:
    return db.session.scalars(select(Listing).order_by(Listing.id.desc())).first()  # type: ignore[return-value]


def text_of(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def save(browser: FlaskClient, listing: Listing, **changes: str) -> Any:
    kept = {"patents": [patent.public_id for patent in listing.patents], "version": str(listing.version)}
    return browser.post(f"/listings/{listing.public_id}/edit", data={**kept, **WORDS, **OFFER, **changes})


def test_from_patent_to_published(cast: Cast, client: FlaskClient) -> None:
    patent = make_patent(cast)
    lin, shi = cast.browser("lin"), cast.browser("shi")
    assert patent.application_no in text_of(lin.get("/listings/new"))
    made = lin.post(
        "/listings/bulk", data={"patents": [patent.public_id], "as": "each", "stream": "sleeping"}
    )
    listing = only_listing()
    assert made.headers["Location"] == f"/listings/{listing.public_id}/edit"
    assert listing.title_zh == patent.title_zh
    assert lin.get(made.headers["Location"]).status_code == 200

    saved = save(lin, listing)
    assert saved.status_code == 303
    assert [(m.mode, m.entry_fee, m.royalty_rate) for m in listing.modes] == [("ordinary", 50_000_00, 250)]
    checked = lin.get(saved.headers["Location"])
    assert "Everything that is needed is there." in text_of(checked)
    assert lin.post(f"/listings/{listing.public_id}/submit", data=DECLARATIONS).status_code == 303
    assert listing.state == "submitted"
    assert client.get(f"/listings/{listing.public_id}").status_code == 404

    assert "Approve and publish" in text_of(shi.get(f"/listings/{listing.public_id}/review"))
    assert shi.post(f"/listings/{listing.public_id}/review/approve").status_code == 303
    assert listing.state == "published"
    assert listing.confirmed_until == add_months(clock.today(), 6)
    page = text_of(client.get(f"/listings/{listing.public_id}?lang=en"))
    assert "Battery packs within three degrees" in page
    assert "2.5% of net sales" in page
    assert '<div class="prose-lines" lang="zh">' in page.replace("zh-CN", "zh")


def test_refused_submission_says_why_and_changes_nothing(cast: Cast) -> None:
    listing = make_draft(cast)
    answer = cast.browser("lin").post(f"/listings/{listing.public_id}/submit", data={"owner": "y"})
    assert answer.status_code == 422
    assert "NUM-11" in text_of(answer)
    assert listing.state == "draft" and listing.declared == {}


def test_preview_names_every_open_point_with_its_rule(cast: Cast) -> None:
    listing = make_draft(cast, make_patent(cast, legal_status="LAPSED_FEE"), title_zh="")
    listing.title_zh = ""
    listing.modes.clear()
    page = text_of(cast.browser("lin").get(f"/listings/{listing.public_id}/preview"))
    assert all(f'href="/rules#{rule}"' in page for rule in ("LST-04", "LST-05", "ABN-07"))
    assert "Your declarations" not in page


def test_sent_back_with_a_reason_and_told(cast: Cast) -> None:
    listing = make_draft(cast)
    cast.browser("lin").post(f"/listings/{listing.public_id}/submit", data=DECLARATIONS)
    shi = cast.browser("shi")
    missing = shi.post(f"/listings/{listing.public_id}/review/return", data={"reason": "", "note": "?"})
    assert missing.status_code == 422 and listing.state == "submitted"
    shi.post(f"/listings/{listing.public_id}/review/return", data={"reason": "price", "note": "请写明税费。"})
    assert (listing.state, listing.decision_reason) == ("draft", "price")
    page = text_of(cast.browser("lin").get(f"/listings/{listing.public_id}"))
    assert "Price or terms are unclear" in page and "请写明税费。" in page
    letters = [job.payload for job in db.session.scalars(select(Job).where(Job.kind == "mail.letter"))]
    told = {letter["user_id"] for letter in letters if letter["template"] == "listing_returned"}
    assert told == {cast.person("shen").id, cast.person("lin").id}


def test_new_words_stay_published_and_a_new_price_goes_to_review(cast: Cast, client: FlaskClient) -> None:
    listing = make_published(cast)
    lin = cast.browser("lin")
    same_price = {"ordinary-fee_way": "lump_sum", "ordinary-amount": "50000", "ordinary-period_months": "36"}
    assert save(lin, listing, **same_price, problem_zh="换了说法。").status_code == 303
    assert listing.state == "published" and listing.problem_zh == "换了说法。"
    assert save(lin, listing, **{**same_price, "ordinary-amount": "60000"}).status_code == 303
    assert listing.state == "submitted"
    assert client.get(f"/listings/{listing.public_id}").status_code == 404
    assert [entry.action for entry in history.history_of(listing)][-2:] == ["edited", "revise"]


def test_a_published_listing_cannot_lose_its_title(cast: Cast) -> None:
    listing = make_published(cast)
    answer = save(cast.browser("lin"), listing, title_zh="Only English")
    assert answer.status_code == 422
    assert "LST-04" in text_of(answer)
    assert listing.title_zh == "让电池组温差降到三度以内"


def test_what_was_typed_wrongly_is_named_and_nothing_is_lost(cast: Cast) -> None:
    listing = make_draft(cast)
    answer = save(
        cast.browser("lin"),
        listing,
        **{"ordinary-entry_fee": "about five", "ordinary-royalty_rate": "250", "more_numbers": "CN999"},
    )
    page = text_of(answer)
    assert answer.status_code == 422
    assert 'href="#ordinary-entry_fee"' in page and 'href="#ordinary-royalty_rate"' in page
    assert "about five" in page and "CN999" in page


def test_numbers_of_other_holders_are_not_taken(cast: Cast) -> None:
    listing = make_draft(cast)
    other = make_patent(cast, owner="bolan")
    answer = save(cast.browser("lin"), listing, more_numbers=other.application_no or "")
    assert answer.status_code == 422
    assert "not among your organisation" in text_of(answer)
    mine = make_patent(cast)
    save(cast.browser("lin"), listing, more_numbers=f"ZL {mine.application_no}")
    assert mine in listing.patents


def test_a_stale_page_moves_nothing(cast: Cast) -> None:
    listing = make_published(cast)
    lin = cast.browser("lin")
    seen = listing.version
    first = lin.post(f"/listings/{listing.public_id}/steps/pause", data={"version": seen})
    again = lin.post(f"/listings/{listing.public_id}/steps/pause", data={"version": seen})
    assert (first.status_code, again.status_code) == (303, 409)
    assert listing.state == "paused"
    stale = save(lin, listing, version=str(seen), title_zh="我输入的标题")
    assert stale.status_code == 409 and listing.title_zh != "我输入的标题"
    assert "put yours in its place" in text_of(stale) and "我输入的标题" in stale.text
    fresh = BeautifulSoup(stale.text, "html.parser").find("input", {"name": "version"})
    assert fresh is not None and fresh["value"] == str(listing.version)
    assert save(lin, listing, version=str(fresh["value"]), title_zh="我输入的标题").status_code == 303
    assert listing.title_zh == "我输入的标题"


def test_hidden_steps_have_no_button_and_no_address(cast: Cast) -> None:
    listing = make_draft(cast)
    for step in ("submit", "approve", "expire", "lapse"):
        answer = cast.browser("lin").post(f"/listings/{listing.public_id}/steps/{step}")
        assert answer.status_code == 404
    assert listing.state == "draft"


def test_versions_tell_who_changed_what(cast: Cast) -> None:
    listing = make_published(cast)
    lin = cast.browser("lin")
    save(
        lin,
        listing,
        **{"ordinary-fee_way": "lump_sum", "ordinary-amount": "60000", "problem_zh": "新的问题。"},
    )
    overview = text_of(lin.get(f"/listings/{listing.public_id}/versions"))
    assert "林晓澄" in overview and "石砚" in overview and "Version 3" in overview
    page = text_of(lin.get(f"/listings/{listing.public_id}/versions/3"))
    assert "<del>电池组温差大。</del>" in page and "<ins>新的问题。</ins>" in page
    assert "CN¥50,000.00" in page and "CN¥60,000.00" in page
    assert lin.get(f"/listings/{listing.public_id}/versions/9").status_code == 404


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return io.BytesIO(out.getvalue())


def test_a_picture_is_shown_and_removed(cast: Cast, client: FlaskClient) -> None:
    listing = make_published(cast)
    lin = cast.browser("lin")
    page = f"/listings/{listing.public_id}/files"
    added = lin.post(page, data={"file": (picture(), "样机.png"), "level": "public", "title_zh": "样机"})
    assert added.status_code == 303
    address = f"{page}/{listing.files[0].public_id}"
    shown = client.get(f"{address}/picture")
    assert shown.status_code == 200 and shown.mimetype == "image/png"
    assert f"{address}/picture" in text_of(client.get(f"/listings/{listing.public_id}"))
    assert "样机.png" in text_of(lin.get(page))
    assert lin.post(f"{address}/remove").status_code == 303
    assert client.get(address).status_code == 404


def test_mine_shows_the_house_and_counts_states(cast: Cast) -> None:
    make_draft(cast)
    make_published(cast)
    for reader in ("lin", "zhao"):
        page = text_of(cast.browser(reader).get("/listings/mine"))
        assert "Draft" in page and "Published" in page
    assert "No listing here" in text_of(cast.browser("okoro").get("/listings/mine"))
    filtered = text_of(cast.browser("lin").get("/listings/mine?state=draft"))
    assert 'class="tag tag-good">Published' not in filtered


def test_the_reviewer_is_told_which_status_is_old(cast: Cast) -> None:
    fresh, old = make_patent(cast, status_as_of=clock.today()), make_patent(cast)
    listing = make_draft(cast, fresh, old)
    cast.browser("lin").post(f"/listings/{listing.public_id}/submit", data=DECLARATIONS)
    page = text_of(cast.browser("shi").get(f"/listings/{listing.public_id}/review"))
    warned = page.split("Look these up in the register")[1].split("</ul>")[0]
    assert (old.application_no or "") in warned and (fresh.application_no or "") not in warned
