"""Every page of accounts, organisations and brokers opens in both languages, whole and translated."""

import re

import pytest
from flask.testing import FlaskClient

from portal.accounts import links, members, notices
from portal.extensions import db
from tests.cast import Cast

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
OPEN = (
    "/sign-in",
    "/sign-up",
    "/reset",
    "/letter-sent",
    "/letter-sent?about=reset",
    "/brokers",
    "/brokers?field=A01B",
)
OWN = (
    "/account",
    "/account/welcome",
    "/account/password",
    "/account/email",
    "/account/sessions",
    "/account/notices",
    "/organisations",
    "/organisations/new",
    "/brokers/mine",
)
HOUSE = ("", "/edit", "/members", "/bank-account")


def _assert_language(page: str, language: str) -> None:
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}"' in page
    title = page.partition("<title>")[2].partition("</title>")[0]
    heading = page.partition("<h1")[2].partition("</h1>")[0]
    if language == "zh":
        assert _CHINESE.search(title) and _CHINESE.search(heading)
    else:
        assert not _CHINESE.search(title)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", OPEN)
def test_open_pages(client: FlaskClient, language: str, path: str) -> None:
    separator = "&" if "?" in path else "?"
    answer = client.get(f"{path}{separator}lang={language}")
    assert answer.status_code == 200
    _assert_language(answer.text, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_own_pages(cast: Cast, language: str) -> None:
    shen = cast.person("shen")
    notices.notify(shen.id, "notice.organisation_verified", {"organisation": "Haiyu"}, "/organisations")
    link = links.issue(links.EMAIL, "new@example.org", user_id=shen.id)
    browser = cast.browser("shen", language)
    for path in (*OWN, f"/account/email/{links.token_of(link.id)}"):
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert f'<html lang="{"zh-CN" if language == "zh" else "en"}"' in answer.text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("key", "house"), [("shen", "haiyu"), ("su", "jigu"), ("gao", "operator")])
def test_pages_of_an_organisation(cast: Cast, language: str, key: str, house: str) -> None:
    organisation, person = cast.organisation(house), cast.person(key)
    invitation = members.invite(organisation, "somebody@example.org", ["member"], person)
    browser = cast.browser(key, language)
    base = f"/organisations/{organisation.public_id}"
    paths = [base + tail for tail in HOUSE]
    paths += [f"{base}/members/{person.public_id}", f"/invitations/{invitation.public_id}"]
    for path in paths:
        answer = browser.get(path)
        assert answer.status_code == 200, path
        _assert_language(answer.text, language) if language == "zh" else None


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("purpose", [links.SIGN_UP, links.PASSWORD])
def test_pages_behind_links(client: FlaskClient, language: str, purpose: str) -> None:
    facts = {"name": "某人", "language": "zh", "password_hash": "x"}
    link = links.issue(purpose, "somebody@example.org", payload=facts)
    base = {"sign-up": "/sign-up", "password": "/reset"}[purpose]
    for token, status in ((links.token_of(link.id), 200), ("no-such-token", 404)):
        answer = client.get(f"{base}/{token}?lang={language}")
        assert answer.status_code == status
        _assert_language(answer.text, language)


def test_notices_are_marked_as_read(cast: Cast) -> None:
    lin, okoro = cast.person("lin"), cast.person("okoro")
    for person in (lin, okoro):
        notices.notify(person.id, "notice.organisation_verified", {"organisation": "<b>Haiyu</b>"})
    browser = cast.browser("lin")
    assert "&lt;b&gt;Haiyu" in browser.get("/account/notices").text
    assert browser.post("/account/notices/read").status_code == 303
    assert notices.count_unread(lin.id) == 0
    assert notices.count_unread(okoro.id) == 1
    assert len(notices.notices_of(lin.id)) == 1 and notices.notices_of(lin.id, unread_only=True) == []
    db.session.rollback()
