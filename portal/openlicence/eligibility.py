"""Whether the law lets the right behind a statement be licensed openly today: the house's verdict, as refusals."""

from portal.core.errors import RuleRefusal
from portal.openlicence import consents
from portal.openlicence.models import MUST_WITHDRAW, Statement
from portal.patents import tradable
from portal.patents.may.verdict import refusal_of

ACT = "open_licence"


REPORT_MISSING = "may.report_missing"


def hindrances(statement: Statement, *, examined: bool = False) -> list[RuleRefusal]:
    """Return what forbids it (OL-01 to OL-05); a pledge does only where the pledgee agreed neither on record nor here.

    The office saw the evaluation report before it announced: with `examined`, and for a statement that was entered
    here as announced, a report that is not known here forbids nothing (OL-03).
    """
    found = tradable.verdict(statement.patent, ACT)
    seen = examined or statement.was_entered
    blocking = [line for line in found.blocking if not (seen and line.code == REPORT_MISSING)]
    pledged = [line for line in found.needing if line.rule_id == "OL-05"]
    if pledged and consents.pledgee_agreed(statement):
        pledged = []
    return [refusal_of(line) for line in (*blocking, *pledged)]


def is_relieved(statement: Statement) -> bool:
    """Tell whether nothing forbids any more what had to be withdrawn: its holder confirms that it stands, or withdraws."""
    return statement.state == MUST_WITHDRAW and not hindrances(statement)
