"""Keeps the index true: a change promises a job in its own transaction, the worker reads the row again and indexes it.

A feature registers what can be found (`register`), which rows touch it (`watch`), and what else a change of one
kind changes (`follow`). Only the worker writes to an index.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.core.db import read_only_transactions
from portal.extensions import db
from portal.jobs import queue, rounds
from portal.jobs.handlers import Held, handles
from portal.search.engines import engine_for
from portal.search.model import Document, Schema

WhichIds = Callable[[Sequence[int]], Sequence[int]]
Touches = Callable[[Any], Iterable[tuple[str, int | None]]]
_PENDING = "search.pending"
_KIND = "search.index"
_REBUILD = "search.rebuild"
_BATCH = 500
_JOBS_AT_ONCE = 200
_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True)
class Findable:
    """One kind of thing that can be found. Documents are known by the row's id as text.

    `documents` returns those of the given row ids that are to be found now; the rest are dropped.
    `versions` returns id and version of every row that is to be found now, for the drift check.
    """

    kind: str
    schema: Schema
    documents: Callable[[Sequence[int]], list[Document]]
    versions: Callable[[], Mapping[str, int]]


_findable: dict[str, Findable] = {}
_watched: dict[type, Touches] = {}
_followers: dict[str, list[tuple[str, WhichIds]]] = {}


def register(findable: Findable) -> None:
    """Make a kind of thing findable."""
    _findable[findable.kind] = findable


def watch(model: type, touches: Touches) -> None:
    """Say which documents (kind, row id) a changed row of `model` touches."""
    _watched[model] = touches


def follow(kind: str, follower: str, ids: WhichIds) -> None:
    """Say which documents of `follower` change whenever rows of `kind` do; the worker asks."""
    entry = (follower, ids)
    if all(known[0] != follower for known in _followers.get(kind, [])):
        _followers.setdefault(kind, []).append(entry)


def kinds() -> list[Findable]:
    """Return every kind that can be found."""
    return list(_findable.values())


def findable(kind: str) -> Findable:
    """Return what was registered as `kind`."""
    return _findable[kind]


@event.listens_for(Session, "after_flush")
def _note_changes(session: Session, _context: Any) -> None:
    pending: dict[str, set[int]] = session.info.setdefault(_PENDING, {})
    for thing in (*session.new, *session.dirty, *session.deleted):
        touches = _watched.get(type(thing))
        if touches is None or (thing in session.dirty and not session.is_modified(thing)):
            continue
        for kind, row_id in touches(thing):
            if row_id is not None:
                pending.setdefault(kind, set()).add(row_id)


@event.listens_for(Session, "after_flush_postexec")
def _promise(session: Session, _context: Any) -> None:
    pending: dict[str, set[int]] = session.info.pop(_PENDING, {})
    for kind, ids in pending.items():
        promise(kind, sorted(ids))


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_PENDING, None)


def promise(kind: str, ids: Sequence[int]) -> None:
    """Promise to index these rows, in the current transaction."""
    for start in range(0, len(ids), _BATCH):
        queue.enqueue(_KIND, {"kind": kind, "ids": list(ids[start : start + _BATCH])})


@handles(_KIND)
def _index(payload: dict[str, Any], _held: Held) -> None:
    """Index what this job and others that wait name, in one writing of the index per kind.

    Rows are read in a reading transaction that ends before the index is written, so that no writer of the
    database waits for the index; a row that changes meanwhile has promised its own job.
    """
    with read_only_transactions():
        others = _take_along(len(payload["ids"]))
        wanted: dict[str, set[int]] = {}
        for item in (payload, *others.values()):
            wanted.setdefault(item["kind"], set()).update(item["ids"])
        followers = _followers_of(wanted)
        for kind, ids in wanted.items():
            if kind in _findable:
                update_index(kind, sorted(ids))
        db.session.rollback()
    queue.finish_waiting(others.keys())
    for kind, ids in followers.items():
        promise(kind, sorted(ids))


def _take_along(rows: int) -> dict[int, dict[str, Any]]:
    """Return id and payload of the waiting jobs that are done along, up to a bound of rows in all."""
    taken = {}
    for job_id, payload in queue.waiting(_KIND, _JOBS_AT_ONCE).items():
        rows += len(payload["ids"])
        if rows > _ROWS_AT_ONCE:
            break
        taken[job_id] = payload
    return taken


def _followers_of(wanted: Mapping[str, Iterable[int]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for kind, ids in wanted.items():
        for follower, which in _followers.get(kind, []):
            found.setdefault(follower, set()).update(which(sorted(ids)))
    return found


def update_index(kind: str, ids: Sequence[int]) -> None:
    """Read the rows again and put or drop their documents; safe to repeat. Ends the reading transaction."""
    engine = engine_for(findable(kind).schema)
    there: set[str] = set()
    for start in range(0, len(ids), _BATCH):
        documents = findable(kind).documents(ids[start : start + _BATCH])
        there.update(document.id for document in documents)
        engine.put(documents)
    engine.drop(str(row_id) for row_id in ids if str(row_id) not in there)
    db.session.rollback()
    engine.commit()


def all_documents(kind: str) -> Iterator[Document]:
    """Return every document of `kind`, read from the database in batches."""
    ids = sorted(int(key) for key in findable(kind).versions())
    for start in range(0, len(ids), _BATCH):
        yield from findable(kind).documents(ids[start : start + _BATCH])
        db.session.expunge_all()


def rebuild(kind: str) -> int:
    """Write the index of `kind` anew beside the present one, swap, and return the number of documents."""
    return engine_for(findable(kind).schema).rebuild(all_documents(kind))


@rounds.at_start
def promise_rebuilds() -> None:
    """Promise to rebuild each index that was made for other fields; what is there answers meanwhile."""
    for item in kinds():
        if engine_for(item.schema).is_outdated():
            queue.enqueue(_REBUILD, {"kind": item.kind}, key=f"{_REBUILD}:{item.kind}")


@handles(_REBUILD)
def _rebuild(payload: dict[str, Any], held: Held) -> None:
    """Rebuild an index unless that has been done since; the job is held for as long as documents are read."""
    kind = str(payload["kind"])
    if kind in _findable and engine_for(findable(kind).schema).is_outdated():
        engine_for(findable(kind).schema).rebuild(_holding(all_documents(kind), held))


def _holding(documents: Iterator[Document], held: Held) -> Iterator[Document]:
    for number, document in enumerate(documents):
        if number % _BATCH == 0:
            held.checkpoint()
        yield document


@dataclass(frozen=True)
class Drift:
    """How an index differs from the database."""

    kind: str
    documents: int
    missing: int
    superfluous: int
    outdated: int

    @property
    def total(self) -> int:
        """How many documents are wrong in any way."""
        return self.missing + self.superfluous + self.outdated


def check(kind: str) -> Drift:
    """Compare the ids and versions in the index with those in the database."""
    wanted = findable(kind).versions()
    found = engine_for(findable(kind).schema).versions()
    return Drift(
        kind=kind,
        documents=len(found),
        missing=len(wanted.keys() - found.keys()),
        superfluous=len(found.keys() - wanted.keys()),
        outdated=sum(found[key] != version for key, version in wanted.items() if key in found),
    )
