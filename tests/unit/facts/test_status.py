"""The status of a right from its events: precedence, the dead, the clock, the end of the term."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.parameters.law import shipped
from portal.patents.facts.fold import fold
from portal.patents.facts.right import RightFacts
from portal.patents.rules import GROUPS, NOTHING_KNOWN, Standing
from portal.patents.tradability import ACTS, Scope, check
from tests.unit.facts.making import FILED, GRANTED, TODAY, Told, base, facts, licence

SEEN_EARLIER = Standing("IN_FORCE", date(2025, 4, 1), "told")


def told(status: str, day: date) -> Told:
    return Told("status_told", day, {"status": status}, as_of=day)


def test_a_lapse_is_retroactive_where_its_year_is_known() -> None:
    right = facts(Told("lapsed", date(2026, 4, 1), {"year": 5}))
    assert (right.status, right.legal_end) == ("LAPSED_FEE", date(2025, 3, 9))
    assert facts(Told("lapsed", date(2026, 4, 1))).legal_end == date(2026, 4, 1)


def test_restored_is_in_force_again() -> None:
    right = facts(Told("lapsed", date(2026, 4, 1), {"year": 5}), Told("restored", date(2026, 8, 1)))
    assert (right.status, right.legal_end, right.paid_through) == ("IN_FORCE", None, 5)


def test_no_file_revives_what_the_gazette_ended() -> None:
    assert facts(Told("lapsed", date(2026, 4, 1)), told("IN_FORCE", date(2026, 11, 1))).status == "LAPSED_FEE"
    wrong = facts(told("LAPSED_FEE", date(2026, 4, 1)), told("IN_FORCE", date(2026, 11, 1)))
    assert wrong.status == "IN_FORCE", "a word can be corrected by a later word"


def test_wholly_invalid_is_final_and_from_the_beginning() -> None:
    right = facts(Told("invalid_full", date(2026, 4, 1)), Told("restored", date(2026, 8, 1)))
    assert (right.status, right.legal_end) == ("INVALID_FULL", GRANTED)


def test_an_application_on_its_way() -> None:
    steps = [
        Told("published", date(2022, 9, 1)),
        Told("exam_entered", date(2022, 10, 1)),
        Told("grant_notice", date(2023, 5, 1)),
        Told("granted", GRANTED),
    ]
    seen = [
        fold(base(grant_date=None, standing=NOTHING_KNOWN), steps[:count], TODAY, shipped()).status
        for count in range(1, 5)
    ]
    assert seen == ["PUBLISHED", "SUBST_EXAM", "GRANT_NOTICE", "IN_FORCE"]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2026, 3, 9), "IN_FORCE"),
        (date(2026, 3, 10), "IN_FORCE_LATE"),
        (date(2026, 9, 9), "IN_FORCE_LATE"),
        (date(2026, 9, 10), "LAPSE_PENDING"),
    ],
)
def test_tracked_payments_let_the_clock_speak(day: date, status: str) -> None:
    paid = Told("annuity_paid", date(2025, 3, 1), {"year": 5})
    assert facts(paid, day=day, standing=SEEN_EARLIER).status == status
    assert facts(day=day).status == "IN_FORCE", "where nobody tracks payments the clock says nothing"


def test_a_told_late_period_ends_with_the_payment_or_runs_on() -> None:
    late = told("IN_FORCE_LATE", date(2026, 4, 1))
    assert facts(late, day=date(2026, 8, 1), standing=SEEN_EARLIER).status == "IN_FORCE_LATE"
    assert facts(late, day=date(2026, 9, 10), standing=SEEN_EARLIER).status == "LAPSE_PENDING"
    paid = Told("annuity_paid", date(2026, 8, 2), {"year": 6})
    assert facts(late, paid, standing=SEEN_EARLIER).status == "IN_FORCE"


def test_the_term_ends_by_itself_unless_the_register_says_later() -> None:
    old = date(2006, 11, 26)
    assert facts(filing_date=old, grant_date=date(2009, 1, 6)).status == "EXPIRED"
    longer = Told("term_compensated", date(2010, 1, 1), {"last_day": "2027-05-01"})
    right = facts(longer, filing_date=old, grant_date=date(2009, 1, 6))
    assert (right.status, right.last_day, right.overlays) == (
        "IN_FORCE",
        date(2027, 5, 1),
        ("term_compensated",),
    )


_KINDS = st.sampled_from(
    [
        ("lapsed", {}),
        ("restored", {}),
        ("abandoned", {}),
        ("invalid_part", {}),
        ("suspended", {}),
        ("suspension_ended", {}),
        ("preserved", {}),
        ("preservation_ended", {}),
        ("late_notice", {}),
        ("annuity_paid", {"year": 6}),
        ("pledged", {"pledgee": "银行"}),
        ("pledge_released", {}),
        ("licence_granted", {"kind": "exclusive", "licensee": "甲", "to": "2030-01-01"}),
        ("licence_granted", {"kind": "sole", "licensee": "乙", "territory": "广东"}),
        ("licence_granted", {"kind": "ordinary", "licensee": "丙"}),
        ("ol_announced", {}),
        ("ol_withdrawn", {}),
        ("invalidation_requested", {}),
        ("invalidation_closed", {}),
        ("status_told", {"status": "IN_FORCE"}),
        ("status_told", {"status": "IN_FORCE_LATE"}),
        ("secrecy_stated", {"secret": True}),
        ("secrecy_stated", {"secret": False}),
    ]
)
_WALK = st.lists(st.tuples(_KINDS, st.integers(0, 1300)), max_size=12)


def walked(walk: list[tuple[tuple[str, dict[str, object]], int]]) -> RightFacts:
    return facts(*(Told(kind, GRANTED + timedelta(days), data) for (kind, data), days in walk))


@settings(max_examples=300, deadline=None)
@given(_WALK)
def test_whatever_happens_the_invariants_hold(walk: list[tuple[tuple[str, dict[str, object]], int]]) -> None:
    right = walked(walk)
    law = shipped()
    verdicts = {act: check(right, act, TODAY, law) for act in ACTS}
    exclusive = any(one.kind in ("exclusive", "sole") for one in right.licences)
    if exclusive:
        assert verdicts["open_licence"].outcome == "blocked", "INV-01"
    if right.open_licence_state == "effective":
        assert verdicts["assign"].outcome != "allowed", "INV-02"
        assert verdicts["licence_exclusive"].outcome == "blocked", "INV-01"
    if right.last_day is not None:
        beyond = Scope(ends=right.last_day + timedelta(1))
        assert check(right, "licence_ordinary", TODAY, law, beyond).outcome == "blocked", "INV-03"
    if right.status in ("IN_FORCE_LATE", "LAPSE_PENDING"):
        for act in ("open_licence", "record_licence", "pledge"):
            assert verdicts[act].outcome == "blocked", "INV-04"
    if right.group == "dead" or right.secret:
        assert {verdict.outcome for verdict in verdicts.values()} == {"blocked"}
    assert right.status in {status for statuses in GROUPS.values() for status in statuses}


@settings(max_examples=100, deadline=None)
@given(_WALK)
def test_the_order_of_entry_does_not_matter(walk: list[tuple[tuple[str, dict[str, object]], int]]) -> None:
    by_day = {days: kind for kind, days in walk}
    events = [Told(kind, GRANTED + timedelta(days), data) for days, (kind, data) in sorted(by_day.items())]
    there = facts(*events)
    back = facts(*reversed(events))
    assert there == back


def test_what_comes_after_the_day_is_not_known_yet() -> None:
    later = [licence(), Told("abandoned", date(2026, 1, 5))]
    assert facts(*later, day=date(2024, 4, 30), standing=Standing("IN_FORCE", FILED, "told")).licences == ()
    assert facts(*later, day=date(2025, 1, 1)).status == "IN_FORCE"
    assert facts(*later).status == "ABANDONED"
