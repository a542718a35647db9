"""Reserves: the operator sees all and opens new ones; each centre sees and keeps only its own."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import func, select

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.routes import needs, signed_in
from portal.accounts.organisations import OPERATION_CENTRE, VERIFIED, Organisation
from portal.core.errors import InputError
from portal.extensions import db
from portal.reserve import books, commitments, holding
from portal.reserve.account_models import KEPT, Reserve, ReserveItem
from portal.reserve.blueprint import reserves
from portal.reserve.holding_lifecycle import release_proposed
from portal.reserve.reserve_forms import ReserveForm
from portal.web import find, go


@reserves.get("")
@signed_in
def index() -> ResponseReturnValue:
    """List the reserves that the reader may see, with what they hold and what is left of the budget."""
    seen = select(Reserve).where(Reserve.visible_to(current_user)).order_by(Reserve.id)
    rows = list(db.session.scalars(seen).unique())
    counted = (
        select(ReserveItem.reserve_id, func.count())
        .where(ReserveItem.state.in_(KEPT))
        .group_by(ReserveItem.reserve_id)
    )
    return render_template(
        "reserve/reserves.html",
        rows=[(row, books.summary_of_reserve(row), books.left_of(row)) for row in rows],
        kept={reserve_id: number for reserve_id, number in db.session.execute(counted)},  # noqa: C416 (rows are no pairs to mypy)
        may_open=can(current_user, Verb.RESERVE_OPEN),
    )


@reserves.route("/new", methods=["GET", "POST"])
@needs(Verb.RESERVE_OPEN)
def new() -> ResponseReturnValue:
    """Open the reserve of a verified operation centre."""
    form = ReserveForm([(one.public_id, one.name_zh) for one in _centres()])
    if form.validate_on_submit():
        try:
            chosen = next(one for one in _centres() if one.public_id == form.centre.data)
            reserve = holding.open_reserve(chosen.id, current_user, **form.terms())
        except InputError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            return go("reserves.show", public_id=reserve.public_id)
    page = render_template("reserve/reserve_form.html", form=form, centres=_centres())
    return page, 422 if form.is_submitted() else 200


def _centres() -> list[Organisation]:
    """Return the verified operation centres that keep no reserve yet."""
    keeping = select(Reserve.owner_id)
    wanted = select(Organisation).where(
        Organisation.kind == OPERATION_CENTRE,
        Organisation.state == VERIFIED,
        Organisation.id.not_in(keeping),
    )
    return list(db.session.scalars(wanted.order_by(Organisation.name_zh)))


@reserves.get("/<public_id>")
@signed_in
def show(public_id: str) -> ResponseReturnValue:
    """Show a reserve: its budget, what it holds, and what became of what it held."""
    reserve = find(Reserve, public_id, Verb.RESERVE_SEE)
    return render_template(
        "reserve/reserve.html",
        reserve=reserve,
        summary=books.summary_of_reserve(reserve),
        committed=commitments.committed(reserve),
        lost=commitments.lost(reserve),
        rows=[(item, books.summary_of([item])) for item in reserve.items],
        proposed={item.id for item in reserve.items if item.state in KEPT and release_proposed(item)},
    )
