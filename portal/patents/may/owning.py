"""Who must agree: the registered patentee acts, co-owners as Patent Law 14 says, and whoever guards exports."""

from collections.abc import Iterator

from portal.patents.facts.right import Owner, RightFacts
from portal.patents.may.life import Question
from portal.patents.may.verdict import BLOCKED, CONSENT, DISCLOSE, EXCLUSIVE_ACTS, OK, REVIEW, Case, Line
from portal.workflow.guards import guard

_COO = {
    "licence_ordinary": "COO-02",
    "licence_sole": "COO-03",
    "licence_exclusive": "COO-03",
    "open_licence": "COO-04",
}


@guard("ASG-02", "OL-02")
def registered(case: Case) -> Iterator[Line]:
    """OL-02, ASG-02: only whoever stands in the register as patentee acts for the right."""
    facts = case.facts
    rule = "OL-02" if case.act == "open_licence" else "ASG-02"
    if facts.holder_id is None or not facts.owners_stated:
        return
    if holder_of(facts) is None:
        yield Line(rule, BLOCKED, "may.not_registered")
    else:
        yield Line(rule, OK, "may.registered")


def holder_of(facts: RightFacts) -> Owner | None:
    """Return the owner that answers for the right here, by its organisation or by its name."""
    for owner in facts.owners:
        if owner.organisation_id == facts.holder_id is not None or owner.name in facts.holder_names:
            return owner
    return None


@guard("COO-02", "COO-03", "COO-04", "COO-05")
def co_owners(case: Case) -> Iterator[Line]:
    """COO-02 to COO-05: by agreement, else one alone for ordinary licences, all for everything that binds more."""
    facts = case.facts
    if len(facts.owners) < 2:
        return
    rule = _rule(case)
    if facts.alone is not None and case.act in facts.alone:
        yield Line(rule, OK, "may.alone_by_agreement")
    elif _is_ordinary(case) and facts.alone is None:
        yield Line(rule, DISCLOSE, "may.fee_shared", {"number": len(facts.owners)})
    elif missing := missing_owners(facts, case.act):
        yield Line(rule, CONSENT, "may.co_owners_needed", {"names": "、".join(missing)})
    else:
        yield Line(rule, OK, "may.co_owners_agreed")


def _rule(case: Case) -> str:
    if case.act == "record_licence":
        return "COO-03" if case.licence_kind in ("exclusive", "sole") else "COO-02"
    return _COO.get(case.act, "COO-05")


def _is_ordinary(case: Case) -> bool:
    return case.act in ("licence_ordinary", "record_licence") and case.licence_kind in ("ordinary", "open")


def missing_owners(facts: RightFacts, act: str) -> list[str]:
    """Return the co-owners who have not agreed to the act; the one that acts here agrees by acting."""
    holder = holder_of(facts) or (None if facts.owners_stated else facts.owners[0])
    agreed = facts.consents.get(act, frozenset())
    return [owner.name for owner in facts.owners if owner != holder and owner.name not in agreed]


@guard("EXP-02", "EXP-07")
def export(case: Case) -> Iterator[Line]:
    """EXP-02, EXP-07: the other side is abroad; publicly funded work needs the programme's manager."""
    if not case.scope.foreign or case.act in ("pledge", "abandon"):
        return
    yield Line("EXP-02", REVIEW, "may.export_check")
    if case.act in ("assign", "equity") or case.act in EXCLUSIVE_ACTS:
        if case.facts.public_funding:
            params = {"programme": case.facts.programme_no or "—"}
            yield Line("EXP-07", CONSENT, "may.programme_manager", params)
        elif case.facts.public_funding is None:
            yield Line("EXP-07", REVIEW, "may.funding_unknown")


QUESTIONS: tuple[Question, ...] = (registered, co_owners, export)
