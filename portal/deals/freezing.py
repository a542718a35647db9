"""A deal that a fact of its patent stops: frozen with the rule, shown and told, free again when the reason is gone.

A notice that has arrived is not touched: the licence follows from the law, and no one can refuse it (OL-17, INV-11).
"""

from sqlalchemy import select

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.deals import tellings
from portal.deals.models import Deal
from portal.deals.paths.open_licence import BEFORE_NOTICE
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
    """Freeze the deals on the patent that have given no notice yet, or let them go on."""
    under_way = (
        select(Deal)
        .join(Statement, Deal.statement_id == Statement.id)
        .where(Statement.patent_id == patent.id, Deal.state.in_(BEFORE_NOTICE))
        .order_by(Deal.id)
    )
    deals = db.session.scalars(under_way).all()
    if not deals:
        return
    refusal = first_refusal(check(facts, "open_licence", facts.day, law.current()), conditions=False)
    for deal in deals:
        if refusal is not None and deal.frozen.get("rule") != refusal.rule_id:
            _freeze(deal, refusal)
        elif refusal is None and deal.frozen:
            _thaw(deal)


def _freeze(deal: Deal, refusal: RuleRefusal) -> None:
    reason = {"rule": refusal.rule_id, "code": refusal.code}
    deal.frozen = {**reason, "params": refusal.params, "since": clock.today().isoformat()}
    _note(deal, "frozen", reason)


def _thaw(deal: Deal) -> None:
    detail = {"rule": str(deal.frozen["rule"])}
    deal.frozen = {}
    _note(deal, "unfrozen", detail)


def _note(deal: Deal, event: str, detail: dict[str, str]) -> None:
    history.record(deal, event, SYSTEM, from_state=deal.state, to_state=deal.state, detail=detail)
    tellings.put_notices(deal, event)
    tell(tellings.letters(deal, event))
