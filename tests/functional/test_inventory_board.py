"""The board: patents woken and annual fees saved, each number with the records behind it."""

from datetime import date, timedelta
from typing import Any

from portal.core import clock
from portal.core.calendar import add_years
from portal.inventory import board, decisions
from portal.inventory.savings import by_open_licence, no_longer_due
from portal.parameters import law
from portal.patents.annuity_facts import ClockFacts, OpenWindow, Reduction
from portal.patents.facts import service as facts
from portal.patents.models import Patent
from tests.cast import Cast
from tests.inventories import opened, sleeper

FACTS = ClockFacts(
    kind="I",
    filing_date=date(2020, 3, 10),
    grant_date=date(2022, 5, 1),
    last_day=date(2040, 3, 9),
    ended_on=None,
    paid_through=None,
)


def with_facts(**more: Any) -> ClockFacts:
    values = {
        name: getattr(FACTS, name)
        for name in ("kind", "filing_date", "grant_date", "last_day", "ended_on", "paid_through")
    }
    return ClockFacts(**{**values, **more})


def test_what_is_let_go_saves_every_later_annuity() -> None:
    found = no_longer_due(FACTS, 3, date(2036, 3, 10), "let_go", law.shipped())
    assert [(one.due, one.fen) for one in found] == [
        (date(2037, 3, 10), 800_000),
        (date(2038, 3, 10), 800_000),
        (date(2039, 3, 10), 800_000),
    ]


def test_a_reduction_makes_the_saving_smaller() -> None:
    reduced = with_facts(reductions=(Reduction("single", date(2021, 1, 1), None),))
    whole = no_longer_due(FACTS, 3, date(2026, 3, 10), "let_go", law.shipped())
    less = no_longer_due(reduced, 3, date(2026, 3, 10), "let_go", law.shipped())
    assert less[0].fen == whole[0].fen * 15 // 100
    assert less[-1].fen == whole[-1].fen  # ten years after the year of grant the reduction is over


def test_an_open_licence_saves_fifteen_per_cent_of_each_annuity_of_its_time() -> None:
    window = OpenWindow(date(2026, 1, 5), date(2026, 1, 20), date(2030, 1, 1), None)
    found = by_open_licence(
        with_facts(open_windows=(window,)), 3, date.min, date(2028, 12, 31), law.shipped()
    )
    assert [(one.due.year, one.fen) for one in found] == [(2026, 30_000), (2027, 30_000), (2028, 30_000)]


def test_a_better_reduction_leaves_nothing_for_the_open_licence() -> None:
    window = OpenWindow(date(2026, 1, 5), date(2026, 1, 20), date(2030, 1, 1), None)
    both = with_facts(open_windows=(window,), reductions=(Reduction("single", date(2021, 1, 1), None),))
    assert by_open_licence(both, 3, date.min, date(2028, 12, 31), law.shipped()) == []


def decided(cast: Cast, patent: Patent, kind: str) -> None:
    round_ = opened(cast, patent)
    meeting = decisions.current_meeting(round_, cast.person("lin"))
    outcome = decisions.decide(meeting, [patent], kind, "成本过高", cast.person("lin"))
    assert len(outcome.made) == 1


def test_a_patent_let_go_by_decision_counts_once_it_has_ended(cast: Cast) -> None:
    patent = sleeper(cast)
    decided(cast, patent, "abandon")
    haiyu = cast.organisation("haiyu")
    assert board.saved(haiyu.id) == []
    facts.record(patent, "abandoned", cast.person("lin"), happened_on=clock.today(), source="公告")
    (found,) = board.saved(haiyu.id)
    assert found.patent is patent and found.savings[0].why == "let_go"
    assert len(found.savings) in (14, 15) and found.savings[0].due > clock.today()
    assert sum(fen for _, fen in board.by_year([found])) == found.fen
    page = cast.browser("lin").get(f"/inventory/board/{haiyu.public_id}")
    assert page.status_code == 200 and patent.title_en in page.text


def test_an_assigned_patent_costs_its_new_owner(cast: Cast) -> None:
    patent = sleeper(cast)
    decided(cast, patent, "list")
    patent.owner_id = cast.organisation("boan").id
    (found,) = board.saved(cast.organisation("haiyu").id)
    assert {one.why for one in found.savings} == {"assigned"}


def test_only_who_slept_when_the_round_began_can_be_woken(cast: Cast) -> None:
    slept, awake = sleeper(cast), sleeper(cast, inventor="王二")
    said = {"kind": "ordinary", "licensee": "甲公司", "recorded": True}
    day = clock.today() - timedelta(days=30)
    facts.record(awake, "licence_granted", cast.person("lin"), happened_on=day, source="登记簿", data=said)
    round_ = opened(cast, slept)
    haiyu = cast.organisation("haiyu")
    assert board.woken(haiyu.id) == []
    facts.record(
        slept, "licence_granted", cast.person("lin"), happened_on=clock.today(), source="登记簿", data=said
    )
    (found,) = board.woken(haiyu.id)
    assert (found.patent, found.round, found.how, found.since) == (slept, round_, "licence", clock.today())


def test_a_use_before_the_round_wakes_nobody(cast: Cast) -> None:
    patent = sleeper(cast, grant_date=add_years(clock.today(), -4))
    round_ = opened(cast, patent)
    day = clock.today() - timedelta(days=300)
    said = {"kind": "ordinary", "licensee": "甲公司", "recorded": True}
    facts.record(patent, "licence_granted", cast.person("lin"), happened_on=day, source="登记簿", data=said)
    assert round_.total == 1 and board.woken(cast.organisation("haiyu").id) == []


def test_the_board_is_the_offices(cast: Cast) -> None:
    opened(cast)
    place = f"/inventory/board/{cast.organisation('haiyu').public_id}"
    assert cast.browser("lin").get(place).status_code == 200
    assert {cast.browser(who).get(place).status_code for who in ("okoro", "zhao", "chen")} == {403}
