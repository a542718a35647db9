"""What stands beside the price: peers far away, our own licences without names, and advice on the period."""

from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.core import clock, rulebook
from portal.core.i18n import in_language
from portal.extensions import db
from portal.openlicence import peers, remarks
from portal.openlicence.models import Statement
from portal.parameters import service as parameters
from portal.parameters.service import Wish
from portal.patents.models import Patent
from tests.cast import Cast
from tests.licences import announced, noticed, paid

MEAN = 166_000_000  # fen, 2023


def priced(amount: int | None, way: str = "lump_sum") -> Statement:
    return Statement(fee_way=way, amount=amount, instalments=[])


def set_figure(cast: Cast, key: str, typed: str) -> None:
    """Let the operator give the figure another value from today on."""
    wish = Wish(key, typed, clock.today(), None, "测试来源", "P")
    parameters.add(wish, cast.person("gao"))
    db.session.flush()


def test_the_published_mean_is_the_latest() -> None:
    assert (peers.published()[1][-1].year, peers.published()[1][-1].mean_fixed_fen) == (2023, MEAN)
    years = [row.year for row in peers.published()[1]]
    assert years == sorted(set(years))


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("way", ["lump_sum", "instalments"])
@pytest.mark.parametrize(
    ("amount", "far"),
    [
        (MEAN, False),
        (MEAN * 10, False),
        (MEAN * 10 + 1, True),
        (MEAN // 100, False),
        (MEAN // 100 - 1, True),
        (None, False),
        (0, False),
    ],
)
def test_how_far_a_fixed_fee_may_be_from_the_mean(amount: int | None, way: str, far: bool) -> None:
    assert peers.far_from_peers(priced(amount, way)) == (MEAN if far else None)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("way", ["free", "royalty", "entry_royalty"])
def test_only_fixed_fees_are_compared_with_fixed_fees(way: str) -> None:
    assert peers.far_from_peers(priced(1, way)) is None


def test_the_operators_figures_decide_what_is_far(app: Flask, cast: Cast) -> None:
    high, low = priced(MEAN * 3), priced(MEAN // 20)
    assert (peers.far_from_peers(high), peers.far_from_peers(low)) == (None, None)
    set_figure(cast, "openlicence.far_above", "2")
    assert (peers.far_from_peers(high), peers.far_from_peers(low)) == (MEAN, None)
    set_figure(cast, "openlicence.far_below", "10")
    assert (peers.far_from_peers(high), peers.far_from_peers(low)) == (MEAN, MEAN)


def licence_at(cast: Cast, yuan: int) -> None:
    """Let boan take a licence for so much."""
    paid(noticed(cast, announced(cast, amount=yuan * 100)))
    db.session.flush()


def test_four_licences_of_ours_hide_and_five_show_quartiles(app: Flask, cast: Cast) -> None:
    assert peers.own() is None
    for yuan in (10_000, 20_000, 30_000, 40_000):
        licence_at(cast, yuan)
    noticed(cast, announced(cast, fee_way="free", amount=None))
    noticed(cast, announced(cast, amount=9_999_900))
    assert peers.own() is None, "four fixed fees were paid; a free and an unpaid one do not count"
    licence_at(cast, 60_000)
    found = peers.own()
    assert found == peers.Own(5, 2_000_000, 3_000_000, 4_000_000)
    page = cast.browser("chen", "en").get("/open-licences/peers").text
    assert "30,000" in page and cast.organisation("haiyu").name_en not in page.split("<main")[1]


def test_the_operator_says_how_many_are_enough(app: Flask, cast: Cast) -> None:
    for yuan in (10_000, 20_000):
        licence_at(cast, yuan)
    assert peers.own() is None
    set_figure(cast, "pricing.own_deals_minimum", "2")
    found = peers.own()
    assert found is not None and found.count == 2


def test_even_a_minimum_of_one_shows_no_single_price(app: Flask, cast: Cast) -> None:
    licence_at(cast, 10_000)
    set_figure(cast, "pricing.own_deals_minimum", "1")
    assert peers.own() is None


SHORT, LOST, WON = "shorter than 1 year", "With a period of 5 years", "is 5 years or more"


def said(first: date | None, last: date | None, amount: int = MEAN) -> list[tuple[str, str]]:
    statement = Statement(period_from=first, period_to=last, fee_way="lump_sum", amount=amount)
    statement.patent = Patent()
    with in_language("en"):
        return remarks.of(statement)


@pytest.mark.usefixtures("app")
@time_machine.travel("2025-02-01 10:00:00+08:00", tick=False)
@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 1, 1), date(2026, 12, 30), [SHORT, LOST]),
        (date(2026, 1, 1), date(2026, 12, 31), [LOST]),
        (date(2024, 2, 29), date(2025, 2, 27), [LOST]),
        (date(2026, 1, 1), date(2030, 12, 30), [LOST]),
        (date(2026, 1, 1), date(2030, 12, 31), [WON]),
        (date(2026, 3, 5), date(2031, 3, 4), [WON]),
        (date(2026, 3, 5), date(2031, 3, 3), [LOST]),
        (None, date(2030, 1, 1), []),
        (date(2030, 1, 1), None, []),
        (date(2015, 1, 1), date(2025, 1, 31), []),  # over: refused, no advice
    ],
)
def test_a_period_under_a_year_and_one_of_five(
    first: date | None, last: date | None, expected: list[str]
) -> None:
    found = said(first, last)
    assert [rule for rule, _text in found] == ["OL-14"] * len(expected)
    assert all(part in text for part, (_rule, text) in zip(expected, found, strict=True))


@pytest.mark.usefixtures("app")
def test_a_far_price_is_remarked_under_its_rule() -> None:
    found = said(date(2026, 1, 1), date(2030, 12, 31), MEAN * 11)
    assert [rule for rule, _text in found] == ["OL-14", "OL-29"]
    assert all(rulebook.find(rule) is not None for rule, _text in found)
