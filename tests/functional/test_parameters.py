"""The figures of the law on screen: who may, the preview and its counts, stale pages, corrections, withdrawals."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal.core import clock, rulebook
from portal.extensions import db
from portal.listings.models import Listing, ListingMode
from portal.openlicence.models import BEFORE, Statement
from portal.parameters import law
from portal.parameters.models import RuleParameter
from portal.workflow.models import HistoryEntry
from tests.cast import Cast
from tests.scenery import furnish

CAP = "openlicence.cap.fixed"
URL = f"/backoffice/parameters/{CAP}"
TWENTY_MILLION = 2_000_000_000


def typed(**changes: Any) -> dict[str, Any]:
    """Return a good form about the ceiling: ten million yuan from tomorrow."""
    return {
        "value": "1000万",
        "valid_from": (clock.today() + clock.ONE_DAY).isoformat(),
        "source": "专利审查指南（测试）",
        "mark": "V",
        "note": "",
        "seen": "0.0",
        "action": "save",
        **changes,
    }


def rows() -> list[RuleParameter]:
    """Return the operator's rows of the ceiling."""
    return list(db.session.scalars(select(RuleParameter).filter_by(key=CAP).order_by(RuleParameter.id)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everybody_sees_every_figure(client: FlaskClient, language: str) -> None:
    page = client.get(f"/parameters?lang={language}").text
    missing = [key for key in law.shipped() if f'id="{key}"' not in page]
    assert not missing
    assert ("待核" if language == "zh" else "to be checked") in page
    assert ("凭记忆，待核" if language == "zh" else "from memory, to be checked") not in page, "said once"


def test_only_what_is_to_be_checked(client: FlaskClient) -> None:
    page = client.get("/parameters?check=1").text
    known = law.shipped()
    for key in known:
        assert (f'id="{key}"' in page) == (known.row(key, clock.today()).mark in ("M", "P"))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("key", law.shipped().keys())
def test_every_figure_has_its_page(cast: Cast, key: str, language: str) -> None:
    assert cast.browser("gao", language).get(f"/backoffice/parameters/{key}").status_code == 200


def test_a_figure_that_is_none(cast: Cast) -> None:
    assert cast.browser("gao").get("/backoffice/parameters/no.such").status_code == 404
    assert cast.browser("gao").post("/backoffice/parameters/no.such", data=typed()).status_code == 404


@pytest.mark.parametrize(
    ("who", "sees", "edits"), [("gao", 200, 303), ("shi", 200, 403), ("lin", 403, 403), ("zhou", 403, 403)]
)
def test_who_may(cast: Cast, who: str, sees: int, edits: int) -> None:
    browser = cast.browser(who)
    assert browser.get("/backoffice/parameters").status_code == sees
    assert browser.get(URL).status_code == sees
    assert browser.post(URL, data=typed()).status_code == edits
    assert len(rows()) == (1 if edits == 303 else 0)


def test_a_new_validity_holds_from_its_day_and_is_in_the_history(cast: Cast) -> None:
    browser = cast.browser("gao")
    assert browser.post(URL, data=typed(note="新指南")).status_code == 303
    tomorrow = clock.today() + clock.ONE_DAY
    assert law.current().on(CAP, clock.today()) == TWENTY_MILLION
    assert law.current().on(CAP, tomorrow) == 1_000_000_000
    entry = db.session.scalars(select(HistoryEntry).filter_by(thing_type="rule_parameter")).one()
    assert (entry.action, entry.actor_id) == ("added", cast.person("gao").id)
    assert entry.detail["value"] == 1_000_000_000
    page = browser.get(URL).text
    assert cast.person("gao").name in page
    assert "新指南" in page
    assert "CN¥10,000,000.00" in page


def test_nothing_is_saved_before_the_preview_is_confirmed(cast: Cast) -> None:
    furnish()
    page = cast.browser("gao").post(URL, data=typed(action="preview"))
    assert page.status_code == 200
    assert "CN¥20,000,000.00" in page.text
    assert "CN¥10,000,000.00" in page.text
    assert not rows()


def test_the_preview_counts_what_is_touched(cast: Cast) -> None:
    furnish()
    listing = db.session.scalars(select(Listing).where(Listing.state == "published")).first()
    listing.modes.append(ListingMode(mode="open_licence", fee_way="free"))
    db.session.flush()
    open_statements = db.session.scalar(
        select(func.count()).select_from(Statement).where(Statement.state.in_(BEFORE))
    )
    page = cast.browser("gao").post(URL, data=typed(action="preview")).text
    assert f'<td data-label="How many">{open_statements}</td>' in page
    assert '<td data-label="How many">1</td>' in page
    assert f"/listings/{listing.public_id}" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": "much"}, "amount"),
        ({"valid_from": "2020-01-01"}, "This day has passed"),
        ({"valid_from": "2020-01-01", "correction": "y"}, "Give the reason"),
        ({"valid_from": "1800-01-01", "correction": "y", "note": "x"}, "between 1985 and 2199"),
        ({"valid_to": "2021-01-01"}, "lies before the first one"),
        ({"source": " "}, "Fill this in"),
        (
            {"value": "2000万", "source": "专利审查指南 第五部分第十一章 §3.3", "mark": "V2"},
            "holds on that day",
        ),
        ({"valid_from": ""}, "Write a day"),
        ({"mark": "X"}, "Not a valid choice"),
    ],
)
def test_refused_with_a_way_to_mend(cast: Cast, changes: dict[str, str], sentence: str) -> None:
    answer = cast.browser("gao").post(URL, data=typed(**changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "专利审查指南" in answer.text or not changes.get("source", "x").strip()
    assert not rows()


def test_a_second_value_for_the_same_day_is_refused(cast: Cast) -> None:
    browser = cast.browser("gao")
    browser.post(URL, data=typed())
    answer = browser.post(URL, data=typed(value="900万", seen="1.0"))
    assert answer.status_code == 422
    assert "from that very day exists" in answer.text
    assert len(rows()) == 1


def test_a_stale_page_changes_nothing(cast: Cast) -> None:
    first, second = cast.browser("gao"), cast.browser("gao", "zh")
    assert first.post(URL, data=typed()).status_code == 303
    later = (clock.today() + timedelta(days=9)).isoformat()
    assert second.post(URL, data=typed(value="900万", valid_from=later)).status_code == 409
    assert len(rows()) == 1


def test_a_correction_keeps_what_it_corrects(cast: Cast) -> None:
    browser, today = cast.browser("gao"), clock.today().isoformat()
    assert browser.post(URL, data=typed(valid_from=today)).status_code == 303
    assert browser.post(URL, data=typed(valid_from=today, value="900万", seen="1.0")).status_code == 422
    corrected = typed(valid_from=today, value="900万", seen="1.0", correction="y", note="录入错误")
    assert browser.post(URL, data=corrected).status_code == 303
    old, new = rows()
    assert (old.is_live, old.withdrawal_reason, new.is_live) == (False, "录入错误", True)
    assert law.current().on(CAP, clock.today()) == 900_000_000
    actions = db.session.scalars(select(HistoryEntry.action).filter_by(thing_type="rule_parameter")).all()
    assert sorted(actions) == ["added", "corrected", "replaced"]


def test_the_past_is_corrected_with_a_reason(cast: Cast) -> None:
    begins = date(2024, 1, 20)
    data = typed(valid_from=begins.isoformat(), correction="y", note="新细则已调整")
    assert cast.browser("gao").post(URL, data=data).status_code == 303
    assert law.current().on(CAP, begins) == 1_000_000_000
    assert law.current().on(CAP, begins - clock.ONE_DAY) == TWENTY_MILLION


def test_a_future_validity_is_withdrawn_and_the_shipped_one_goes_on(cast: Cast) -> None:
    browser = cast.browser("gao")
    browser.post(URL, data=typed())
    made = rows()[0]
    url, field = f"/backoffice/parameters/validities/{made.public_id}/withdraw", f"{made.public_id}-reason"
    assert browser.post(url, data={field: ""}).status_code == 422
    assert cast.browser("shi").post(url, data={field: "no"}).status_code == 403
    assert browser.post(url, data={field: "未通过"}).status_code == 303
    assert law.current().on(CAP, clock.today() + clock.ONE_DAY) == TWENTY_MILLION
    assert not rows()[0].is_live
    assert "未通过" in browser.get(URL).text
    assert browser.post(url, data={field: "again"}).status_code == 409


def test_what_has_begun_is_not_withdrawn(cast: Cast) -> None:
    browser = cast.browser("gao")
    browser.post(URL, data=typed(valid_from=clock.today().isoformat()))
    made = rows()[0]
    url = f"/backoffice/parameters/validities/{made.public_id}/withdraw"
    answer = browser.post(url, data={f"{made.public_id}-reason": "no"})
    assert answer.status_code == 422
    assert "has begun" in answer.text
    assert rows()[0].is_live


def test_back_from_the_preview_keeps_what_was_typed(cast: Cast) -> None:
    page = cast.browser("gao").post(URL, data=typed(action="back", note="想一想"))
    assert page.status_code == 200
    assert "想一想" in page.text
    assert "1000万" in page.text
    assert not rows()


def test_the_command_prints_a_day(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(
        args=["parameters", "list", "--day", "2018-07-31", "--key", "annuity.reduction.years"]
    )
    assert answer.exit_code == 0, answer.output
    assert answer.output.startswith("annuity.reduction.years\t6\tyears\t2016-09-01\tV2\t")


def test_rules_name_figures_that_exist(client: FlaskClient) -> None:
    del client
    wrong = [
        rule.id for rule in rulebook.everything() if not set(rule.parameters) <= set(law.shipped().keys())
    ]
    assert not wrong
    assert sum(len(rule.parameters) for rule in rulebook.everything()) > 15
