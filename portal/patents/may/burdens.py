"""What lies on the right: licences with their scope, pledge, suspension, open licence, attacks, a same-day application."""

from collections.abc import Iterator

from portal.patents.facts.right import Licence
from portal.patents.may.life import Question
from portal.patents.may.scopes import meets
from portal.patents.may.verdict import (
    BLOCKED,
    CONSENT,
    DISCLOSE,
    EXCLUSIVE_ACTS,
    OK,
    REVIEW,
    Case,
    Line,
)
from portal.workflow.guards import guard

_EXCLUSIVE = frozenset({"exclusive", "sole"})
_PLEDGED = {"open_licence": "OL-05", "abandon": "ABN-06", "record_licence": "REC-05"}
_HELD = {
    "open_licence": "OL-05",
    "record_licence": "REC-05",
    "assign": "ABN-05",
    "pledge": "PLG-03",
    "equity": "ABN-05",
    "abandon": "ABN-05",
}


@guard("ABN-06", "ASG-04", "LIC-09", "OL-05")
def licences(case: Case) -> Iterator[Line]:
    """LIC-09, OL-05, ASG-04: licences in force, as far as what is asked for meets their scope."""
    others = [one for one in case.facts.licences if not _is_the_same(case, one)]
    if case.is_licence or case.act == "record_licence":
        yield from _conflicts(case, others)
    elif case.act == "open_licence":
        yield from _beside_open_licence(others)
    elif others:
        rule = {"assign": "ASG-04", "abandon": "ABN-06"}.get(case.act, "ASG-04")
        code = "may.tell_licensees" if case.act == "abandon" else "may.licences_survive"
        yield Line(rule, DISCLOSE, code, {"number": len(others)})
    else:
        yield Line("ASG-04", OK, "may.no_licence")


def _is_the_same(case: Case, one: Licence) -> bool:
    return case.act == "record_licence" and one.licensee == case.scope.licensee != ""


def _beside_open_licence(others: list[Licence]) -> Iterator[Line]:
    """OL-05 (1): an exclusive or sole licence blocks, whatever its territory or field."""
    blocking = [one for one in others if one.kind in _EXCLUSIVE]
    for one in blocking:
        yield Line("OL-05", BLOCKED, f"may.{one.kind}_in_force", {"licensee": one.licensee})
    if not blocking:
        yield Line("OL-05", OK, "may.no_exclusive")


def _conflicts(case: Case, others: list[Licence]) -> Iterator[Line]:
    found = False
    for one in others:
        if case.licence_kind not in _EXCLUSIVE and one.kind not in _EXCLUSIVE:
            continue
        outcome = _meeting(case, one)
        if outcome == OK:
            continue
        found = True
        code = {BLOCKED: "may.licence_conflict", CONSENT: "may.outside_scope"}.get(
            outcome, "may.scope_unclear"
        )
        if one.kind == "open" and case.act in EXCLUSIVE_ACTS:
            outcome, code = DISCLOSE, "may.open_licensee_stays"
        yield Line("LIC-09", outcome, code, {"licensee": one.licensee})
    if not found:
        yield Line("LIC-09", OK, "may.no_conflict")


def _meeting(case: Case, one: Licence) -> str:
    """Return how what is asked for meets a licence; where nothing is said, only what lies outside it is possible."""
    scope = case.scope
    unsaid = not (scope.territory or scope.field or scope.starts or scope.ends)
    if unsaid and (one.territory or one.field):
        return CONSENT
    answer = meets(scope, one, case.day)
    return {True: BLOCKED, False: OK, None: REVIEW}[answer]


@guard("ABN-06", "OL-05", "PLG-02", "PLG-03", "REC-05")
def pledge(case: Case) -> Iterator[Line]:
    """PLG-02, PLG-03: nothing without the pledgee, and no second pledge."""
    held = case.facts.pledge
    if held is None:
        yield Line("PLG-02", OK, "may.not_pledged")
    elif case.act == "pledge":
        yield Line("PLG-03", BLOCKED, "may.second_pledge")
    elif case.act in held.consents:
        yield Line(_PLEDGED.get(case.act, "PLG-02"), OK, "may.pledgee_agreed")
    else:
        yield Line(_PLEDGED.get(case.act, "PLG-02"), CONSENT, "may.pledgee_needed")


@guard("ABN-05", "OL-05", "PLG-03", "REC-05")
def holds(case: Case) -> Iterator[Line]:
    """ABN-05 (Implementing Regulations 105), OL-05 (2): suspended for a dispute, or preserved by a court."""
    for held, code in ((case.facts.suspended, "suspended"), (case.facts.preserved, "preserved")):
        if held and case.is_licence:
            yield Line("REC-05", REVIEW, f"may.{code}")
        elif held:
            yield Line(_HELD[case.act], BLOCKED, f"may.{code}")
    if not (case.facts.suspended or case.facts.preserved):
        yield Line(_HELD.get(case.act, "REC-05"), OK, "may.no_hold")


@guard("ABN-06", "OL-16", "OL-20")
def open_licence(case: Case) -> Iterator[Line]:
    """OL-16, OL-20: what an announced statement forbids, and what it must make way for."""
    if case.facts.open_licence_state != "effective":
        return
    if case.act in EXCLUSIVE_ACTS or (case.act == "record_licence" and case.licence_kind in _EXCLUSIVE):
        yield Line("OL-16", BLOCKED, "may.open_in_force")
    elif case.act in ("assign", "equity", "abandon"):
        rule = "ABN-06" if case.act == "abandon" else "OL-20"
        yield Line(rule, CONSENT, "may.withdraw_first")
    elif case.act == "pledge":
        outcome = OK if case.facts.informed_pledgee else CONSENT
        code = "may.pledgee_agreed" if case.facts.informed_pledgee else "may.pledgee_continues"
        yield Line("OL-20", outcome, code)
    else:
        yield Line("OL-16", DISCLOSE, "may.open_beside")


@guard("LS-01", "OL-05", "PLG-03")
def attacks(case: Case) -> Iterator[Line]:
    """PLG-03 (10), (11): an invalidation or a same-day invention application is pending."""
    if case.facts.invalidation_pending:
        yield _pending(case, "invalidation", {"open_licence": REVIEW, "pledge": CONSENT})
    if case.facts.same_day_pending and case.facts.kind == "U":
        yield _pending(
            case, "same_day", {"open_licence": REVIEW, "pledge": CONSENT, "record_licence": CONSENT}
        )


def _pending(case: Case, what: str, outcomes: dict[str, str]) -> Line:
    outcome = outcomes.get(case.act, DISCLOSE)
    informed = case.scope.informed or (case.act == "pledge" and case.facts.informed_pledgee)
    if outcome == CONSENT and informed:
        outcome = DISCLOSE
    rule = {"pledge": "PLG-03", "open_licence": "OL-05"}.get(case.act, "LS-01")
    code = f"may.{what}_informed" if outcome == CONSENT else f"may.{what}_pending"
    return Line(rule, outcome, code)


QUESTIONS: tuple[Question, ...] = (licences, pledge, holds, open_licence, attacks)
