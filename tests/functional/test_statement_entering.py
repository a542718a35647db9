"""Entering a statement that the office announced before, in the browser: asked, marked, attached later."""

import pytest
from flask import Flask

from portal.core import clock
from portal.extensions import db
from portal.openlicence import service
from portal.openlicence.models import Statement
from tests.cast import Cast
from tests.functional.test_openlicence_pages import body, gazette
from tests.licences import granted_patent, statement_fields

OTHER = "津海电池有限公司"
WARNING = {"zh": "共有人的同意未在此出示", "en": "Consents of the co-owners not shown here"}


def drafted(cast: Cast, *others: str, owner: str = "haiyu", officer: str = "lin") -> str:
    """Return the address of a draft of what was announced before."""
    names = [cast.organisation(owner).name_zh, *others]
    patent = granted_patent(cast, owner=owner, applicants=names)
    statement = service.draft(patent, cast.person(officer), **statement_fields())
    db.session.commit()
    return f"/open-licences/{statement.public_id}"


def found() -> Statement:
    db.session.expire_all()
    return db.session.query(Statement).one()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_not_shown_is_marked_for_holder_and_operator(app: Flask, cast: Cast, language: str) -> None:
    path = drafted(cast, OTHER)
    lin, shi = cast.browser("lin", language), cast.browser("shi", language)
    page = body(lin, f"{path}/steps/enter")
    assert OTHER in page and "consents_told" in page and "publicity_told" in page
    assert "consents_told" in body(lin, f"{path}/steps/announce")
    good = {"statement_no": "KF1", "announced_on": clock.today().isoformat()}
    unsaid = lin.post(f"{path}/steps/enter", data={**good, "evidence": gazette()})
    assert unsaid.status_code == 422 and found().state == "drafting"
    claimed = {**good, "consents_told": "shown", "publicity_told": "not_shown", "evidence": gazette()}
    answer = lin.post(f"{path}/steps/enter", data=claimed)
    assert answer.status_code == 422 and "OL-28" in answer.text
    said = {**good, "consents_told": "not_shown", "publicity_told": "not_shown", "evidence": gazette()}
    assert lin.post(f"{path}/steps/enter", data=said).status_code == 303
    assert found().state == "effective"
    assert WARNING[language] in body(lin, f"{path}/compiler")
    assert WARNING[language] in body(shi, "/open-licences/overview")
    assert WARNING[language] not in body(app.test_client(), f"{path}?lang={language}")
    assert lin.get(f"{path}/earlier").status_code == 404
    assert lin.get(f"{path}/steps/show_earlier").status_code == 200
    assert lin.post(f"{path}/steps/show_earlier", data={"evidence": gazette()}).status_code == 303
    assert WARNING[language] not in body(lin, f"{path}/compiler")
    assert WARNING[language] not in body(shi, "/open-licences/overview")
    assert lin.get(f"{path}/earlier").mimetype == "image/png"
    assert cast.browser("chen").get(f"{path}/earlier").status_code == 403
    assert app.test_client().get(f"{path}/earlier").status_code == 302


def test_who_owns_alone_and_publicises_nothing_is_not_asked(app: Flask, cast: Cast) -> None:
    path = drafted(cast, owner="boan", officer="chen")
    chen = cast.browser("chen")
    page = body(chen, f"{path}/steps/enter")
    assert not [name for name in ("consents_told", "publicity_told", "earlier") if name in page]
    good = {"statement_no": "KF1", "announced_on": clock.today().isoformat(), "evidence": gazette()}
    assert chen.post(f"{path}/steps/enter", data=good).status_code == 303
    assert found().state == "effective"


def test_a_paper_shows_both_at_once(app: Flask, cast: Cast) -> None:
    path = drafted(cast, OTHER)
    lin = cast.browser("lin")
    said = {"consents_told": "shown", "publicity_told": "shown", "earlier": gazette()}
    good = {"statement_no": "KF1", "announced_on": clock.today().isoformat(), "evidence": gazette()}
    assert lin.post(f"{path}/steps/enter", data={**good, **said}).status_code == 303
    statement = found()
    assert (statement.consents_told, statement.publicity_told) == ("shown", "shown")
    assert statement.earlier_blob and lin.get(f"{path}/earlier").status_code == 200
