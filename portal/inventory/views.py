"""Pages of the office: the rounds, one round with its items, closing it, and what is done to many items at once."""

from collections import Counter
from typing import Any

from flask import Flask, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy import select

from portal.access.permissions import Verb
from portal.access.policy import can, require
from portal.access.routes import signed_in
from portal.accounts.organisations import Organisation
from portal.core import names
from portal.core.errors import Forbidden, InputError, NotFound
from portal.extensions import db
from portal.inventory import batching, bulk, queries, service, waiting
from portal.inventory.batch_acts import department_called
from portal.inventory.batch_views import say_gone, shown_to_the_reader, wishes_of
from portal.inventory.batches import Batch
from portal.inventory.blueprint import answers, inventory
from portal.inventory.forms import RoundForm
from portal.inventory.lifecycle import ROUND
from portal.inventory.models import Inventor, Item, Round
from portal.web import find, go, paginate, refusal_line
from portal.workflow import engine

PAGE = 50
WISHES = ("q", "department", "state")


def own_organisations() -> list[Organisation]:
    """Return the organisations for which the reader may take stock."""
    return [one for one in current_user.member_of() if can(current_user, Verb.INVENTORY_MANAGE, one)]


@inventory.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Show the inventories of the reader's organisations."""
    rounds = queries.rounds_of(current_user)
    return render_template(
        "inventory/index.html",
        rounds=rounds,
        counts=queries.counts_of(rounds),
        organisations=own_organisations(),
    )


@inventory.route("/new", methods=["GET", "POST"])
@signed_in
def new() -> ResponseReturnValue:
    """Open an inventory."""
    organisations = own_organisations()
    if not organisations:
        raise Forbidden("error.forbidden")
    form = RoundForm().offer(organisations)
    if form.validate_on_submit():
        owner = next(one for one in organisations if one.public_id == form.owner.data)
        values = {name: form[name].data for name in ("name", "due_on", "scope")}
        try:
            round_ = service.open_round(owner, current_user, **values, numbers=form.numbers.data or "")
        except InputError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            return go("inventory.show", public_id=round_.public_id)
    page = render_template("inventory/new.html", form=form)
    return page, 422 if form.is_submitted() else 200


@inventory.get("/<public_id>")
@signed_in
def show(public_id: str) -> ResponseReturnValue:
    """Show how far the inventory is, and the items that the reader may see."""
    round_ = find(Round, public_id, Verb.INVENTORY_SEE)
    page = paginate(queries.items(round_, current_user, request.args), PAGE)
    return render_template(
        "inventory/round.html",
        round=round_,
        page=page,
        counts=queries.counts(round_, current_user),
        departments=queries.departments_of(round_.owner_id),
        states=names.choices("inventory_item.state"),
        steps=engine.open_steps(ROUND, round_, current_user),
        may_manage=can(current_user, Verb.INVENTORY_MANAGE, round_),
        wishes=wishes_of(WISHES),
        batches=batching.open_batches(round_, current_user),
    )


@inventory.post("/<public_id>/steps/<name>")
@signed_in
def step(public_id: str, name: str) -> ResponseReturnValue:
    """Close the inventory, or open it again."""
    round_ = find(Round, public_id, Verb.INVENTORY_SEE)
    engine.take(ROUND, round_, name, current_user, version=request.form.get("version", type=int))
    return go("inventory.show", public_id=public_id)


@inventory.post("/<public_id>/many")
@signed_in
def many(public_id: str) -> ResponseReturnValue:
    """Do the same to all ticked items, or ask about all that fit the filter of the address."""
    round_ = find(Round, public_id, Verb.INVENTORY_SEE)
    act = request.form.get("act", "")
    try:
        if request.form.get("which") == "all":
            batch = _ask_about_all(round_, act)
            return go("inventory.batch", public_id=batch.public_id)
        ticked = request.form.getlist("items")
        chosen = bulk.chosen(round_, ticked, current_user)
        _ACTS.get(act, _unknown)(round_, chosen)
        say_gone(len(set(ticked)) - len(chosen))
    except InputError as error:
        db.session.rollback()
        flash(names.sentence(error.code, **error.params), "bad")
    return go("inventory.show", public_id=public_id)


def _ask_about_all(round_: Round, act: str) -> Batch:
    """Choose every item that fits the filter. Raises InputError, NotFound, Forbidden."""
    if act == "merge":
        raise InputError("inventory.merge_ticked")
    if act not in ("approve", "department"):
        raise NotFound
    params = {}
    if act == "department":
        require(Verb.INVENTORY_MANAGE, round_)
        params["department"] = request.form.get("department", "")
        department_called(round_, params["department"])
    ids = queries.ids_of(queries.items(round_, current_user, request.args))
    return batching.ask(round_, act, ids, current_user, shown=shown_to_the_reader(), params=params)


def _unknown(_round: Round, _items: list[Any]) -> None:
    raise NotFound


def _approve(_round: Round, items: list[Any]) -> None:
    outcome = bulk.approve(items, current_user)
    if outcome.moved:
        flash(_("%(n)s approved.", n=outcome.moved), "good")
    reasons = Counter(refusal_line(refusal) for _, refusal in outcome.refused)
    for why, count in reasons.most_common():
        flash(Markup("{}").format(_("%(n)s not approved: %(why)s", n=count, why=why)), "warn")


def _department(round_: Round, items: list[Any]) -> None:
    department = department_called(round_, request.form.get("department", ""))
    flash(_("%(n)s changed.", n=bulk.set_department(items, department, current_user)), "good")


def _merge(_round: Round, items: list[Any]) -> None:
    item = bulk.merge(items, current_user)
    flash(_("Put together: one answer stands for %(n)s patents.", n=len(item.places)), "good")


_ACTS = {"approve": _approve, "department": _department, "merge": _merge}


def install(app: Flask) -> None:
    """Bind the pages, and what letters and templates ask."""
    from portal.inventory import (  # noqa: F401 (importing binds their pages)
        answer_views,
        batch_views,
        board_views,
        department_views,
        export_views,
        industries,
        inventor_views,
        item_views,
        links,
        meeting_views,
    )

    app.register_blueprint(inventory)
    app.register_blueprint(answers)
    app.jinja_env.globals.update(
        inventory_inventor=lambda inventor_id: db.session.get_one(Inventor, inventor_id),
        inventory_token=links.token_of,
        inventory_item=lambda public_id: db.session.scalar(select(Item).where(Item.public_id == public_id)),
        inventory_waiting=waiting.for_person,
        industry_name=industries.name,
    )
