"""localstripe, an independent Stripe stand-in, in its own environment and process (its licence is the GPL)."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PINNED = "localstripe==1.15.10"
_HOME = Path(__file__).resolve().parents[2] / "var" / "localstripe-venv"


class Unavailable(Exception):
    """localstripe could not be installed or started here; the text says which and why."""


def _program() -> Path:
    program = _HOME / "bin" / "localstripe"
    if program.exists():
        return program
    try:
        subprocess.run([sys.executable, "-m", "venv", _HOME], check=True, capture_output=True, timeout=120)
        pip = [_HOME / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", PINNED]
        subprocess.run(pip, check=True, capture_output=True, timeout=180)
    except (subprocess.SubprocessError, OSError) as error:
        raise Unavailable(f"{PINNED} cannot be installed: {error}") from error
    return program


@contextmanager
def running() -> Iterator[str]:
    """Yield the address of a fresh localstripe. Raises `Unavailable`."""
    port = _free_port()
    command = [_program(), "--from-scratch", "--port", str(port)]
    # Its virtual environment must not see ours.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, text=True
    )
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.communicate()


def _wait(process: subprocess.Popen[str], port: int) -> None:
    for _ in range(100):
        if process.poll() is not None:
            output = process.stdout.read() if process.stdout else ""
            raise Unavailable(f"{PINNED} stopped at once: {output[-300:]}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/js.stripe.com/v3/", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise Unavailable(f"{PINNED} does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
