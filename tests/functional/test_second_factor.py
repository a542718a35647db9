"""The second factor: set up with an app, asked for at sign-in, each code good once, removed only by who holds it."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts import people, second_factor
from portal.accounts.models import RecoveryCode, SecondFactor, User
from portal.accounts.sessions import COOKIE_NAME
from portal.core import clock
from portal.core.errors import InputError
from portal.extensions import db
from tests.cast import PASSWORD, Cast
from tests.conftest import settings_for

LIN = {"email": "lin.xiaocheng@example.org", "password": PASSWORD}
NOW = datetime(2026, 5, 20, 4, tzinfo=UTC)


def code_of(user: User, at: datetime | None = None) -> str:
    """Return what the person's app shows."""
    row = second_factor.of(user)
    assert row is not None
    return pyotp.TOTP(second_factor.opened(row.secret)).at(at or clock.now())


def protect(user: User) -> list[str]:
    """Give the person a second factor an hour ago and return the paper codes."""
    sealed = second_factor.new_secret()
    with clock.pretend(clock.now() - timedelta(hours=1)):
        codes = second_factor.add(user, sealed, pyotp.TOTP(second_factor.opened(sealed)).at(clock.now()))
    db.session.commit()
    return codes


def is_in(client: FlaskClient) -> bool:
    """Tell whether the browser has a session."""
    return client.get("/account").status_code == 200


def test_set_up_in_the_browser(cast: Cast) -> None:
    client = cast.browser("lin")
    page = client.get("/account/second-factor").text
    with client.session_transaction() as session:
        secret = second_factor.opened(session["factor"])
    assert " ".join(secret[i : i + 4] for i in range(0, 32, 4)) in page
    picture = client.get("/account/second-factor/picture")
    assert picture.mimetype == "image/svg+xml"
    assert picture.headers["Cache-Control"] == "no-store"
    assert client.post("/account/second-factor", data={"code": "000000"}).status_code == 422
    assert second_factor.of(cast.person("lin")) is None
    done = client.post("/account/second-factor", data={"code": pyotp.TOTP(secret).now()})
    assert done.status_code == 200
    assert done.text.count('class="number"') >= second_factor.PAPER_CODES
    assert second_factor.of(cast.person("lin")) is not None
    assert client.get("/account/second-factor/picture").status_code == 404


def test_secret_and_codes_are_not_stored_in_the_open(cast: Cast) -> None:
    codes = protect(cast.person("lin"))
    row = db.session.scalars(select(SecondFactor)).one()
    assert second_factor.opened(row.secret) not in row.secret
    stored = set(db.session.scalars(select(RecoveryCode.code_hash)))
    assert not stored & {code.replace("-", "") for code in codes}


def test_password_alone_no_longer_opens(client: FlaskClient, cast: Cast) -> None:
    protect(cast.person("lin"))
    answer = client.post("/sign-in?next=/patents/mine", data=LIN)
    assert answer.location == "/sign-in/code?next=/patents/mine"
    assert not is_in(client)
    with client.session_transaction() as session:
        assert COOKIE_NAME not in session
    assert client.post("/sign-in/code", data={"code": "123"}).status_code == 422
    done = client.post("/sign-in/code?next=/patents/mine", data={"code": code_of(cast.person("lin"))})
    assert done.location == "/patents/mine"
    assert is_in(client)


def test_a_code_works_once_and_neighbours_within_the_drift(cast: Cast) -> None:
    lin = cast.person("lin")
    protect(lin)
    row = second_factor.of(lin)
    assert row is not None
    late = code_of(lin, clock.now() - timedelta(seconds=30))
    second_factor.prove(lin, late, row)
    with pytest.raises(InputError, match=r"factor\.wrong"):
        second_factor.prove(lin, late, row)
    with pytest.raises(InputError, match=r"factor\.wrong"):
        second_factor.prove(lin, code_of(lin, clock.now() - timedelta(seconds=120)), row)


def test_paper_codes_work_once(app: Flask, cast: Cast) -> None:
    lin = cast.person("lin")
    code = protect(lin)[0]
    for expected in (303, 422):
        client = app.test_client()
        client.post("/sign-in", data=LIN)
        answer = client.post("/sign-in/code", data={"code": code.upper()})
        assert answer.status_code == expected
        assert is_in(client) is (expected == 303)
    assert second_factor.paper_codes_left(lin) == second_factor.PAPER_CODES - 1


