"""What the search is told of a listing, and when it is told again."""

from collections.abc import Callable

from sqlalchemy import select

from portal.extensions import db
from portal.jobs.models import QUEUED, Job
from portal.listings import document, hooks, service
from portal.listings.models import Listing
from portal.listings.service import Terms
from portal.search.engines import engine_for
from portal.search.indexing import index_document
from portal.search.model import SearchRequest
from tests.cast import Cast
from tests.unit.listings.making import make_draft, make_patent, make_published, publish


def test_codes_and_figures(cast: Cast) -> None:
    listing = make_draft(cast)
    service.change(
        listing,
        cast.person("lin"),
        values={"trl": 6},
        modes=[Terms("ordinary", "free"), Terms("assignment", "lump_sum", amount=60_000_00)],
    )
    publish(cast, listing)
    found = document.document(listing)
    assert found.id == str(listing.id) and found.version == listing.version
    assert set(found.keywords) == set(document.SCHEMA.keywords)
    assert found.keywords["price_band"] == ["free", "to_20"]
    assert found.keywords["free"] == ["yes"]
    assert found.keywords["holder"] == [cast.organisation("haiyu").public_id]
    assert found.keywords["holder_kind"] == ["university"]
    assert found.keywords["ipc_subclass"] == ["H01M"]
    assert (found.keywords["trl"], found.keywords["year"], found.keywords["region"]) == (
        ["6"],
        ["2023"],
        ["天津"],
    )
    assert (found.keywords["life_band"], found.keywords["open_licence"]) == (["above_10"], ["no"])
    assert found.numbers["price"] == 0
    assert listing.patents[0].application_no in found.identifiers
    assert index_document(document.SCHEMA, found).sets["identifiers"]


def test_only_what_is_published_is_found(cast: Cast) -> None:
    draft, shown = make_draft(cast), make_published(cast)
    assert [row.id for row in document.documents([draft.id, shown.id])] == [str(shown.id)]
    assert document.versions() == {str(shown.id): shown.version}


def test_a_statement_in_force_is_told_by_the_floor_above(cast: Cast) -> None:
    listing = make_published(cast)
    assert hooks.open_licence(listing) is None
    questions = [*hooks._open_licence_questions]
    hooks._open_licence_questions[:] = [lambda _listing: "effective"]
    try:
        assert document.document(listing).keywords["open_licence"] == ["yes"]
    finally:
        hooks._open_licence_questions[:] = questions


def promised() -> list[tuple[str, list[int]]]:
    jobs = db.session.scalars(select(Job).where(Job.kind == "search.index", Job.status == QUEUED))
    return [(job.payload["kind"], job.payload["ids"]) for job in jobs]


def test_every_change_promises_the_listing_and_its_patents(cast: Cast, work: Callable[[], int]) -> None:
    listing = make_published(cast)
    number, patent = listing.id, listing.patents[0].id
    work()
    listing = db.session.get_one(Listing, number)
    assert promised() == []
    service.change(listing, cast.person("lin"), modes=[Terms("ordinary", "free")])
    assert ("listing", [number]) in promised() and ("patent", [patent]) in promised()


def test_found_after_the_worker_ran_and_gone_after_a_pause(cast: Cast, work: Callable[[], int]) -> None:
    listing = make_published(cast)
    number = listing.id
    work()
    request = SearchRequest(text="温差")
    assert [hit.id for hit in engine_for(document.SCHEMA).search(request).hits] == [str(number)]
    service.step(db.session.get_one(Listing, number), "pause", cast.person("lin"))
    work()
    assert engine_for(document.SCHEMA).search(request).total == 0


def test_a_changed_patent_changes_the_listing_that_offers_it(cast: Cast, work: Callable[[], int]) -> None:
    patent = make_patent(cast)
    number = publish(cast, make_draft(cast, patent)).id
    work()
    patent = db.session.get_one(Listing, number).patents[0]
    patent.title_zh = "石墨烯薄膜"
    db.session.commit()
    work()
    answer = engine_for(document.SCHEMA).search(SearchRequest(text="石墨烯"))
    assert [hit.id for hit in answer.hits] == [str(number)]
