"""Writes the audit chain, reads it, and proves it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Protocol

from sqlalchemy import select

from portal.access.actors import Actor
from portal.core import clock
from portal.core.db import lock_for_transaction
from portal.extensions import db
from portal.workflow.models import HistoryEntry

GENESIS = "0" * 64
_CHAIN_LOCK = 7_201_001  # any number that no other advisory lock uses
_PAGE = 5000


class Thing(Protocol):
    """Anything with a row of its own."""

    id: Any
    __tablename__: str


def record(
    thing: Thing,
    action: str,
    actor: Actor,
    *,
    from_state: str | None = None,
    to_state: str | None = None,
    detail: dict[str, Any] | None = None,
) -> HistoryEntry:
    """Append one entry in the current transaction; writers queue up until that transaction ends."""
    return record_many([(thing, action, from_state, to_state, detail or {})], actor)[-1]


def record_many(
    items: Sequence[tuple[Thing, str, str | None, str | None, dict[str, Any]]], actor: Actor
) -> list[HistoryEntry]:
    """Append entries (thing, action, from, to, detail) in order, under one lock."""
    db.session.flush()
    lock_for_transaction(db.session(), _CHAIN_LOCK)
    last = db.session.execute(
        select(HistoryEntry.id, HistoryEntry.hash).order_by(HistoryEntry.id.desc()).limit(1)
    ).first()
    number, previous = (last.id, last.hash) if last else (0, GENESIS)
    entries = []
    for thing, action, from_state, to_state, detail in items:
        number += 1
        entry = HistoryEntry(
            id=number,
            thing_type=thing.__tablename__,
            thing_id=thing.id,
            action=action,
            actor_id=actor.actor_id,
            at=clock.now(),
            from_state=from_state,
            to_state=to_state,
            detail=detail,
            previous_hash=previous,
        )
        entry.hash = previous = entry_hash(entry)
        entries.append(entry)
    db.session.add_all(entries)
    db.session.flush()
    return entries


def entry_hash(entry: HistoryEntry) -> str:
    """Return the SHA-256 of the entry's canonical JSON, which holds the previous entry's hash."""
    body = {
        "id": entry.id,
        "thing": [entry.thing_type, entry.thing_id],
        "action": entry.action,
        "actor": entry.actor_id,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "states": [entry.from_state, entry.to_state],
        "detail": entry.detail,
        "previous": entry.previous_hash,
    }
    canonical = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def history_of(thing: Thing) -> list[HistoryEntry]:
    """Return what happened to `thing`, oldest first."""
    wanted = select(HistoryEntry).where(
        HistoryEntry.thing_type == thing.__tablename__, HistoryEntry.thing_id == thing.id
    )
    return list(db.session.scalars(wanted.order_by(HistoryEntry.id)))


def contains(head: str) -> bool:
    """Tell whether an entry with the hash `head` is in the chain: an exported head shows a cut-off end."""
    return (
        head == GENESIS
        or db.session.scalar(select(HistoryEntry.id).where(HistoryEntry.hash == head)) is not None
    )


@dataclass(frozen=True)
class Proof:
    """The outcome of a walk along the chain; `broken_id` is the first entry that does not fit."""

    entries: int
    head: str
    broken_id: int | None = None


def verify() -> Proof:
    """Walk the whole chain and stop at the first entry that was changed, removed or put in."""
    previous, number = GENESIS, 0
    while True:
        page = db.session.scalars(
            select(HistoryEntry).where(HistoryEntry.id > number).order_by(HistoryEntry.id).limit(_PAGE)
        ).all()
        if not page:
            return Proof(number, previous)
        for entry in page:
            if entry.id != number + 1 or entry.previous_hash != previous or entry_hash(entry) != entry.hash:
                return Proof(number, previous, broken_id=entry.id)
            number, previous = entry.id, entry.hash
        db.session.expunge_all()
