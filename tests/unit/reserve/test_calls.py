"""The calls: their order and days, who is called and why, alarms once each, and every way in which it ends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts.notices import notices_of
from portal.catalogue.models import SavedSearch
from portal.core import clock
from portal.core.errors import NotFound, RuleRefusal
from portal.extensions import db
from portal.jobs import rounds
from portal.jobs.models import Job
from portal.listings.models import Listing
from portal.patents.facts import service as facts
from portal.reserve import demand, domain, fees, inventors, service, timing, watch
from portal.reserve.models import Intention
from tests.cast import Cast
from tests.rescues import agreed, called, called_publicly, declared, offered, old_patent, reserve

pytestmark = pytest.mark.usefixtures("app")
INVENTORS = [("林晓澄", "inventor@example.org"), ("周某", "second@example.org")]


@contextmanager
def days_later(days: int) -> Iterator[None]:
    """Let the days pass."""
    with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
        yield


def test_three_calls_in_order_each_with_its_days(cast: Cast) -> None:
    old_patent(cast, "boan")
    start = clock.today()
    intention = called(cast, inventors_of=INVENTORS)
    story = []
    for day in range(0, 62):
        with time_machine.travel(
            clock.start_of(start + timedelta(days=day)) + timedelta(hours=9), tick=False
        ):
            watch.look_after(intention)
            watch.look_after(intention)
            story.append(intention.state)
            assert intention.call_until is not None and intention.pool_deadline is not None
            assert intention.call_until <= intention.pool_deadline
    assert intention.call_until == intention.pool_deadline
    assert story[:11] == ["call_inventors"] * 11
    assert story[11:32] == ["call_matched"] * 21
    assert story[32:] == ["call_public"] * 30
    with time_machine.travel(clock.start_of(start + timedelta(days=63)), tick=False):
        watch.look_after(intention)
        assert intention.state == "let_go"


def test_calls_never_run_past_the_register_s_days(cast: Cast) -> None:
    old_patent(cast, "boan")
    intention = called(cast, old_patent(cast, days_left=60), inventors_of=INVENTORS)
    with days_later(11):
        watch.look_after(intention)
        assert (intention.state, intention.call_until) == ("call_matched", intention.pool_deadline)
    with days_later(16):
        watch.look_after(intention)
        assert intention.state == "let_go"


def test_no_call_runs_past_the_latest_day_that_is_shown(cast: Cast) -> None:
    """The matched call opens a day late: the public one ends on the day by which the owner waits."""
    old_patent(cast, "boan")
    intention = called(cast, inventors_of=INVENTORS)
    deadline = intention.pool_deadline
    for day in (12, 34):
        with days_later(day):
            watch.look_after(intention)
    assert (intention.state, intention.call_until) == ("call_public", deadline)


def test_without_addresses_the_inventors_call_is_over_at_once(cast: Cast) -> None:
    old_patent(cast, "boan")
    intention = called(cast)
    watch.look_after(intention)
    assert intention.state == "call_matched"


@pytest.mark.parametrize(
    ("secrecy", "called_out", "ends"),
    [
        ("public", {"boan", "hemu"}, "call_public"),
        ("brokers", {"boan", "hemu"}, "let_go"),
        ("operator", {"hemu"}, "let_go"),
    ],
)
def test_secrecy_decides_who_is_called(cast: Cast, secrecy: str, called_out: set[str], ends: str) -> None:
    old_patent(cast, "boan")
    reserve(cast, "hemu")
    intention = called(cast, secrecy=secrecy)
    watch.look_after(intention)
    ids = {cast.organisation(key).id for key in called_out}
    assert {match.organisation_id for match in intention.matches} == ids
    with days_later(21):
        watch.look_after(intention)
        assert intention.state == ends
        assert intention.is_public is (secrecy == "public")


def test_why_an_enterprise_is_called(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    boan, hemu = cast.organisation("boan"), cast.organisation("hemu")
    boan.region = cast.organisation("haiyu").region
    old_patent(cast, "boan")
    old_patent(cast, "boan")
    monkeypatch.setattr(demand, "_sources", [lambda _patent: [(hemu.id, "散热 电池")]])
    found = {one.organisation_id: one for one in demand.candidates(declared(cast))}
    assert found[boan.id].reasons == [
        ["same_subclass", {"subclass": "H01M", "n": 2}],
        ["region", {"region": boan.region}],
    ]
    assert found[hemu.id].reasons == [["search", {"words": "散热 电池"}]]
    assert found[boan.id].score > found[hemu.id].score


def test_only_the_inventors(cast: Cast) -> None:
    intention = declared(cast, inventors_of=INVENTORS)
    service.decide(intention, cast.person("shi"), "offer_inventors", "寿命较短")
    inventors.answer(intention.inventor_calls[1], wants=True)
    with days_later(11):
        watch.look_after(intention)
        assert intention.state == "call_inventors"
        service.agree(intention, intention.interests[0], cast.person("lin"))
    other = declared(cast, inventors_of=INVENTORS)
    service.decide(other, cast.person("shi"), "offer_inventors", "寿命较短")
    with days_later(11):
        watch.look_after(other)
        assert (other.state, list(other.matches)) == ("let_go", [])


def test_an_inventor_s_silence_is_a_waiver_after_fifteen_days(cast: Cast) -> None:
    intention = called(cast, inventors_of=INVENTORS)
    inventors.answer(intention.inventor_calls[0], wants=False)
    for days, asked in ((0, False), (15, False), (16, True)):
        with days_later(days):
            assert inventors.have_been_asked(intention) is asked, days


def test_an_inventor_who_wants_it_stands_before_others(cast: Cast) -> None:
    intention = called(cast, inventors_of=INVENTORS)
    inventors.answer(intention.inventor_calls[0], wants=True)
    with days_later(30):
        assert not inventors.have_been_asked(intention)
        assert inventors.have_been_asked(intention, "林晓澄")


def test_links_are_hashed_and_answer_once(cast: Cast) -> None:
    intention = called(cast, inventors_of=INVENTORS)
    call = intention.inventor_calls[0]
    token = inventors.token_of(call)
    assert inventors.by_token(token) is call
    assert token not in (call.token_hash, call.nonce)
    with pytest.raises(NotFound):
        inventors.by_token(call.token_hash)
    inventors.answer(call, wants=False)
    with pytest.raises(RuleRefusal, match=r"rescue\.answer_closed"):
        inventors.answer(call, wants=True)


def alarms(cast: Cast) -> int:
    """Count the alarms on the officer's desk."""
    return sum(notice.code == "rescue.told.alarm" for notice in notices_of(cast.person("lin").id))


