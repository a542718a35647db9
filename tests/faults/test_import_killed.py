"""An import killed with -9 goes on where it was: no row lost, none twice, the audit chain whole."""

import io
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.core.db import read_only_transactions
from portal.extensions import db
from portal.patents import service
from portal.patents.batches import ImportBatch, ImportRefusal
from portal.patents.chunks import IMPORTED
from portal.patents.models import Patent
from portal.workflow import history
from portal.workflow.models import HistoryEntry
from tests.cast import Cast
from tests.faults.processes import environment, kill, process, wait_until, worker
from tests.unit.patents.files import json_lines, number

pytestmark = pytest.mark.slow
ROWS = 3000
BAD = {7, 700, 2999}


def content() -> bytes:
    rows = [
        {
            "title": f"一种演示支架{i}",
            "application_no": "201710601862.4" if i in BAD else number(i),
            "ipc": "F16M11/38",
        }
        for i in range(1, ROWS + 1)
    ]
    return json_lines(rows)


def look(column: object) -> int:
    """Return a number from the database, leaving no transaction open: it would keep SQLite's writer waiting."""
    with read_only_transactions():  # a writing transaction would wait for the import that it looks at
        value = db.session.scalar(select(column))  # type: ignore[call-overload]  # any column expression
        db.session.rollback()
    return int(value or 0)


def patents() -> int:
    return look(func.count(Patent.id))


def assert_whole() -> None:
    assert patents() == ROWS - len(BAD)
    made = select(func.count(HistoryEntry.id)).where(HistoryEntry.action == IMPORTED)
    assert db.session.scalar(made) == ROWS - len(BAD)
    assert history.verify().broken_id is None


def test_a_killed_worker_loses_no_row_and_doubles_none(
    app: Flask, cast: Cast, database_url: str, tmp_path: Path
) -> None:
    batch = service.begin(cast.organisation("haiyu"), io.BytesIO(content()), "list.jsonl", cast.person("lin"))
    service.start(batch)
    batch_id = batch.id
    db.session.commit()
    env = environment(tmp_path, database_url, JOB_LEASE_SECONDS="2")
    for rows in (1, 1500):
        with worker(env) as child:
            wait_until(lambda rows=rows: patents() >= rows)
            kill(child)
    with worker(env):
        wait_until(lambda: look(func.count(ImportBatch.id).filter(ImportBatch.status == "done")) == 1)
    done = db.session.get_one(ImportBatch, batch_id)
    assert (done.accepted, done.updated, done.unchanged, done.refused) == (ROWS - len(BAD), 0, 0, len(BAD))
    assert done.cursor == ROWS
    rows_refused = db.session.scalars(select(ImportRefusal.row).order_by(ImportRefusal.row))
    assert list(rows_refused) == sorted(BAD)
    assert_whole()


def test_a_killed_command_is_given_again_and_brings_in_the_rest(
    app: Flask, database_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "list.jsonl"
    path.write_bytes(content())
    db.session.commit()
    env = environment(tmp_path, database_url)
    command = ["flask", "--app", "wsgi", "patents", "import", str(path), "--owner", "91350100M000100Y43"]
    with process(command, env) as child:
        wait_until(lambda: patents() >= 500)
        kill(child)
    before = patents()
    with process(command, env) as child:
        assert child.wait(timeout=120) == 0
    assert 0 < before < ROWS - len(BAD)
    again = db.session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc())).first()
    assert again is not None
    assert (again.unchanged, again.accepted) == (before, ROWS - len(BAD) - before)
    assert_whole()
