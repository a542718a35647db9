"""Starts the portal's own processes as a person would, so that a test can kill them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.architecture.sources import ROOT

_PATIENCE = 60


def environment(folder: Path, database_url: str, **more: str) -> dict[str, str]:
    """Return the environment of an installation in `folder`."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG", "TMPDIR")}
    return {
        **kept,
        "ENVIRONMENT": "test",
        "SECRET_KEY": "a key for tests that is long enough to be taken",
        "DATABASE_URL": database_url,
        "SEARCH_DIR": str(folder / "search"),
        "STORAGE_DIR": str(folder / "storage"),
        "MAIL_DIR": str(folder / "mail"),
        "PYTHONWARNINGS": "ignore",
        **more,
    }


@contextmanager
def process(arguments: list[str], env: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """Run `python -m …` for the time of the block, in a group of its own."""
    child = subprocess.Popen([sys.executable, "-m", *arguments], cwd=ROOT, env=env, start_new_session=True)
    try:
        yield child
    finally:
        kill(child)


def kill(child: "subprocess.Popen[bytes]") -> None:
    """Kill -9 the process and whatever it started, and wait for its end."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def worker(env: dict[str, str]) -> AbstractContextManager["subprocess.Popen[bytes]"]:
    """Run a worker."""
    return process(["flask", "--app", "wsgi", "worker"], env)


def flask_command(env: dict[str, str], *arguments: str) -> str:
    """Run a flask command to its end and return what it printed. Raises where it failed."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def web(env: dict[str, str], port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the web server and wait until it answers."""
    options = [
        "--bind",
        f"127.0.0.1:{port}",
        "--worker-class",
        "gthread",
        "--threads",
        "4",
        "--log-level",
        "warning",
    ]
    with process(["gunicorn", *options, "--no-control-socket", "wsgi:app"], env) as child:
        wait_until(lambda: answers(port))
        yield child


def answers(port: int) -> bool:
    """Tell whether the portal answers on `port`."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def wait_until(done: Callable[[], bool], patience: float = _PATIENCE) -> None:
    """Wait until `done` says so. Raises AssertionError when patience ends."""
    deadline = time.monotonic() + patience
    while not done():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
