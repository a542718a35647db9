"""Joining by letter, signing in and out, and where one goes next."""

import re
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.accounts import people
from portal.accounts.models import UserSession
from portal.core.settings import settings
from portal.extensions import db
from tests.cast import PASSWORD, Cast

NEW = {
    "name": "苗新",
    "email": "Miao.Xin@Example.org",
    "password": "a quiet river at noon",
    "language": "zh",
    "consent": "y",
}


def letters() -> list[tuple[str, str, str]]:
    """Return (to, subject, text) of every letter written so far, in order."""
    files = sorted(settings().mail_dir.glob("*.eml"), key=lambda path: int(path.stem.rpartition("-")[2]))
    read = [message_from_bytes(Path(path).read_bytes(), policy=policy.default) for path in files]
    return [(str(m["To"]), str(m["Subject"]), m.get_content()) for m in read]


def link_in(text: str) -> str:
    """Return the path of the first link in a letter."""
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found is not None
    return found[1]


def test_join_confirm_and_sign_in(client: FlaskClient, work: Callable[[], int], app: Flask) -> None:
    assert client.post("/sign-up", data=NEW).headers["Location"].startswith("/letter-sent")
    assert people.by_email("miao.xin@example.org") is None
    work()
    to, subject, text = letters()[-1]
    assert (to, subject) == ("miao.xin@example.org", "确认您的邮箱")
    link = link_in(text)
    assert client.get(link).status_code == 200
    assert client.post(link, data={"password": "not what was chosen"}).status_code == 422
    assert client.post(link, data={"password": NEW["password"]}).status_code == 303
    user = people.by_email("miao.xin@example.org")
    assert user is not None and user.is_active and user.consented_at is not None
    assert client.get("/account").status_code == 200
    assert client.get(link).status_code == 404
    assert client.post("/sign-out").status_code == 303
    assert client.get("/account").status_code == 302


def test_sign_in_begins_a_session(client: FlaskClient, cast: Cast) -> None:
    answer = client.post("/sign-in", data={"email": " LIN.xiaocheng@example.org ", "password": PASSWORD})
    assert answer.status_code == 303
    rows = db.session.query(UserSession).filter_by(user_id=cast.person("lin").id).all()
    assert len(rows) == 1 and rows[0].ended_at is None


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/sign-out",
        "/no-such-page",
    ],
)
def test_next_leads_nowhere_else(client: FlaskClient, target: str) -> None:
    sent = {"email": "lin.xiaocheng@example.org", "password": PASSWORD}
    answer = client.post("/sign-in", query_string={"next": target}, data=sent)
    assert answer.headers["Location"] in ("/desk", "/account")


def test_next_leads_back(client: FlaskClient) -> None:
    sent = {"email": "lin.xiaocheng@example.org", "password": PASSWORD}
    answer = client.post("/sign-in", query_string={"next": "/account/sessions?page=1"}, data=sent)
    assert answer.headers["Location"] == "/account/sessions?page=1"
