"""The matrix of tradability, cell by cell (rules 1.5), with the rule that each cell rests on."""

from datetime import date

import pytest

from portal.core.names import known_sentences
from portal.core.rulebook import find
from portal.parameters.law import shipped
from portal.patents.facts.right import RightFacts
from portal.patents.rules import Standing
from portal.patents.tradability import ACTS, BLOCKED, CONSENT, DISCLOSE, OK, REVIEW, check
from tests.unit.facts.making import TODAY, Told, facts, licence

COLUMNS = ("open_licence", "licence_ordinary", "record_licence", "assign", "pledge", "equity")
SEEN = date(2026, 11, 25)
PLEDGED = Told("pledged", date(2025, 1, 6), {"pledgee": "滨海银行"})


def standing(status: str) -> RightFacts:
    return facts(standing=Standing(status, SEEN, "told"))


def opened() -> RightFacts:
    return facts(Told("ol_announced", date(2025, 2, 3), {"period_to": "2030-02-02"}))


CONDITIONS = {
    "clean": facts(),
    "late": standing("IN_FORCE_LATE"),
    "lapse pending": standing("LAPSE_PENDING"),
    "lapsed": standing("LAPSED_FEE"),
    "invalid": standing("INVALID_FULL"),
    "expired": standing("EXPIRED"),
    "application": facts(standing=Standing("SUBST_EXAM", SEEN, "told"), grant_date=None),
    "exclusive": facts(licence("exclusive")),
    "sole": facts(licence("sole")),
    "pledged": facts(PLEDGED),
    "suspended": facts(Told("suspended", date(2026, 1, 5))),
    "preserved": facts(Told("preserved", date(2026, 1, 5))),
    "open licence": opened(),
    "invalidation": facts(Told("invalidation_requested", date(2026, 1, 5))),
    "same day": facts(
        Told("same_day_application", date(2026, 1, 5), {"number": "202110000001.7"}),
        Told("evaluation_report", date(2024, 1, 5), {"number": "P1", "conclusion": "positive"}),
        kind="U",
    ),
}
NO = (BLOCKED,) * 6
MATRIX = {
    "clean": (DISCLOSE, OK, OK, OK, OK, OK),
    "late": (BLOCKED, CONSENT, BLOCKED, CONSENT, BLOCKED, CONSENT),
    "lapse pending": NO,
    "lapsed": NO,
    "invalid": NO,
    "expired": NO,
    "application": (BLOCKED, DISCLOSE, REVIEW, DISCLOSE, BLOCKED, REVIEW),
    "exclusive": (BLOCKED, BLOCKED, BLOCKED, DISCLOSE, DISCLOSE, DISCLOSE),
    "sole": (BLOCKED, BLOCKED, BLOCKED, DISCLOSE, DISCLOSE, DISCLOSE),
    "pledged": (CONSENT, CONSENT, CONSENT, CONSENT, BLOCKED, CONSENT),
    "suspended": (BLOCKED, REVIEW, BLOCKED, BLOCKED, BLOCKED, BLOCKED),
    "preserved": (BLOCKED, REVIEW, BLOCKED, BLOCKED, BLOCKED, BLOCKED),
    "open licence": (DISCLOSE, DISCLOSE, DISCLOSE, CONSENT, CONSENT, CONSENT),
    "invalidation": (REVIEW, DISCLOSE, DISCLOSE, DISCLOSE, CONSENT, DISCLOSE),
    "same day": (REVIEW, DISCLOSE, CONSENT, DISCLOSE, CONSENT, DISCLOSE),
}
SOURCES = {
    ("late", "open_licence"): "OL-05",
    ("late", "licence_ordinary"): "ANN-05",
    ("late", "record_licence"): "REC-05",
    ("late", "pledge"): "PLG-03",
    ("lapse pending", "assign"): "ANN-08",
    ("lapsed", "licence_ordinary"): "ABN-07",
    ("expired", "licence_ordinary"): "LS-05",
    ("application", "open_licence"): "OL-01",
    ("application", "licence_ordinary"): "LIC-08",
    ("application", "pledge"): "PLG-03",
    ("exclusive", "open_licence"): "OL-05",
    ("sole", "open_licence"): "OL-05",
    ("exclusive", "licence_ordinary"): "LIC-09",
    ("exclusive", "assign"): "ASG-04",
    ("pledged", "open_licence"): "OL-05",
    ("pledged", "assign"): "PLG-02",
    ("pledged", "pledge"): "PLG-03",
    ("suspended", "open_licence"): "OL-05",
    ("suspended", "assign"): "ABN-05",
    ("preserved", "pledge"): "PLG-03",
    ("open licence", "assign"): "OL-20",
    ("open licence", "pledge"): "OL-20",
    ("invalidation", "pledge"): "PLG-03",
    ("same day", "pledge"): "PLG-03",
}
CELLS = [
    (condition, act, outcome)
    for condition, row in MATRIX.items()
    for act, outcome in zip(COLUMNS, row, strict=True)
]


def test_every_condition_has_a_row() -> None:
    assert set(CONDITIONS) == set(MATRIX)


@pytest.mark.parametrize(("condition", "act", "worst"), CELLS)
def test_cell(condition: str, act: str, worst: str) -> None:
    verdict = check(CONDITIONS[condition], act, TODAY, shipped())
    assert verdict.lines[0].outcome == worst, verdict.lines[0]
    expected = {BLOCKED: "blocked", CONSENT: "needs_consent"}.get(worst, "allowed")
    assert verdict.outcome == expected
    if (condition, act) in SOURCES:
        assert SOURCES[condition, act] in {line.rule_id for line in verdict.lines if line.outcome == worst}


@pytest.mark.usefixtures("app")
def test_every_line_has_its_sentence_and_its_rule() -> None:
    for condition, right in CONDITIONS.items():
        for act in ACTS:
            for line in check(right, act, TODAY, shipped()).lines:
                assert line.code in known_sentences(), (condition, act, line)
                assert find(line.rule_id) is not None, (condition, act, line)


def test_an_unknown_act_is_a_fault() -> None:
    with pytest.raises(ValueError, match="no act"):
        check(facts(), "sell", TODAY, shipped())
