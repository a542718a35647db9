"""The five screens walked in a browser without scripts: paid and free, in both languages, to the proof."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from portal.core.settings import settings
from portal.deals.models import Deal, Licence
from portal.extensions import db
from tests.cast import Cast
from tests.licences import FREE, announced, paid


def _form(page: str, action: str = "") -> dict[str, str]:
    """Return the hidden fields of the page's form that posts to `action`."""
    soup = BeautifulSoup(page, "html.parser")
    form = next(one for one in soup.find_all("form", method="post") if action in str(one.get("action") or ""))
    return {str(tag["name"]): str(tag.get("value", "")) for tag in form.find_all("input", type="hidden")}


def walk_to_notice(browser: FlaskClient, statement_id: str) -> str:
    """Walk the first three screens and return the address of the deal."""
    address = f"/open-licences/{statement_id}/accept"
    page = browser.get(address).get_data(as_text=True)
    organisation = re.search(r'name="organisation"[^>]*value="(\w+)"', page)
    assert organisation is not None
    answer = browser.post(address, data={"organisation": organisation[1], "own_use": "y"})
    assert answer.status_code == 303
    deal = answer.location.removesuffix("/terms")
    terms = browser.get(answer.location).get_data(as_text=True)
    data = {**_form(terms, "confirm_terms"), "plain_read": "y", "legal_read": "y"}
    answer = browser.post(f"{deal}/steps/confirm_terms", data=data)
    assert answer.location == f"{deal}/notice"
    notice = browser.get(answer.location).get_data(as_text=True)
    data = {
        **_form(notice, "send_notice"),
        "signatory": "陈岚",
        "role": "legal_representative",
        "consent": "y",
    }
    answer = browser.post(f"{deal}/steps/send_notice", data=data)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return deal


def the_deal(address: str) -> Deal:
    """Return the deal behind the address."""
    return db.session.query(Deal).filter_by(public_id=address.rsplit("/", 1)[1]).one()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_paid_walk(app: Flask, cast: Cast, work: Callable[[], int], language: str) -> None:
    statement_id = announced(cast).public_id
    browser = cast.browser("chen", language)
    address = walk_to_notice(browser, statement_id)
    assert "80,000.00" in browser.get(f"{address}/pay").get_data(as_text=True)
    assert browser.get(f"{address}/proof").status_code == 303
    paid(the_deal(address))
    db.session.commit()
    work()
    proof = browser.get(f"{address}/proof").get_data(as_text=True)
    licence = db.session.query(Licence).one()
    assert licence.number in proof
    page = browser.get(address).get_data(as_text=True)
    assert licence.number in page
    for document in the_deal(address).documents:
        answer = browser.get(f"{address}/documents/{document.public_id}")
        assert hashlib.sha256(answer.data).hexdigest() == document.blob
        assert document.blob in page
    register = app.test_client().get("/register").get_data(as_text=True)
    assert "渤岸储能" in register or "Bo'an" in register or licence.licensee.name_en in register
    assert licence.number in app.test_client().get(f"/open-licences/{statement_id}").get_data(as_text=True)


def test_free_walk_ends_with_the_notice(app: Flask, cast: Cast) -> None:
    statement = announced(cast, **FREE)
    browser = cast.browser("chen")
    address = walk_to_notice(browser, statement.public_id)
    assert browser.get(f"{address}/pay").location == f"{address}/proof"
    assert "You hold the licence" in browser.get(f"{address}/proof").get_data(as_text=True)


def test_both_sides_get_letters_in_their_language(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    statement = announced(cast, **FREE)
    walk_to_notice(cast.browser("rossi"), statement.public_id)
    folder = settings().mail_dir
    db.session.commit()
    work()
    letters = [path.read_bytes() for path in Path(folder).glob("*.eml")]
    to_rossi = [letter for letter in letters if b"To: " + cast.person("rossi").email.encode() in letter]
    to_lin = [letter for letter in letters if b"To: " + cast.person("lin").email.encode() in letter]
    assert to_rossi and all(b"Content-Language: en" in letter for letter in to_rossi)
    assert to_lin and all(b"Content-Language: zh" in letter for letter in to_lin)
