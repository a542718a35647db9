"""The eligibility report: every rule that a statement must meet, with what was found and the sentence that says it."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.core import names, rulebook
from portal.core.citations import in_readers_words
from portal.openlicence import consents, entering, guards, rules
from portal.openlicence.eligibility import ACT, REPORT_MISSING
from portal.openlicence.models import Statement
from portal.patents import tradable
from portal.patents.may.verdict import CONSENT, Line, sentence_of

PASSED, FAILED, OPEN = "passed", "failed", "open"
_OUTCOMES = {"ok": PASSED, "disclose": PASSED, "blocked": FAILED}
_LOOK_UP = "may.fee_not_on_record"  # said of the right, and to be looked up by a person before the statement
_ANSWERED_HERE = (
    "OL-07",
    "OL-14",
    "OL-16",
    "COO-04",
)  # by the statement's own text, consents and undertaking
_WRITTEN = (
    rules.declared_by_owner,
    rules.complete,
    rules.note_given,
    rules.no_advertising,
    rules.fee_form_is_one,
    rules.fee_is_computable,
    rules.nothing_left_open,
    rules.formula_is_whole,
    rules.fee_under_cap,
    rules.period_within_life,
    rules.period_after_grant,
    rules.period_not_over,
    guards.undertaken,
)
_ELSEWHERE = {"consents": "OL-02", "publicity": "UNI-14", "report": "OL-03"}
_MIRRORED = (
    *entering.MIRRORED[:1],
    *entering.MIRRORED[2:],
    rules.no_advertising,
    rules.nothing_left_open,
    rules.fee_under_cap,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `outcome` is passed, failed, or open: a person must look, or an answer is awaited."""

    rule_id: str
    outcome: str
    sentence: str

    @property
    def source(self) -> str:
        """Where the rule comes from."""
        rule = rulebook.find(self.rule_id)
        return in_readers_words(rule.source) if rule is not None else ""


def of(statement: Statement) -> list[Finding]:
    """Return the report in the language that is being written, what fails before what is open before the rest."""
    order = (FAILED, OPEN, PASSED)
    once = dict.fromkeys(_lines(statement))  # two checks of one rule that both pass say the same
    return sorted(once, key=lambda finding: order.index(finding.outcome))


def _lines(statement: Statement) -> Iterator[Finding]:
    entered, agreed = statement.was_entered, consents.pledgee_agreed(statement)
    for line in tradable.verdict(statement.patent, ACT).lines:
        if line.rule_id in _ANSWERED_HERE or (agreed and line.outcome == CONSENT and line.rule_id == "OL-05"):
            continue
        yield _unseen("report") if entered and line.code == REPORT_MISSING else _of_line(line)
    for check in _MIRRORED if entered else _WRITTEN:
        yield _of_guard(statement, check, OPEN if entered else FAILED)
    if entered:
        yield from _history_elsewhere(statement)
    else:
        yield _of_guard(statement, guards.all_agree, OPEN)


def _history_elsewhere(statement: Statement) -> Iterator[Finding]:
    """Say of a statement that was announced before it was entered what of its history is shown here."""
    missing = entering.unshown(statement)
    for what, said in (("consents", statement.consents_told), ("publicity", statement.publicity_told)):
        if what in missing:
            yield _unseen(what)
        elif said is not None:
            yield Finding(_ELSEWHERE[what], PASSED, names.sentence(f"statement.shown.{what}"))


def _unseen(what: str) -> Finding:
    return Finding(_ELSEWHERE[what], OPEN, names.sentence(f"statement.unshown.{what}"))


def _of_line(line: Line) -> Finding:
    outcome = OPEN if line.code == _LOOK_UP else _OUTCOMES.get(line.outcome, OPEN)
    return Finding(line.rule_id, outcome, sentence_of(line))


def _of_guard(statement: Statement, check: rules.Guard, otherwise: str) -> Finding:
    refusal = check(statement, {})
    if refusal is not None:
        return Finding(refusal.rule_id, otherwise, names.sentence(refusal.code, **refusal.params))
    rule_id: str = check.rule_ids[0]  # type: ignore[attr-defined]  # set by @guard
    rule = rulebook.find(rule_id)
    return Finding(rule_id, PASSED, str(rule.text) if rule is not None else "")
