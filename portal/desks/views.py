"""One desk per role; `/desk` leads to the reader's own."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import func, select

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.routes import signed_in
from portal.accounts.organisations import ENTERPRISE, INSTITUTE, OPERATION_CENTRE, UNIVERSITY, Organisation
from portal.catalogue.saved import address, searches_of
from portal.deals.models import Deal, Licence
from portal.desks import rights_tasks, tasks
from portal.extensions import db
from portal.listings.models import Listing
from portal.patents.models import Patent
from portal.patents.rules import status_group
from portal.payments.models import Payment

desks = Blueprint("desks", __name__, url_prefix="/desk")
RECENT = 10


def _mine() -> list[Organisation]:
    mine: list[Organisation] = current_user.member_of()
    return mine


def _ids() -> list[int]:
    return [organisation.id for organisation in _mine()]


@desks.context_processor
def _desk_tabs() -> dict[str, Any]:
    return {"desk_roles": desk_roles()}


def desk_roles() -> list[str]:
    """Return the desks that the reader has, the most likely first."""
    kinds = {organisation.kind for organisation in _mine()} if current_user.is_authenticated else set()
    roles = []
    if kinds & {UNIVERSITY, INSTITUTE, OPERATION_CENTRE}:
        roles.append("holder")
    if ENTERPRISE in kinds:
        roles += ["licensee", "holder"]
    if current_user.is_authenticated and current_user.broker_profile is not None:
        roles.append("broker")
    return list(dict.fromkeys(roles))


@desks.get("")
@signed_in
def home() -> ResponseReturnValue:
    """Lead the reader to the desk that fits, or to what is missing before there is one."""
    if current_user.operator_roles:
        return redirect(url_for("backoffice.overview"))
    roles = desk_roles()
    if roles:
        return redirect(url_for(f"desks.{roles[0]}"))
    return render_template("desks/none.html", searches=_searches())


@desks.get("/holder")
@signed_in
def holder() -> ResponseReturnValue:
    """Show a holder's patents, listings and licensees, under what needs a hand."""
    ids = _ids()
    acting = [thing.id for thing in _mine() if can(current_user, Verb.PATENT_IMPORT, thing)]
    waiting = [*tasks.of_listings(acting), *tasks.of_payees(ids), *tasks.of_recordals(ids)]
    waiting += [*rights_tasks.of_fees(ids), *rights_tasks.of_rescues(ids)]
    waiting += [*rights_tasks.of_statements(acting), *rights_tasks.of_inventories(current_user)]
    centres = [thing.id for thing in _mine() if thing.kind == OPERATION_CENTRE]
    waiting += [*rights_tasks.of_calls(centres), *rights_tasks.of_takeovers(ids)]
    licences = select(Licence).where(Licence.licensor_id.in_(ids)).order_by(Licence.effective_at.desc())
    return render_template(
        "desks/holder.html",
        tasks=tasks.in_order(waiting),
        may_act=any(can(current_user, Verb.PATENT_IMPORT, organisation) for organisation in _mine()),
        patents=_patent_groups(ids),
        listings=_by_state(Listing, Listing.owner_id.in_(ids)),
        licences=db.session.scalars(licences.limit(RECENT)).all(),
        received=_sums(Payment.payee_id.in_(ids)),
        keeps_reserve=bool(centres),
    )


@desks.get("/licensee")
@signed_in
def licensee() -> ResponseReturnValue:
    """Show an enterprise's licences, payments and kept searches, under what needs a hand."""
    ids = _ids()
    waiting = [*tasks.of_payers(ids), *tasks.of_licensees(ids), *tasks.of_recordals(ids)]
    waiting += [*rights_tasks.of_calls(ids), *rights_tasks.of_takeovers(ids)]
    licences = select(Licence).where(Licence.licensee_id.in_(ids)).order_by(Licence.effective_at.desc())
    payments = select(Payment).where(Payment.payer_id.in_(ids)).order_by(Payment.id.desc())
    return render_template(
        "desks/licensee.html",
        tasks=tasks.in_order(waiting),
        licences=db.session.scalars(licences.limit(RECENT)).all(),
        deals=_deals(Deal.licensee_id.in_(ids)),
        payments=db.session.scalars(payments.limit(RECENT)).all(),
        searches=_searches(),
    )


@desks.get("/broker")
@signed_in
def broker() -> ResponseReturnValue:
    """Show a broker's deals and tasks."""
    return render_template(
        "desks/broker.html",
        tasks=tasks.in_order(tasks.of_broker(current_user.id)),
        deals=_deals(Deal.broker_id == current_user.id),
        profile=current_user.broker_profile,
    )


def _deals(whose: Any) -> list[Deal]:
    return list(db.session.scalars(select(Deal).where(whose).order_by(Deal.updated_at.desc()).limit(RECENT)))


def _searches() -> list[dict[str, Any]]:
    return [{"search": search, "href": address(search)} for search in searches_of(current_user.id)]


def _by_state(model: type[Listing], whose: Any) -> list[tuple[str, int]]:
    counted = select(model.state, func.count()).where(whose).group_by(model.state)
    return [(state, count) for state, count in db.session.execute(counted.order_by(func.count().desc()))]


def _patent_groups(ids: list[int]) -> dict[str, int]:
    counted = (
        select(Patent.legal_status, func.count())
        .where(Patent.owner_id.in_(ids))
        .group_by(Patent.legal_status)
    )
    groups: dict[str, int] = {}
    for status, count in db.session.execute(counted):
        groups[status_group(status)] = groups.get(status_group(status), 0) + count
    return groups


def _sums(whose: Any) -> list[tuple[str, int]]:
    paid = select(Payment.currency, func.sum(Payment.received_minor)).where(whose).group_by(Payment.currency)
    return [(currency, int(total)) for currency, total in db.session.execute(paid) if total]
