"""Joining by letter, signing in and out, and where one goes next."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts import people
from portal.accounts.models import OneTimeLink, UserSession
from portal.extensions import db
from portal.workflow.history import history_of
from tests.cast import PASSWORD, Cast
from tests.letters import letters

Work = Callable[[], int]
NEW = {
    "name": "苗新",
    "email": "Miao.Xin@Example.org",
    "password": "a quiet river at noon",
    "language": "zh",
    "consent": "y",
}
ADDRESS = "miao.xin@example.org"
LIN = {"email": "lin.xiaocheng@example.org", "password": PASSWORD}


def ask_to_join(client: FlaskClient, work: Work, **changes: str) -> str:
    """Sign up and return the link in the letter."""
    assert client.post("/sign-up", data=NEW | changes).status_code == 303
    work()
    return letters()[-1].link


def test_join_confirm_and_sign_out(client: FlaskClient, work: Work) -> None:
    link = ask_to_join(client, work)
    assert people.by_email(ADDRESS) is None
    assert (letters()[-1].to, letters()[-1].subject) == (ADDRESS, "确认您的邮箱")
    assert client.get(link).status_code == 200
    assert client.post(link, data={"password": NEW["password"]}).location == "/account/welcome"
    user = people.by_email(ADDRESS)
    assert user is not None and user.is_active and user.consented_at is not None
    assert [entry.action for entry in history_of(user)] == ["joined"]
    assert client.get("/account").status_code == 200
    assert client.post("/sign-out").status_code == 303
    assert client.get("/account").status_code == 302


def test_the_letter_speaks_the_language_chosen(client: FlaskClient, work: Work) -> None:
    ask_to_join(client, work, language="en")
    assert letters()[-1].subject == "Confirm your address"


def test_the_link_works_once(client: FlaskClient, work: Work) -> None:
    link = ask_to_join(client, work)
    client.post(link, data={"password": NEW["password"]})
    assert client.get(link).status_code == 404
    assert client.post(link, data={"password": NEW["password"]}).status_code == 404


def test_the_link_expires(client: FlaskClient, work: Work) -> None:
    link = ask_to_join(client, work)
    row = db.session.scalars(select(OneTimeLink)).one()
    row.expires_at = row.created_at
    assert client.get(link).status_code == 404


def test_the_table_does_not_hold_what_opens_the_link(client: FlaskClient, work: Work) -> None:
    token = ask_to_join(client, work).rpartition("/")[2]
    row = db.session.scalars(select(OneTimeLink)).one()
    held = [str(getattr(row, column.key)) for column in OneTimeLink.__table__.columns]
    assert not any(token in text for text in held)
    jobs = db.session.execute(db.text("SELECT payload FROM job")).scalars()
    assert not any(token in str(payload) for payload in jobs)


def test_whoever_signed_a_stranger_up_gets_nothing(client: FlaskClient, work: Work, cast: Cast) -> None:
    """The stranger follows the link but does not know the password that was typed in for them."""
    link = ask_to_join(client, work, password="chosen by an attacker")
    assert client.post(link, data={"password": "what the stranger thinks of"}).status_code == 422
    assert people.by_email(ADDRESS) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("email", "no address"),
        ("email", "a@b"),
        ("password", "short"),
        ("password", "password1234"),
        ("password", "miao.xin.2026"),
        ("password", "x" * 129),
        ("language", "fr"),
        ("consent", ""),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(client: FlaskClient, field: str, value: str) -> None:
    answer = client.post("/sign-up", data=NEW | {field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert db.session.scalar(select(OneTimeLink.id)) is None


@pytest.mark.parametrize(
    "password", ["  spaces at both ends  ", "一条安静的河在中午流过村庄去", "é" * 5 + "ü" * 5 + "abcde"]
)
def test_any_characters_may_be_used_and_none_is_dropped(
    client: FlaskClient, work: Work, password: str
) -> None:
    link = ask_to_join(client, work, password=password)
    assert client.post(link, data={"password": password.strip() + "x"}).status_code == 422
    assert client.post(link, data={"password": password}).status_code == 303
    client.post("/sign-out")
    assert client.post("/sign-in", data={"email": ADDRESS, "password": password}).status_code == 303


def test_sign_in_begins_a_session(client: FlaskClient, cast: Cast) -> None:
    answer = client.post("/sign-in", data=LIN | {"email": " LIN.xiaocheng@Example.ORG "})
    assert answer.status_code == 303
    mine = select(UserSession).where(UserSession.user_id == cast.person("lin").id)
    assert [row.ended_at for row in db.session.scalars(mine)] == [None]


def test_a_blocked_person_stays_out(client: FlaskClient, cast: Cast) -> None:
    browser = cast.browser("lin")
    assert browser.get("/account").status_code == 200
    people.block(cast.person("lin"), cast.person("gao"))
    assert browser.get("/account").status_code == 302
    assert client.post("/sign-in", data=LIN).status_code == 422
    people.unblock(cast.person("lin"), cast.person("gao"))
    assert client.post("/sign-in", data=LIN).status_code == 303


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "\n//evil.example",
        "javascript:alert(1)",
        "/sign-out",
        "/no-such-page",
    ],
)
def test_next_leads_nowhere_else(client: FlaskClient, target: str) -> None:
    answer = client.post("/sign-in", query_string={"next": target}, data=LIN)
    assert answer.location in ("/desk", "/account")


def test_a_closed_page_leads_back_to_itself(client: FlaskClient) -> None:
    asked = client.get("/account/sessions?page=1").location
    assert client.post(asked, data=LIN).location == "/account/sessions?page=1"
