"""The search pages and the JSON interface: a committed change is found, filters count, odd addresses do no harm."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from portal.extensions import db
from portal.listings.models import Listing, ListingMode, ListingPatent
from portal.patents.models import Patent, PatentClass
from portal.search import sync
from tests.cast import Cast

Work = Callable[[], int]


@pytest.fixture
def listing(cast: Cast, work: Work) -> int:
    """A published listing of one patent, indexed; its id."""
    haiyu = cast.organisation("haiyu")
    patent = Patent(
        identity="CN:201710601862.3",
        office="CN",
        application_no="201710601862.3",
        kind="I",
        title_zh="一种锂离子电池热管理装置",
        title_en="Thermal management of lithium-ion cells",
        abstract_zh="本发明用相变材料吸收电池组的热量。",
        filing_date=date(2017, 7, 21),
        legal_status="IN_FORCE",
        inventors=["顾晴川"],
        owner_id=haiyu.id,
        classes=[PatentClass(scheme="ipc", symbol="H01M 10/613", position=0)],
    )
    offer = Listing(
        owner_id=haiyu.id,
        state="published",
        title_zh="相变材料电池热管理",
        title_en="Battery cooling with phase-change material",
        summary_zh="降低温差",
        trl=6,
        items=[ListingPatent(patent=patent)],
        modes=[ListingMode(mode="ordinary", fee_way="lump_sum", amount=5_000_000)],
    )
    db.session.add(offer)
    db.session.commit()
    listing_id = offer.id
    work()
    return listing_id


QUERIES = [
    "电池",
    "热",
    "相变材料",
    "ZL 2017 1 0601862.3",
    "201710601862",
    "H01M",
    "H01M 10",
    "phase-change",
    "COOLING",
]


@pytest.mark.parametrize(
    "query", [*QUERIES, "顾晴川", "海屿理工大学", "電池", "鋰離子電池熱管理", '"相变材料"']
)
@pytest.mark.usefixtures("listing")
def test_it_is_found_in_any_writing(client: FlaskClient, query: str) -> None:
    page = client.get("/search", query_string={"q": query, "lang": "zh"})
    assert page.status_code == 200
    answer = client.get("/api/v1/listings", query_string={"q": query}).json
    assert answer["total"] == 1
    assert answer["hits"][0]["application_no"] == "201710601862.3"


@pytest.mark.usefixtures("listing")
def test_a_word_can_be_excluded(client: FlaskClient) -> None:
    assert client.get("/api/v1/listings", query_string={"q": "电池 -相变"}).json["total"] == 0


@pytest.mark.usefixtures("listing")
def test_filters_count_and_narrow(client: FlaskClient, cast: Cast) -> None:
    answer = client.get("/api/v1/listings").json
    counted = {
        field: {item["value"]: item["count"] for item in items} for field, items in answer["facets"].items()
    }
    assert counted["ipc_section"] == {"H": 1}
    assert counted["ipc_subclass"] == {"H01M": 1}
    assert counted["wipo_field"] == {"1": 1}
    assert counted["trl"] == {"6": 1}
    assert counted["holder"] == {cast.organisation("haiyu").public_id: 1}
    assert client.get("/api/v1/listings?trl=6&mode=ordinary").json["total"] == 1
    assert client.get("/api/v1/listings?trl=7").json["total"] == 0
    assert client.get("/api/v1/listings?ipc=H01M").json["total"] == 1
    assert client.get("/api/v1/listings?ipc=H02J").json["total"] == 0


@pytest.mark.parametrize("order", ["relevance", "newest", "life", "price"])
@pytest.mark.usefixtures("listing")
def test_every_order_answers(client: FlaskClient, order: str) -> None:
    assert client.get("/api/v1/listings", query_string={"sort": order}).json["total"] == 1


def test_a_change_is_followed_and_a_draft_is_not_found(client: FlaskClient, listing: int, work: Work) -> None:
    offer = db.session.get(Listing, listing)
    offer.title_zh = "石墨烯散热片"
    db.session.commit()
    work()
    assert client.get("/api/v1/listings", query_string={"q": "石墨烯"}).json["total"] == 1
    offer = db.session.get(Listing, listing)
    db.session.delete(offer)
    db.session.commit()
    work()
    assert client.get("/api/v1/listings").json["total"] == 0
    assert sync.check("listing").total == 0


def test_a_patent_change_reaches_its_listing(client: FlaskClient, listing: int, work: Work) -> None:
    patent = db.session.get(Listing, listing).patents[0]
    patent.title_en = "Graphene sheets"
    db.session.commit()
    work()
    assert client.get("/api/v1/listings?q=graphene").json["total"] == 1


@pytest.mark.usefixtures("listing")
def test_patents_are_found_beside_listings(client: FlaskClient) -> None:
    answer = client.get("/api/v1/patents?q=lithium&has_listing=yes").json
    assert answer["total"] == 1
    assert any(piece["hit"] for piece in answer["hits"][0]["highlights"]["title_en"])
    assert client.get("/search/patents?q=lithium").status_code == 200


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("colour=red", "colour"),
        ("sort=beauty", "beauty"),
        ("page=0", "page"),
        ("size=1000", "size"),
        ("page=x", "page"),
    ],
)
def test_the_interface_refuses_what_it_does_not_know(client: FlaskClient, query: str, named: str) -> None:
    answer = client.get(f"/api/v1/listings?{query}")
    assert answer.status_code == 400
    assert named in answer.json["error"]["message"]


@pytest.mark.parametrize(
    "query",
    [
        "q=*",
        "q=%22",
        "q=((((",
        "q=field:x",
        "q=" + "a" * 3000,
        "page=99999999",
        "sort=x&trl=<b>",
        "ipc=%00",
        "q=-",
    ],
)
@pytest.mark.usefixtures("listing")
def test_odd_addresses_do_no_harm(client: FlaskClient, query: str) -> None:
    assert client.get(f"/search?{query}").status_code == 200


def test_an_empty_portal_answers(client: FlaskClient) -> None:
    assert client.get("/search?lang=zh").status_code == 200
    assert client.get("/api/v1/patents").json["total"] == 0