def test_guessing_gets_slower(client: FlaskClient, cast: Cast) -> None:
    protect(cast.person("lin"))
    client.post("/sign-in", data=LIN)
    for _ in range(5):
        assert client.post("/sign-in/code", data={"code": "000000"}).status_code == 422
    right = {"code": code_of(cast.person("lin"))}
    assert client.post("/sign-in/code", data=right).status_code == 429
    assert not is_in(client)


def test_half_way_lasts_five_minutes_and_ends_with_the_password(client: FlaskClient, cast: Cast) -> None:
    lin = cast.person("lin")
    protect(lin)
    client.post("/sign-in", data=LIN)
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        late = client.post("/sign-in/code", data={"code": code_of(lin)})
        assert (late.location, is_in(client)) == ("/sign-in", False)
    client.post("/sign-in", data=LIN)
    people._set_password(lin, "seven small boats at dawn", "password_changed")
    db.session.commit()
    answer = client.post("/sign-in/code", data={"code": code_of(lin)})
    assert (answer.location, is_in(client)) == ("/sign-in", False)


def test_nobody_comes_in_by_the_code_page_alone(client: FlaskClient) -> None:
    assert client.get("/sign-in/code").location == "/sign-in"
    assert client.post("/sign-in/code", data={"code": "123456"}).location == "/sign-in"


def test_removing_needs_a_code(cast: Cast) -> None:
    lin = cast.person("lin")
    protect(lin)
    client = cast.browser("lin")
    assert client.post("/account/second-factor", data={"code": "000000"}).status_code == 422
    assert second_factor.of(lin) is not None
    client.post("/account/second-factor", data={"code": code_of(lin)})
    assert second_factor.of(lin) is None
    assert second_factor.paper_codes_left(lin) == 0


def test_a_reset_password_keeps_the_factor(client: FlaskClient, cast: Cast) -> None:
    lin = cast.person("lin")
    protect(lin)
    people._set_password(lin, "seven small boats at dawn", "password_reset")
    db.session.commit()
    answer = client.post("/sign-in", data={**LIN, "password": "seven small boats at dawn"})
    assert answer.location.startswith("/sign-in/code")


def test_only_the_operators_administrator_takes_one_away(cast: Cast) -> None:
    lin = cast.person("lin")
    protect(lin)
    path = f"/backoffice/people/{lin.public_id}/second-factor"
    for who in ("lin", "chen", "shi"):
        assert cast.browser(who).post(path).status_code in (403, 404)
    assert second_factor.of(lin) is not None
    boss = cast.browser("gao")
    assert path in boss.get("/backoffice/people?q=lin.xiao").text
    assert boss.post(path).status_code == 303
    assert second_factor.of(lin) is None


def test_operators_are_asked_for_it_where_the_setting_says_so(app: Flask, cast: Cast) -> None:
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    before = app.extensions["settings"]
    app.extensions["settings"] = settings_for(before.storage_dir.parent, url, SECOND_FACTOR_FOR="operators")
    boss, officer = cast.browser("gao"), cast.browser("lin")
    assert boss.get("/backoffice").location == "/account/second-factor"
    assert boss.get("/account/second-factor").status_code == 200
    assert officer.get("/patents/mine").status_code == 200
    protect(cast.person("gao"))
    assert boss.get("/backoffice").status_code == 200


def test_an_earlier_key_still_opens_and_a_strange_one_says_so(app: Flask, cast: Cast) -> None:
    lin = cast.person("lin")
    protect(lin)
    before = app.extensions["settings"]
    url, folder = app.config["SQLALCHEMY_DATABASE_URI"], before.storage_dir.parent
    fresh = "another key that is long enough to be taken as well"
    app.extensions["settings"] = settings_for(
        folder, url, SECRET_KEY=fresh, SECRET_KEY_FALLBACKS=before.secret_key
    )
    assert code_of(lin)
    app.extensions["settings"] = settings_for(folder, url, SECRET_KEY=fresh)
    with pytest.raises(InputError, match=r"factor\.unreadable"):
        code_of(lin)
