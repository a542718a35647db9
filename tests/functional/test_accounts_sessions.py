"""Sessions can be seen and ended, begin under a new token, and end when the password changes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts import links, people
from portal.accounts.models import UserSession
from portal.accounts.passwords import matches
from portal.accounts.sessions import COOKIE_NAME, live_sessions
from portal.core import clock
from portal.extensions import db
from tests.cast import PASSWORD, Cast
from tests.conftest import settings_for
from tests.letters import letters

Work = Callable[[], int]
LIN = {"email": "lin.xiaocheng@example.org", "password": PASSWORD}
NEW_PASSWORD = "seven small boats at dawn"


def token_of(client: FlaskClient) -> str | None:
    """Return the session token in the browser's cookie."""
    with client.session_transaction() as session:
        return session.get(COOKIE_NAME)


def test_a_session_fixed_beforehand_is_not_taken_over(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session[COOKIE_NAME] = "a token that an attacker planted"
        session["language"] = "en"
        session["csrf_token"] = "planted"
    client.post("/sign-in", data=LIN)
    assert token_of(client) not in (None, "a token that an attacker planted")
    with client.session_transaction() as session:
        assert session["language"] == "en"
        assert session.get("csrf_token") != "planted"


def test_signing_in_again_ends_the_session_before(client: FlaskClient, cast: Cast) -> None:
    client.post("/sign-in", data=LIN)
    first = token_of(client)
    client.post("/sign-in", data=LIN)
    assert token_of(client) != first
    assert len(live_sessions(cast.person("lin").id)) == 1


def test_the_table_holds_no_token(client: FlaskClient) -> None:
    client.post("/sign-in", data=LIN)
    assert db.session.scalar(select(UserSession.id).where(UserSession.token_hash == token_of(client))) is None


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app: Flask, client: FlaskClient) -> None:
    client.post("/sign-in", data=LIN)
    thief = app.test_client()
    with thief.session_transaction() as session:
        session[COOKIE_NAME] = token_of(client)
    assert thief.get("/account").status_code == 200
    client.post("/sign-out")
    assert thief.get("/account").status_code == 302


def test_ending_a_session_takes_effect_at_once(cast: Cast) -> None:
    here, there = cast.browser("lin"), cast.browser("lin")
    rows = live_sessions(cast.person("lin").id)
    assert here.get("/account/sessions").text.count('/end"') == 2
    assert here.post(f"/account/sessions/{rows[0].public_id}/end").status_code == 303
    assert sorted([here.get("/account").status_code, there.get("/account").status_code]) == [200, 302]


def test_ending_all_others_keeps_this_one(cast: Cast) -> None:
    here, others = cast.browser("lin"), [cast.browser("lin") for _ in range(3)]
    here.post("/account/sessions/end-others")
    assert here.get("/account").status_code == 200
    assert [other.get("/account").status_code for other in others] == [302, 302, 302]


def test_nobody_ends_the_session_of_somebody_else(cast: Cast) -> None:
    okoro = cast.browser("okoro")
    row = live_sessions(cast.person("okoro").id)[0]
    assert cast.browser("lin").post(f"/account/sessions/{row.public_id}/end").status_code == 404
    assert okoro.get("/account").status_code == 200


@pytest.mark.parametrize(("away", "status"), [(timedelta(hours=11), 200), (timedelta(hours=13), 302)])
def test_an_unused_session_ends(client: FlaskClient, away: timedelta, status: int) -> None:
    client.post("/sign-in", data=LIN)
    with time_machine.travel(clock.now() + away):
        assert client.get("/account").status_code == status


def test_a_used_session_ends_in_any_case(client: FlaskClient) -> None:
    client.post("/sign-in", data=LIN)
    begun = clock.now()
    for hours in range(6, 14 * 24, 6):
        with time_machine.travel(begun + timedelta(hours=hours)):
            assert client.get("/account").status_code == 200
    with time_machine.travel(begun + timedelta(days=14, minutes=1)):
        assert client.get("/account").status_code == 302


def test_a_new_password_ends_the_other_sessions(cast: Cast, work: Work) -> None:
    here, there = cast.browser("lin"), cast.browser("lin")
    before = token_of(here)
    sent = {"current": PASSWORD, "password": NEW_PASSWORD}
    assert here.post("/account/password", data=sent).location == "/account"
    assert token_of(here) != before
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302
    assert matches(cast.person("lin").password_hash, NEW_PASSWORD)
    work()
    assert [letter.to for letter in letters()] == [LIN["email"]]


def test_a_new_password_needs_the_present_one(cast: Cast) -> None:
    browser = cast.browser("lin")
    sent = {"current": "not the present one", "password": NEW_PASSWORD}
    assert browser.post("/account/password", data=sent).status_code == 422
    assert matches(cast.person("lin").password_hash, PASSWORD)


