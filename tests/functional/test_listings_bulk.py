"""Many patents at once: drafts, a bundle, a job for more, and nobody else's patents."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from portal.core.errors import InputError
from portal.extensions import db
from portal.jobs.handlers import Held
from portal.jobs.models import Job
from portal.listings import bulk
from portal.listings.jobs import _bulk
from portal.listings.models import Listing
from tests.cast import Cast
from tests.unit.listings.making import make_patent


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Listing)) or 0


def test_one_draft_for_each(cast: Cast) -> None:
    patents = [make_patent(cast) for _ in range(3)]
    ticked = [patent.public_id for patent in patents]
    lin = cast.browser("lin")
    answer = lin.post("/listings/bulk", data={"patents": ticked, "as": "each", "stream": "to_abandon"})
    assert answer.headers["Location"] == "/listings/mine?state=draft"
    made = db.session.scalars(select(Listing)).unique().all()
    assert [(row.stream, len(row.items), row.summary_en) for row in made] == [
        ("to_abandon", 1, patents[0].abstract_en)
    ] * 3
    lin.post("/listings/bulk", data={"patents": ticked, "as": "each"})
    assert count() == 3


def test_one_bundle_of_all(cast: Cast) -> None:
    ticked = [make_patent(cast).public_id for _ in range(3)]
    cast.browser("lin").post("/listings/bulk", data={"patents": ticked, "as": "bundle"})
    listing = db.session.scalars(select(Listing)).unique().one()
    assert [patent.public_id for patent in listing.patents] == ticked


def test_more_than_fifty_are_made_by_the_worker(cast: Cast, work: Callable[[], int]) -> None:
    ticked = [make_patent(cast).public_id for _ in range(bulk.AT_ONCE + 5)]
    answer = cast.browser("lin").post("/listings/bulk", data={"patents": ticked, "as": "each"})
    assert (answer.status_code, count()) == (303, 0)
    work()
    assert count() == bulk.AT_ONCE + 5


def test_a_job_that_is_done_again_makes_nothing_twice(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    patents = [make_patent(cast) for _ in range(4)]
    bulk.make_later(cast.organisation("haiyu"), patents, cast.person("lin"), "sleeping")
    job = db.session.scalars(select(Job).where(Job.kind == "listings.bulk")).one()
    monkeypatch.setattr(Held, "checkpoint", lambda self: None)
    for attempt in (1, 2):
        _bulk(dict(job.payload), Held(job.id, attempt, 60))
    assert count() == 4


@pytest.mark.parametrize(
    ("reader", "status"), [("zhao", 403), ("okoro", 403), ("chen", 403), ("visitor", 403)]
)
def test_only_officers_of_the_owner(cast: Cast, reader: str, status: int) -> None:
    patent = make_patent(cast)
    answer = cast.browser(reader).post("/listings/bulk", data={"patents": [patent.public_id], "as": "each"})
    assert answer.status_code == status
    assert count() == 0


def test_nothing_mixed_or_too_much_is_named(cast: Cast) -> None:
    mine, other = make_patent(cast), make_patent(cast, owner="bolan")
    lin = cast.browser("lin")
    for ticked in ([], [mine.public_id, other.public_id], ["no-such-patent"]):
        answer = lin.post("/listings/bulk", data={"patents": ticked, "as": "each"})
        assert answer.status_code == 422
        assert 'id="error-summary"' in answer.get_data(as_text=True)
    assert count() == 0
    with pytest.raises(InputError, match=r"listing\.bulk_too_many"):
        bulk.chosen_patents([str(number) for number in range(bulk.AT_MOST + 1)])


def test_the_picker_finds_by_number_and_title(cast: Cast) -> None:
    patent, other = make_patent(cast, title_zh="百分百%_检验"), make_patent(cast, title_zh="别的")
    lin = cast.browser("lin")
    for text in (patent.application_no or "", "检验", "%_"):
        page = lin.get("/listings/new", query_string={"q": text}).get_data(as_text=True)
        assert patent.public_id in page and other.public_id not in page
