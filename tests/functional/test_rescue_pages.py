"""Rescues in the browser: the form, the desks, who may see what, offers, the inventors' links."""

import re
from email import message_from_string
from email.policy import default
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.core import clock
from portal.core.settings import settings
from portal.extensions import db
from portal.reserve import inventors, service, watch
from portal.reserve.models import Intention, InventorCall
from tests.cast import Cast
from tests.rescues import agreed, called, called_publicly, declared, noted, offered, old_patent

READERS = ("", "lin", "chen", "okoro", "zhou", "shi", "visitor")


def body(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.get_data(as_text=True)


def form(numbers: str, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends for a complete form."""
    values = {
        "numbers": numbers,
        "way": "stop_paying",
        "reason": "cost",
        "decided_on": clock.today().isoformat(),
        "ask": "2.5万",
        "fee_payer": "taker",
        "secrecy": "public",
        "contact": "技术转移中心",
        "co_owners": "none",
        "licensees": "none",
        "service_invention": "y",
        "inventors": "林晓澄 lin.inventor@example.org",
        "inventors_told_on": clock.today().isoformat(),
        "decision_no": "校科纪〔2026〕8号",
        "authorised": "y",
        "undertaken": "y",
    }
    return values | changes


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_owner_declares_two_patents_at_once(app: Flask, cast: Cast, language: str) -> None:
    numbers = [str(old_patent(cast).application_no) for _ in range(2)]
    lin = cast.browser("lin", language)
    body(lin, "/rescue/new")
    answer = lin.post("/rescue/new", data=form("\n".join(numbers)))
    assert (answer.status_code, answer.location) == (303, "/rescue/mine")
    made = db.session.query(Intention).all()
    assert {(one.state, one.ask_fen) for one in made} == {("screening", 2_500_000)}
    assert [call.email for one in made for call in one.inventor_calls] == ["lin.inventor@example.org"] * 2
    page = body(lin, "/rescue/mine")
    assert all(f"/rescue/{one.public_id}" in page for one in made)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"way": ""}, "Fill this in"),
        ({"undertaken": ""}, "ABN-03"),
        ({"ask": "a lot"}, "amount"),
        ({"inventors": "nobody"}, "one inventor per line"),
        ({"numbers": "CN999"}, "CN999"),
        ({"numbers": ""}, "at least one"),
        ({"co_owners": "not_agreed"}, "ABN-02"),
    ],
)
def test_what_is_wrong_stays_on_the_form(app: Flask, cast: Cast, changes: dict[str, str], word: str) -> None:
    patent = old_patent(cast)
    answer = cast.browser("lin").post("/rescue/new", data=form(str(patent.application_no)) | changes)
    assert answer.status_code == 422
    assert word in answer.get_data(as_text=True)
    assert db.session.query(Intention).count() == 0


def test_a_patent_is_declared_once(app: Flask, cast: Cast) -> None:
    patent = declared(cast).patent
    answer = cast.browser("lin").post("/rescue/new", data=form(str(patent.application_no)))
    assert answer.status_code == 422
    assert db.session.query(Intention).count() == 1


def test_what_was_noted_in_bulk_is_completed(app: Flask, cast: Cast) -> None:
    patent = old_patent(cast)
    intention = service.declare_intention(
        cast.organisation("haiyu"), [patent], cast.person("lin"), reason="cost"
    )[0]
    lin, path = cast.browser("lin"), f"/rescue/{intention.public_id}"
    assert "ABN-01" in body(lin, path)
    body(lin, f"{path}/complete")
    data = form("", version=str(intention.version))
    assert lin.post(f"{path}/complete", data=data | {"undertaken": ""}).status_code == 422
    assert lin.post(f"{path}/complete", data=data).status_code == 303
    assert intention.state == "screening"


def test_the_new_form_knows_the_patent_it_was_opened_for(app: Flask, cast: Cast) -> None:
    mine, other = old_patent(cast), old_patent(cast, "bolan")
    page = body(cast.browser("lin"), f"/rescue/new?patent={mine.public_id}&patent={other.public_id}")
    assert str(mine.application_no) in page
    assert str(other.application_no) not in page


def _seen_by(cast: Cast, app: Flask, intention: Intention) -> set[str]:
    found = set()
    for who in READERS:
        client = cast.browser(who) if who else app.test_client()
        if client.get(f"/rescue/{intention.public_id}").status_code == 200:
            found.add(who)
    return found


def test_secrecy_is_kept(app: Flask, cast: Cast) -> None:
    old_patent(cast, "boan")
    assert _seen_by(cast, app, declared(cast)) == {"lin", "shi"}
    quiet = called(cast, secrecy="brokers")
    assert quiet.state == "call_inventors"
    assert _seen_by(cast, app, quiet) == {"lin", "shi"}
    service_round(quiet)
    assert quiet.state == "call_matched"
    assert _seen_by(cast, app, quiet) == {"lin", "shi", "chen", "zhou"}
    assert _seen_by(cast, app, called_publicly(cast)) == set(READERS)


def service_round(intention: Intention) -> None:
    """Let the daily round look at the intention."""
    watch.look_after(intention)
    db.session.commit()


def test_the_public_list_is_sorted(app: Flask, cast: Cast) -> None:
    soon = called_publicly(cast, old_patent(cast, days_left=100), ask_fen=900)
    later = called_publicly(cast, old_patent(cast, days_left=300), ask_fen=100)
    called(cast, secrecy="operator")
    client = app.test_client()
    for order, first in (
        ("days", soon),
        ("price", later),
        ("life", later),
        ("fee", None),
        ("nonsense", soon),
    ):
        page = body(client, f"/rescue?sort={order}")
        places = re.findall(r'h2><a href="/rescue/(\w+)"', page)
        assert len(places) == 2
        assert first is None or places[0] == first.public_id, order


@pytest.mark.parametrize("language", ["zh", "en"])
def test_screening_and_decision(app: Flask, cast: Cast, language: str) -> None:
    old_patent(cast, "boan")
    intention = declared(cast)
    shi = cast.browser("shi", language)
    assert f"/rescue/{intention.public_id}/screening" in body(shi, "/rescue/queue")
    path = f"/rescue/{intention.public_id}/screening"
    page = body(shi, path)
    assert "H01M" in page
    data = {"decision": "rescue", "version": str(intention.version)}
    assert shi.post(path, data=data | {"reason": " "}).status_code == 422
    assert shi.post(path, data=data | {"reason": "市场有需求"}).status_code == 303
    assert intention.state == "call_inventors"
    assert "市场有需求" in body(shi, path)
    assert cast.browser("lin").get(path).status_code == 403


def test_an_enterprise_offers_and_the_owner_chooses(app: Flask, cast: Cast) -> None:
    intention = called_publicly(cast)
    path = f"/rescue/{intention.public_id}"
    chen, boan = cast.browser("chen"), cast.organisation("boan")
    body(chen, f"{path}/offer")
    data = {
        "organisation": boan.public_id,
        "offer": "8000",
        "fee_payer": "taker",
        "message": "我们生产散热板。",
    }
    assert chen.post(f"{path}/offer", data=data | {"offer": "much"}).status_code == 422
    assert chen.post(f"{path}/offer", data=data).status_code == 303
    assert chen.post(f"{path}/offer", data=data).status_code == 422
    interest = intention.interests[0]
    assert (interest.offer_fen, interest.decision) == (800_000, "open")
    other = offered(cast, intention, "hemu", "tian")
    assert "我们生产散热板" not in body(cast.browser("tian"), path)
    lin = cast.browser("lin")
    assert "我们生产散热板" in body(lin, path)
    assert chen.post(f"{path}/offers/{interest.public_id}/accept").status_code == 403
    assert cast.browser("tian").post(f"{path}/offers/{other.public_id}/take-back").status_code == 303
    assert lin.post(f"{path}/offers/{interest.public_id}/accept").status_code == 303
    assert (intention.state, interest.decision, other.decision) == ("agreed", "accepted", "taken_back")
    assert lin.post(f"{path}/offers/{interest.public_id}/accept").status_code == 409


def test_the_owner_s_own_people_and_strangers_offer_nothing(app: Flask, cast: Cast) -> None:
    intention = called_publicly(cast)
    assert cast.browser("lin").get(f"/rescue/{intention.public_id}/offer").status_code == 409
    assert cast.browser("visitor").get(f"/rescue/{intention.public_id}/offer").status_code == 409
    assert cast.browser("chen").get(f"/rescue/{declared(cast).public_id}/offer").status_code == 404


def test_the_owner_withdraws(app: Flask, cast: Cast) -> None:
    intention = called_publicly(cast)
    offered(cast, intention)
    path = f"/rescue/{intention.public_id}/steps"
    lin = cast.browser("lin")
    assert lin.post(f"{path}/agree").status_code == 404
    assert lin.post(f"{path}/withdraw", data={"version": str(intention.version)}).status_code == 303
    assert (intention.state, intention.interests[0].decision) == ("withdrawn", "declined")
    assert app.test_client().get(f"/rescue/{intention.public_id}").status_code == 404


def decoded(letter: str) -> str:
    """Return the text of a letter as its reader sees it."""
    return str(message_from_string(letter, policy=default).get_content())


@pytest.mark.parametrize(("said", "wanted"), [("yes", "yes"), ("no", "no")])
def test_an_inventor_answers_by_link(app: Flask, cast: Cast, work: Any, said: str, wanted: str) -> None:
    intention = called(cast, inventors_of=[("林晓澄", "inventor@example.org")])
    call_id, token = intention.inventor_calls[0].id, inventors.token_of(intention.inventor_calls[0])
    db.session.commit()
    work()
    letters = [path.read_text("utf-8") for path in settings().mail_dir.glob("*.eml")]
    assert any(f"/rescue/inventor/{token}" in decoded(letter) for letter in letters)
    call = db.session.get_one(InventorCall, call_id)
    intention = call.intention
    client = app.test_client()
    path = f"/rescue/inventor/{token}"
    assert token != call.token_hash
    body(client, path)
    assert client.post(path, data={}).status_code == 422
    assert client.post(path, data={"answer": said, "note": "愿意继续研究"}).status_code == 303
    assert call.answer == wanted
    assert [one.name for one in intention.interests] == (["林晓澄"] if said == "yes" else [])
    assert client.post(path, data={"answer": "no"}).status_code == 422
    assert client.get(f"/rescue/inventor/{token[:-1]}x").status_code == 404


def test_every_page_of_a_takeover_that_began(app: Flask, cast: Cast) -> None:
    takeover = agreed(cast)
    for who in ("lin", "chen", "shi"):
        body(cast.browser(who), f"/rescue/{takeover.intention.public_id}")
    assert noted(cast).state == "intent"