def test_guessing_the_present_password_is_slowed_down(cast: Cast) -> None:
    browser = cast.browser("lin")
    sent = {"current": "a guess of an attacker", "password": NEW_PASSWORD}
    for _ in range(5):
        browser.post("/account/password", data=sent)
    browser.post("/account/password", data=sent | {"current": PASSWORD})
    assert matches(cast.person("lin").password_hash, PASSWORD)


def test_resetting_the_password_ends_every_session(client: FlaskClient, cast: Cast, work: Work) -> None:
    there = cast.browser("lin")
    client.post("/reset", data={"email": LIN["email"]})
    work()
    link = letters()[-1].link
    assert client.get(link).headers["Referrer-Policy"] == "no-referrer"
    assert client.get(link).headers["Cache-Control"] == "no-store"
    assert client.post(link, data={"password": "short"}).status_code == 422
    assert client.post(link, data={"password": NEW_PASSWORD}).location == "/sign-in"
    assert there.get("/account").status_code == 302
    assert client.post(link, data={"password": NEW_PASSWORD}).status_code == 404
    assert client.post("/sign-in", data=LIN | {"password": NEW_PASSWORD}).status_code == 303


def test_a_changed_password_makes_reset_links_useless(client: FlaskClient, cast: Cast, work: Work) -> None:
    client.post("/reset", data={"email": LIN["email"]})
    work()
    link = letters()[-1].link
    sent = {"current": PASSWORD, "password": NEW_PASSWORD}
    assert cast.browser("lin").post("/account/password", data=sent).status_code == 303
    assert client.get(link).status_code == 404


def test_a_link_serves_only_its_purpose(client: FlaskClient, cast: Cast) -> None:
    link = links.issue(links.EMAIL, "new.address@example.org", user_id=cast.person("lin").id)
    token = links.token_of(link.id)
    assert client.get(f"/reset/{token}").status_code == 404
    assert client.get(f"/sign-up/{token}").status_code == 404


def test_changing_the_address(client: FlaskClient, cast: Cast, work: Work) -> None:
    here, there = cast.browser("lin"), cast.browser("lin")
    sent = {"email": "lin@new.example.org", "current": PASSWORD}
    assert here.post("/account/email", data=sent | {"current": "wrong wrong wrong"}).status_code == 422
    assert here.post("/account/email", data=sent).status_code == 303
    work()
    assert {letter.to for letter in letters()} == {LIN["email"], "lin@new.example.org"}
    link = next(letter.link for letter in letters() if letter.to == "lin@new.example.org")
    assert cast.browser("okoro").post(link).status_code == 404
    assert here.get(link).status_code == 200
    assert people.by_email("lin@new.example.org") is None
    assert here.post(link).location == "/account"
    assert there.get("/account").status_code == 302
    work()
    assert letters()[-1].to == LIN["email"]
    answer = client.post("/sign-in", data={"email": "lin@new.example.org", "password": PASSWORD})
    assert answer.status_code == 303


def test_an_address_in_use_cannot_be_taken(cast: Cast, work: Work) -> None:
    here = cast.browser("lin")
    taken = cast.person("okoro").email
    free = here.post("/account/email", data={"email": "free@example.org", "current": PASSWORD})
    used = here.post("/account/email", data={"email": taken, "current": PASSWORD})
    assert (free.status_code, free.location) == (used.status_code, used.location)
    work()
    assert "/account/email/" not in next(letter.text for letter in letters() if letter.to == taken)


def test_the_language_preference_is_kept(cast: Cast) -> None:
    here = cast.browser("lin", language="zh")
    assert here.post("/account", data={"name": "林晓澄", "phone": "", "language": "en"}).status_code == 303
    assert cast.person("lin").language == "en"
    assert 'lang="en"' in here.get("/account").text


def test_the_language_of_one_visit_is_kept_for_the_next_page(client: FlaskClient) -> None:
    assert '<html lang="en"' in client.get("/sign-in?lang=en").text
    assert '<html lang="en"' in client.get("/sign-up").text
    assert '<html lang="zh-CN"' in client.get("/sign-up?lang=zh").text
    assert '<html lang="zh-CN"' in client.get("/sign-in?lang=xx").text


def test_the_cookie_is_shut_away(app: Flask, client: FlaskClient, tmp_path, database_url: str) -> None:
    cookie = client.post("/sign-in", data=LIN).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    production = settings_for(
        tmp_path,
        database_url,
        ENVIRONMENT="production",
        STRIPE_SECRET_KEY="sk_test_x",
        STRIPE_WEBHOOK_SECRET="whsec_x",
        TRUSTED_HOSTS="portal.example.org",
        BASE_URL="https://portal.example.org",
    ).as_flask()
    assert production["SESSION_COOKIE_NAME"] == "__Host-session"
    assert production["SESSION_COOKIE_SECURE"] and production["SESSION_COOKIE_HTTPONLY"]
