"""What the law says of the ways a listing offers: the verdict on each patent and mode, as refusals of the listing."""

from collections.abc import Iterator, Mapping
from typing import Any

from portal.core import clock
from portal.core.calendar import add_months
from portal.core.errors import RuleRefusal
from portal.core.names import name
from portal.listings.models import Listing, ListingMode
from portal.listings.numbering import number_of
from portal.parameters import law
from portal.patents.facts.reading import facts_of_many
from portal.patents.may.verdict import Line, sentence_of
from portal.patents.models import Patent
from portal.patents.tradability import Scope, check
from portal.workflow.guards import guard

ACT_OF = {
    "open_licence": "open_licence",
    "ordinary": "licence_ordinary",
    "sole": "licence_sole",
    "exclusive": "licence_exclusive",
    "assignment": "assign",
    "equity": "equity",
}
_STATUS_CODES = frozenset({"may.dead", "may.lapse_pending", "may.late", "may.not_granted", "may.beyond_life"})
Found = tuple[Patent, ListingMode | None, Line]


def findings(listing: Listing) -> Iterator[Found]:
    """Yield every line that is more than in order, by patent and mode; without a mode the plainest act is asked."""
    today, figures = clock.today(), law.current()
    facts = facts_of_many(listing.patents)
    for patent in listing.patents:
        modes: list[ListingMode | None] = [*listing.modes]
        for mode in modes or [None]:
            act = ACT_OF[mode.mode] if mode is not None else "licence_ordinary"
            for line in check(facts[patent.id], act, today, figures, _scope(mode)).lines:
                if line.outcome != "ok":
                    yield patent, mode, line


def _scope(mode: ListingMode | None) -> Scope | None:
    if mode is None or mode.mode in ("assignment", "equity"):
        return None
    ends = add_months(clock.today(), mode.period_months) if mode.period_months else None
    territory = "" if mode.territory == "CN" else mode.territory
    return Scope(ends=ends, territory=territory, field=mode.field_zh)


def first_blocked(listing: Listing) -> Found | None:
    """Return the first line that forbids what is offered, or None."""
    return next((found for found in findings(listing) if found[2].outcome == "blocked"), None)


@guard(
    "ABN-05",
    "ABN-07",
    "ASG-02",
    "FAM-01",
    "LIC-09",
    "LS-05",
    "LST-07",
    "NUM-11",
    "OL-01",
    "OL-02",
    "OL-03",
    "OL-04",
    "OL-05",
    "OL-14",
    "OL-16",
)
def lawful(listing: Listing, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """Nothing is offered that the law forbids today; conditions and consents may follow until something is signed."""
    found = first_blocked(listing)
    return _refusal(*found) if found else None


def _refusal(patent: Patent, mode: ListingMode | None, line: Line) -> RuleRefusal:
    number, rule = number_of(patent), line.rule_id
    if line.code == "may.dead":
        return RuleRefusal("listing.patent_dead", rule_id=rule, number=number, status=line.params["status"])
    if line.code == "may.lapse_pending":
        return RuleRefusal("listing.lapse_pending", rule_id="LST-07", number=number)
    if line.code == "may.beyond_life" and mode is not None:
        word = name("listing.mode", mode.mode)
        return RuleRefusal("listing.period_too_long", rule_id=rule, mode=word, last=line.params["day"])
    if line.code == "may.not_granted":
        return RuleRefusal("listing.open_needs_grant", rule_id=rule, number=number)
    if line.code == "may.late":
        return RuleRefusal("listing.open_fee_late", rule_id=rule, number=number)
    word = name("listing.mode", mode.mode) if mode is not None else ""
    return RuleRefusal("listing.may_not", rule_id=rule, number=number, mode=word, why=sentence_of(line))


def reason_to_suspend(listing: Listing) -> tuple[str, str]:
    """Return a code of `listing.reason` and the rule for which what is shown must go, or nothing twice."""
    found = first_blocked(listing)
    if found is None:
        return "", ""
    return ("patent_status" if found[2].code in _STATUS_CODES else "rights"), found[2].rule_id