def test_alarms_once_each(cast: Cast) -> None:
    intention = declared(cast, old_patent(cast, days_left=120))
    start, heard = clock.today(), {}
    for day in range(120):
        with time_machine.travel(
            clock.start_of(start + timedelta(days=day)) + timedelta(hours=3), tick=False
        ):
            before = alarms(cast)
            watch.look_after(intention)
            watch.look_after(intention)
            if alarms(cast) > before:
                heard[120 - day] = alarms(cast) - before
    assert heard == {90: 1, 60: 1, 30: 1, 14: 1, 7: 1}


def test_one_alarm_after_the_worker_was_off(cast: Cast) -> None:
    intention = declared(cast, old_patent(cast, days_left=95))
    with days_later(70):
        watch.look_after(intention)
        watch.look_after(intention)
        assert (alarms(cast), intention.alarmed_days) == (1, 30)


def test_lost_when_the_last_safe_day_is_over(cast: Cast) -> None:
    takeover = agreed(cast, called_publicly(cast, old_patent(cast, days_left=150)))
    intention = takeover.intention
    with days_later(150):
        watch.look_after(intention)
        assert intention.state == "agreed"
    with days_later(151):
        watch.look_after(intention)
        assert (intention.state, takeover.state) == ("lost", "failed")


def test_what_was_let_go_is_not_lost(cast: Cast) -> None:
    intention = called_publicly(cast, old_patent(cast, days_left=150))
    for days in (120, 151, 160):
        with days_later(days):
            watch.look_after(intention)
            assert intention.state == "let_go"


