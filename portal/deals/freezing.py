"""A deal that a fact of its patent stops: frozen with the rule, shown and told, free again when the reason is gone.

Before the notice, whatever forbids an open licence stops it. A notice that has arrived is stopped by one thing only, the
end of the right itself: the licence follows from the law, and no one can refuse it (OL-17, INV-11).
"""

from sqlalchemy import select

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.deals import tellings
from portal.deals.models import Deal
from portal.deals.paths.open_licence import BEFORE_NOTICE, LIVE
from portal.extensions import db
from portal.openlicence.models import Statement
from portal.parameters import law
from portal.patents.facts.reactions import on_change
from portal.patents.facts.right import RightFacts
from portal.patents.models import Patent
from portal.patents.tradability import check, first_refusal
from portal.workflow import history
from portal.workflow.engine import tell


@on_change
def look_at_deals(patent: Patent, facts: RightFacts) -> None:
    """Freeze the deals on the patent that a fact forbids, or let them go on."""
    under_way = (
        select(Deal)
        .join(Statement, Deal.statement_id == Statement.id)
        .where(Statement.patent_id == patent.id, Deal.state.in_(LIVE))
        .order_by(Deal.id)
    )
    deals = db.session.scalars(under_way).all()
    if not deals:
        return
    forbidden = first_refusal(check(facts, "open_licence", facts.day, law.current()), conditions=False)
    for deal in deals:
        refusal = forbidden if deal.state in BEFORE_NOTICE else _ended(facts, deal)
        if refusal is not None and deal.frozen.get("rule") != refusal.rule_id:
            _freeze(deal, refusal)
        elif refusal is None and deal.frozen:
            _thaw(deal)


def _ended(facts: RightFacts, deal: Deal) -> RuleRefusal | None:
    """LS-04, LS-05: where the right has ended nothing more falls due; a term that ran out ends a licence by itself."""
    if facts.group != "dead" or (facts.status == "EXPIRED" and deal.in_effect):
        return None
    if facts.status == "INVALID_FULL":
        return RuleRefusal("deal.right_invalid", rule_id="LS-04")
    return RuleRefusal("deal.right_ended", rule_id="LS-05")


def _freeze(deal: Deal, refusal: RuleRefusal) -> None:
    reason = {"rule": refusal.rule_id, "code": refusal.code}
    deal.frozen = {**reason, "params": refusal.params, "since": clock.today().isoformat()}
    _note(deal, "frozen" if deal.state in BEFORE_NOTICE else "right_ended", reason)


def _thaw(deal: Deal) -> None:
    detail = {"rule": str(deal.frozen["rule"])}
    deal.frozen = {}
    _note(deal, "unfrozen" if deal.state in BEFORE_NOTICE else "right_back", detail)


def _note(deal: Deal, event: str, detail: dict[str, str]) -> None:
    history.record(deal, event, SYSTEM, from_state=deal.state, to_state=deal.state, detail=detail)
    tellings.put_notices(deal, event)
    tell(tellings.letters(deal, event))
