"""What a payment tells its deal: that it is settled, and that money is on its way."""

from portal.deals import service as deals
from portal.deals.models import Deal
from portal.payments import checkout
from portal.payments.models import OPEN, OPEN_LICENCE_FEE, PROCESSING, Payment
from portal.payments.service import payments_of
from portal.payments.settlement import on_settled


def install() -> None:
    """Listen for settled payments, and answer the deal's question about money under way."""
    on_settled(OPEN_LICENCE_FEE, _settle_deal)
    deals.watch_money(_money_is_under_way)


def _settle_deal(payment: Payment) -> None:
    if payment.deal is None or payment.paid_at is None:
        raise LookupError(f"payment {payment.id} has no deal to settle")
    deals.payment_settled(
        payment.deal,
        payment.amount_minor,
        payment.currency,
        payment.paid_at,
        method=payment.method,
        reference=payment.transfer_reference,
    )


def _money_is_under_way(deal: Deal) -> bool:
    return any(_under_way(payment) for payment in payments_of(deal.id))


def _under_way(payment: Payment) -> bool:
    live = checkout.live_attempt(payment)
    at_the_page = live is not None and live.status in (OPEN, PROCESSING)
    return payment.state == PROCESSING or at_the_page
