"""The demonstration's payments, made through the stand-in's pages and through reported transfers; no money moves."""

import secrets

from flask import current_app
from sqlalchemy import select

from portal.accounts.models import User
from portal.accounts.organisations import Membership, Organisation
from portal.core import clock
from portal.core.i18n import in_language
from portal.core.money import format_money
from portal.core.settings import settings
from portal.demo.papers import paper
from portal.extensions import db
from portal.payments import checkout, service, settlement, transfers
from portal.payments.gateway import Outcome
from portal.payments.models import Payment, StandinCheckout
from portal.payments.standin_gateway import StandinGateway, find_page

FINANCE = {"admin", "finance"}


def online(payment: Payment, payer: User, method: str, result: str) -> None:
    """Open a payment page and end it with `result`: open, paid, declined, expired, or refunded (came too late)."""
    provider = StandinGateway(secrets.token_hex(16), production=False)
    kept = _opened(payment, payer, provider)
    kept.method = method
    for outcome in _OUTCOMES[result]:
        kept.status = outcome
        if result == "refunded":
            kept.refunded_minor = kept.order["amount_minor"]
        settlement.apply(provider.report(kept.checkout_id), livemode=False)


_OUTCOMES: dict[str, tuple[Outcome, ...]] = {
    "open": (),
    "paid": (Outcome.PAID,),
    "declined": (Outcome.PROCESSING, Outcome.FAILED),
    "expired": (Outcome.EXPIRED,),
    "refunded": (Outcome.PAID,),
}


def _opened(payment: Payment, payer: User, provider: StandinGateway) -> StandinCheckout:
    """Open a page as the payer's browser would: addresses need a request, words a language."""
    with current_app.test_request_context(base_url=settings().base_url), in_language(payer.language):
        attempt = checkout.prepare(payment, provider, payer.id)
        page = provider.open_checkout(checkout.order_of(attempt))
    checkout.opened(attempt.id, page)
    return find_page(page.id)


def transfer(payment: Payment, payer: User, result: str) -> None:
    """Report a transfer with a slip and let the payee's finance role decide: reported, confirmed or rejected."""
    slip = paper(
        "银行电子回单",
        "Bank transfer slip",
        [
            ("付款人", "Payer", payment.payer.name_zh),
            ("收款人", "Payee", payment.payee.name_zh),
            ("金额", "Amount", format_money(payment.amount_minor, payment.currency)),
            ("附言", "Reference", payment.transfer_reference),
            ("日期", "Date", clock.today().isoformat()),
        ],
        reference=f"DEMO-slip-{payment.transfer_reference}",
    )
    said = transfers.Report(
        amount_minor=payment.amount_minor,
        paid_on=clock.today(),
        payer_account=str(payment.payer.bank_account.get("number", "")),
        bank_serial=f"DEMO{payment.id:08d}",
        slip=slip,
    )
    transfers.report(payment, payer, said)
    checker = _finance_of(payment.payee)
    if result == "confirmed":
        transfers.confirm(payment, checker, payment.amount_minor)
    elif result == "rejected":
        transfers.reject(payment, checker, "not_arrived")


def plan_instalments(payment: Payment, instalments: list[dict[str, int]]) -> None:
    """Plan the instalments that follow the first."""
    if payment.deal is None:
        raise LookupError(f"payment {payment.id} has no deal")
    for number, part in enumerate(instalments[1:], 2):
        service.demand(payment.deal, "instalment", part["amount"], number=number, later=True)


def _finance_of(organisation: Organisation) -> User:
    members = db.session.scalars(select(Membership).where(Membership.organisation_id == organisation.id))
    return next(member.user for member in members if FINANCE & set(member.roles))
