"""Whether the right lives: secrecy, ended, applied for, fee late, lapse pending, and how fresh that knowledge is."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from portal.patents.annuity import when
from portal.patents.facts.fold import clock_facts
from portal.patents.may.verdict import BLOCKED, CONSENT, DISCLOSE, OK, REVIEW, Case, Line
from portal.patents.rules import FEE_OPEN
from portal.workflow.guards import guard

Question = Callable[[Case], Iterator[Line]]
PUBLIC_DOMAIN = frozenset({"LAPSED_FEE", "ABANDONED", "ABANDONED_DUP"})
_PAY_FIRST = ("ANN-05", CONSENT)
_LATE = {
    "open_licence": ("OL-05", BLOCKED),
    "record_licence": ("REC-05", BLOCKED),
    "pledge": ("PLG-03", BLOCKED),
    "abandon": ("ANN-05", DISCLOSE),
}
_LAPSING = {"open_licence": "OL-05", "record_licence": "REC-05", "pledge": "PLG-03"}
_APPLIED = {
    "open_licence": ("OL-01", BLOCKED),
    "pledge": ("PLG-03", BLOCKED),
    "record_licence": ("LIC-08", REVIEW),
    "equity": ("LIC-08", REVIEW),
    "assign": ("LIC-08", DISCLOSE),
    "abandon": ("LIC-08", OK),
}


@guard("ABN-07", "LS-05", "NUM-11")
def final(case: Case) -> Line | None:
    """Return the one line after which nothing more is asked: a secret or a right that has ended."""
    facts = case.facts
    if facts.secret:
        return Line("NUM-11", BLOCKED, "may.secret")
    if facts.group != "dead":
        return None
    rule = "ABN-07" if facts.status in PUBLIC_DOMAIN else "LS-05"
    return Line(rule, BLOCKED, "may.dead", {"status": facts.status})


@guard("NUM-11")
def secrecy(case: Case) -> Iterator[Line]:
    """NUM-11: a secret or defence patent is neither offered nor dealt in here."""
    if case.facts.secret is False:
        yield Line("NUM-11", OK, "may.not_secret")


@guard("FAM-01")
def office(case: Case) -> Iterator[Line]:
    """FAM-01: what is checked here is a Chinese right; members of its family elsewhere are references."""
    if case.facts.office != "CN":
        outcome = BLOCKED if case.act in ("open_licence", "record_licence", "pledge") else REVIEW
        yield Line("FAM-01", outcome, "may.not_chinese")
    elif case.facts.family:
        yield Line("FAM-01", DISCLOSE, "may.chinese_only", {"number": len(case.facts.family)})


@guard("ANN-05", "ANN-08", "LIC-08", "LS-01", "LS-02", "LS-04", "OL-01", "OL-05", "PLG-03", "REC-05")
def in_force(case: Case) -> Iterator[Line]:
    """LS-02, LIC-08, ANN-05, ANN-08: granted, and no annual fee open."""
    facts = case.facts
    if facts.group == "pending":
        rule, outcome = _APPLIED.get(case.act, ("LIC-08", DISCLOSE))
        yield Line(rule, outcome, "may.not_granted" if outcome == BLOCKED else "may.application")
    elif facts.status == "LAPSE_PENDING":
        yield Line(_LAPSING.get(case.act, "ANN-08"), BLOCKED, "may.lapse_pending")
    elif facts.status == "IN_FORCE_LATE":
        rule, outcome = _LATE.get(case.act, _PAY_FIRST)
        yield Line(rule, outcome, "may.late" if outcome == BLOCKED else "may.pay_first")
    elif facts.group == "unknown":
        yield Line("LS-01", REVIEW, "may.status_unknown")
    else:
        yield Line("LS-02", OK, "may.in_force")
    if facts.status == "INVALID_PART":
        yield Line("LS-04", DISCLOSE, "may.partly_invalid")


@guard("ANN-05")
def fee_on_record(case: Case) -> Iterator[Line]:
    """ANN-05: where payments are not tracked no lapse is derived; that a fee fell due is said instead."""
    facts = case.facts
    if facts.paid_through is not None or facts.group != "in_force" or facts.status in FEE_OPEN:
        return
    told = clock_facts(facts)
    found = when(told, case.day, case.law) if told is not None else None
    if found is not None and found.phase in ("late", "lapse_pending") and found.due is not None:
        params = {"year": found.next_year, "day": found.due.isoformat()}
        yield Line("ANN-05", DISCLOSE, "may.fee_not_on_record", params)


@guard("OL-01")
def granted(case: Case) -> Iterator[Line]:
    """OL-01: a statement needs an announced grant; a patent of unknown status needs at least its grant date."""
    facts = case.facts
    if case.act != "open_licence" or facts.office != "CN" or facts.group == "pending":
        return
    if facts.grant_date is None or facts.grant_date > case.day:
        yield Line("OL-01", BLOCKED, "may.not_granted")
    else:
        yield Line("OL-01", OK, "may.granted", {"day": facts.grant_date.isoformat()})


@guard("LS-03")
def fresh(case: Case) -> Iterator[Line]:
    """LS-03: the status was confirmed not longer ago than the law's figure says."""
    if case.act == "abandon" or case.facts.office != "CN":
        return
    days: int = case.law.on("listing.status_max_age_days", case.day)
    as_of = case.facts.standing.as_of
    if as_of is None or as_of < case.day - timedelta(days=days):
        yield Line("LS-03", DISCLOSE, "may.status_old", {"days": days})
    else:
        yield Line("LS-03", OK, "may.status_fresh", {"day": as_of.isoformat()})


@guard("LS-05", "OL-14", "PLG-03")
def within_life(case: Case) -> Iterator[Line]:
    """LS-05, PLG-03: what runs for a time ends no later than the right (INV-03)."""
    last = case.facts.last_day
    if not (case.is_licence or case.act in ("record_licence", "open_licence", "pledge")) or last is None:
        return
    rule = {"pledge": "PLG-03", "open_licence": "OL-14"}.get(case.act, "LS-05")
    if max(case.scope.ends or case.day, case.scope.starts or case.day) > last:
        yield Line(rule, BLOCKED, "may.beyond_life", {"day": last.isoformat()})
    else:
        yield Line(rule, OK, "may.within_life", {"day": last.isoformat()})


QUESTIONS: tuple[Question, ...] = (secrecy, office, in_force, fee_on_record, granted, fresh, within_life)
