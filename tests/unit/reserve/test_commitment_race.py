"""Two takeovers that one budget cannot bear are signed at once: one wins; the control without the held row lets both in."""

import threading
from contextlib import suppress

import pytest
from flask import Flask

from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.reserve import books
from portal.reserve.account_models import Reserve, ReserveItem
from portal.reserve.takeover_lifecycle import TAKEOVER
from portal.reserve.takeover_models import SIGNED, Takeover
from portal.workflow.engine import take
from tests.cast import Cast
from tests.functional.payment_world import at_once
from tests.rescues import agreed, called_publicly, contract, kept, old_patent, reserve

PRICE = 1_000_000
pytestmark = pytest.mark.postgres_only


@pytest.fixture(autouse=True)
def on_postgresql(app: Flask) -> None:
    """SQLite has one writer: nobody can be asked at the same time as another there."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("NOT PROVEN on SQLite, which has one writer: the race needs PostgreSQL")


def look_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both look at what is left before either writes, as far as nothing keeps them apart."""
    gate, look = threading.Barrier(2), books.left_of

    def look_at_once(account: Reserve) -> int:
        found = look(account)
        with suppress(threading.BrokenBarrierError):
            gate.wait(3)
        return found

    monkeypatch.setattr(books, "left_of", look_at_once)


def sign_both(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Sign both takeovers of a reserve that can pay for one; tell which went through."""
    reserve(cast, budget_fen=2 * PRICE - 1, ceiling_fen=PRICE)
    ids = [
        agreed(cast, called_publicly(cast, old_patent(cast)), offer_fen=PRICE, as_reserve=True).id
        for _ in range(2)
    ]
    data = contract()
    db.session.commit()
    look_together(monkeypatch)

    def sign(number: int) -> bool:
        with app.app_context():
            try:
                takeover = db.session.get_one(Takeover, ids[number])
                take(TAKEOVER, takeover, "sign", cast.person("lin"), data=data)
                db.session.commit()
            except RuleRefusal:
                db.session.rollback()
                return False
            finally:
                db.session.remove()
        return True

    return [bool(answer) for answer in at_once(2, sign)]


def promised() -> int:
    """Return how many takeovers are signed."""
    db.session.rollback()
    return db.session.query(Takeover).filter_by(state=SIGNED).count()


def test_one_of_two_signatures_wins(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sorted(sign_both(app, cast, monkeypatch)) == [False, True]
    assert promised() == 1


def test_control_without_the_held_row_both_sign(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "hold", lambda _reserve: None)
    assert sign_both(app, cast, monkeypatch) == [True, True]
    assert promised() == 2


@pytest.mark.parametrize(("held", "answers"), [(True, [False, True]), (False, [True, True])])
def test_of_two_costs_at_once_one_wins_and_the_control(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch, held: bool, answers: list[bool]
) -> None:
    item = kept(cast, PRICE, budget_fen=2 * PRICE, ceiling_fen=9 * PRICE)
    item_id, day = item.id, item.acquired_on
    db.session.commit()
    look_together(monkeypatch)
    if not held:
        monkeypatch.setattr(books, "hold", lambda _reserve: None)

    def spend(number: int) -> bool:
        with app.app_context():
            try:
                mine = db.session.get_one(ReserveItem, item_id)
                books.spend(mine, "other_cost", PRICE // 2 + 1, day, f"k{number}")
                db.session.commit()
            except RuleRefusal:
                db.session.rollback()
                return False
            finally:
                db.session.remove()
        return True

    assert sorted(bool(answer) for answer in at_once(2, spend)) == answers
