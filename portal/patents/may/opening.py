"""What only an open-licence statement asks for: the evaluation report and the written undertaking (OL-03, 04, 07)."""

from collections.abc import Iterator

from portal.patents.may.life import Question
from portal.patents.may.verdict import BLOCKED, DISCLOSE, OK, REVIEW, Case, Line
from portal.workflow.guards import guard

_WITH_REPORT = ("U", "D")
_MAY_BE_ASKED = ("record_licence", "assign", "pledge")


@guard("OL-03", "OL-04", "REC-07")
def report(case: Case) -> Iterator[Line]:
    """OL-03, OL-04, REC-07: utility models and designs are granted unexamined, so a report stands in."""
    if case.facts.kind not in _WITH_REPORT:
        return
    found = case.facts.evaluation_report
    if case.act in _MAY_BE_ASKED and found is None:
        yield Line("REC-07", DISCLOSE, "may.report_may_be_asked")
    if case.act != "open_licence":
        return
    if found is None:
        yield Line("OL-03", BLOCKED, "may.report_missing")
        return
    yield Line("OL-03", OK, "may.report_there", {"number": found.number})
    outcome = {"negative": BLOCKED, "mixed": REVIEW}.get(found.conclusion, OK)
    yield Line("OL-04", outcome, f"may.report_{found.conclusion}")


@guard("OL-07")
def undertaking(case: Case) -> Iterator[Line]:
    """OL-07: the patentee confirms in writing that nothing of OL-05 stands in the way."""
    if case.act != "open_licence":
        return
    if case.scope.undertaken is None:
        yield Line("OL-07", DISCLOSE, "may.undertaking_needed")
    elif case.scope.undertaken:
        yield Line("OL-07", OK, "may.undertaking_given")
    else:
        yield Line("OL-07", BLOCKED, "may.undertaking_refused")


QUESTIONS: tuple[Question, ...] = (report, undertaking)
