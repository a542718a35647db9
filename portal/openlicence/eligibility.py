"""Whether the law lets a patent be declared for open licence today, line by line."""

from portal.core.errors import RuleRefusal
from portal.openlicence import rules
from portal.openlicence.models import Statement
from portal.patents.models import Patent


def hindrances(patent: Patent) -> list[RuleRefusal]:
    """Return everything about the patent itself that forbids an open licence (OL-01 to OL-05)."""
    bare = Statement(owner_id=patent.owner_id)
    bare.patent = patent
    answers = (rules.patent_granted(bare, {}), rules.patent_in_force(bare, {}))
    return [answer for answer in answers if answer is not None]
