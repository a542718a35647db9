"""Money that settles a deal on what a reserve circulates: booked as proceeds in the transaction that settles it (INV-05)."""

from sqlalchemy import select

from portal.core import clock
from portal.core.money import split
from portal.extensions import db
from portal.listings.models import Listing
from portal.patents.models import Patent
from portal.payments.models import PURPOSES, Payment
from portal.payments.settlement import on_settled
from portal.reserve import books
from portal.reserve.account_models import RELEASED, Reserve, ReserveItem

CURRENCY = "CNY"


def install() -> None:
    """Listen for settled payments of every purpose."""
    for purpose in PURPOSES:
        on_settled(purpose, book)


def book(payment: Payment) -> None:
    """Share the payment equally over the patents of its deal that the payee's reserve keeps."""
    items = _items(payment)
    if not items or payment.currency != CURRENCY:
        return
    day = clock.day_of(payment.paid_at) if payment.paid_at else clock.today()
    parts = split(payment.amount_minor, [1] * len(items))
    for item, part in zip(items, parts, strict=True):
        if part:
            books.earn(
                item, part, day, f"{item.public_id}:payment:{payment.public_id}", payment.transfer_reference
            )


def _items(payment: Payment) -> list[ReserveItem]:
    ids = [patent.id for patent in _patents(payment)]
    wanted = (
        select(ReserveItem)
        .join(Reserve)
        .where(
            ReserveItem.patent_id.in_(ids),
            ReserveItem.state != RELEASED,
            Reserve.owner_id == payment.payee_id,
        )
    )
    return list(db.session.scalars(wanted.order_by(ReserveItem.id)).unique())


def _patents(payment: Payment) -> list[Patent]:
    deal = payment.deal
    if deal is None:
        return []
    if deal.statement is not None:
        return [deal.statement.patent]
    return deal.listing.patents if deal.listing is not None else []


def disclosed(listing: Listing) -> list[tuple[ReserveItem, int]]:
    """Return the patents of a listing that come from a reserve, each with what it has cost so far (RSV-07)."""
    if listing.stream != "reserve":
        return []
    ids = [patent.id for patent in listing.patents]
    wanted = select(ReserveItem).where(ReserveItem.patent_id.in_(ids), ReserveItem.state != RELEASED)
    items = db.session.scalars(wanted.order_by(ReserveItem.id)).unique()
    return [(item, books.summary_of([item]).cost) for item in items if item.owner_id == listing.owner_id]
