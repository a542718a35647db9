"""Reminders: each step once, the latest missed one after an absence, one letter per person and day."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, text

from portal.annuities import reminding
from portal.annuities.models import AnnuityReminder
from portal.annuities.reminding import near_a_due_day
from portal.annuities.steps import step_of
from portal.core import clock
from portal.extensions import db
from portal.jobs import rounds
from portal.jobs.models import DONE, QUEUED, Job
from portal.parameters.law import shipped
from portal.patents.annuity import ClockFacts, when
from portal.patents.models import Patent
from tests.cast import Cast
from tests.functional.payment_world import at_once
from tests.letters import letters
from tests.licences import granted_patent

DUE = date(2026, 5, 20)


def patent_due(cast: Cast, owner: str = "haiyu", **facts: object) -> Patent:
    """Add an invention whose eleventh annuity, 4,000 yuan, is due on DUE."""
    values: dict[str, object] = {
        "filing_date": date(2016, 5, 20),
        "grant_date": date(2019, 3, 12),
        "status_as_of": date(2025, 12, 1),
    }
    return granted_patent(cast, owner, **(values | facts))


def morning(day: date) -> time_machine.travel:
    """Travel to half past three of `day` in Beijing, half an hour after the round begins."""
    return time_machine.travel(clock.start_of(day) + timedelta(hours=3, minutes=30), tick=False)


def look(day: date) -> None:
    """Do the round of `day` as the job does it."""
    with morning(day):
        last = 0
        while found := reminding.candidates(last):
            reminding.note(found, day)
            last = found[-1].id
        reminding.tell(day)
        db.session.commit()


def noted() -> list[tuple[str, date]]:
    rows = db.session.scalars(select(AnnuityReminder).order_by(AnnuityReminder.id))
    return [(row.step, row.raised_on) for row in rows]


def digests() -> list[Job]:
    wanted = list(db.session.scalars(select(Job).where(Job.kind == "mail.letter").order_by(Job.id)))
    return [job for job in wanted if job.payload["template"] == "annuity_digest"]


def test_day_by_day_each_step_is_noted_once_on_its_own_day(cast: Cast) -> None:
    patent_due(cast)
    db.session.commit()
    day = DUE - timedelta(days=95)
    while day <= date(2026, 11, 25):
        look(day)
        day += clock.ONE_DAY
    assert noted() == [
        ("-90", date(2026, 2, 19)),
        ("-60", date(2026, 3, 21)),
        ("-30", date(2026, 4, 20)),
        ("-14", date(2026, 5, 6)),
        ("-7", date(2026, 5, 13)),
        ("0", date(2026, 5, 20)),
        ("+1", date(2026, 5, 21)),
        ("+2", date(2026, 6, 21)),
        ("+3", date(2026, 7, 21)),
        ("+4", date(2026, 8, 21)),
        ("+5", date(2026, 9, 21)),
        ("+6", date(2026, 10, 21)),
    ]


def test_after_a_week_without_a_worker_only_the_latest_step_is_told(cast: Cast) -> None:
    patent_due(cast)
    db.session.commit()
    look(DUE - timedelta(days=20))
    look(DUE + timedelta(days=1))
    assert [step for step, _ in noted()] == ["-30", "+1"]
    look(DUE + timedelta(days=1))
    look(DUE + timedelta(days=2))
    assert len(noted()) == 2
    assert len(digests()) == 2 * len(reminding._people_of({cast.organisation("haiyu").id}))


def test_officers_and_finance_of_the_owner_are_told_and_nobody_else(cast: Cast) -> None:
    patent_due(cast)
    patent_due(cast)
    db.session.commit()
    look(DUE)
    told = {job.payload["user_id"] for job in digests()}
    assert told == {cast.person(key).id for key in ("shen", "lin", "zhao")}
    assert len(digests()) == 3


def test_a_person_of_two_organisations_gets_one_letter(cast: Cast) -> None:
    for owner in ("haiyu", "bolan"):
        patent_due(cast, owner)
    from portal.accounts.organisations import Membership

    db.session.add(
        Membership(
            user_id=cast.person("lin").id, organisation_id=cast.organisation("bolan").id, roles=["officer"]
        )
    )
    db.session.commit()
    look(DUE)
    mine = [job for job in digests() if job.payload["user_id"] == cast.person("lin").id]
    both = sorted(cast.organisation(key).id for key in ("haiyu", "bolan"))
    assert [job.payload["params"]["organisation_ids"] for job in mine] == [both]


@pytest.mark.parametrize(
    "facts",
    [
        {"legal_status": "LAPSED_FEE"},
        {"office": "US"},
        {"owner_id": None},
        {"filing_date": None},
        {"legal_status": "PUBLISHED", "grant_date": None},
        {"status_as_of": DUE + timedelta(days=1)},
    ],
    ids=["dead", "abroad", "nobody's", "no filing date", "application", "paid"],
)
def test_nobody_is_reminded_of_what_is_not_owed(cast: Cast, facts: dict[str, object]) -> None:
    patent_due(cast, **facts)
    db.session.commit()
    look(DUE)
    assert noted() == []


def test_the_letter_says_what_to_pay_in_the_readers_language(cast: Cast, work: Callable[[], int]) -> None:
    number = patent_due(cast).application_no
    cast.person("lin").language = "zh"
    cast.person("zhao").language = "en"
    db.session.commit()
    look(date(2026, 7, 21))
    with morning(date(2026, 7, 21)):
        work()
    english = next(letter for letter in letters() if letter.to == cast.person("zhao").email)
    assert english.subject == "Annual fees to pay"
    assert f"ZL{number}" in english.text
    for piece in ("4,400", "month 3", "20 Nov 2026", "400", "/annuities?organisation="):
        assert piece in english.text
    chinese = next(letter for letter in letters() if letter.to == cast.person("lin").email)
    assert chinese.subject == "年费缴纳提醒"
    assert "滞纳期第3个月" in chinese.text and "2026年11月20日" in chinese.text


def test_what_was_paid_before_the_letter_is_written_is_left_out(cast: Cast, work: Callable[[], int]) -> None:
    paid, owed = patent_due(cast), patent_due(cast)
    db.session.commit()
    look(DUE)
    paid.status_as_of = DUE + clock.ONE_DAY
    number, other = paid.application_no, owed.application_no
    db.session.commit()
    with morning(DUE):
        work()
    text_of_letter = letters()[0].text
    assert str(other) in text_of_letter and str(number) not in text_of_letter


def test_the_round_promises_its_successor_and_runs_through(cast: Cast, work: Callable[[], int]) -> None:
    patent_due(cast)
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=False):
        rounds.promise("annuities.daily")
    db.session.commit()
    with morning(DUE):
        work()
        daily = select(Job).where(Job.kind == "annuities.daily").order_by(Job.id)
        states = [(job.status, clock.day_of(job.run_at)) for job in db.session.scalars(daily)]
    assert states == [(DONE, date(2026, 5, 2)), (QUEUED, date(2026, 5, 21))]
    assert [step for step, _ in noted()] == ["0"]
    assert len(letters()) == 3


def test_a_round_killed_between_two_chunks_doubles_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "AT_ONCE", 2)
    for _ in range(5):
        patent_due(cast)
    db.session.commit()
    with morning(DUE):
        first = reminding.candidates(0)
        reminding.note(first, DUE)
        db.session.commit()
    assert len(noted()) == 2
    look(DUE)
    look(DUE)
    assert len(noted()) == 5
    assert len(digests()) == 3


TIMES = 6


def note_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let many workers note the same step, each of which has seen that nobody has noted it."""
    gate = threading.Barrier(TIMES)
    fresh = reminding._fresh

    def look_together(rows: list[dict[str, object]]) -> list[dict[str, object]]:
        found = fresh(rows)
        with suppress(threading.BrokenBarrierError):  # on SQLite the writers come one by one
            gate.wait(3)
        return found

    monkeypatch.setattr(reminding, "_fresh", look_together)

    def one(_number: int) -> None:
        with app.app_context():
            reminding.note(reminding.candidates(0), DUE)
            db.session.commit()
            db.session.remove()

    at_once(TIMES, one)


