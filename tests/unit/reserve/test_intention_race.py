"""Eight windows declare the same patent, eight choose an offer at once: one each, and the controls without the indexes."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal.extensions import db
from portal.patents.models import Patent
from portal.reserve import service
from portal.reserve.models import Intention
from tests.cast import Cast
from tests.functional.payment_world import at_once
from tests.rescues import old_patent

TIMES = 8


def many(app: Flask, act: Callable[[], None]) -> list[bool]:
    """Do it in many transactions at once; tell which of them went through."""

    def one(_number: int) -> bool:
        with app.app_context():
            try:
                act()
                db.session.commit()
            except (IntegrityError, StaleDataError):
                db.session.rollback()
                return False
            finally:
                db.session.remove()
        return True

    return [bool(answer) for answer in at_once(TIMES, one)]


def declare_at_once(app: Flask, cast: Cast, patent_id: int, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Declare in transactions each of which has seen that there is no live intention yet."""
    gate = threading.Barrier(TIMES)
    look = service.live_of

    def look_together(patent: Patent) -> Intention | None:
        found = look(patent)
        with suppress(threading.BrokenBarrierError):  # on SQLite the writers come one by one
            gate.wait(3)
        return found

    monkeypatch.setattr(service, "live_of", look_together)

    def act() -> None:
        patent = db.session.get_one(Patent, patent_id)
        service.declare_intention(cast.organisation("haiyu"), [patent], cast.person("lin"), reason="cost")

    return many(app, act)


def intentions() -> int:
    return db.session.scalar(select(func.count(Intention.id))) or 0


def test_one_live_intention_however_many_windows(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    patent_id = old_patent(cast).id
    db.session.commit()
    answers = declare_at_once(app, cast, patent_id, monkeypatch)
    assert True in answers
    assert intentions() == 1


@pytest.mark.postgres_only
def test_control_without_the_index_every_window_declares(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("NOT PROVEN on SQLite, which has one writer: the control needs PostgreSQL")
    patent_id = old_patent(cast).id
    db.session.execute(text("DROP INDEX uq_intention_live"))
    db.session.commit()
    assert declare_at_once(app, cast, patent_id, monkeypatch) == [True] * TIMES
    assert intentions() == TIMES