def ended(intention: Intention, cast: Cast, kind: str = "lapsed", on: date | None = None) -> None:
    """Let the register say that the right has ended."""
    facts.record(
        intention.patent, kind, cast.person("gao"), happened_on=on or clock.today(), source="gazette"
    )


def test_let_go_then_lapsed_then_public_domain_in_one_transaction(cast: Cast) -> None:
    intention = declared(cast)
    service.decide(intention, cast.person("shi"), "let_go", "无需求")
    with pytest.raises(RuleRefusal, match=r"rescue\.still_in_force"):
        domain.publish(intention.patent, cast.person("lin"))
    ended(intention, cast)
    entry = domain.entry_of(intention.patent)
    assert intention.state == "public_domain"
    assert entry is not None and entry.status == intention.patent.legal_status == "LAPSED_FEE"


def test_an_abandonment_in_the_middle_of_the_calls_ends_them(cast: Cast) -> None:
    intention = called_publicly(cast)
    listing = db.session.get_one(Listing, intention.listing_id)
    ended(intention, cast, "abandoned")
    assert intention.state == "public_domain"
    assert listing.state == "withdrawn"
    with pytest.raises(RuleRefusal):
        offered(cast, intention)


def test_what_is_void_from_the_beginning_is_not_shown_as_free(cast: Cast) -> None:
    intention = declared(cast)
    ended(intention, cast, "invalid_full")
    assert intention.state == "lapsed"
    assert domain.entry_of(intention.patent) is None


def test_offers_keep_the_last_call_open_while_there_is_time(cast: Cast) -> None:
    intention = called_publicly(cast)
    offered(cast, intention)
    with days_later(31):
        watch.look_after(intention)
        assert intention.state == "call_public"
        service.take_back(intention.interests[0], cast.person("chen"))
        watch.look_after(intention)
        assert intention.state == "let_go"


def test_the_daily_round_does_it_all(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    del app
    intention_id = called(cast).id
    rounds.promise_all()
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=2)):
        work()
    assert db.session.get_one(Intention, intention_id).state in ("call_matched", "call_public")
    assert db.session.scalars(select(Job).where(Job.kind == "reserve.daily", Job.status == "queued")).first()


def test_a_paid_fee_gives_another_year(cast: Cast) -> None:
    intention = called_publicly(cast, old_patent(cast, days_left=60))
    before, found = intention.last_safe_day, timing.timing_of(intention.patent)
    assert found is not None and before is not None
    year = found.clock.next_year
    assert year is not None
    fees.record(
        intention,
        cast.person("lin"),
        year=year,
        fen=found.clock.payable,
        payer="taker",
        paid_on=clock.today(),
        evidence="0" * 64,
    )
    assert intention.last_safe_day is not None
    assert 360 < (intention.last_safe_day - before).days < 370
    with days_later(59):
        offered(cast, intention)
        service.agree(intention, intention.interests[0], cast.person("lin"))


def test_who_keeps_a_search_that_fits_is_called(cast: Cast) -> None:
    chen = cast.person("chen")
    for query in ("q=散热+锂离子", "q=发酵", "ipc_subclass=H01M"):
        db.session.add(SavedSearch(user_id=chen.id, name="x", kind="listing", query=query))
    db.session.flush()
    assert demand.searches_for(old_patent(cast)) == [(cast.organisation("boan").id, "散热 锂离子")]
    assert demand.searches_for(old_patent(cast, "boan")) == []
