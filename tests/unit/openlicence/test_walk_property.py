"""Random walks over steps and facts keep the rule book's invariants INV-01, 03, 04, 09, 11, 14 and 15.

Whoever owns the patent, alone or with another, and however the fee is paid; `walking` says what may happen.
"""

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core import clock
from portal.extensions import db
from portal.openlicence.records import Publicity
from portal.workflow import engine, history
from tests.cast import Cast
from tests.unit.openlicence.walking import FEES, OFFSETS, Walk, World

PUBLIC = ("publicise", *("wait",) * 3, "conclude")
TO_ANNOUNCEMENT = {
    "haiyu": ("consent", "sign", *PUBLIC, "file", "announce"),
    "boan": ("consent", "sign", "clear", "file", "announce"),
}
TO_END = ("accept", "pay", "consent", "file_withdrawal", "withdraw", "end_deals")
WORLDS = st.builds(
    World,
    owner=st.sampled_from(sorted(TO_ANNOUNCEMENT)),
    shared=st.booleans(),
    fee=st.sampled_from(sorted(FEES)),
)
MOVES = st.lists(st.tuples(st.integers(0, 999), st.sampled_from(OFFSETS)), min_size=4, max_size=14)


UNTIL = st.sampled_from(("", "sign", "sign", "file", "announce", "accept", "pay", "file_withdrawal"))


def until(world: World, last: str) -> tuple[str, ...]:
    """Return the likely moves up to the named one, or none."""
    moves = likely(world)
    return moves[: moves.index(last) + 1] if last else ()


def likely(world: World) -> tuple[str, ...]:
    """Return the moves that lead a statement to its announcement, a licence and its end."""
    return (*TO_ANNOUNCEMENT[world.owner], *TO_END)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=WORLDS, last=UNTIL, moves=MOVES)
def test_walks_keep_the_invariants(
    app: Flask, cast: Cast, world: World, last: str, moves: list[tuple[int, int]]
) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        walk = Walk(cast, world)
        for name in until(world, last):
            walk.move(name)
            traveller.move_to(walk.day)
        for choice, offset in moves:
            possible = walk.possible()
            walk.move(possible[choice % len(possible)], offset)
            traveller.move_to(walk.day)
        assert history.verify().broken_id is None
    db.session.rollback()


@pytest.mark.parametrize("fee", sorted(FEES))
@pytest.mark.parametrize("shared", [False, True], ids=["alone", "shared"])
@pytest.mark.parametrize("owner", sorted(TO_ANNOUNCEMENT))
def test_the_likely_walk_goes_from_draft_to_licence_to_end(
    app: Flask, cast: Cast, owner: str, shared: bool, fee: str
) -> None:
    """Without this the random walks might keep the invariants by going nowhere."""
    world = World(owner, shared, fee)
    with time_machine.travel(clock.now(), tick=False) as traveller:
        walk = Walk(cast, world)
        for name in likely(world):
            walk.move(name)
            traveller.move_to(walk.day)
    assert walk.statement.state == "withdrawn" and walk.protected
    assert walk.went >= {"signed", "ready", "filed", "effective", "withdrawal_filed"}
    notices = db.session.query(Publicity).all()
    assert [one.outcome for one in notices] == (["done"] if owner == "haiyu" else [])


@pytest.mark.parametrize("moves", [("enter", "accept", "pay"), ("shared", "enter", "pledged", "accept")])
def test_an_entered_statement_walks_too(app: Flask, cast: Cast, moves: tuple[str, ...]) -> None:
    with time_machine.travel(clock.now(), tick=False):
        walk = Walk(cast, World("haiyu", False, "lump_sum"))
        for name in moves:
            walk.move(name)
    assert walk.statement.was_entered
    assert walk.statement.state == ("must_withdraw" if "pledged" in moves else "effective")
    assert bool(walk.protected) is ("pay" in moves)


@pytest.mark.parametrize(
    ("invariant", "owner", "shared", "moves"),
    [
        ("INV-01", "boan", False, ("sole", "enter")),
        ("INV-04", "boan", False, ("sign", "clear", "late", "file")),
        ("INV-04", "boan", False, ("enter", "accept", "pay", "late", "recordal")),
        ("INV-09", "haiyu", False, ("sign", "clear")),
        ("INV-14", "boan", False, ("sign", "clear", "file", ("announce", -900))),
        ("INV-14", "boan", False, (("enter", -900),)),
        ("INV-14", "boan", False, ("enter", ("withdraw", -3))),
        ("INV-15", "haiyu", True, ("sign",)),
        ("INV-15", "boan", True, ("enter", "file_withdrawal")),
    ],
)
def test_without_the_guards_each_invariant_breaks(
    app: Flask,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    invariant: str,
    owner: str,
    shared: bool,
    moves: tuple[str | tuple[str, int], ...],
) -> None:
    """The control: what the walks assert is kept by the guards and by nothing else."""
    pairs = [move if isinstance(move, tuple) else (move, 0) for move in moves]
    _go(Walk(cast, World(owner, shared, "lump_sum")), pairs)
    monkeypatch.setattr(engine, "refusals", lambda *_given: [])
    loose = Walk(cast, World(owner, shared, "lump_sum"))
    with pytest.raises(AssertionError, match=invariant):
        _go(loose, pairs)


def _go(walk: Walk, moves: list[tuple[str, int]]) -> None:
    for name, offset in moves:
        walk.move(name, offset)
