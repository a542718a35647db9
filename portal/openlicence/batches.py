"""Papers of many statements as one ZIP: asked for, made by the worker piece by piece, fetched by the holder."""

import tempfile
import zipfile
from collections.abc import Sequence
from typing import BinaryIO, cast

from sqlalchemy import select

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.core import clock
from portal.core.errors import InputError, PortalError
from portal.core.evidence import store
from portal.extensions import db
from portal.jobs import queue
from portal.jobs.handlers import Held, handles
from portal.openlicence import papers
from portal.openlicence.models import Statement
from portal.openlicence.records import PaperBatch

AT_MOST = 500
_MOST_BYTES = 500_000_000
_BREATH = 25  # statements between two commits


def ask(public_ids: Sequence[str], actor: Actor) -> PaperBatch:
    """Promise the papers of these statements of one owner. Raises InputError for none, too many or several owners."""
    wanted = list(dict.fromkeys(public_ids))
    if not wanted or len(wanted) > AT_MOST:
        raise InputError("papers.how_many", field="statements", most=AT_MOST)
    query = select(Statement).where(Statement.public_id.in_(wanted)).order_by(Statement.id)
    found = list(db.session.scalars(query).unique())
    for statement in found:
        require(Verb.STATEMENT_EDIT, statement, actor)
    if len({statement.owner_id for statement in found}) != 1:
        raise InputError("papers.one_owner", field="statements")
    batch = PaperBatch(
        owner_id=found[0].owner_id,
        asked_by_id=actor.actor_id,
        statement_ids=[statement.id for statement in found],
    )
    db.session.add(batch)
    db.session.flush()
    queue.enqueue("openlicence.papers", {"batch_id": batch.id})
    return batch


def latest_of(owner_ids: Sequence[int], most: int = 3) -> list[PaperBatch]:
    """Return the latest batches of these owners, so that whoever left the page finds it again."""
    wanted = select(PaperBatch).where(PaperBatch.owner_id.in_(owner_ids)).order_by(PaperBatch.id.desc())
    return list(db.session.scalars(wanted.limit(most)))


@handles("openlicence.papers")
def make(payload: dict[str, int], held: Held) -> None:
    """Make every paper of the batch and keep the ZIP; one that cannot be made is named and the rest goes on."""
    batch = db.session.get(PaperBatch, payload["batch_id"])
    if batch is None or batch.finished_at is not None:
        return
    batch.done, failures = 0, []
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for number, statement_id in enumerate(batch.statement_ids, 1):
                failure = _add(archive, statement_id)
                failures += [failure] if failure else []
                if number % _BREATH == 0:
                    batch.done = number
                    held.checkpoint()
        batch.size = file.tell()
        file.seek(0)
        batch.blob = store().put(cast(BinaryIO, file), max_bytes=_MOST_BYTES)
    batch.done, batch.failures = len(batch.statement_ids), failures
    batch.finished_at = clock.now()


def _add(archive: zipfile.ZipFile, statement_id: int) -> dict[str, str] | None:
    statement = db.session.get(Statement, statement_id)
    if statement is None:
        return {"statement": str(statement_id), "code": "error.not_found"}
    try:
        document = papers.make(statement)
    except PortalError as error:
        return {"statement": statement.public_id, "code": error.code}
    archive.writestr(papers.filename(statement), document.pdf)
    return None
