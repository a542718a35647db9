"""`flask serve`: migrates, loads the demonstration on first start, and keeps web and worker running together."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

import click
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import func, select

from portal.accounts.models import User
from portal.core.settings import settings
from portal.core.transactions import transaction
from portal.demo.cli import accounts
from portal.demo.loader import is_loaded, load_demo
from portal.extensions import db

_PATIENCE = 15
LONGEST_ADDRESS = 8190  # bytes, the most that gunicorn takes: the URL is the search, and a paragraph is long


@click.command("serve")
@click.option("--demo/--no-demo", default=True, help="Load the demonstration into an empty database.")
def serve(demo: bool) -> None:
    """Run the whole portal on this machine until Ctrl-C."""
    here = settings()
    _make_folders()
    upgrade()
    if demo and not here.is_production:
        _load_demo_once()
    _announce()
    db.session.remove()
    sys.exit(_keep_running([_web(here.port, here.web_threads), _worker()]))


def _make_folders() -> None:
    here = settings()
    for folder in (here.search_dir, here.storage_dir, here.mail_dir):
        folder.mkdir(parents=True, exist_ok=True)
    database = db.engine.url.database
    if db.engine.dialect.name == "sqlite" and database:
        os.makedirs(os.path.dirname(database) or ".", exist_ok=True)


def _load_demo_once() -> None:
    if db.session.scalar(select(func.count()).select_from(User)):
        return
    click.echo("Loading the demonstration data…")
    with transaction():
        load_demo()


def _announce() -> None:
    here = settings()
    click.echo(f"\n  {here.portal_name_zh} {here.portal_name_en}: http://localhost:{here.port}\n")
    if not here.is_production and is_loaded():
        click.echo("  Demo accounts")
        for line in accounts():
            click.echo(line)
        click.echo(f"\n  Mail that the portal writes: http://localhost:{here.port}/development/mail")
    click.echo("  Ctrl-C stops everything.\n")


def _web(port: int, threads: int) -> list[str]:
    options = [
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "1",
        "--worker-class",
        "gthread",
        "--threads",
        str(threads),
        "--limit-request-line",
        str(LONGEST_ADDRESS),
    ]
    return [
        sys.executable,
        "-m",
        "gunicorn",
        *options,
        "--log-level",
        "warning",
        "--no-control-socket",
        "wsgi:app",
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]


def _keep_running(commands: list[list[str]]) -> int:
    """Run the commands together; when one ends or somebody asks, end them all and return the exit code."""
    root = os.path.dirname(current_app.root_path)
    children = [subprocess.Popen(command, cwd=root, start_new_session=True) for command in commands]  # noqa: S603 (fixed commands)
    asked = False

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, ask_to_stop)
    while not asked and all(child.poll() is None for child in children):
        time.sleep(0.2)
    codes = [child.returncode for child in children if child.returncode is not None]
    _end(children)
    return 0 if asked else (codes[0] or 1)


def _end(children: list["subprocess.Popen[bytes]"]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + _PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
