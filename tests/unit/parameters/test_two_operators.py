"""Two operators give the same figure a value at once: one of them is told, and the control without the index."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from portal.core import clock
from portal.core.errors import InputError, Stale
from portal.extensions import db
from portal.parameters import service
from portal.parameters.models import RuleParameter
from portal.parameters.service import Wish
from tests.cast import Cast
from tests.functional.payment_world import at_once

TIMES = 6
KEY = "openlicence.cap.fixed"


def wish(number: int, days: int = 5) -> Wish:
    """Return a wish of the operator's `number`th window."""
    begins = clock.today() + timedelta(days=days)
    return Wish(KEY, f"{number + 1}万", begins, None, "测试来源", "V")


def add_at_once(app: Flask, cast: Cast, days: tuple[int, ...], *, seen: str | None) -> list[bool]:
    """Give the figure a value in many transactions; return for each whether it was taken."""
    gate = threading.Barrier(TIMES)

    def add(number: int) -> bool:
        with suppress(threading.BrokenBarrierError):
            gate.wait(3)
        with app.app_context():
            try:
                service.add(wish(number, days[number]), cast.person("gao"), seen=seen)
                db.session.commit()
            except (IntegrityError, InputError, Stale):
                db.session.rollback()
                return False
            finally:
                db.session.remove()
        return True

    return [bool(answer) for answer in at_once(TIMES, add)]


def live_rows() -> int:
    return db.session.scalar(select(func.count(RuleParameter.id)).where(RuleParameter.key == KEY)) or 0


def test_one_value_for_one_day(app: Flask, cast: Cast) -> None:
    answers = add_at_once(app, cast, (5,) * TIMES, seen=None)
    assert answers.count(True) == 1
    assert live_rows() == 1


def test_one_page_is_good_for_one_change(app: Flask, cast: Cast) -> None:
    answers = add_at_once(app, cast, tuple(range(1, TIMES + 1)), seen="0.0")
    assert answers.count(True) == 1
    assert live_rows() == 1


def test_control_without_the_edition_every_day_is_taken(app: Flask, cast: Cast) -> None:
    answers = add_at_once(app, cast, tuple(range(1, TIMES + 1)), seen=None)
    assert answers == [True] * TIMES
    assert live_rows() == TIMES


@pytest.mark.postgres_only
def test_control_without_lock_and_index_a_day_is_taken_twice(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("NOT PROVEN on SQLite, which has one writer: the control needs PostgreSQL")
    gate = threading.Barrier(TIMES)
    look = service.check

    def look_together(wanted: Wish) -> object:
        found = look(wanted)
        with suppress(threading.BrokenBarrierError):
            gate.wait(3)
        return found

    monkeypatch.setattr(service, "check", look_together)
    monkeypatch.setattr(service, "lock_for_transaction", lambda *_arguments: None)
    monkeypatch.setattr(service, "_live_row", lambda *_arguments: None)
    db.session.execute(text("DROP INDEX uq_rule_parameter_live"))
    db.session.commit()
    assert add_at_once(app, cast, (5,) * TIMES, seen=None) == [True] * TIMES
    assert live_rows() == TIMES
