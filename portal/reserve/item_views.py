"""A patent in a reserve: its account, its plan and reviews, and the steps that the centre takes with it."""

from collections.abc import Callable
from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.accounts.forms import PortalForm
from portal.accounts.organisations import Organisation
from portal.core.errors import InputError, NotFound, RuleRefusal
from portal.core.ids import new_public_id
from portal.core.numbers import is_valid_uscc
from portal.extensions import db
from portal.reserve import books, holding, timing
from portal.reserve.account_models import ReserveItem
from portal.reserve.blueprint import reserves
from portal.reserve.fields import fen, yuan
from portal.reserve.holding_lifecycle import ITEM, release_proposed
from portal.reserve.reserve_forms import CostForm, ProceedsForm, ReviewForm, RouteForm, TransferForm
from portal.reserve.takeover_models import Takeover
from portal.web import find, go
from portal.workflow import engine, history
from portal.workflow.engine import take

_FORMS: dict[str, type[PortalForm]] = {
    "cost": CostForm,
    "proceeds": ProceedsForm,
    "review": ReviewForm,
    "route": RouteForm,
    "transfer": TransferForm,
}
_BUTTONS = ("hold", "release")


@reserves.get("/items/<public_id>")
@signed_in
def item(public_id: str) -> ResponseReturnValue:
    """Show the account of one patent and what can be done with it."""
    return _page(find(ReserveItem, public_id, Verb.RESERVE_SEE))


def _page(thing: ReserveItem, wrong: dict[str, PortalForm] | None = None) -> str:
    forms: dict[str, Any] = {name: form(prefix=f"{name}-", formdata=None) for name, form in _FORMS.items()}
    for name in ("cost", "proceeds"):
        forms[name].key.data = new_public_id()
    forms["route"].route.data = thing.route
    forms["review"].expected.data = yuan(thing.expected_fen)
    return render_template(
        "reserve/item.html",
        item=thing,
        takeover=db.session.get(Takeover, thing.takeover_id) if thing.takeover_id else None,
        forms_of=forms | (wrong or {}),
        wrong=next(iter((wrong or {}).values()), None),
        summary=books.summary_of([thing]),
        timing=timing.timing_of(thing.patent),
        proposed=release_proposed(thing),
        steps=engine.open_steps(ITEM, thing, current_user),
        entries=history.history_of(thing),
    )


@reserves.post("/items/<public_id>/<act>")
@signed_in
def act(public_id: str, act: str) -> ResponseReturnValue:
    """Book, plan, review or move; what is wrong stays on its form."""
    thing = find(ReserveItem, public_id, Verb.RESERVE_KEEP)
    if act == "circulate":
        listing = holding.circulate(thing, current_user)
        return go("listings.edit", public_id=listing.public_id)
    if act in _BUTTONS:
        take(ITEM, thing, act, current_user, version=request.form.get("version", type=int))
        return go("reserves.item", public_id=public_id)
    if act not in _FORMS:
        raise NotFound
    form = _FORMS[act](prefix=f"{act}-")
    if form.validate_on_submit():
        try:
            _DEEDS[act](thing, form)
        except (InputError, RuleRefusal) as refusal:
            db.session.rollback()
            thing = find(ReserveItem, public_id, Verb.RESERVE_KEEP)
            form.refuse(refusal)
        else:
            flash(_("It is on record."), "good")
            return go("reserves.item", public_id=public_id)
    return _page(thing, {act: form}), 422


def _cost(thing: ReserveItem, form: Any) -> None:
    holding.spend(
        thing,
        current_user,
        form.kind.data,
        fen(form.amount.data),
        form.day.data,
        str(form.key.data)[:40],
        form.note.data,
    )


def _proceeds(thing: ReserveItem, form: Any) -> None:
    holding.earn(
        thing, current_user, fen(form.amount.data), form.day.data, str(form.key.data)[:40], form.note.data
    )


def _review(thing: ReserveItem, form: Any) -> None:
    holding.review(thing, current_user, fen(form.expected.data), form.note.data)


def _route(thing: ReserveItem, form: Any) -> None:
    holding.plan(thing, current_user, form.route.data)


def _transfer(thing: ReserveItem, form: Any) -> None:
    day = form.title_on.data
    code = (form.buyer_uscc.data or "").strip().upper()
    known = db.session.scalar(select(Organisation).where(Organisation.uscc == code)) if code else None
    if code and not is_valid_uscc(code):
        raise InputError("reserve.bad_uscc", field="buyer_uscc")
    data = {
        "title_on": day,
        "buyer": known.name_zh if known is not None else form.buyer.data,
        "buyer_id": known.id if known is not None else None,
        "record": {"title_on": day.isoformat(), "buyer": form.buyer.data},
    }
    take(ITEM, thing, "transfer", current_user, data=data)


_DEEDS: dict[str, Callable[[ReserveItem, Any], None]] = {
    "cost": _cost,
    "proceeds": _proceeds,
    "review": _review,
    "route": _route,
    "transfer": _transfer,
}
