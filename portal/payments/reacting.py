"""What an ended patent means for payments: an open page of the provider is closed, so that nobody pays on it any more."""

from sqlalchemy import select

from portal.deals.models import Deal
from portal.extensions import db
from portal.openlicence.models import Statement
from portal.patents.facts.reactions import on_change
from portal.patents.facts.right import RightFacts
from portal.patents.models import Patent
from portal.payments import checkout, service
from portal.payments.models import LIVE_ATTEMPTS, Payment, PaymentAttempt


@on_change
def close_pages(patent: Patent, _facts: RightFacts) -> None:
    """Give up what is under way for a deal that the facts have stopped; money that still comes goes back."""
    under_way = (
        select(Payment)
        .join(Deal, Deal.id == Payment.deal_id)
        .join(Statement, Statement.id == Deal.statement_id)
        .where(
            Statement.patent_id == patent.id,
            Payment.attempts.any(PaymentAttempt.status.in_(LIVE_ATTEMPTS)),
        )
        .order_by(Payment.id)
    )
    for payment in db.session.scalars(under_way).unique():
        if service.refusal(payment) is not None:
            checkout.close_live(payment)
