"""Takeovers, reserves and the public domain in the browser: steps with papers, the account, who sees what, no price."""

import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from portal.core import clock
from portal.extensions import db
from portal.listings.models import Listing
from portal.patents.facts import service as facts
from portal.reserve import domain
from portal.reserve.account_models import Reserve, ReserveItem
from portal.reserve.domain_models import PublicDomainEntry
from tests.cast import Cast
from tests.rescues import agreed, called_publicly, centre, kept, old_patent, registered, reserve


def body(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.get_data(as_text=True)


def paper() -> tuple[io.BytesIO, str]:
    stream = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(stream, "PNG")
    stream.seek(0)
    return stream, "合同.png"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_takeover_from_agreement_to_register(app: Flask, cast: Cast, language: str) -> None:
    takeover = agreed(cast)
    lin, chen = cast.browser("lin", language), cast.browser("chen", language)
    path, today = f"/rescue/takeovers/{takeover.public_id}", clock.today().isoformat()
    body(lin, path)
    for step in ("sign", "fail"):
        body(lin, f"{path}/steps/{step}")
    assert lin.get(f"{path}/steps/register").status_code == 409
    sign = {"contract_on": today, "grant_back": "no", "licences_confirmed": "y", "evidence": paper()}
    answer = lin.post(f"{path}/steps/sign", data=sign, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "ABN-10" in answer.get_data(as_text=True)
    sign |= {"zero_price_read": "y", "evidence": paper()}
    answer = lin.post(f"{path}/steps/sign", data=sign, content_type="multipart/form-data")
    assert answer.status_code == 422 and "UNI-04" in answer.get_data(as_text=True)
    sign |= {"publicised_on": "2026-01-05", "publicity": paper(), "evidence": paper()}
    assert lin.post(f"{path}/steps/sign", data=sign, content_type="multipart/form-data").status_code == 303
    body(chen, f"{path}/steps/file")
    data = {"filed_on": today, "fee_paid_on": today}
    assert chen.post(f"{path}/steps/file", data=data).status_code == 303
    body(chen, f"{path}/steps/register")
    data = {"title_on": today, "evidence": paper()}
    answer = chen.post(f"{path}/steps/register", data=data, content_type="multipart/form-data")
    assert answer.status_code == 303
    waits = {"zh": f"待确认方：<strong>{cast.organisation('haiyu').name_zh}", "en": "Awaited: <strong>"}[
        language
    ]
    for who, may in ((chen, False), (lin, True), (cast.browser("shi", language), True)):
        page = body(who, path)
        assert waits in page and "RSV-10" in page
        assert (f"{path}/steps/confirm" in page) is may
    body(lin, f"{path}/steps/confirm")
    body(lin, f"{path}/steps/send_back")
    assert chen.post(f"{path}/steps/confirm").status_code == 403
    assert takeover.patent.owner_id == cast.organisation("haiyu").id
    confirm = {"version": str(takeover.version)}
    assert lin.post(f"{path}/steps/confirm", data=confirm).status_code == 303
    assert lin.post(f"{path}/steps/confirm", data=confirm).status_code == 409
    assert takeover.patent.owner_id == cast.organisation("boan").id
    body(chen, path)
    body(app.test_client(), f"/rescue/{takeover.intention.public_id}")
    for which in ("contract", "notice"):
        assert lin.get(f"{path}/papers/{which}").status_code == 200
        assert cast.browser("tian").get(f"{path}/papers/{which}").status_code == 404
    assert lin.get(f"{path}/papers/other").status_code == 404


def test_strangers_see_no_takeover(app: Flask, cast: Cast) -> None:
    takeover = agreed(cast)
    path = f"/rescue/takeovers/{takeover.public_id}"
    for who in ("tian", "okoro", "visitor"):
        assert cast.browser(who).get(path).status_code == 404
    body(cast.browser("shi"), path)
    assert cast.browser("shi").get(f"{path}/steps/sign").status_code == 403


def test_giving_a_takeover_up_needs_a_reason(app: Flask, cast: Cast) -> None:
    takeover = agreed(cast)
    path = f"/rescue/takeovers/{takeover.public_id}"
    lin = cast.browser("lin")
    assert lin.post(f"{path}/steps/fail", data={"reason": ""}).status_code == 422
    assert lin.post(f"{path}/steps/fail", data={"reason": "未获批准"}).status_code == 303
    assert "未获批准" in body(lin, path)


def test_a_paid_fee_goes_on_record(app: Flask, cast: Cast) -> None:
    intention = called_publicly(cast)
    path = f"/rescue/{intention.public_id}/fee"
    lin = cast.browser("lin")
    body(lin, path)
    data: dict[str, Any] = {
        "year": "7",
        "amount": "2000",
        "payer": "taker",
        "paid_on": clock.today().isoformat(),
        "evidence": paper(),
    }
    assert lin.post(path, data=data, content_type="multipart/form-data").status_code == 303
    assert "2026" in body(lin, f"/rescue/{intention.public_id}")
    assert cast.browser("tian").get(path).status_code == 403


@pytest.mark.parametrize("language", ["zh", "en"])
def test_only_its_own_officer_says_that_a_reserve_paid(app: Flask, cast: Cast, language: str) -> None:
    account = reserve(cast)
    takeover = agreed(cast, None, offer_fen=1_000_000, as_reserve=True)
    path = f"/rescue/{takeover.intention.public_id}/fee"
    lin, chen = cast.browser("lin", language), cast.browser("chen", language)
    assert 'value="reserve"' not in body(lin, path)
    page = body(chen, path)
    assert 'value="reserve"' in page and "RSV-09" in page
    year, amount = (re.search(rf'name="{name}"[^>]*value="([^"]*)"', page) for name in ("year", "amount"))
    assert year is not None and amount is not None
    data = {"year": year[1], "payer": "reserve", "paid_on": clock.today().isoformat()}

    def send(client: FlaskClient, sum_: str) -> tuple[int, str]:
        fields = data | {"amount": sum_, "evidence": paper()}
        answer = client.post(path, data=fields, content_type="multipart/form-data")
        return answer.status_code, answer.get_data(as_text=True)

    assert send(lin, "999999999")[0] == 422
    status, page = send(chen, "999999999")
    assert status == 422 and "RSV-09" in page
    assert send(chen, amount[1])[0] == 303
    due = int(float(amount[1].replace(",", "")) * 100)
    page = body(chen, f"/reserves/{account.public_id}")
    assert {"zh": "已承诺", "en": "Committed"}[language] in page
    assert f"{due / 100:,.2f}" in page
    page = body(chen, "/reserves")
    assert f"{(account.budget_fen - due) / 100:,.2f}" in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_operator_opens_a_reserve(app: Flask, cast: Cast, language: str) -> None:
    organisation = centre(cast)
    shi = cast.browser("shi", language)
    body(shi, "/reserves")
    body(shi, "/reserves/new")
    data = {
        "centre": organisation.public_id,
        "name_zh": "滨海收储",
        "budget": "50万",
        "ceiling": "5万",
        "owner_share": "40",
        "inventors_share": "30",
        "centre_share": "29.99",
    }
    assert shi.post("/reserves/new", data=data).status_code == 422
    answer = shi.post("/reserves/new", data=data | {"centre_share": "30"})
    assert answer.status_code == 303
    made = db.session.query(Reserve).one()
    assert (made.budget_fen, made.split["owner"]) == (50_000_000, 4_000)
    body(shi, str(answer.location))
    assert cast.browser("chen").get("/reserves/new").status_code == 403


def test_centres_see_only_their_own(app: Flask, cast: Cast) -> None:
    mine, other = reserve(cast, "boan"), reserve(cast, "hemu")
    chen = cast.browser("chen")
    page = body(chen, "/reserves")
    assert mine.public_id in page
    assert other.public_id not in page
    body(chen, f"/reserves/{mine.public_id}")
    assert chen.get(f"/reserves/{other.public_id}").status_code == 404
    page = body(cast.browser("shi"), "/reserves")
    assert mine.public_id in page and other.public_id in page


def post(client: FlaskClient, item: ReserveItem, act: str, **data: str) -> int:
    """Send one of the item's forms."""
    fields = {f"{act}-{name}": value for name, value in data.items()}
    return client.post(f"/reserves/items/{item.public_id}/{act}", data=fields).status_code


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_account_of_an_item(app: Flask, cast: Cast, language: str) -> None:
    item = kept(cast)
    chen, today = cast.browser("chen", language), clock.today().isoformat()
    path = f"/reserves/items/{item.public_id}"
    body(chen, path)
    assert post(chen, item, "cost", key="k1", kind="annuity", amount="2000", day=today) == 303
    assert post(chen, item, "cost", key="k1", kind="annuity", amount="2000", day=today) == 303
    assert post(chen, item, "cost", key="k2", kind="annuity", amount="900000", day=today) == 422
    assert post(chen, item, "cost", key="k3", kind="annuity", amount="x", day=today) == 422
    assert post(chen, item, "proceeds", key="k4", amount="20000", day=today) == 303
    assert post(chen, item, "review", expected="1") == 303
    assert post(chen, item, "route", route="licence") == 303
    kinds = [(entry.kind, entry.amount_fen) for entry in item.entries]
    assert kinds == [
        ("acquisition", 1_000_000),
        ("annuity", 200_000),
        ("proceeds", 2_000_000),
        ("covered", 1_200_000),
        ("share_owner", 400_000),
        ("share_inventors", 160_000),
        ("share_centre", 240_000),
    ]
    body(chen, path)
    body(chen, f"/reserves/{item.reserve.public_id}")
    assert chen.post(f"{path}/release").status_code == 409
    assert post(chen, item, "review", expected="1") == 303
    assert chen.post(f"{path}/release").status_code == 303
    assert item.state == "released"
    assert chen.post(f"{path}/nonsense").status_code == 404


def test_circulated_as_a_listing_with_its_cost(app: Flask, cast: Cast) -> None:
    item = kept(cast)
    chen = cast.browser("chen")
    answer = chen.post(f"/reserves/items/{item.public_id}/circulate")
    assert answer.status_code == 303
    listing = db.session.get_one(Listing, item.listing_id)
    assert (listing.stream, listing.owner_id, item.state) == ("reserve", item.owner_id, "circulating")
    body(chen, str(answer.location))
    page = body(chen, f"/listings/{listing.public_id}")
    assert "RSV-07" in page and "10,000.00" in page
    assert chen.post(f"/reserves/items/{item.public_id}/circulate").status_code == 409
    bare = {"transfer-title_on": clock.today().isoformat()}
    assert chen.post(f"/reserves/items/{item.public_id}/transfer", data=bare).status_code == 422
    buyer = cast.organisation("hemu")
    data = {**bare, "transfer-buyer": buyer.name_zh, "transfer-buyer_uscc": buyer.uscc}
    assert chen.post(f"/reserves/items/{item.public_id}/transfer", data=data).status_code == 303
    assert item.state == "transferred"
    assert item.patent.owner_id == buyer.id


def test_others_keep_no_account(app: Flask, cast: Cast) -> None:
    item = kept(cast)
    path = f"/reserves/items/{item.public_id}"
    assert cast.browser("tian").get(path).status_code == 404
    assert cast.browser("shi").get(path).status_code == 200
    assert cast.browser("shi").post(f"{path}/release").status_code == 403
    assert cast.browser("qian").post(f"{path}/release").status_code == 403


def test_nobody_flags_a_listing_as_from_a_reserve(app: Flask, cast: Cast) -> None:
    registered(cast, agreed(cast))
    page = body(cast.browser("lin"), "/listings/new")
    assert 'value="reserve"' not in page


def ended(cast: Cast) -> PublicDomainEntry:
    """Return an entry of a patent that its owner has abandoned."""
    patent = old_patent(cast, abstract_zh="散热板的结构。", first_claim="一种散热结构，其特征在于……")
    facts.record(patent, "abandoned", cast.person("gao"), happened_on=clock.today(), source="gazette")
    return domain.publish(patent, cast.person("lin"), use_zh="电池散热")


_PRICE = re.compile(r'[¥￥]|name="[^"]*(?:price|amount|fee)[^"]*"|元(?!器|素|件)|\byuan\b', re.IGNORECASE)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_catalogue_knows_no_price(app: Flask, cast: Cast, language: str) -> None:
    """INV-13, on every page of the catalogue and in the model."""
    entry = ended(cast)
    client, lin = app.test_client(), cast.browser("lin", language)
    pages = [
        body(client, f"/public-domain?lang={language}"),
        body(client, f"/public-domain?q=散热&lang={language}"),
        body(client, f"/public-domain/{entry.public_id}?lang={language}"),
        body(lin, f"/public-domain/publish/{entry.patent.public_id}"),
    ]
    for page in pages:
        main = page[page.index("<main") : page.index("</main>")]
        assert not _PRICE.search(main)
    columns = set(PublicDomainEntry.__table__.columns.keys())
    assert not {name for name in columns if re.search(r"price|fee|amount|fen|minor|currency", name)}


def test_the_catalogue_is_searched_and_edited(app: Flask, cast: Cast) -> None:
    entry = ended(cast)
    client, lin = app.test_client(), cast.browser("lin")
    assert entry.public_id in body(client, "/public-domain?q=散热")
    assert entry.public_id not in body(client, "/public-domain?q=发酵")
    path = f"/public-domain/publish/{entry.patent.public_id}"
    data = {"use_zh": "可用于电池包散热", "help_offered": "y", "help_contact": "技术转移中心"}
    assert lin.post(path, data=data).status_code == 303
    assert "可用于电池包散热" in body(client, f"/public-domain/{entry.public_id}?lang=zh")
    assert cast.browser("tian").get(path).status_code == 403
    assert lin.get(f"/public-domain/publish/{old_patent(cast).public_id}").status_code == 409
    assert client.get("/public-domain/nothing").status_code == 404
