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
from portal.extensions import db

_PATIENCE = 15


@click.command("serve")
@click.option("--demo/--no-demo", default=True, help="Load the demonstration into an empty database.")
def serve(demo: bool) -> None:
    """Run the whole portal on this machine until Ctrl-C."""
    here = settings()
    _make_folders()
    upgrade()
    loaded = demo and not here.is_production and _load_demo_once()
    db.session.remove()
    _announce(loaded or _is_demo())
    sys.exit(_keep_running([_web(here.port, here.web_threads), _worker()]))


def _make_folders() -> None:
    here = settings()
    for folder in (here.search_dir, here.storage_dir, here.mail_dir):
        folder.mkdir(parents=True, exist_ok=True)
    database = db.engine.url.database
    if db.engine.dialect.name == "sqlite" and database:
        os.makedirs(os.path.dirname(database) or ".", exist_ok=True)


def _load_demo_once() -> bool:
    if db.session.scalar(select(func.count()).select_from(User)):
        return False
    from portal.demo.loader import load_demo

    click.echo("Loading the demonstration data…")
    load_demo()
    db.session.commit()
    return True


def _is_demo() -> bool:
    from portal.demo.cast import is_demo

    return is_demo()


def _announce(demo: bool) -> None:
    here = settings()
    click.echo(f"\n  {here.portal_name_zh} {here.portal_name_en}: http://localhost:{here.port}\n")
    if demo:
        from portal.demo.cast import account_lines

        for line in account_lines():
            click.echo("  " + line)
        click.echo(f"\n  Mail that the portal writes: http://localhost:{here.port}/development/mail")
    click.echo("  Ctrl-C stops everything.\n", nl=True)


def _web(port: int, threads: int) -> list[str]:
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--worker-class", "gthread", "--threads", str(threads)]
    return [sys.executable, "-m", "gunicorn", *options, "--log-level", "warning", "--no-control-socket", "wsgi:app"]


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
