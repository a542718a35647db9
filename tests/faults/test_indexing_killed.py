"""A worker killed with -9 while it writes the index: what was committed is found, nothing is there twice."""

import time
from datetime import date
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from portal.extensions import db
from portal.jobs.models import DONE, Job
from portal.patents.models import Patent
from tests.faults.processes import environment, flask_command, kill, wait_until, worker

BATCHES, SIZE = 4, 60
WAITS = (0.0, 0.1, 0.25, 0.5, 0.9)


def _add_patents(batch: int) -> None:
    db.session.add_all(
        Patent(
            identity=f"CASE:{batch}-{number}",
            office="XX",
            kind="I",
            title_zh=f"第{batch}批第{number}号储能装置",
            abstract_zh="一种由测试写入的装置，用来占用索引。" * 8,
            filing_date=date(2020, 1, 1),
        )
        for number in range(SIZE)
    )
    db.session.commit()


def _waiting() -> int:
    count = db.session.scalar(select(func.count()).where(Job.kind == "search.index", Job.status != DONE)) or 0
    db.session.rollback()
    return count


def test_what_was_committed_is_found_once(app: Flask, database_url: str, tmp_path: Path) -> None:
    env = environment(tmp_path, database_url, JOB_LEASE_SECONDS="2")
    for batch in range(BATCHES):
        _add_patents(batch)
        with worker(env) as child:
            wait_until(lambda: (tmp_path / "search").exists() or _waiting() == 0)
            time.sleep(WAITS[batch])
            kill(child)
    with worker(env):
        wait_until(lambda: _waiting() == 0)
    told = flask_command(env, "search", "check")
    assert f"patent: {BATCHES * SIZE} documents, 0 missing, 0 superfluous, 0 outdated" in told
    found = flask_command(env, "search", "query", "储能装置", "--json", "--size", "1")
    assert f'"total": {BATCHES * SIZE}' in found
