"""A statement announced before it was entered: the fact is never refused, what is not shown of it stays marked."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.core import clock, rulebook
from portal.core.calendar import add_years
from portal.core.errors import RuleRefusal
from portal.openlicence import drift, entering, report, service
from portal.openlicence.models import Statement
from portal.workflow import history
from tests.cast import Cast
from tests.licences import announced, evidence, granted_patent, statement_fields
from tests.unit.openlicence.test_refusals import OTHER, record

BOTH_UNSHOWN = {"consents_told": "not_shown", "publicity_told": "not_shown"}


def draft(cast: Cast, owner: str = "haiyu", patent: dict[str, Any] | None = None, **given: Any) -> Statement:
    """Return the draft of what the office announced before; haiyu is a university, boan a firm."""
    right = granted_patent(cast, owner=owner, **(patent or {}))
    officer = {"haiyu": "lin", "boan": "chen"}[owner]
    return service.draft(right, cast.person(officer), **statement_fields(**given))


def shared(cast: Cast, owner: str = "haiyu") -> Statement:
    """Return such a draft of a patent with a co-owner."""
    return draft(cast, owner, {"applicants": [cast.organisation(owner).name_zh, OTHER]})


def enter(cast: Cast, statement: Statement, **said: str) -> Statement:
    """Enter it as announced today."""
    told = {"statement_no": f"KF{statement.id}", "announced_on": clock.today(), "evidence": evidence()}
    service.announce(statement, cast.person("shi"), **told, earlier=said)  # type: ignore[arg-type]
    return statement


def lines(statement: Statement, *rules: str) -> set[tuple[str, str]]:
    """Return (rule, outcome) of the lines of the report under these rules."""
    return {(one.rule_id, one.outcome) for one in report.of(statement) if one.rule_id in rules}


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({}, "OL-02"),
        ({"publicity_told": "not_shown"}, "OL-02"),
        ({"consents_told": "not_shown"}, "UNI-14"),
        ({"consents_told": "shown", "publicity_told": "not_shown"}, "OL-28"),
        ({"consents_told": "not_shown", "publicity_told": "shown"}, "OL-28"),
        ({"consents_told": "perhaps", "publicity_told": "not_shown"}, "OL-02"),
    ],
)
def test_the_holder_says_what_is_shown(app: Flask, cast: Cast, said: dict[str, str], rule: str) -> None:
    statement = shared(cast)
    with pytest.raises(RuleRefusal) as caught:
        enter(cast, statement, **said)
    assert (caught.value.rule_id, statement.state) == (rule, "drafting")
    assert rulebook.find(rule) is not None


def test_what_is_not_shown_is_entered_and_stays_marked_until_it_is(app: Flask, cast: Cast) -> None:
    statement = enter(cast, shared(cast), **BOTH_UNSHOWN)
    assert (statement.state, statement.can_be_accepted) == ("effective", True)
    assert lines(statement, "OL-02", "UNI-14") >= {("OL-02", "open"), ("UNI-14", "open")}
    assert not [one for one in report.of(statement) if one.outcome == "failed"]
    assert entering.all_unshown() == [statement]
    assert drift.check() == (1, [])
    service.step(statement, "show_earlier", cast.person("lin"), {"evidence": evidence()})
    assert entering.all_unshown() == [] and statement.state == "effective"
    assert ("UNI-14", "passed") in lines(statement, "UNI-14")
    assert {outcome for _rule, outcome in lines(statement, "OL-02", "UNI-14")} == {"passed"}
    assert statement.earlier_blob
    assert [entry.action for entry in history.history_of(statement)] == ["drafted", "enter", "show_earlier"]
    with pytest.raises(RuleRefusal) as caught:
        service.step(statement, "show_earlier", cast.person("lin"), {"evidence": evidence()})
    assert caught.value.code == "statement.all_shown"


def test_what_is_shown_with_its_paper_is_not_marked(app: Flask, cast: Cast) -> None:
    said = {"consents_told": "shown", "publicity_told": "shown", "earlier": evidence()}
    statement = enter(cast, shared(cast), **said)
    assert entering.unshown(statement) == () and entering.all_unshown() == []
    assert history.history_of(statement)[-1].detail["earlier"] == statement.earlier_blob


@pytest.mark.parametrize("regime", ["STATUTORY", "PILOT"])
def test_a_firm_alone_and_a_pilot_are_asked_nothing(app: Flask, cast: Cast, regime: str) -> None:
    owner = "boan" if regime == "STATUTORY" else "haiyu"
    statement = enter(cast, draft(cast, owner, regime=regime))
    assert statement.state == "effective"
    assert (statement.consents_told, statement.publicity_told) == (None, None)


@pytest.mark.parametrize("fact", ["preserved", "licence_granted"])
def test_what_is_hindered_is_entered_as_to_be_withdrawn(app: Flask, cast: Cast, fact: str) -> None:
    statement = draft(cast, "boan")
    data = {"kind": "sole", "licensee": "某公司"} if fact == "licence_granted" else {}
    record(cast, statement, fact, **data)
    enter(cast, statement)
    assert (statement.state, statement.can_be_accepted) == ("must_withdraw", False)
    assert statement.hindrance_rule == "OL-05"
    assert history.history_of(statement)[-1].action == "enter_hindered"


def test_a_dead_patent_does_not_unmake_the_fact(app: Flask, cast: Cast) -> None:
    statement = enter(cast, draft(cast, "boan", {"legal_status": "INVALID_FULL"}))
    assert (statement.state, statement.can_be_accepted) == ("must_withdraw", False)


def test_a_secret_right_is_not_shown_to_anybody(app: Flask, cast: Cast) -> None:
    statement = draft(cast, "boan")
    record(cast, statement, "secrecy_stated", secret=True)
    with pytest.raises(RuleRefusal) as caught:
        enter(cast, statement)
    assert (caught.value.rule_id, statement.state) == ("NUM-11", "drafting")


def test_the_office_saw_the_report_that_is_not_known_here(app: Flask, cast: Cast) -> None:
    statement = enter(cast, draft(cast, "boan", {"kind": "U"}))
    assert statement.state == "effective"
    assert lines(statement, "OL-03") == {("OL-03", "open")}
    record(cast, statement, "evaluation_report", number="W1", conclusion="positive")
    assert (statement.state, lines(statement, "OL-03")) == ("effective", {("OL-03", "passed")})
    bad = draft(cast, "boan", {"kind": "U"})
    record(cast, bad, "evaluation_report", number="W2", conclusion="negative")
    assert enter(cast, bad).hindrance_rule == "OL-04"


def test_how_the_office_judged_price_and_words_is_the_offices(app: Flask, cast: Cast) -> None:
    statement = draft(cast, "boan", amount=3_000_000_000, legal_zh="国家级独家技术")
    assert {one.rule_id for one in service.content_refusals(statement)} == {"OL-10", "OL-12"}
    enter(cast, statement)
    assert lines(statement, "OL-10", "OL-12") == {("OL-10", "open"), ("OL-12", "open")}


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"contact": ""}, "OL-08"),
        ({"amount": None}, "OL-13"),
        ({"royalty_rate": 300}, "OL-11"),
        ({"period_to": add_years(clock.today(), 30)}, "OL-14"),
    ],
)
def test_what_cannot_be_shown_whole_is_completed_first(
    app: Flask, cast: Cast, facts: dict[str, Any], rule: str
) -> None:
    statement = draft(cast, "boan", **facts)
    with pytest.raises(RuleRefusal) as caught:
        enter(cast, statement)
    assert (caught.value.rule_id, statement.state) == (rule, "drafting")


def test_the_command_names_what_is_not_shown_and_does_not_call_it_drift(app: Flask, cast: Cast) -> None:
    whole, statement = announced(cast), enter(cast, shared(cast), **BOTH_UNSHOWN)
    answer = app.test_cli_runner().invoke(args=["openlicence", "check", "--json"])
    assert answer.exit_code == 0
    (told,) = json.loads(answer.output)["unshown"]
    assert (told["statement"], told["not_shown"]) == (statement.public_id, ["consents", "publicity"])
    plain = app.test_cli_runner().invoke(args=["openlicence", "check"]).output
    assert "not shown here: consents, publicity" in plain and whole.public_id not in plain


def test_a_fee_of_which_nothing_is_recorded_is_looked_up_before_a_statement(cast: Cast) -> None:
    """ANN-05: where payments are not tracked nothing is derived, and nothing passes as paid either."""
    six_years = add_years(clock.today() - timedelta(days=40), -6)
    statement = draft(cast, patent={"filing_date": six_years, "grant_date": add_years(six_years, 2)})
    assert {one.outcome for one in report.of(statement) if one.rule_id == "ANN-05"} == {"open"}
