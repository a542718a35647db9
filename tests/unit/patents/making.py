"""Runs made-up files of patents through the import service, as the worker and the command line do."""

import io
from typing import Any

from portal.access.actors import SYSTEM
from portal.accounts.organisations import Organisation
from portal.extensions import db
from portal.patents import service
from portal.patents.batches import ImportBatch
from portal.patents.importers.opening import heads_of, read_file
from portal.workflow import history
from tests.unit.patents.files import json_lines


def bring_in(owner: Organisation, content: bytes, name: str = "list.jsonl") -> ImportBatch:
    """Import `content` for `owner` to its end and return the batch."""
    batch = service.new_batch(owner, name, SYSTEM)
    heads, _ = heads_of(read_file(io.BytesIO(content), name))
    batch.mapping = service.mapping_for(owner, heads)
    for _ in service.run(batch, io.BytesIO(content)):
        db.session.commit()
    return batch


def bring_rows(owner: Organisation, *rows: dict[str, Any]) -> ImportBatch:
    """Import rows whose heads are the names of fields."""
    return bring_in(owner, json_lines(list(rows)))


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    """Return (accepted, updated, unchanged, refused)."""
    return batch.accepted, batch.updated, batch.unchanged, batch.refused


def actions(thing: Any) -> list[str]:
    """Return what the history says was done to the thing."""
    return [entry.action for entry in history.history_of(thing)]
