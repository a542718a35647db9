"""The clock follows recorded facts: payments, reductions, compensation, restoration, assignment; and keeps private ones."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import event, select

from portal.core import clock
from portal.extensions import db
from portal.patents.clockwork import COLUMNS, clock_of, clocks_of, public_clock_of
from portal.patents.facts import service
from portal.patents.facts.fold import clock_facts
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.reading import facts_of_many, told_to_clock
from portal.patents.models import Patent
from tests.cast import Cast
from tests.licences import granted_patent

NOON = clock.start_of(date(2026, 5, 4)) + timedelta(hours=12)


@pytest.fixture(autouse=True)
def _on_a_fixed_day() -> object:
    with time_machine.travel(NOON, tick=True):
        yield


def university_patent(cast: Cast) -> Patent:
    """Add example A of the rule book: filed 2016-05-20, granted in year 3, seen in force on 1 April 2026."""
    return granted_patent(
        cast, filing_date=date(2016, 5, 20), grant_date=date(2019, 3, 12), status_as_of=date(2026, 4, 1)
    )


def record(cast: Cast, patent: Patent, fact: str, on: str, **data: Any) -> None:
    service.record(
        patent,
        fact,
        cast.person("lin"),
        happened_on=date.fromisoformat(on),
        as_of=date.fromisoformat(on),
        source="test",
        data=data,
    )


def test_a_payment_moves_the_clock_on(cast: Cast) -> None:
    patent = university_patent(cast)
    record(cast, patent, "annuity_paid", "2025-05-12", year=10, fen=400_000)
    first = clock_of(patent)
    assert first is not None and (first.next_year, first.phase) == (11, "in_time")
    record(cast, patent, "annuity_paid", "2026-05-04", year=11, fen=400_000)
    after = clock_of(patent)
    assert after is not None and (after.next_year, after.assumed) == (12, False)


def test_a_short_payment_leaves_the_year_open(cast: Cast) -> None:
    patent = university_patent(cast)
    record(cast, patent, "annuity_paid", "2026-05-04", year=11, fen=60_000)
    found = clock_of(patent)
    assert found is not None and (found.next_year, found.received, found.payable) == (11, 60_000, 340_000)


def test_a_reduction_on_file_counts_until_an_assignment(cast: Cast) -> None:
    patent = university_patent(cast)
    record(cast, patent, "reduction_filed", "2018-01-05", kind="single")
    found = clock_of(patent)
    assert found is not None and found.payable == 60_000
    record(cast, patent, "assigned", "2026-04-20", owners=[{"name": "某公司"}])
    after = clock_of(patent)
    assert after is not None and after.payable == 400_000


def test_a_compensated_last_day_adds_years(cast: Cast) -> None:
    patent = university_patent(cast)
    before = clock_of(patent)
    record(cast, patent, "term_compensated", "2026-04-20", last_day=date(2037, 5, 3))
    after = clock_of(patent)
    assert before is not None and after is not None
    assert after.cost_to_expiry == before.cost_to_expiry + 800_000
    assert "compensation_fee" in after.flags


def test_a_lapse_ends_the_right_back_from_the_due_date(cast: Cast) -> None:
    patent = university_patent(cast)
    record(cast, patent, "lapsed", "2026-05-01", year=10)
    phases = [_on(patent, day).phase for day in ("2025-05-19", "2025-05-20", "2026-05-04")]
    assert phases == ["in_time", "dead", "dead"]


def test_a_sighting_after_the_late_period_says_that_the_fee_was_paid(cast: Cast) -> None:
    patent = university_patent(cast)
    patent.status_as_of = date(2023, 6, 1)
    record(cast, patent, "annuity_paid", "2024-05-12", year=9, fen=200_000)
    record(cast, patent, "status_told", "2025-11-20", status="IN_FORCE")
    late = _on(patent, "2025-11-20")
    assert (late.next_year, late.phase, late.late_month) == (10, "late", 6)
    record(cast, patent, "status_told", "2025-11-21", status="IN_FORCE")
    found = clock_of(patent)
    assert found is not None and (found.next_year, found.phase, found.assumed) == (11, "in_time", True)


def _on(patent: Patent, day: str) -> Any:
    return clock_of(patent, date.fromisoformat(day))


def test_nobody_outside_learns_of_reductions_and_sums(cast: Cast, client: FlaskClient) -> None:
    patent = university_patent(cast)
    record(cast, patent, "reduction_filed", "2018-01-05", kind="single")
    record(cast, patent, "annuity_paid", "2026-05-04", year=11, fen=20_000)
    inside, outside = clock_of(patent), public_clock_of(patent)
    assert inside is not None and outside is not None
    assert (inside.next_year, inside.phase) == (outside.next_year, outside.phase)
    assert (inside.payable, outside.payable) == (40_000, 400_000)
    assert (outside.received, outside.reduction_kind) == (0, None)
    db.session.commit()
    answer = client.get(f"/api/v1/patents/{patent.public_id}/clock").json
    assert answer is not None and answer["clock"]["payable_fen"] == 400_000
    address = f"/annuities/patents/{patent.public_id}?lang=en"
    assert "Received so far" not in client.get(address).text
    assert "Received so far" in cast.browser("zhao").get(address).text
    assert "CN¥400.00" not in client.get(f"/patents/{patent.public_id}?lang=en").text


def test_rows_and_patents_say_the_same_with_few_queries(cast: Cast) -> None:
    patents = [university_patent(cast) for _ in range(6)]
    for patent in patents[:4]:
        record(cast, patent, "annuity_paid", "2026-05-04", year=11, fen=400_000)
    db.session.commit()
    db.session.expunge_all()
    seen: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    rows = db.session.execute(select(*COLUMNS)).all()
    by_rows = clocks_of(rows)
    event.remove(db.engine, "before_cursor_execute", listen)
    assert len(seen) <= 10, seen
    by_patents = clocks_of(db.session.scalars(select(Patent)))
    assert by_rows == by_patents
    assert sorted(found.next_year or 0 for found in by_rows.values()) == [11, 11, 12, 12, 12, 12]


MANY_KINDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("annuity_paid", {"year": 8}),
    ("annuity_paid", {"year": 9, "fen": 200_000}),
    ("annuity_paid", {"year": 10, "fen": 10_000}),
    ("status_told", {"status": "IN_FORCE", "by": "told"}),
    ("status_told", {"status": "IN_FORCE_LATE", "by": "told"}),
    ("late_notice", {"year": 10, "served_on": "2026-01-12"}),
    ("lapsed", {"year": 9}),
    ("restored", {}),
    ("abandoned", {}),
    ("granted", {}),
    ("reduction_filed", {"kind": "single"}),
    ("assigned", {"owners": [{"name": "某公司"}]}),
    ("term_compensated", {"last_day": "2037-05-03"}),
    ("licence_granted", {"kind": "open", "licensee": "某公司", "recorded": True}),
    ("ol_announced", {}),
    ("ol_withdrawn", {}),
)


def test_the_short_way_to_the_clock_tells_it_the_same_as_the_whole_fold(cast: Cast) -> None:
    """Random lives: the daily round reads rows and leaves out what the clock does not ask, and must not differ."""
    chance, patents = random.Random(20261126), [university_patent(cast) for _ in range(60)]
    for patent in patents[:20]:
        patent.grant_date = None
    for number, patent in enumerate(patents):
        patent.extra = {"has_events": True}
        for place in range(chance.randrange(7)):
            kind, data = chance.choice(MANY_KINDS)
            day = date(2019, 4, 1) + timedelta(days=chance.randrange(2600))
            db.session.add(
                PatentEvent(
                    patent_id=patent.id,
                    kind=kind,
                    happened_on=day,
                    as_of=day,
                    source="test",
                    data=data,
                    public_id=f"e{number:05d}{place:05d}",
                )
            )
    db.session.flush()
    for day in (date(2020, 1, 1), date(2025, 11, 30), date(2026, 5, 4), date(2036, 6, 1)):
        whole = {key: clock_facts(right) for key, right in facts_of_many(patents, day).items()}
        assert told_to_clock(patents, day) == whole
        assert len(set(map(repr, whole.values()))) >= 10
