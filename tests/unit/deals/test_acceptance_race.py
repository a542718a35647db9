"""Eight windows of one enterprise take the same licence at once: one acceptance, and the control without the index."""

import threading
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from portal.deals import service
from portal.deals.models import Deal
from portal.extensions import db
from portal.openlicence.models import Statement
from tests.cast import Cast
from tests.functional.payment_world import at_once
from tests.licences import announced

TIMES = 8


def open_at_once(app: Flask, cast: Cast, statement_id: int, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Open the acceptance in many transactions, each of which has seen that there is none yet."""
    gate = threading.Barrier(TIMES)
    look = service.live_acceptance

    def look_together(statement: Statement, licensee: object) -> Deal | None:
        found = look(statement, licensee)  # type: ignore[arg-type]  # handed through
        with suppress(threading.BrokenBarrierError):  # on SQLite the writers come one by one
            gate.wait(3)
        return found

    monkeypatch.setattr(service, "live_acceptance", look_together)

    def take(_number: int) -> bool:
        with app.app_context():
            statement = db.session.get_one(Statement, statement_id)
            try:
                service.open_acceptance(statement, cast.organisation("boan"), cast.person("chen"))
                db.session.commit()
            except IntegrityError:
                db.session.rollback()
                return False
            finally:
                db.session.remove()
        return True

    return [bool(answer) for answer in at_once(TIMES, take)]


def acceptances() -> int:
    return db.session.scalar(select(func.count(Deal.id))) or 0


def test_one_acceptance_however_many_windows(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    statement_id = announced(cast).id
    db.session.commit()
    answers = open_at_once(app, cast, statement_id, monkeypatch)
    assert True in answers
    assert acceptances() == 1


@pytest.mark.postgres_only
def test_control_without_the_index_every_window_opens_one(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("NOT PROVEN on SQLite, which has one writer: the control needs PostgreSQL")
    statement_id = announced(cast).id
    db.session.execute(text("DROP INDEX uq_deal_live_acceptance"))
    db.session.commit()
    assert open_at_once(app, cast, statement_id, monkeypatch) == [True] * TIMES
    assert acceptances() == TIMES
