"""An act over everything that fits a filter: chosen, tried without leaving a trace, confirmed, then done in chunks.

The trial does the act behind a savepoint and takes it back, so that the refusals are those of the act itself. Each chunk
of the real run is committed together with what its lines say, so a run that was cut off goes on where it stopped.
Flushes, never commits.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select, update

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.accounts.models import User
from portal.core import clock
from portal.core.errors import InputError, PortalError, Stale
from portal.extensions import db
from portal.inventory.batch_acts import ACTS, Answers
from portal.inventory.batches import (
    ALLOWED,
    CHECKING,
    DONE,
    DROPPED,
    MOVED,
    READY,
    RUNNING,
    UNKNOWN,
    Batch,
    BatchLine,
)
from portal.inventory.models import Round
from portal.jobs import queue

JOB = "inventory.batch"
AT_ONCE = 50
CHUNK = 25
AT_MOST = 20_000
_ROWS = 500


@dataclass(frozen=True, slots=True)
class Group:
    """How many lines say the same; `code` is a state of a line or the code of a refusal."""

    code: str
    rule_id: str
    params: dict[str, Any]
    count: int


def ask(
    round_: Round, act: str, ids: Sequence[int], actor: Actor, *, shown: int = 0, params: dict[str, Any]
) -> Batch:
    """Keep what was chosen and find out what may be done of it, later where it is much.

    `shown` is how many the reader's list said. Raises InputError for none or too many, NotFound, Forbidden.
    """
    require(Verb.INVENTORY_SEE, round_, actor)
    if not 0 < len(ids) <= AT_MOST:
        raise InputError("inventory.none_fits", most=AT_MOST)
    batch = Batch(
        round=round_,
        round_id=round_.id,
        owner_id=round_.owner_id,
        user_id=actor.actor_id,
        act=act,
        params=params,
        shown=shown,
        total=len(ids),
    )
    db.session.add(batch)
    db.session.flush()
    for start in range(0, len(ids), _ROWS):
        rows = [{"batch_id": batch.id, "thing_id": key} for key in ids[start : start + _ROWS]]
        db.session.execute(insert(BatchLine), rows)
    _go_on(batch)
    return batch


def confirm(batch: Batch, actor: Actor) -> None:
    """Do what may be done, later where it is much. Raises Stale where that was asked before, NotFound, Forbidden."""
    require(Verb.INVENTORY_BATCH, batch, actor)
    _move(batch, READY, RUNNING)
    _go_on(batch)


def drop(batch: Batch, actor: Actor) -> None:
    """Leave everything as it is. Raises Stale where it was confirmed meanwhile."""
    require(Verb.INVENTORY_BATCH, batch, actor)
    _move(batch, READY, DROPPED)


def _move(batch: Batch, before: str, after: str) -> None:
    """Let one of two simultaneous readers win."""
    one = update(Batch).where(Batch.id == batch.id, Batch.status == before).values(status=after)
    if db.session.scalar(one.returning(Batch.id)) is None:
        raise Stale
    db.session.refresh(batch)


def _go_on(batch: Batch) -> None:
    if batch.total > AT_ONCE:
        queue.enqueue(JOB, {"batch_id": batch.id})
        return
    for _ in work(batch):
        pass


def work(batch: Batch) -> Iterator[int]:
    """Try, or do, what is still open; yields after each chunk, so that a job can commit between them."""
    actor = db.session.get_one(User, batch.user_id)
    trial = batch.status == CHECKING
    if batch.status not in (CHECKING, RUNNING) or actor.blocked_at is not None:
        return
    waiting = UNKNOWN if trial else ALLOWED
    while lines := _lines(batch.id, waiting):
        answers = _tried(batch, lines, actor) if trial else _acted(batch, lines, actor)
        for line in lines:
            _note(line, answers[line.thing_id], ALLOWED if trial else MOVED)
        db.session.flush()
        yield len(lines)
    batch.status, batch.finished_at = (READY, None) if trial else (DONE, clock.now())
    db.session.flush()


def _lines(batch_id: int, code: str) -> list[BatchLine]:
    mine = select(BatchLine).where(BatchLine.batch_id == batch_id, BatchLine.code == code)
    return list(db.session.scalars(mine.order_by(BatchLine.id).limit(CHUNK)))


def _acted(batch: Batch, lines: list[BatchLine], actor: Actor) -> Answers:
    """Do the act; a refusal of all of them at once is the answer for each."""
    ids = [line.thing_id for line in lines]
    try:
        with db.session.begin_nested():
            return ACTS[batch.act](batch.round, ids, batch.params, actor)
    except PortalError as refusal:
        return dict.fromkeys(ids, refusal)


def _tried(batch: Batch, lines: list[BatchLine], actor: Actor) -> Answers:
    """Do the act and take all of it back."""
    savepoint = db.session.begin_nested()
    try:
        return _acted(batch, lines, actor)
    finally:
        savepoint.rollback()


def _note(line: BatchLine, refusal: PortalError | None, good: str) -> None:
    if refusal is None:
        line.code = good
        return
    line.code, line.rule_id = refusal.code, getattr(refusal, "rule_id", "")
    line.params = json.dumps(refusal.params, ensure_ascii=False, sort_keys=True, default=str)


def groups(batch: Batch) -> list[Group]:
    """Return what the lines say and how often, the most frequent first."""
    same = (BatchLine.code, BatchLine.rule_id, BatchLine.params)
    counted = select(*same, func.count()).where(BatchLine.batch_id == batch.id).group_by(*same)
    rows = db.session.execute(counted.order_by(func.count().desc(), BatchLine.code, BatchLine.params))
    return [Group(code, rule, json.loads(params or "{}"), count) for code, rule, params, count in rows]


def reason(line: BatchLine) -> Group:
    """Return what one line says."""
    return Group(line.code, line.rule_id, json.loads(line.params or "{}"), 1)


def open_batches(round_: Round, actor: Actor) -> list[Batch]:
    """Return the actor's own that are not ended, the latest first."""
    mine = select(Batch).where(Batch.round_id == round_.id, Batch.user_id == actor.actor_id)
    mine = mine.where(Batch.status.in_((CHECKING, READY, RUNNING)))
    return list(db.session.scalars(mine.order_by(Batch.id.desc()).limit(5)))
