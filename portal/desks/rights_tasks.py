"""What needs a hand today about the rights themselves: annual fees, fallen statements, patents about to be given up, inventories."""

from collections.abc import Iterable
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, or_, select

from portal.access.actors import Actor
from portal.core import clock
from portal.core.calendar import add_months
from portal.core.i18n import localised
from portal.core.money import format_money
from portal.desks.tasks import MOST, Task
from portal.extensions import db
from portal.inventory.models import ANSWERED, DEPARTMENT_APPROVED, Item, Round
from portal.inventory.models import OPEN as ROUND_OPEN
from portal.openlicence import eligibility
from portal.openlicence.models import MUST_WITHDRAW, STATUTORY, Statement
from portal.parameters import law
from portal.patents.annuity import Clock
from portal.patents.clockwork import COLUMNS, clocks_of, places_of
from portal.patents.models import Patent
from portal.patents.rules import GROUPS
from portal.reserve.models import CALLS, INTENT, OPEN, Intention, Interest, Match
from portal.reserve.takeover_models import ENTERED, UNDER_WAY, Takeover
from portal.templating import show_date

_LATE = ("late", "lapse_pending")


def of_fees(organisations: list[int]) -> Iterable[Task]:
    """Yield the annuities due soon (key `annuity.soon_months`) or late, the latter with their last safe day.

    Asked of the clock, not of the reminders: a portal that was set up today knows of a late fee at once.
    """
    held = select(*COLUMNS).where(Patent.owner_id.in_(organisations), Patent.office == "CN")
    rows = db.session.execute(held.where(Patent.legal_status.in_(GROUPS["in_force"]))).all()
    today = clock.today()
    until = add_months(today, law.current().on("annuity.soon_months", today))
    pressing = [key for key, place in places_of(rows).items() if _is_pressing(place, until)]
    patents = db.session.scalars(select(Patent).where(Patent.id.in_(pressing)).limit(MOST)).all()
    clocks = clocks_of(patents)
    for patent in patents:
        told = clocks[patent.id]
        late = told.phase in _LATE
        subject = f"{localised(patent, 'title')[0]} · {format_money(told.payable, 'CNY')}"
        if late and told.last_safe_day is not None:
            subject += " · " + _("last safe day %(day)s", day=show_date(told.last_safe_day))
        href = url_for("annuities.patent", public_id=patent.public_id)
        yield Task("fee_late" if late else "fee_due", subject, href, told.due, "bad" if late else "warn")


def _is_pressing(place: Clock, until: date) -> bool:
    soon = place.due is not None and place.due <= until
    return place.phase in _LATE or (place.phase == "in_time" and soon)


def of_rescues(organisations: list[int]) -> Iterable[Task]:
    """Yield the owner's intentions that are incomplete or have offers to choose from, and the calls to this enterprise."""
    mine = select(Intention).where(Intention.owner_id.in_(organisations))
    for intention in db.session.scalars(mine.where(Intention.state == INTENT).limit(MOST)).unique():
        yield Task("intention_open", _title(intention), _rescue(intention), intention.last_safe_day, "warn")
    offered = mine.where(
        Intention.state.in_(CALLS), Intention.interests.any(Interest.decision == OPEN)
    ).limit(MOST)
    for intention in db.session.scalars(offered).unique():
        yield Task("rescue_offered", _title(intention), _rescue(intention), intention.call_until, "warn")


def of_calls(organisations: list[int]) -> Iterable[Task]:
    """Yield the patents that the enterprise was asked to take over and has not answered."""
    answered = select(Interest.intention_id).where(Interest.organisation_id.in_(organisations))
    asked = (
        select(Intention)
        .join(Match, Match.intention_id == Intention.id)
        .where(
            Match.organisation_id.in_(organisations),
            Intention.state.in_(CALLS),
            Intention.id.not_in(answered),
        )
        .limit(MOST)
    )
    for intention in db.session.scalars(asked).unique():
        yield Task("rescue_call", _title(intention), _rescue(intention), intention.call_until)


def of_takeovers(organisations: list[int]) -> Iterable[Task]:
    """Yield the takeovers that one of the two sides has to go on with, or to confirm, before the last safe day."""
    sides = or_(Takeover.assignor_id.in_(organisations), Takeover.assignee_id.in_(organisations))
    under_way = select(Takeover).where(sides, Takeover.state.in_(UNDER_WAY)).limit(MOST)
    for takeover in db.session.scalars(under_way).unique():
        href = url_for("rescue.takeover", public_id=takeover.public_id)
        due = takeover.intention.last_safe_day
        title = localised(takeover.patent, "title")[0]
        if takeover.state != ENTERED:
            yield Task("takeover_next", title, href, due, "warn")
        elif takeover.awaited_id in organisations:
            yield Task("takeover_confirm", title, href, due, "warn")


def of_statements(organisations: list[int]) -> Iterable[Task]:
    """Yield the owner's statements that must be withdrawn, or confirmed because the reason is gone (OL-22)."""
    fallen = select(Statement).where(
        Statement.owner_id.in_(organisations), Statement.state == MUST_WITHDRAW, Statement.regime == STATUTORY
    )
    for statement in db.session.scalars(fallen.order_by(Statement.id).limit(MOST)).unique():
        code = "statement_confirm" if eligibility.is_relieved(statement) else "statement_withdraw"
        title = localised(statement.patent, "title")[0]
        href = url_for("openlicence.compiler", public_id=statement.public_id)
        # Promptly has no last day; it counts from the day on which the reason arose, so that it stands on top.
        yield Task(code, title, href, statement.hindered_on or clock.today(), "warn")


def of_inventories(actor: Actor) -> Iterable[Task]:
    """Yield the rounds whose answers wait for the reader, as reviewer of a department or as officer."""
    waiting = (
        select(Item.round_id, func.count())
        .join(Round, Round.id == Item.round_id)
        .where(
            Item.visible_to(actor),
            Round.state == ROUND_OPEN,
            Item.state.in_((ANSWERED, DEPARTMENT_APPROVED)),
        )
        .group_by(Item.round_id)
    )
    for round_id, count in db.session.execute(waiting):
        found = db.session.get_one(Round, round_id)
        href = url_for("inventory.show", public_id=found.public_id)
        yield Task("inventory_answers", f"{found.name} · {count}", href, found.due_on)


def _title(intention: Intention) -> str:
    return localised(intention.patent, "title")[0]


def _rescue(intention: Intention) -> str:
    return url_for("rescue.show", public_id=intention.public_id)
