"""What the worker does for patents: an import, chunk by chunk, from wherever it stands."""

from datetime import timedelta
from typing import Any

from portal.core import clock
from portal.core.evidence import store
from portal.extensions import db
from portal.jobs.apart import Apart
from portal.jobs.handlers import Held, handles
from portal.jobs.rounds import every_day
from portal.patents import expiry, service
from portal.patents.batches import ImportBatch


@handles(service.JOB)
def run_import(payload: dict[str, Any], held: Held) -> None:
    """Do the batch; each chunk is committed with its cursor, so that a killed worker's successor goes on behind it."""
    batch = db.session.get(ImportBatch, payload["batch_id"])
    if batch is None or not batch.is_working:
        return
    with store().open(batch.file_key) as stream:
        for _ in service.run(batch, stream):
            held.checkpoint()


@every_day(expiry.JOB, at=timedelta(hours=1))  # before the listings look at their patents, at two
def say_what_changed(_payload: dict[str, Any], held: Held) -> None:
    """Derive the standing of the rights that time alone may have changed."""
    ids = expiry.due(clock.today())
    apart = Apart(held)
    for start in range(0, len(ids), expiry.AT_ONCE):
        apart.do(ids[start : start + expiry.AT_ONCE], expiry.look_again)
    apart.finish()