def count() -> int:
    return db.session.scalar(select(func.count(AnnuityReminder.id))) or 0


def test_many_workers_note_a_step_once(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    patent_due(cast)
    db.session.commit()
    note_at_once(app, monkeypatch)
    assert count() == 1


@pytest.mark.postgres_only
def test_control_without_the_key_every_worker_notes_it(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("NOT PROVEN on SQLite, which has one writer: the control needs PostgreSQL")
    patent_due(cast)
    db.session.execute(
        text("ALTER TABLE annuity_reminder DROP CONSTRAINT uq_annuity_reminder_patent_id_year_step")
    )
    db.session.commit()
    note_at_once(app, monkeypatch)
    assert count() == TIMES


def test_two_workers_that_tell_at_once_promise_each_letter_once(app: Flask, cast: Cast) -> None:
    patent_due(cast)
    db.session.commit()
    reminding.note(reminding.candidates(0), DUE)
    db.session.commit()

    def one(_number: int) -> int:
        with app.app_context():
            told = reminding.tell(DUE)
            db.session.commit()
            db.session.remove()
            return told

    assert sorted(at_once(4, one)) == [0, 0, 0, 3]
    assert len(digests()) == 3


def test_no_step_is_lost_by_looking_only_at_fees_near_their_due_day() -> None:
    """For every day of a year and filing days of all kinds: whoever has a step is looked at."""
    days_before = shipped().on("annuity.reminder_days", date(2026, 1, 1))
    looked_at = 0
    for filing in (
        date(2016, 2, 29),
        date(2015, 1, 1),
        date(2018, 12, 31),
        date(2019, 6, 15),
        date(2012, 8, 31),
    ):
        for paid in (None, 6, 9):
            facts = ClockFacts("I", filing, filing + timedelta(days=200), date(2045, 1, 1), paid_through=paid)
            for day in (date(2024, 1, 1) + timedelta(days=number) for number in range(800)):
                near = near_a_due_day(filing, day, max(days_before))
                looked_at += near
                if step_of(when(facts, day, shipped()), day, days_before):
                    assert near, (filing, paid, day)
    assert looked_at < 0.9 * 5 * 3 * 800
