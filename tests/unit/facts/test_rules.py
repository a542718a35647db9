"""Rules that the matrix does not show: OL-01 to OL-07 one by one, co-owners, scopes, exports, freshness."""

from datetime import date, timedelta

import pytest

from portal.parameters.law import shipped
from portal.patents.facts.fold import fold
from portal.patents.facts.right import RightFacts
from portal.patents.rules import Standing
from portal.patents.tradability import Scope, Verdict, check, first_refusal
from tests.unit.facts.making import FILED, GRANTED, TODAY, Told, base, facts, licence, owners

SEEN = Standing("IN_FORCE", TODAY, "told")
REPORT = Told("evaluation_report", date(2024, 1, 5), {"number": "PJ1", "conclusion": "positive"})


def ask(right: RightFacts, act: str = "open_licence", scope: Scope | None = None) -> Verdict:
    return check(right, act, TODAY, shipped(), scope)


def outcome(verdict: Verdict, rule: str) -> set[str]:
    return {line.outcome for line in verdict.lines if line.rule_id == rule}


def report(conclusion: str) -> Told:
    return Told("evaluation_report", date(2024, 1, 5), {"number": "PJ1", "conclusion": conclusion})


@pytest.mark.parametrize(
    ("rule", "refused", "passed"),
    [
        ("OL-01", facts(grant_date=None), facts()),
        (
            "OL-02",
            facts(Told("owners_stated", GRANTED, {"owners": [{"name": "别人"}]})),
            facts(owners("海屿大学")),
        ),
        ("OL-03", facts(kind="U"), facts(REPORT, kind="U")),
        ("OL-04", facts(report("negative"), kind="D"), facts(report("positive"), kind="D")),
        ("OL-05", facts(licence("sole", territory="广东")), facts(licence("ordinary"))),
        (
            "OL-05",
            facts(Told("suspended", TODAY)),
            facts(Told("suspended", TODAY - timedelta(3)), Told("suspension_ended", TODAY)),
        ),
        (
            "OL-05",
            facts(Told("preserved", TODAY)),
            facts(Told("preserved", date(2025, 1, 1), {"until": "2025-06-30"})),
        ),
        ("OL-05", facts(standing=Standing("IN_FORCE_LATE", TODAY, "told")), facts(standing=SEEN)),
    ],
)
def test_each_bar_of_the_open_licence_refuses_and_lets_pass(
    rule: str, refused: RightFacts, passed: RightFacts
) -> None:
    assert "blocked" in outcome(ask(refused), rule)
    assert "blocked" not in outcome(ask(passed), rule)
    assert ask(passed).outcome == "allowed"


def test_a_pledge_bars_the_open_licence_until_the_pledgee_agrees() -> None:
    pledge = Told("pledged", date(2025, 1, 6), {"pledgee": "滨海银行"})
    agreed = Told("pledgee_consented", date(2025, 2, 6), {"acts": ["open_licence"]})
    assert outcome(ask(facts(pledge)), "OL-05") >= {"consent"}
    assert ask(facts(pledge, agreed)).outcome == "allowed"
    assert ask(facts(pledge, agreed), "assign").outcome == "needs_consent", "one act was agreed to"
    refusal = first_refusal(ask(facts(pledge), "assign"))
    assert refusal is not None
    assert refusal.rule_id == "PLG-02"


def test_a_mixed_report_is_looked_at_by_a_person() -> None:
    assert outcome(ask(facts(report("mixed"), kind="U")), "OL-04") == {"review"}


@pytest.mark.parametrize(("undertaken", "expected"), [(None, "disclose"), (True, "ok"), (False, "blocked")])
def test_the_undertaking(undertaken: bool | None, expected: str) -> None:
    assert outcome(ask(facts(), scope=Scope(undertaken=undertaken)), "OL-07") == {expected}


