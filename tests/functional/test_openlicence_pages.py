"""Statements in the browser: the public list, the page with and without the button, and what the holder does."""

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from portal.core import clock
from portal.core.calendar import add_years
from portal.extensions import db
from portal.openlicence import service
from portal.openlicence.models import Statement
from tests.cast import Cast
from tests.licences import EVIDENCE, FREE, announced, filed, granted_patent, statement_fields, withdrawn


def body(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def intended(cast: Cast) -> Statement:
    statement = service.draft(granted_patent(cast), cast.person("lin"), **statement_fields())
    service.declare(statement, cast.person("lin"))
    return statement


def gazette() -> tuple[io.BytesIO, str]:
    stream = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(stream, "PNG")
    stream.seek(0)
    return stream, "公告.png"


def test_lists(app: Flask, cast: Cast) -> None:
    live, free, pilot = announced(cast), announced(cast, **FREE), announced(cast, regime="PILOT")
    planned = intended(cast)
    service.draft(granted_patent(cast, title_zh="未公开的草稿"), cast.person("lin"), **statement_fields())
    client = app.test_client()
    pages = {
        "": {live, free},
        "?free=1": {free},
        "?state=pilot": {pilot},
        "?state=intended": {planned},
        "?state=nonsense": {live, free},
    }
    for query, wanted in pages.items():
        text = body(client, f"/open-licences{query}")
        shown = {one for one in (live, free, pilot, planned) if f"/open-licences/{one.public_id}" in text}
        assert shown == wanted, query
        assert "未公开的草稿" not in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_only_an_announced_statutory_statement_has_the_button(app: Flask, cast: Cast, language: str) -> None:
    button = {"zh": "取得此许可", "en": "Take this licence"}[language]
    cases = {
        announced(cast): True,
        announced(cast, regime="PILOT"): False,
        intended(cast): False,
        withdrawn(cast, announced(cast)): False,
    }
    for statement, there in cases.items():
        text = body(app.test_client(), f"/open-licences/{statement.public_id}?lang={language}")
        assert (button in text) is there
        assert (f"/open-licences/{statement.public_id}/accept" in text) is there
    text = body(app.test_client(), f"/open-licences/{intended(cast).public_id}?lang={language}")
    assert {"zh": "拟开放许可", "en": "Intended open licence"}[language] in text


def test_the_desk_promises_no_licence_under_a_pilot(app: Flask, cast: Cast) -> None:
    promise = "Nothing to do: licensees can take it."
    announced(cast, regime="PILOT")
    db.session.commit()
    desk = body(cast.browser("lin", "en"), "/open-licences/desk")
    assert promise not in desk and "A pilot has no statutory effect" in desk
    announced(cast)
    db.session.commit()
    assert promise in body(cast.browser("lin", "en"), "/open-licences/desk")


def test_the_life_of_a_patent_calls_a_pilot_a_pilot(app: Flask, cast: Cast) -> None:
    pilot, live = announced(cast, regime="PILOT"), announced(cast)
    db.session.commit()
    pages = [
        body(app.test_client(), f"/patents/{one.patent.public_id}/life?lang=en") for one in (pilot, live)
    ]
    assert ["without statutory effect" in page for page in pages] == [True, False]
    assert ["Local platform of the pilot scheme" in page for page in pages] == [True, False]


def test_page_mirrors_the_gazette_with_its_evidence(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    path = f"/open-licences/{statement.public_id}"
    text = body(app.test_client(), f"{path}?lang=zh")
    for fact in (
        statement.statement_no,
        statement.contact,
        statement.evidence_blob,
        "一次总付",
        "海屿理工大学",
    ):
        assert str(fact) in text
    answer = app.test_client().get(f"{path}/evidence/announcement")
    assert answer.data == EVIDENCE
    assert app.test_client().get(f"{path}/evidence/withdrawal").status_code == 404
    assert app.test_client().get(f"{path}/evidence/other").status_code == 404


def test_a_draft_is_hidden_from_strangers(app: Flask, cast: Cast) -> None:
    draft = service.draft(granted_patent(cast), cast.person("lin"), **statement_fields())
    path = f"/open-licences/{draft.public_id}"
    for person in ("chen", "okoro", "visitor"):
        browser = cast.browser(person)
        for end in ("", "/edit", "/steps/announce"):
            assert browser.get(path + end).status_code == 404
        assert browser.post(f"{path}/steps/declare").status_code == 404
    assert app.test_client().get(path).status_code == 404
    for person in ("lin", "zhao", "shi"):
        assert cast.browser(person).get(path).status_code == 200
    assert cast.browser("zhao").get(f"{path}/edit").status_code == 403


def test_the_holder_writes_shows_and_records_one(app: Flask, cast: Cast) -> None:
    patent = granted_patent(cast)
    lin = cast.browser("lin")
    new = f"/open-licences/new?patent={patent.public_id}"
    assert cast.browser("okoro").get(new).status_code == 404
    data = {
        "regime": "STATUTORY",
        "fee_way": "instalments",
        "instalments": "3万 0\n50000 12",
        "due_days": "30",
        "settle_every": "year",
        "settle_days": "31",
        "payment_zh": "分两期支付",
        "period_from": clock.today().isoformat(),
        "period_to": add_years(clock.today(), 3).isoformat(),
        "plain_zh": "可以自用",
        "legal_zh": "普通许可",
    }
    assert lin.post(new, data={**data, "instalments": "whatever"}).status_code == 422
    assert lin.post(new, data={**data, "fee_way": "negotiable"}).status_code == 422
    answer = lin.post(new, data=data)
    assert answer.status_code == 303
    assert "OL-08" in body(lin, answer.location)
    path = answer.location.removesuffix("/compiler")
    statement = db.session.query(Statement).one()
    assert statement.amount == 8_000_000
    edited = {**data, "contact": "022-1", "version": str(statement.version)}
    assert lin.post(f"{path}/edit", data=edited).status_code == 303
    late = lin.post(f"{path}/edit", data=edited | {"contact": "022-typed"})
    kept, text = db.session.query(Statement).one(), late.get_data(as_text=True)
    assert (late.status_code, kept.contact) == (409, "022-1")
    assert "022-typed" in text and "Somebody changed the statement" in text
    assert re.search(rf'name="version"[^>]*value="{kept.version}"', text)
    assert lin.post(f"{path}/edit", data=edited | {"version": str(kept.version)}).status_code == 303
    version = db.session.query(Statement).one().version
    assert lin.post(f"{path}/steps/declare", data={"version": version}).status_code == 303
    assert lin.post(f"{path}/steps/declare", data={"version": version}).status_code == 409
    shown = lin.get(f"{path}/edit").get_data(as_text=True)
    assert "30000.00 0\n50000.00 12" in shown
    too_dear = {**edited, "fee_way": "lump_sum", "amount": "3000万", "version": str(version + 1)}
    answer = lin.post(f"{path}/edit", data=too_dear)
    assert answer.status_code == 422 and "OL-12" in answer.get_data(as_text=True)
    _record(lin, path)
    statement = db.session.query(Statement).one()
    assert (statement.state, statement.statement_no, statement.amount) == (
        "effective",
        "KF2026123",
        8_000_000,
    )
    assert app.test_client().get(f"{path}/evidence/announcement").mimetype == "image/png"
    assert lin.get(f"{path}/edit").status_code == 403


def _record(lin: FlaskClient, path: str) -> None:
    """Record the announcement, after the slips that are refused on the form."""
    today = clock.today().isoformat()
    good = {"statement_no": "KF2026123", "announced_on": today, "publicity_told": "not_shown"}
    assert lin.post(f"{path}/steps/announce", data=good).status_code == 422
    bad_file = {**good, "evidence": (io.BytesIO(b"MZ not a page"), "gazette.pdf")}
    assert lin.post(f"{path}/steps/announce", data=bad_file).status_code == 422
    tomorrow = {**good, "announced_on": add_years(clock.today(), 1).isoformat(), "evidence": gazette()}
    answer = lin.post(f"{path}/steps/announce", data=tomorrow)
    assert answer.status_code == 422 and "OL-16" in answer.get_data(as_text=True)
    assert lin.post(f"{path}/steps/announce", data={**good, "evidence": gazette()}).status_code == 303


def test_a_number_that_another_statement_has_is_said_at_its_field(app: Flask, cast: Cast) -> None:
    taken, statement = announced(cast).statement_no, filed(cast)
    number, chen = statement.id, cast.browser("chen")
    path = f"/open-licences/{statement.public_id}/steps/announce"
    typed = {"statement_no": taken, "announced_on": clock.today().isoformat()}
    answer = chen.post(path, data={**typed, "evidence": gazette()})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Another statement has this number" in text and f'value="{taken}"' in text
    assert db.session.get_one(Statement, number).state == "filed"
    good = {**typed, "statement_no": "KF2", "evidence": gazette()}
    assert chen.post(path, data=good).status_code == 303


def test_withdrawal_from_the_page(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    path = f"/open-licences/{statement.public_id}/steps/withdraw"
    lin = cast.browser("lin")
    assert lin.get(path).status_code == 200
    stale = {"withdrawn_on": clock.today().isoformat(), "version": "99"}
    assert lin.post(path, data={**stale, "evidence": gazette()}).status_code == 409
    good = {**stale, "version": str(statement.version), "evidence": gazette()}
    assert lin.post(path, data=good).status_code == 303
    assert db.session.get_one(Statement, statement.id).state == "withdrawn"
    assert cast.browser("chen").get(path).status_code == 403


def test_steps_need_a_post_and_a_name(app: Flask, cast: Cast) -> None:
    statement = intended(cast)
    lin = cast.browser("lin")
    assert lin.get(f"/open-licences/{statement.public_id}/steps/redraft").status_code == 404
    assert lin.post(f"/open-licences/{statement.public_id}/steps/nothing").status_code == 409
    assert lin.post(f"/open-licences/{statement.public_id}/steps/expire").status_code == 403
    assert lin.post(f"/open-licences/{statement.public_id}/steps/redraft").status_code == 303
    assert db.session.get_one(Statement, statement.id).state == "drafting"
