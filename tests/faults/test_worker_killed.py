"""A worker killed with -9 loses no job and doubles no effect."""

from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from portal import mail
from portal.extensions import db
from portal.jobs.models import DONE, Job
from tests.faults.processes import environment, kill, wait_until, worker

LETTERS = 120
KIND = "mail.address"


def _done() -> int:
    count = db.session.scalar(select(func.count()).where(Job.kind == KIND, Job.status == DONE)) or 0
    db.session.rollback()  # a transaction left open would keep SQLite's only writer waiting
    return count


def test_killed_again_and_again_every_letter_is_written_once(
    app: Flask, database_url: str, tmp_path: Path
) -> None:
    for number in range(LETTERS):
        mail.send_to_address(
            f"reader{number}@example.org", "en", "accounts_password_changed", reader_name=f"Reader {number}"
        )
    db.session.commit()
    env = environment(tmp_path, database_url, JOB_LEASE_SECONDS="2")
    for share in (0.2, 0.5, 0.7):
        with worker(env) as first, worker(env):
            wait_until(lambda share=share: _done() >= LETTERS * share)
            kill(first)
    with worker(env):
        wait_until(lambda: _done() == LETTERS)
    letters = list((tmp_path / "mail").glob("*.eml"))
    assert len(letters) == LETTERS
    assert db.session.scalar(select(func.count()).where(Job.kind == KIND)) == LETTERS
    assert db.session.scalar(select(func.max(Job.attempts)).where(Job.kind == KIND)) <= 4