def test_ten_days_late_and_unpaid_bars_the_open_licence() -> None:
    filed = TODAY - timedelta(10)
    filed = filed.replace(year=2021)
    paid = Told("annuity_paid", date(2025, 11, 1), {"year": 5})
    right = fold(base(filing_date=filed, grant_date=date(2023, 6, 20)), [paid], TODAY, shipped())
    assert right.status == "IN_FORCE_LATE"
    assert "blocked" in outcome(ask(right), "OL-05")


def test_one_of_two_co_owners() -> None:
    two = owners("海屿大学", "渤岸公司")
    ordinary = ask(facts(two), "licence_ordinary")
    assert ordinary.outcome == "allowed"
    assert outcome(ordinary, "COO-02") == {"disclose"}, "the fee is shared"
    for act, rule in (
        ("licence_exclusive", "COO-03"),
        ("open_licence", "COO-04"),
        ("assign", "COO-05"),
        ("equity", "COO-05"),
    ):
        alone = ask(facts(two), act)
        assert alone.outcome == "needs_consent"
        assert outcome(alone, rule) == {"consent"}
        consent = Told("owner_consented", date(2025, 1, 1), {"owner": "渤岸公司", "acts": [act]})
        assert ask(facts(two, consent), act).outcome == "allowed"
        lapsed = Told(
            "owner_consented", date(2025, 1, 1), {"owner": "渤岸公司", "acts": [act], "until": "2025-12-31"}
        )
        assert ask(facts(two, lapsed), act).outcome == "needs_consent"
    agreement = Told("co_ownership_agreed", date(2025, 1, 1), {"alone": ["licence_exclusive"]})
    assert ask(facts(two, agreement), "licence_exclusive").outcome == "allowed"
    assert ask(facts(two, agreement), "licence_ordinary").outcome == "needs_consent", (
        "the agreement goes first"
    )


def test_an_assignment_ends_what_the_former_owners_agreed() -> None:
    two = owners("海屿大学", "渤岸公司")
    consent = Told("owner_consented", date(2025, 1, 1), {"owner": "渤岸公司", "acts": ["assign"]})
    cut = Told("reduction_filed", date(2025, 1, 1), {"kind": "joint"})
    moved = Told("assigned", date(2025, 6, 1), {"owners": [{"name": "海屿大学"}, {"name": "渤岸公司"}]})
    right = facts(two, consent, cut, moved)
    assert (right.consents, right.reductions) == ({}, ())


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (None, "needs_consent"),
        (Scope(territory="湖南"), "allowed"),
        (Scope(territory="广东省深圳市"), "blocked"),
        (Scope(territory="全国", ends=date(2028, 1, 1)), "blocked"),
        (Scope(territory="广东", starts=date(2031, 1, 1), ends=date(2032, 1, 1)), "allowed"),
    ],
)
def test_a_licence_conflicts_inside_its_scope_only(scope: Scope | None, expected: str) -> None:
    limited = facts(licence("exclusive", territory="广东"))
    assert ask(limited, "licence_ordinary", scope).outcome == expected


def test_fields_in_different_words_are_compared_by_a_person() -> None:
    limited = facts(licence("sole", field="储能"))
    verdict = ask(limited, "licence_ordinary", Scope(field="电动汽车"))
    assert outcome(verdict, "LIC-09") == {"review"}


def test_recording_a_licence_does_not_conflict_with_itself() -> None:
    given = facts(licence("exclusive"))
    scope = Scope(licensee="博安公司", licence_kind="exclusive")
    assert ask(given, "record_licence", scope).outcome == "allowed"


def test_an_open_licensee_stays_beside_an_exclusive_one() -> None:
    right = facts(
        licence("open"), Told("ol_announced", date(2024, 1, 1)), Told("ol_withdrawn", date(2025, 1, 1))
    )
    verdict = ask(right, "licence_exclusive")
    assert verdict.outcome == "allowed"
    assert outcome(verdict, "LIC-09") == {"disclose"}


