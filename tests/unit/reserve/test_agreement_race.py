"""Eight windows accept eight offers for one patent at once: one takeover, and the control without what guards it."""

import threading
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from portal.core.errors import Stale
from portal.extensions import db
from portal.openlicence.models import Statement
from portal.patents.models import Patent
from portal.reserve import legal, service
from portal.reserve.models import ACCEPTED, AGREED, Intention, Interest
from portal.reserve.takeover_models import Takeover
from tests.cast import Cast
from tests.rescues import called_publicly
from tests.unit.reserve.test_intention_race import TIMES, many

GUARDS = ("uq_rescue_interest_accepted", "uq_takeover_live")


def offers(cast: Cast) -> int:
    """Call a patent out, let eight inventors offer for it, and return the intention's id."""
    intention = called_publicly(cast)
    for place in range(TIMES):
        intention.interests.append(Interest(name=f"发明人{place}"))
    db.session.commit()
    return intention.id


def accept_at_once(
    app: Flask, cast: Cast, intention_id: int, monkeypatch: pytest.MonkeyPatch, same: bool = False
) -> list[bool]:
    """Accept in transactions each of which has seen the call open, each its own offer or all the `same` one."""
    gate, places = threading.Barrier(TIMES), iter(range(TIMES))
    look = legal.statement_of

    def look_together(patent: Patent) -> Statement | None:
        found = look(patent)
        with suppress(threading.BrokenBarrierError):  # on SQLite the writers come one by one
            gate.wait(3)
        return found

    monkeypatch.setattr(legal, "statement_of", look_together)

    def act() -> None:
        intention = db.session.get_one(Intention, intention_id)
        chosen = intention.interests[0 if same else next(places)]
        with suppress(Stale):
            service.agree(intention, chosen, cast.person("lin"))
            return
        db.session.rollback()

    return many(app, act)


def counts() -> tuple[int, int]:
    """Return how many offers are accepted and how many takeovers there are."""
    accepted = select(func.count(Interest.id)).where(Interest.decision == ACCEPTED)
    return db.session.scalar(accepted) or 0, db.session.scalar(select(func.count(Takeover.id))) or 0


@pytest.mark.parametrize("same", [False, True])
def test_one_takeover_however_many_windows(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch, same: bool
) -> None:
    intention_id = offers(cast)
    accept_at_once(app, cast, intention_id, monkeypatch, same)
    db.session.rollback()
    assert counts() == (1, 1)
    assert db.session.get_one(Intention, intention_id, populate_existing=True).state == AGREED


def drop_indexes() -> None:
    for index in GUARDS:
        db.session.execute(text(f"DROP INDEX {index}"))
    db.session.commit()


@pytest.mark.postgres_only
def test_the_version_alone_keeps_the_second_window_out(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("NOT PROVEN on SQLite, which has one writer: the control needs PostgreSQL")
    intention_id = offers(cast)
    drop_indexes()
    assert accept_at_once(app, cast, intention_id, monkeypatch).count(True) == 1
    assert counts() == (1, 1)


@pytest.mark.postgres_only
def test_control_without_indexes_and_version_every_window_wins(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("NOT PROVEN on SQLite, which has one writer: the control needs PostgreSQL")
    intention_id = offers(cast)
    drop_indexes()
    monkeypatch.setattr(Intention.__mapper__, "version_id_col", None)
    monkeypatch.setattr(Intention.__mapper__, "_memoized_values", {})  # statements made with the version
    monkeypatch.setattr(service, "current_takeover", lambda _intention: None)  # it would meet several
    assert accept_at_once(app, cast, intention_id, monkeypatch) == [True] * TIMES
    assert counts() == (TIMES, TIMES)
