"""Nobody learns from an answer, a letter count or the work done whether an address has an account."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from portal.accounts import passwords
from tests.cast import PASSWORD, Cast
from tests.letters import letters

Work = Callable[[], int]
KNOWN, UNKNOWN = "lin.xiaocheng@example.org", "no.such.person@example.org"
_TOKEN = re.compile(r'name="csrf_token" value="[^"]+"|nonce-[\w-]+')
FORMS = {
    "/sign-in": {"password": "not the right one"},
    "/sign-up": {"name": "某人", "password": "a quiet river at noon", "language": "zh", "consent": "y"},
    "/reset": {},
}


def _answer(app: Flask, path: str, email: str) -> tuple[int, str | None, str]:
    client = app.test_client()
    answer = client.post(path, data={"email": email, **FORMS[path]})
    shown = client.get(answer.location).text if answer.location else answer.text
    return answer.status_code, answer.location, _TOKEN.sub("", shown).replace(email, "ADDRESS")


@pytest.mark.parametrize("path", FORMS)
def test_known_and_unknown_get_the_same_answer(app: Flask, path: str) -> None:
    assert _answer(app, path, KNOWN) == _answer(app, path, UNKNOWN)


@pytest.mark.parametrize("path", FORMS)
def test_known_and_unknown_get_as_many_letters(app: Flask, work: Work, path: str) -> None:
    _answer(app, path, KNOWN)
    _answer(app, path, UNKNOWN)
    work()
    sent = [letter.to for letter in letters()]
    assert sent.count(KNOWN) == sent.count(UNKNOWN) == (0 if path == "/sign-in" else 1)


@pytest.mark.parametrize("path", FORMS)
def test_known_and_unknown_cost_the_same_work(app: Flask, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    counts = []
    for email in (KNOWN, UNKNOWN):
        done = _count_work(monkeypatch)
        _answer(app, path, email)
        counts.append(list(done))
    assert counts[0] == counts[1]


def _count_work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every hashing and every statement sent to the database, without the values."""
    done: list[str] = []
    verify, make = passwords._hasher.verify, passwords._hasher.hash

    class Counting:
        def verify(self, stored: str, given: str) -> bool:
            done.append(f"verify {stored.rsplit('$', 2)[0]}")
            return verify(stored, given)

        def hash(self, given: str) -> str:
            done.append("hash")
            return make(given)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    return done


def test_sign_in_sends_the_same_statements(app: Flask) -> None:
    from sqlalchemy import event

    from portal.extensions import db

    sent: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    told = []
    for email in (KNOWN, UNKNOWN):
        sent.clear()
        _answer(app, "/sign-in", email)
        told.append(list(sent))
    assert told[0] == told[1]


def test_the_dummy_hash_costs_as_much_as_a_real_one() -> None:
    real = passwords.hash_password("any password at all")
    assert passwords._NOBODY.rsplit("$", 2)[0] == real.rsplit("$", 2)[0]
    assert not passwords.matches(None, "any password at all")
    assert not passwords.matches(None, "")


def test_a_blocked_account_looks_like_an_unknown_one(app: Flask, cast: Cast) -> None:
    from portal.accounts import people

    people.block(cast.person("lin"), cast.person("gao"))
    client = app.test_client()
    known = client.post("/sign-in", data={"email": KNOWN, "password": PASSWORD})
    unknown = client.post("/sign-in", data={"email": UNKNOWN, "password": PASSWORD})
    assert known.status_code == unknown.status_code == 422


def test_letters_to_one_address_are_limited(app: Flask, work: Work) -> None:
    answers = {_answer(app, "/reset", KNOWN) for _ in range(8)}
    work()
    assert len(answers) == 1
    assert len(letters()) == 3