def test_a_pilot_statement_has_no_statutory_effect() -> None:
    right = facts(Told("ol_announced", date(2024, 1, 1), {"regime": "PILOT"}))
    assert ask(right, "licence_exclusive").outcome == "allowed"


def test_nothing_outlives_the_right() -> None:
    last = facts().last_day
    assert last is not None
    within, beyond = Scope(ends=last), Scope(ends=last + timedelta(1))
    for act, rule in (("licence_ordinary", "LS-05"), ("pledge", "PLG-03"), ("open_licence", "OL-14")):
        assert "blocked" not in outcome(ask(facts(), act, within), rule)
        assert "blocked" in outcome(ask(facts(), act, beyond), rule)


def test_secret_is_blocked_for_everything() -> None:
    secret = facts(Told("secrecy_stated", TODAY, {"secret": True}))
    assert {ask(secret, act).lines[0].rule_id for act in ("open_licence", "assign", "abandon")} == {"NUM-11"}


def test_public_money_and_a_party_abroad() -> None:
    paid = facts(Told("funding_stated", TODAY, {"public": True, "programme_no": "2020YFB1"}))
    abroad = Scope(foreign=True)
    assert outcome(ask(paid, "assign", abroad), "EXP-07") == {"consent"}
    assert outcome(ask(paid, "licence_ordinary", abroad), "EXP-07") == set()
    assert outcome(ask(paid, "licence_ordinary", abroad), "EXP-02") == {"review"}
    assert outcome(ask(paid, "assign"), "EXP-07") == set()
    assert outcome(ask(facts(), "assign", abroad), "EXP-07") == {"review"}


@pytest.mark.parametrize(("days", "expected"), [(30, "ok"), (31, "disclose")])
def test_a_status_grows_old(days: int, expected: str) -> None:
    right = facts(standing=Standing("IN_FORCE", TODAY - timedelta(days), "told"))
    assert outcome(ask(right, "assign"), "LS-03") == {expected}


def test_informed_consent_lets_a_pending_invalidation_pass() -> None:
    right = facts(Told("invalidation_requested", date(2026, 1, 5)))
    assert ask(right, "pledge").outcome == "needs_consent"
    assert ask(right, "pledge", Scope(informed=True)).outcome == "allowed"


def test_family_members_are_named_as_not_covered() -> None:
    right = facts(Told("family_stated", TODAY, {"members": [{"office": "EP", "number": "EP3868660B1"}]}))
    assert outcome(ask(right, "assign"), "FAM-01") == {"disclose"}
    assert FILED < GRANTED


@pytest.mark.parametrize(
    ("day", "untracked"), [(date(2027, 3, 9), False), (date(2027, 5, 15), True), (date(2028, 1, 3), True)]
)
def test_a_fee_that_no_payment_is_recorded_for_is_said(day: date, untracked: bool) -> None:
    """The clock calls it late; without a payment on record nobody derives that, but the other side must know (LS-01)."""
    found = check(facts(day=day), "assign", day, shipped())
    said = [line for line in found.lines if line.code == "may.fee_not_on_record"]
    assert bool(said) is untracked and found.outcome == "allowed"
    if said:
        assert (said[0].rule_id, said[0].outcome) == ("ANN-05", "disclose")
        assert said[0].params == {"year": 7, "day": "2027-03-09"}


def test_where_payments_are_tracked_the_status_says_it() -> None:
    day = date(2027, 5, 15)
    paid = Told("annuity_paid", date(2026, 3, 2), {"year": 6})
    found = check(facts(paid, day=day), "assign", day, shipped())
    assert [line.code for line in found.needing] == ["may.pay_first"]
    assert "may.fee_not_on_record" not in {line.code for line in found.lines}
    later = Told("annuity_paid", date(2027, 3, 2), {"year": 7})
    assert "may.fee_not_on_record" not in {
        line.code for line in check(facts(paid, later, day=day), "assign", day, shipped()).lines
    }
