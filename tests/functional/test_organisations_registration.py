"""Registering an organisation, its verification by the operator, mending after a refusal, and claims."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from portal.accounts import notices, registration, verification
from portal.accounts.organisations import Organisation, OrganisationClaim
from portal.accounts.queries import by_uscc, members_of
from portal.core.errors import Forbidden, InputError, NotFound, RuleRefusal, Stale
from portal.core.numbers import uscc_check_character
from portal.extensions import db
from portal.workflow.history import history_of, verify
from tests.cast import PASSWORD, Cast
from tests.letters import letters

Work = Callable[[], int]
BODY = "91120116MADEM7700"
USCC = BODY + uscc_check_character(BODY)


def scan() -> tuple[io.BytesIO, str]:
    """Return a picture as a browser would send it."""
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    return io.BytesIO(picture.getvalue()), "营业执照.png"


def facts(**changes: Any) -> dict[str, Any]:
    """Return what a person enters."""
    return {
        "uscc": USCC,
        "kind": "enterprise",
        "name_zh": "示范新能科技有限公司",
        "name_en": "Demo New Energy Co.",
        "size_class": "small",
        "region": "天津",
        "address": "海屿市创新路 1 号",
        "contact_name": "韩未名",
        "contact_email": "office@example.org",
        "contact_phone": "022-55500000",
        **changes,
    }


def register(browser: FlaskClient, **changes: Any) -> Organisation:
    """Register with a scan and return the organisation."""
    answer = browser.post("/organisations/new", data=facts(scan=scan(), **changes))
    assert answer.status_code == 303, answer.text
    found = by_uscc(USCC)
    assert found is not None
    return found


@pytest.mark.parametrize("code", ["91350100M000100Y43", "12100000400000624D", "91440300708461136T"])
def test_real_codes_are_taken(cast: Cast, code: str) -> None:
    spaced = f" {code[:8].lower()} {code[8:]} "
    browser = cast.browser("visitor")
    assert browser.post("/organisations/new", data=facts(uscc=spaced)).status_code == 303
    assert by_uscc(code) is not None


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("91350100M000100Y44", "3"),
        ("91350100M000100Y4", "18"),
        ("9135O100M000100Y43", "18"),
        ("", "Fill"),
        ("<script>alert(1)</script>", "18"),
    ],
)
def test_wrong_codes_are_refused_with_the_reason(cast: Cast, code: str, word: str) -> None:
    answer = cast.browser("visitor").post("/organisations/new", data=facts(uscc=code))
    assert answer.status_code == 422
    error = answer.text.partition('id="uscc-error"')[2].partition("</div>")[0]
    assert word in error and "<script>" not in error


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "operator"),
        ("kind", ""),
        ("size_class", ""),
        ("size_class", "giant"),
        ("region", "Atlantis"),
        ("name_zh", ""),
        ("contact_email", "nobody"),
    ],
)
def test_what_is_missing_or_invented_is_refused(cast: Cast, field: str, value: str) -> None:
    answer = cast.browser("visitor").post("/organisations/new", data=facts(**{field: value}))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert by_uscc(USCC) is None


def test_only_enterprises_have_a_size(cast: Cast) -> None:
    browser = cast.browser("visitor")
    assert browser.post("/organisations/new", data=facts(kind="university")).status_code == 303
    found = by_uscc(USCC)
    assert found is not None and not found.size_class


def test_a_file_that_is_no_scan_is_refused(cast: Cast) -> None:
    sent = facts(scan=(io.BytesIO(b"<svg onload=alert(1)>"), "licence.png"))
    assert cast.browser("visitor").post("/organisations/new", data=sent).status_code == 422
    assert by_uscc(USCC) is None


def test_verified_after_registering(cast: Cast, work: Work) -> None:
    browser = cast.browser("visitor")
    made = register(browser)
    assert made.state == "pending"
    assert [m.roles for m in members_of(made)] == [["admin"]]
    verification.verify(made, cast.person("shi"), made.version)
    work()
    made = db.session.scalars(select(Organisation).where(Organisation.uscc == USCC)).one()
    assert made.state == "verified" and made.is_public
    assert (letters()[-1].to, "已通过核验" in letters()[-1].subject) == ("han.weiming@example.org", True)
    assert [entry.action for entry in history_of(made)] == ["registered", "submit", "verify"]
    assert notices.count_unread(cast.person("visitor").id) == 1
    assert verify().broken_id is None


def test_refused_mended_and_submitted_again(cast: Cast, work: Work) -> None:
    browser = cast.browser("visitor")
    made = register(browser)
    with pytest.raises(InputError):
        verification.refuse(made, "  ", cast.person("shi"))
    verification.refuse(made, "证照不清晰", cast.person("shi"), made.version)
    work()
    assert "证照不清晰" in letters()[-1].text
    page = browser.get(f"/organisations/{cast_id()}").text
    assert "证照不清晰" in page
    sent = facts(name_zh="示范新能源科技有限公司", scan=scan())
    assert browser.post(f"/organisations/{cast_id()}/edit", data=sent).status_code == 303
    step = f"/organisations/{cast_id()}/steps/submit"
    assert browser.post(step, data={"version": 1}).status_code == 409
    version = by_uscc(USCC).version  # type: ignore[union-attr]
    assert browser.post(step, data={"version": version}).status_code == 303
    again = by_uscc(USCC)
    assert again is not None and (again.state, again.name_zh) == ("pending", "示范新能源科技有限公司")


def cast_id() -> str:
    """Return the public id of the organisation registered in this test."""
    found = by_uscc(USCC)
    assert found is not None
    return found.public_id


def test_without_a_scan_it_is_not_submitted(cast: Cast) -> None:
    browser = cast.browser("visitor")
    browser.post("/organisations/new", data=facts())
    made = by_uscc(USCC)
    assert made is not None and made.state == "unverified"
    answer = browser.post(f"/organisations/{made.public_id}/steps/submit", data={"version": made.version})
    assert answer.location == f"/organisations/{made.public_id}/edit"
    assert by_uscc(USCC).state == "unverified"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["verify", "refuse", "revoke", "claim", "no-such-step"])
def test_an_administrator_cannot_take_the_operators_steps(cast: Cast, name: str) -> None:
    browser = cast.browser("visitor")
    made = register(browser)
    answer = browser.post(f"/organisations/{made.public_id}/steps/{name}", data={"version": made.version})
    assert answer.status_code in (400, 403, 409)
    assert by_uscc(USCC).state == "pending"  # type: ignore[union-attr]


def test_only_a_reviewer_verifies(cast: Cast) -> None:
    made = cast.organisation("jigu")
    for key in ("su", "brandt"):
        with pytest.raises((Forbidden, NotFound)):
            verification.verify(made, cast.person(key))
    verification.verify(made, cast.person("shi"))


def test_nobody_verifies_the_organisation_they_belong_to(cast: Cast) -> None:
    made = cast.organisation("jigu")
    shi = cast.person("shi")
    registration.join_as(shi, made, ["officer"])
    with pytest.raises(RuleRefusal):
        verification.verify(made, shi)


def test_a_decision_on_a_stale_page_is_refused(cast: Cast) -> None:
    made = cast.organisation("jigu")
    with pytest.raises(Stale):
        verification.verify(made, cast.person("shi"), made.version + 1)


def test_a_revoked_organisation_is_no_longer_public(cast: Cast, client: FlaskClient) -> None:
    made = cast.organisation("boan")
    path = f"/organisations/{made.public_id}"
    assert client.get(path).status_code == 200
    verification.revoke(made, "营业执照已注销", cast.person("gao"))
    assert client.get(path).status_code == 404
    assert cast.browser("chen").get(path).status_code == 200


def test_a_verified_organisation_keeps_what_was_verified(cast: Cast) -> None:
    browser = cast.browser("chen")
    made = cast.organisation("boan")
    sent = facts(name_zh="别的公司", kind="university", uscc=USCC, region="河北", contact_name="陈岚")
    before = (made.name_zh, made.kind, made.uscc)
    assert browser.post(f"/organisations/{made.public_id}/edit", data=sent).status_code == 303
    made = cast.organisation("boan")
    assert (made.name_zh, made.kind, made.uscc) == before
    assert (made.region, made.contact_name) == ("河北", "陈岚")


def test_strangers_and_members_cannot_edit(cast: Cast) -> None:
    path = f"/organisations/{cast.organisation('boan').public_id}/edit"
    assert cast.browser("qian").post(path, data=facts()).status_code == 403
    assert cast.browser("lin").post(path, data=facts()).status_code == 403
    hidden = f"/organisations/{cast.organisation('jigu').public_id}/edit"
    assert cast.browser("lin").post(hidden, data=facts()).status_code == 404


def test_the_public_page_tells_no_private_facts(cast: Cast, client: FlaskClient) -> None:
    made = cast.organisation("boan")
    page = client.get(f"/organisations/{made.public_id}").text
    assert made.uscc in page and made.name_zh in page
    for secret in (made.contact_email, made.contact_phone, made.bank_account["number"]):
        assert secret not in page
    inside = cast.browser("qian").get(f"/organisations/{made.public_id}").text
    assert made.bank_account["number"] in inside


def test_an_unverified_organisation_is_hidden_from_strangers(cast: Cast, client: FlaskClient) -> None:
    path = f"/organisations/{cast.organisation('jigu').public_id}"
    assert client.get(path).status_code == 404
    assert cast.browser("lin").get(path).status_code == 404
    assert cast.browser("su").get(path).status_code == 200
    assert cast.browser("shi").get(path).status_code == 200


def test_the_scan_is_for_administrators_and_reviewers(cast: Cast) -> None:
    made = register(cast.browser("visitor"))
    path = f"/organisations/{made.public_id}/licence"
    assert cast.browser("visitor").get(path).headers["Content-Disposition"].startswith("attachment")
    assert cast.browser("shi").get(path).status_code == 200
    assert cast.browser("brandt").get(path).status_code == 403
    assert cast.browser("lin").get(path).status_code == 404


def test_the_bank_account_needs_the_password_and_is_told(cast: Cast, work: Work) -> None:
    browser = cast.browser("chen")
    made = cast.organisation("boan")
    path = f"/organisations/{made.public_id}/bank-account"
    sent = {"holder": "博安", "bank": "示范银行", "number": "6222 0000 1111 2222", "current": "wrong wrong"}
    assert browser.post(path, data=sent).status_code == 422
    assert cast.browser("qian").post(path, data=sent | {"current": PASSWORD}).status_code == 403
    assert browser.post(path, data=sent | {"current": PASSWORD, "number": "12"}).status_code == 422
    assert browser.post(path, data=sent | {"current": PASSWORD}).status_code == 303
    assert cast.organisation("boan").bank_account["number"] == "6222000011112222"
    assert history_of(cast.organisation("boan"))[-1].detail == {"ending": "2222"}
    work()
    assert {letter.to for letter in letters()} == {"chen.lan@example.org", "qian.duobao@example.org"}


def imported(cast: Cast) -> Organisation:
    """Return an organisation as a patent import makes it."""
    made = Organisation(uscc=USCC, name_zh="导入的名称", kind="enterprise")
    db.session.add(made)
    db.session.commit()
    return made


def test_a_claim_changes_nothing_before_it_is_granted(cast: Cast) -> None:
    made = imported(cast)
    browser = cast.browser("visitor")
    assert browser.post("/organisations/new", data=facts()).status_code == 422
    answer = browser.post("/organisations/new", data=facts(scan=scan()))
    assert answer.location == "/organisations"
    made = by_uscc(USCC)  # type: ignore[assignment]
    assert (made.state, made.name_zh, made.licence_blob) == ("pending", "导入的名称", None)
    assert members_of(made) == []
    assert browser.get(f"/organisations/{made.public_id}").status_code == 404
    path = f"/organisations/{made.public_id}/licence"
    assert browser.get(path).status_code == 404
    assert cast.browser("shi").get(path).status_code == 200
    assert "示范新能科技有限公司" in browser.get("/organisations").text


def test_a_granted_claim_makes_the_claimant_administrator(cast: Cast, work: Work) -> None:
    made = imported(cast)
    cast.browser("visitor").post("/organisations/new", data=facts(scan=scan()))
    verification.verify(by_uscc(USCC), cast.person("shi"))  # type: ignore[arg-type]
    db.session.commit()
    made = by_uscc(USCC)  # type: ignore[assignment]
    assert (made.state, made.name_zh) == ("verified", "示范新能科技有限公司")
    assert [(m.user_id, m.roles) for m in members_of(made)] == [(cast.person("visitor").id, ["admin"])]
    work()
    assert letters()[-1].to == "han.weiming@example.org"


def test_a_refused_claim_leaves_the_organisation_as_it_was(cast: Cast, work: Work) -> None:
    imported(cast)
    browser = cast.browser("visitor")
    browser.post("/organisations/new", data=facts(scan=scan()))
    verification.refuse(by_uscc(USCC), "材料不是该机构的", cast.person("shi"))  # type: ignore[arg-type]
    db.session.commit()
    made = by_uscc(USCC)
    assert made is not None and (made.state, made.name_zh) == ("unverified", "导入的名称")
    assert members_of(made) == []
    assert "材料不是该机构的" in browser.get("/organisations").text
    work()
    assert "材料不是该机构的" in letters()[-1].text
    assert browser.post("/organisations/new", data=facts(scan=scan())).status_code == 303


def test_what_is_verified_or_being_examined_cannot_be_claimed(cast: Cast) -> None:
    browser = cast.browser("visitor")
    for key in ("boan", "jigu", "operator"):
        sent = facts(uscc=cast.organisation(key).uscc, scan=scan())
        assert browser.post("/organisations/new", data=sent).status_code == 422
    assert db.session.scalar(select(OrganisationClaim.id)) is None


def test_the_operator_is_made_only_from_the_command_line(app: Flask, cast: Cast) -> None:
    arguments = ["organisations", "create-operator", "--name-zh", "示范运营中心", "--uscc", USCC]
    run = app.test_cli_runner().invoke
    db.session.commit()
    assert run(args=[*arguments, "--admin", "nobody@example.org"]).exit_code == 1
    assert run(args=[*arguments[:-1], "91350100M000100Y44", "--admin", "a@b.org"]).exit_code == 1
    result = run(args=[*arguments, "--admin", "Han.Weiming@example.org"])
    assert result.exit_code == 0, result.output
    assert cast.person("visitor").operator_roles >= {"admin"}
    assert run(args=[*arguments, "--admin", "han.weiming@example.org"]).exit_code == 1
