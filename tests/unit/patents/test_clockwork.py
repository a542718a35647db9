"""What the clock is told of a patent as its row stands, and the address that answers it as JSON."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from portal.extensions import db
from portal.patents.clockwork import clock_of, clocks_of, facts_of_row
from portal.patents.models import Patent
from tests.cast import Cast
from tests.licences import granted_patent


def row(**facts: object) -> Patent:
    values: dict[str, object] = {
        "id": 1,
        "office": "CN",
        "kind": "I",
        "filing_date": date(2016, 5, 20),
        "grant_date": date(2019, 3, 12),
        "legal_status": "IN_FORCE",
        "status_as_of": date(2026, 4, 1),
    }
    return Patent(**(values | facts))


@pytest.mark.parametrize(
    "facts", [{"office": "US"}, {"kind": "P"}, {"filing_date": None}], ids=["office", "kind", "no filing"]
)
def test_what_has_no_chinese_annuity_has_no_clock(facts: dict[str, object]) -> None:
    assert facts_of_row(row(**facts)) is None


@pytest.mark.parametrize(
    ("status", "seen", "phase", "next_year"),
    [
        ("IN_FORCE", date(2026, 4, 1), "in_time", 11),
        ("IN_FORCE", date(2026, 5, 21), "in_time", 12),
        ("IN_FORCE", None, "lapse_pending", 4),
        ("RESTORED", date(2026, 4, 1), "in_time", 11),
        ("IN_FORCE_LATE", date(2025, 8, 1), "lapse_pending", 10),
        ("LAPSE_PENDING", date(2026, 1, 10), "lapse_pending", 10),
        ("LAPSE_PENDING", date(2025, 11, 1), "lapse_pending", 9),
        ("LAPSED_FEE", date(2026, 1, 10), "dead", None),
        ("EXPIRED", None, "dead", None),
        ("PUBLISHED", date(2026, 1, 10), "not_granted", None),
        ("UNKNOWN", None, "lapse_pending", 4),
    ],
)
def test_the_status_says_which_annuity_is_open(
    app: object, status: str, seen: date | None, phase: str, next_year: int | None
) -> None:
    clock = clock_of(row(legal_status=status, status_as_of=seen), date(2026, 5, 4))
    assert clock is not None
    assert (clock.phase, clock.next_year) == (phase, next_year)


def test_late_when_the_register_said_so(app: object) -> None:
    clock = clock_of(row(legal_status="IN_FORCE_LATE", status_as_of=date(2026, 7, 1)), date(2026, 7, 25))
    assert clock is not None
    assert (clock.phase, clock.late_month, clock.next_year, clock.payable) == ("late", 3, 11, 440_000)


def test_a_right_in_force_without_a_day_of_grant_was_granted_when_it_was_seen(app: object) -> None:
    clock = clock_of(row(grant_date=None), date(2026, 5, 4))
    assert clock is not None
    assert (clock.phase, clock.next_year) == ("in_time", 11)


def test_many_at_once(cast: Cast) -> None:
    patents = [granted_patent(cast) for _ in range(3)] + [granted_patent(cast, office="US")]
    clocks = clocks_of(patents)
    assert set(clocks) == {patent.id for patent in patents[:3]}


def test_the_clock_as_json(cast: Cast, client: FlaskClient) -> None:
    patent = granted_patent(
        cast, filing_date=date(2016, 5, 20), grant_date=date(2019, 3, 12), status_as_of=date(2026, 4, 1)
    )
    db.session.commit()
    answer = client.get(f"/api/v1/patents/{patent.public_id}/clock?day=2026-07-21")
    found = answer.json["clock"] if answer.json else {}
    assert (found["phase"], found["late_month"], found["payable_fen"]) == ("late", 3, 440_000)
    assert found["steps"][5] == {
        "until": "2026-11-20",
        "rate_basis_points": 2500,
        "payable_fen": 500_000,
    }
    assert client.get(f"/api/v1/patents/{patent.public_id}/clock?day=soon").status_code == 400
    assert client.get("/api/v1/patents/nobody/clock").status_code == 404
    abroad = granted_patent(cast, office="US")
    db.session.commit()
    answer = client.get(f"/api/v1/patents/{abroad.public_id}/clock")
    assert answer.json is not None and answer.json["clock"] is None
