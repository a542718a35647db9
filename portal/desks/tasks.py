"""What needs a hand today, gathered from the features, the most urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from sqlalchemy import or_, select

from portal.core import clock, names
from portal.core.i18n import localised
from portal.core.money import format_money
from portal.deals.models import BrokerRequest, Deal, DealTask
from portal.extensions import db
from portal.listings.models import Listing
from portal.parameters import law
from portal.payments.models import DUE, FAILED, PROCESSING, BankTransfer, Payment
from portal.payments.service import refusal

MOST = 30


@dataclass(frozen=True)
class Task:
    """One line of a desk; `code` is a name of `desk.task`, `subject` says about what, `due` is a legal day."""

    code: str
    subject: str
    href: str
    due: date | None = None
    tone: str = "info"

    @property
    def urgency(self) -> tuple[bool, date]:
        """Sort key: what has a day first, by its day."""
        return self.due is None, self.due or date.max


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """Return the most urgent tasks first."""
    return sorted(tasks, key=lambda task: task.urgency)[:MOST]


def of_listings(organisations: list[int]) -> Iterable[Task]:
    """Yield the listings that came back from review or must be confirmed soon."""
    mine = select(Listing).where(Listing.owner_id.in_(organisations))
    returned = mine.where(Listing.state == "draft", Listing.decision_reason.is_not(None))
    for listing in db.session.scalars(returned.limit(MOST)).unique():
        href = url_for("listings.edit", public_id=listing.public_id)
        yield Task("listing_returned", localised(listing, "title")[0], href, tone="warn")
    ahead = max(law.current().on("listing.reminder_days", clock.today()))  # the desk begins with the letters
    soon = clock.today() + timedelta(days=ahead)
    ending = mine.where(Listing.state == "published", Listing.confirmed_until <= soon)
    for listing in db.session.scalars(ending.limit(MOST)).unique():
        href = url_for("listings.show", public_id=listing.public_id)
        yield Task("listing_ending", localised(listing, "title")[0], href, listing.confirmed_until)


def of_payees(organisations: list[int]) -> Iterable[Task]:
    """Yield the transfers that the payee's finance people have to confirm."""
    reported = (
        select(Payment)
        .join(BankTransfer)
        .where(
            Payment.payee_id.in_(organisations), Payment.state == PROCESSING, BankTransfer.decision.is_(None)
        )
    )
    for payment in db.session.scalars(reported.limit(MOST)).unique():
        href = url_for("payments.show", public_id=payment.public_id)
        yield Task("transfer_reported", _amount(payment), href, tone="warn")


def of_payers(organisations: list[int]) -> Iterable[Task]:
    """Yield what the organisations owe."""
    owed = select(Payment).where(Payment.payer_id.in_(organisations), Payment.state.in_((DUE, FAILED)))
    for payment in db.session.scalars(owed.limit(MOST)):
        if refusal(payment) is not None:
            continue  # nobody pays for what has ended
        tone = "bad" if payment.is_overdue else "warn"
        href = url_for("payments.show", public_id=payment.public_id)
        yield Task("payment_due", _amount(payment), href, payment.due_on, tone)


def of_recordals(organisations: list[int]) -> Iterable[Task]:
    """Yield the licences that either side still has to record with the office (rule REC-01)."""
    sides = or_(Deal.licensor_id.in_(organisations), Deal.licensee_id.in_(organisations))
    licensed = select(Deal).where(sides, Deal.state == "licensed", Deal.recordal_due.is_not(None))
    for deal in db.session.scalars(licensed.limit(MOST)):
        if deal.frozen:
            continue  # a patent that has ended records nothing
        tone = "bad" if deal.recordal_due and deal.recordal_due < clock.today() else "warn"
        yield Task("recordal_due", _about(deal), _deal_href(deal), deal.recordal_due, tone)


def of_licensees(organisations: list[int]) -> Iterable[Task]:
    """Yield the acceptances that were begun and not finished."""
    begun = select(Deal).where(Deal.licensee_id.in_(organisations), Deal.state.in_(("new", "notice_ready")))
    for deal in db.session.scalars(begun.limit(MOST)):
        yield Task("acceptance_begun", _about(deal), _deal_href(deal))


def of_broker(user_id: int) -> Iterable[Task]:
    """Yield the broker's open tasks and the deals that wait for an answer."""
    open_tasks = select(DealTask).join(Deal).where(Deal.broker_id == user_id, DealTask.done_at.is_(None))
    for item in db.session.scalars(open_tasks.limit(MOST)):
        late = item.due_on is not None and item.due_on < clock.today()
        yield Task("deal_task", item.title, _deal_href(item.deal), item.due_on, "bad" if late else "info")
    asked = select(BrokerRequest).where(BrokerRequest.broker_id == user_id, BrokerRequest.state == "assigned")
    for request in db.session.scalars(asked.limit(MOST)):
        if request.deal is not None:
            yield Task(
                "broker_assigned", localised(request.organisation, "name")[0], _deal_href(request.deal)
            )


def _deal_href(deal: Deal) -> str:
    return url_for("deals.show", public_id=deal.public_id)


def _about(deal: Deal) -> str:
    if deal.statement is not None:
        return localised(deal.statement.patent, "title")[0]
    return names.name("deal.path", deal.path)


def _amount(payment: Payment) -> str:
    return format_money(payment.outstanding_minor, payment.currency)
