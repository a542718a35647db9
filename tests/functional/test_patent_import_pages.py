"""An import in the browser from file to report, the page of a patent, and a holder's own list."""

import io
import json
import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.extensions import db
from portal.jobs import worker
from portal.patents.batches import ImportBatch
from portal.patents.models import Patent
from tests.cast import Cast
from tests.unit.patents.files import csv_text, number, patent, raw_rows
from tests.unit.patents.making import bring_rows

NAME = "2019 清单.csv"


def send(browser: FlaskClient, content: bytes, owner: str, name: str = NAME) -> TestResponse:
    return browser.post("/patents/imports", data={"owner": owner, "file": (io.BytesIO(content), name)})


def batch() -> ImportBatch:
    return db.session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc())).first()  # type: ignore[return-value]  # there is one


def words(response: TestResponse) -> str:
    return BeautifulSoup(response.text, "html.parser").get_text(" ", strip=True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_whole_way_from_file_to_report(app: Flask, cast: Cast, language: str) -> None:
    browser = cast.browser("lin", language)
    owner = cast.organisation("haiyu")
    content = csv_text([patent(1), patent(2, 申请号="201710601862.4"), patent(3)]).encode("gb18030")
    assert browser.get("/patents/imports").status_code == 200

    sent = send(browser, content, owner.public_id)
    assert sent.status_code == 303
    page = browser.get(sent.location)
    chosen = BeautifulSoup(page.text, "html.parser").select("option[selected]")
    assert [option["value"] for option in chosen] == [
        "title",
        "application_no",
        "applicants",
        "filing_date",
        "ipc_main",
        "abstract",
    ]
    seen = browser.post(sent.location, data={f"column-{i}": o["value"] for i, o in enumerate(chosen)})
    preview = browser.get(seen.location)
    assert number(1).removeprefix("CN") in preview.text
    assert "NUM-05" in preview.text
    assert db.session.scalars(select(Patent)).first() is None

    started = browser.post(f"/patents/imports/{batch().public_id}/start")
    waiting = browser.get(started.location)
    assert 'hx-trigger="every 2s"' in waiting.text
    worker.run_until_idle()
    done = browser.get(started.location)
    assert "hx-trigger" not in done.text
    assert "NUM-05" in done.text
    assert (batch().accepted, batch().refused, batch().status) == (2, 1, "done")

    report = json.loads(browser.get(f"{started.location}/report.json").text)
    assert (report["accepted"], report["refused"][0]["row"]) == (2, 3)
    mend = browser.get(f"{started.location}/refused.xlsx")
    assert raw_rows(mend.data)[0].values["申请号"] == "201710601862.4"
    assert "attachment" in mend.headers["Content-Disposition"]


def test_a_changed_mapping_is_used_and_remembered(app: Flask, cast: Cast) -> None:
    browser, owner = cast.browser("lin"), cast.organisation("haiyu")
    content = f"甲,乙\n支架,{number(1)}\n".encode()
    sent = send(browser, content, owner.public_id)
    browser.post(sent.location, data={"column-0": "title", "column-1": "application_no"})
    browser.post(f"/patents/imports/{batch().public_id}/start")
    worker.run_until_idle()
    assert db.session.scalars(select(Patent)).one().title_zh == "支架"
    again = send(browser, content, cast.organisation("haiyu").public_id)
    assert batch().mapping == {"甲": "title", "乙": "application_no"}
    assert browser.get(again.location).status_code == 200


def test_a_file_that_explains_itself_has_no_columns_to_choose(app: Flask, cast: Cast) -> None:
    browser, owner = cast.browser("lin"), cast.organisation("haiyu")
    document = b"<PATDOC><SDOBI><B100><B110>06336130</B110><B130>B1</B130></B100><B500><B540>Stand</B540></B500></SDOBI></PATDOC>"
    sent = send(browser, document, owner.public_id, "grant.xml")
    preview = browser.get(sent.location, follow_redirects=True)
    assert preview.request.path.endswith("/preview")
    assert "6336130" in preview.text
    assert "/columns" not in preview.text


def test_starting_twice_imports_once(app: Flask, cast: Cast) -> None:
    browser, owner = cast.browser("lin"), cast.organisation("haiyu")
    send(browser, csv_text([patent(1)]).encode(), owner.public_id)
    for _ in range(2):
        assert browser.post(f"/patents/imports/{batch().public_id}/start").status_code == 303
    worker.run_until_idle()
    assert browser.post(f"/patents/imports/{batch().public_id}/start").status_code == 303
    worker.run_until_idle()
    assert (batch().accepted, batch().unchanged) == (1, 0)


def test_a_file_that_cannot_be_used_is_said_so_beside_the_field(app: Flask, cast: Cast) -> None:
    browser = cast.browser("lin")
    answer = send(browser, b"%PDF-1.7", cast.organisation("haiyu").public_id, "list.xlsx")
    assert answer.status_code == 422
    assert "not a file of patents" in words(answer)
    assert db.session.scalars(select(ImportBatch)).first() is None


def test_a_discarded_file_is_gone_from_the_way(app: Flask, cast: Cast) -> None:
    browser = cast.browser("lin")
    sent = send(browser, csv_text([patent(1)]).encode(), cast.organisation("haiyu").public_id)
    browser.post(f"/patents/imports/{batch().public_id}/discard")
    assert batch().status == "discarded"
    assert browser.get(sent.location).status_code == 404
    assert browser.get(f"/patents/imports/{batch().public_id}").status_code == 200


def test_strangers_see_nothing_and_members_may_not_import(app: Flask, cast: Cast) -> None:
    send(cast.browser("lin"), csv_text([patent(1)]).encode(), cast.organisation("haiyu").public_id)
    place = f"/patents/imports/{batch().public_id}"
    assert cast.browser("okoro").get(place).status_code == 404
    assert cast.browser("okoro").post(f"{place}/start").status_code == 404
    assert cast.browser("zhao").get(place).status_code == 200
    assert cast.browser("zhao").post(f"{place}/start").status_code == 403
    assert send(cast.browser("okoro"), b"x", cast.organisation("haiyu").public_id).status_code in (403, 422)
    assert app.test_client().get(place).status_code == 302
    assert batch().status == "mapping"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_application_is_never_called_a_patent_number(app: Flask, cast: Cast, language: str) -> None:
    bring_rows(cast.organisation("haiyu"), {"title": "支架", "application_no": number(1), "ipc": "F16M11/38"})
    page = app.test_client().get(
        f"/patents/{db.session.scalars(select(Patent)).one().public_id}", query_string={"lang": language}
    )
    assert page.status_code == 200
    assert number(1) in page.text
    assert f"ZL{number(1)[2:]}" not in page.text
    assert "NUM-07" in page.text


def test_a_running_import_shows_how_far_it_is(app: Flask, cast: Cast) -> None:
    browser = cast.browser("lin")
    send(browser, csv_text([patent(1)]).encode(), cast.organisation("haiyu").public_id)
    found = batch()
    found.status, found.rows_total, found.cursor = "running", 2000, 500
    bar = BeautifulSoup(browser.get(f"/patents/imports/{found.public_id}").text, "html.parser").select_one(
        "progress"
    )
    assert bar is not None
    assert (bar["value"], bar["max"]) == ("500", "2000")


def test_an_ended_patent_no_longer_bears_zl(app: Flask, cast: Cast) -> None:
    bring_rows(
        cast.organisation("haiyu"),
        {
            "title": "支架",
            "application_no": number(1),
            "grant_date": "2021-03-05",
            "legal_status": "未缴年费",
        },
    )
    page = app.test_client().get(f"/patents/{db.session.scalars(select(Patent)).one().public_id}?lang=en")
    assert "ZL" not in words(page)
    assert "Lapsed: annual fee not paid" in words(page)
    assert "no grant is recorded" not in words(page)


def test_a_granted_patent_bears_zl_and_says_how_long(app: Flask, cast: Cast) -> None:
    bring_rows(
        cast.organisation("haiyu"),
        {
            "title": "<b>支架</b>",
            "application_no": number(1),
            "filing_date": "2019-03-04",
            "grant_date": "2021-03-05",
            "applicants": "青岚理工大学",
            "abstract": "a < b & c",
            "publication_no": "CN109876543B",
        },
    )
    page = cast.browser("visitor").get(f"/patents/{db.session.scalars(select(Patent)).one().public_id}")
    text = words(page)
    assert f"ZL{number(1)[2:]}" in text
    assert "3 Mar 2039" in text
    assert "a < b & c" in text
    assert re.search(r"\d+(\.\d)? years, if annual fees are paid", text)
    assert "Check the register" in text


def test_my_patents_are_mine_alone_and_can_be_searched(app: Flask, cast: Cast) -> None:
    bring_rows(
        cast.organisation("haiyu"),
        {"title": "折叠支架", "application_no": number(1), "legal_status": "有权"},
        {"title": "电池隔膜", "application_no": number(2, kind=2), "legal_status": "有权"},
    )
    bring_rows(cast.organisation("bolan"), {"title": "别人的", "application_no": number(3)})
    browser = cast.browser("lin")
    everything = words(browser.get("/patents/mine"))
    assert "折叠支架" in everything
    assert "别人的" not in everything
    assert "电池隔膜" not in words(browser.get("/patents/mine?q=支架"))
    assert "电池隔膜" in words(browser.get(f"/patents/mine?q=zl {number(2, kind=2)[2:]}"))
    assert "折叠支架" not in words(browser.get("/patents/mine?kind=U"))
    assert "折叠支架" in words(browser.get("/patents/mine?group=in_force"))
    assert "No patent fits" in words(browser.get("/patents/mine?q=100%25_"))
    assert "No patents yet" in words(cast.browser("tian").get("/patents/mine"))


def test_a_formula_is_shown_as_one(app: Flask, cast: Cast) -> None:
    content = csv_text([patent(1, 专利名称="=A1&B1"), patent(2)]).encode()
    browser = cast.browser("lin")
    sent = send(browser, content, cast.organisation("haiyu").public_id)
    assert sent.status_code == 303, words(sent)
    page = browser.get(sent.location).text
    assert "=…" in page and "Formula" not in page and "A1&amp;B1" not in page
