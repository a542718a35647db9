"""Guessing gets slower, also across restarts and processes, and does not lock out others."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal import create_app
from portal.accounts import throttle
from portal.accounts.models import Throttle
from portal.core import clock
from portal.extensions import db
from tests.cast import PASSWORD
from tests.conftest import settings_for
from tests.pages import CheckedClient

ADDRESS = "lin.xiaocheng@example.org"
GUESS = {"email": ADDRESS, "password": "a wrong password"}
RIGHT = {"email": ADDRESS, "password": PASSWORD}
ROOT = Path(__file__).resolve().parent.parent.parent.parent


def guess(client: FlaskClient, times: int, **more: object) -> list[int]:
    """Guess some times and return the answers' status."""
    return [client.post("/sign-in", data=GUESS, **more).status_code for _ in range(times)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("failures", "seconds"), [(4, 0), (5, 30), (6, 60), (7, 120), (11, 1920), (12, 3600), (400, 3600)]
)
def test_waits_double(failures: int, seconds: int) -> None:
    assert throttle.PASSWORD.wait_after(failures) == timedelta(seconds=seconds)


def test_the_right_password_waits_too(client: FlaskClient) -> None:
    assert guess(client, 6) == [422] * 5 + [429]
    assert client.post("/sign-in", data=RIGHT).status_code == 429
    with time_machine.travel(clock.now() + timedelta(seconds=31)):
        assert client.post("/sign-in", data=RIGHT).status_code == 303


def test_unknown_addresses_wait_just_the_same(client: FlaskClient) -> None:
    sent = {"email": "nobody@example.org", "password": "a wrong password"}
    answers = [client.post("/sign-in", data=sent) for _ in range(6)]
    known = [client.post("/sign-in", data=GUESS) for _ in range(6)]
    assert [a.status_code for a in answers] == [a.status_code for a in known]


def test_success_forgets_failures(client: FlaskClient) -> None:
    guess(client, 4)
    assert client.post("/sign-in", data=RIGHT).status_code == 303
    assert guess(client, 5) == [422] * 5


def test_a_day_later_failures_are_forgotten(client: FlaskClient) -> None:
    guess(client, 5)
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert guess(client, 5) == [422] * 5


def test_the_owner_elsewhere_is_not_locked_out(client: FlaskClient) -> None:
    guess(client, 6, environ_base={"REMOTE_ADDR": "203.0.113.7"})
    answer = client.post("/sign-in", data=RIGHT, environ_base={"REMOTE_ADDR": "198.51.100.4"})
    assert answer.status_code == 303


def test_a_restart_forgets_nothing(client: FlaskClient, database_url: str, tmp_path: Path) -> None:
    guess(client, 5)
    restarted = create_app(settings_for(tmp_path, database_url))
    restarted.test_client_class = CheckedClient
    restarted.config["WTF_CSRF_ENABLED"] = False
    assert guess(restarted.test_client(), 1) == [429]


_PROCESS = """
import sys
from pathlib import Path
from portal import create_app
from tests.conftest import settings_for
app = create_app(settings_for(Path(sys.argv[1]), sys.argv[2]))
app.config["WTF_CSRF_ENABLED"] = False
sent = {"email": "lin.xiaocheng@example.org", "password": "a wrong password"}
print(*[app.test_client().post("/sign-in", data=sent).status_code for _ in range(5)])
"""


def test_two_processes_count_together(app: Flask, database_url: str, tmp_path: Path) -> None:
    """Ten guesses from two processes at once: five are looked at, five are turned away."""
    command = [sys.executable, "-c", _PROCESS, str(tmp_path), database_url]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = [process.communicate(timeout=120) for process in running]
    answers = [int(word) for out, _ in told for word in out.splitlines()[-1].split()]
    assert sorted(answers) == [422] * 5 + [429] * 5, told


@pytest.mark.usefixtures("app")
def test_the_table_holds_no_address() -> None:
    throttle.count(throttle.key_of("password", ADDRESS, "203.0.113.7"), throttle.PASSWORD)
    row = db.session.scalars(select(Throttle)).one()
    assert len(row.key) == 64


@pytest.mark.usefixtures("app")
def test_keys_cannot_be_confused() -> None:
    assert throttle.key_of("password", "ab", "c") != throttle.key_of("password", "a", "bc")
    assert throttle.key_of("password", "a") != throttle.key_of("letter", "a")


def test_the_coarse_limit_by_network_address(database_url: str, tmp_path: Path) -> None:
    """Beside the throttle there is a limit on requests, which the tests otherwise switch off."""
    limited = create_app(settings_for(tmp_path, database_url, ENVIRONMENT="development"))
    limited.config.update(WTF_CSRF_ENABLED=False)
    browser = limited.test_client()
    answers = [browser.post("/reset", data={"email": "not an address"}).status_code for _ in range(21)]
    create_app(settings_for(tmp_path, database_url))
    assert answers == [422] * 20 + [429]
