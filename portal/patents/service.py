"""Imports from beginning to end: begun, mapped, promised to the worker, done chunk by chunk. Flushes, never commits."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import BinaryIO

from sqlalchemy import select

from portal.access.actors import SYSTEM, Actor
from portal.accounts.models import User
from portal.accounts.organisations import ENTERPRISE, INSTITUTE, Organisation
from portal.core import clock
from portal.core.errors import InputError
from portal.core.evidence import store
from portal.core.numbers import parse_uscc
from portal.core.settings import settings
from portal.extensions import db
from portal.jobs import queue, rounds
from portal.patents import batches, expiry
from portal.patents.batches import ImportBatch, SavedMapping
from portal.patents.chunks import Place, Work, take_chunk
from portal.patents.importers.base import RawRow
from portal.patents.importers.mapping import checked_mapping, proposed_mapping
from portal.patents.importers.opening import heads_of, read_file
from portal.workflow import history

CHUNK = 500
JOB = "patents.import"
_PUBLIC_BODY = (
    "1"  # first character of the code of bodies that the civil-affairs or staffing offices register
)


def owner_by_uscc(text: str) -> Organisation:
    """Return the organisation with this code, made unverified where there is none. Raises NumberRefused."""
    code = parse_uscc(text)
    found = db.session.scalar(select(Organisation).where(Organisation.uscc == code))
    if found is None:
        kind = INSTITUTE if code.startswith(_PUBLIC_BODY) else ENTERPRISE
        found = Organisation(uscc=code, name_zh=code, kind=kind)
        db.session.add(found)
        db.session.flush()
        history.record(found, "made_by_import", SYSTEM)
    return found


def begin(owner: Organisation, stream: BinaryIO, file_name: str, actor: Actor) -> ImportBatch:
    """Keep an uploaded file, propose a mapping, and return the batch; raises InputError for an unusable file."""
    key = store().put(stream, max_bytes=settings().max_upload_mb * 1024 * 1024)
    batch = new_batch(owner, file_name, actor)
    batch.file_key = key
    with store().open(key) as kept:
        heads, _ = heads_of(read_file(kept, file_name))
    batch.mapping = mapping_for(owner, heads)
    return batch


def new_batch(owner: Organisation, file_name: str, actor: Actor) -> ImportBatch:
    """Return a batch with nothing done yet."""
    batch = ImportBatch(
        owner_id=owner.id,
        created_by_id=actor.actor_id,
        file_name=file_name[-300:],
        accepted=0,
        updated=0,
        unchanged=0,
        refused=0,
        cursor=0,
        rows_total=0,
        mapping={},
        status=batches.MAPPING,
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def mapping_for(owner: Organisation, heads: Iterable[str]) -> dict[str, str]:
    """Return how this organisation reads these heads: as it did before, else as is proposed."""
    heads = list(heads)
    saved = db.session.scalar(
        select(SavedMapping).where(
            SavedMapping.owner_id == owner.id, SavedMapping.heads == heads_digest(heads)
        )
    )
    return dict(saved.mapping) if saved else proposed_mapping(heads)


def heads_digest(heads: Iterable[str]) -> str:
    """Return what tells one set of heads from another, whatever their order."""
    return hashlib.sha256("\n".join(sorted(heads)).encode()).hexdigest()


def save_mapping(batch: ImportBatch, heads: Iterable[str], mapping: Mapping[str, str]) -> None:
    """Use `mapping` for this batch and for the next file with the same heads."""
    batch.mapping = checked_mapping(mapping)
    digest = heads_digest(heads)
    known = select(SavedMapping).where(SavedMapping.owner_id == batch.owner_id, SavedMapping.heads == digest)
    saved = db.session.scalar(known) or SavedMapping(owner_id=batch.owner_id, heads=digest)
    saved.mapping = batch.mapping
    db.session.add(saved)
    db.session.flush()


def start(batch: ImportBatch) -> None:
    """Promise the import to the worker; a second click finds it promised already."""
    if batch.status != batches.MAPPING:
        return
    batch.status = batches.QUEUED
    queue.enqueue(JOB, {"batch_id": batch.id}, key=f"{JOB}:{batch.id}")


def discard(batch: ImportBatch) -> None:
    """Give up a batch that has not begun."""
    if batch.status == batches.MAPPING:
        batch.status = batches.DISCARDED
        batch.finished_at = clock.now()


def run(batch: ImportBatch, stream: BinaryIO) -> Iterator[ImportBatch]:
    """Do the batch from its cursor on, and yield after every chunk, where the caller commits.

    A file that is unusable as a whole is refused before its first row is taken.
    """
    work = Work(batch, _actor(batch))
    if batch.rows_total == 0 and not _count(batch, stream):
        yield batch
        return
    rows = _places(read_file(stream, batch.file_name))
    work.remember(islice(rows, batch.cursor))
    while chunk := list(islice(rows, CHUNK)):
        take_chunk(work, chunk)
        yield batch
    batch.status, batch.finished_at = batches.DONE, clock.now()
    rounds.promise(expiry.JOB)
    db.session.flush()
    yield batch


def _count(batch: ImportBatch, stream: BinaryIO) -> bool:
    """Read the file through once; note the number of rows, or why it cannot be used."""
    try:
        batch.rows_total = sum(1 for _ in read_file(stream, batch.file_name))
        if batch.rows_total == 0:
            raise InputError("import.empty", field="file")
    except InputError as refused:
        batch.status, batch.finished_at = batches.FAILED, clock.now()
        batch.problem, batch.problem_params = refused.code, refused.params
        return False
    batch.status = batches.RUNNING
    return True


def _places(rows: Iterable[RawRow]) -> Iterator[Place]:
    return enumerate(rows, 1)


def _actor(batch: ImportBatch) -> Actor:
    user = db.session.get(User, batch.created_by_id) if batch.created_by_id else None
    return user or SYSTEM
