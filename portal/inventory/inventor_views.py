"""Who is asked: the inventors' addresses, the letters to them, and the links that are taken back."""

import re

from email_validator import EmailNotValidError, validate_email
from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import select

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.accounts.forms import tidy_email, tidy_text
from portal.extensions import db
from portal.inventory import links, queries, service
from portal.inventory.blueprint import inventory
from portal.inventory.models import CLOSED, Inventor, Round
from portal.jobs import queue
from portal.parameters.said import said
from portal.web import find, go, paginate

PAGE = 50
AT_ONCE = 100
_ADDRESS = re.compile(r"[^\s,，;；\t]+@[^\s,，;；\t]+")


@inventory.get("/<public_id>/inventors")
@signed_in
def inventors(public_id: str) -> ResponseReturnValue:
    """Show the inventors, their addresses and how far each is."""
    round_ = find(Round, public_id, Verb.INVENTORY_MANAGE)
    page = paginate(queries.inventors(round_, request.args), PAGE)
    return render_template(
        "inventory/inventors.html",
        round=round_,
        page=page,
        live=links.is_live,
        editable=("prepared", "asked"),
    )


@inventory.post("/<public_id>/addresses")
@signed_in
def addresses(public_id: str) -> ResponseReturnValue:
    """Take addresses: those typed in the list, and lines of a name and an address."""
    round_ = find(Round, public_id, Verb.INVENTORY_MANAGE)
    given = {
        key.removeprefix("email-"): value for key, value in request.form.items() if key.startswith("email-")
    }
    wanted = select(Inventor).where(Inventor.round_id == round_.id)
    wrong = []
    for inventor in db.session.scalars(wanted.where(Inventor.public_id.in_(given))):
        wrong += _take(inventor, given[inventor.public_id])
    for line in request.form.get("lines", "").splitlines():
        found = _ADDRESS.search(line)
        name = tidy_text(_ADDRESS.sub(" ", line)).strip(" ,，;；")
        if found is None or not name:
            wrong += [line.strip()] if line.strip() else []
            continue
        named = db.session.scalar(wanted.where(Inventor.name == name))
        wrong += _take(named, found[0]) if named is not None else [name]
    if wrong:
        flash(_("These were not taken: %(lines)s", lines="、".join(wrong[:10])), "warn")
    else:
        flash(_("Saved."), "good")
    return go("inventory.inventors", public_id=public_id)


def _take(inventor: Inventor, address: str) -> list[str]:
    """Keep the address; return what cannot be one."""
    email = tidy_email(address)
    if email and not _is_address(email):
        return [address]
    service.set_address(inventor, email[:254], current_user)
    return []


def _is_address(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


@inventory.post("/<public_id>/letters")
@signed_in
def letters(public_id: str) -> ResponseReturnValue:
    """Write to the ticked inventors, or to everybody who has something to answer."""
    round_ = find(Round, public_id, Verb.INVENTORY_MANAGE)
    if round_.state == CLOSED:
        flash(_("The inventory is closed; nobody is asked any more."), "bad")
        return go("inventory.inventors", public_id=public_id)
    wanted = select(Inventor).where(Inventor.round_id == round_.id)
    if request.form.get("to") != "everybody":
        wanted = wanted.where(Inventor.public_id.in_(request.form.getlist("inventors")))
    chosen = list(db.session.scalars(wanted.order_by(Inventor.id)))
    if len(chosen) > AT_ONCE:
        queue.enqueue("inventory.ask", {"round_id": round_.id, "user_id": current_user.id})
        flash(_("The letters are being written; this takes a minute."), "good")
        return go("inventory.inventors", public_id=public_id)
    sent, left = service.ask(chosen, current_user)
    sentence = ngettext("%(n)s letter is on its way.", "%(n)s letters are on their way.", sent, n=sent)
    flash(sentence, "good" if sent else "warn")
    if left:
        why = _(
            "%(n)s got none: no address, nothing left to answer, or %(most)s letters already.",
            most=said("inventory.most_letters"),
            n=left,
        )
        flash(why, "warn")
    return go("inventory.inventors", public_id=public_id)


@inventory.get("/inventors/<public_id>")
@signed_in
def inventor(public_id: str) -> ResponseReturnValue:
    """Ask whether the inventor's link is to be taken back."""
    found = find(Inventor, public_id, Verb.INVENTORY_MANAGE)
    return render_template("inventory/inventor.html", inventor=found)


@inventory.post("/inventors/<public_id>/revoke")
@signed_in
def revoke(public_id: str) -> ResponseReturnValue:
    """Make an inventor's link useless."""
    found = find(Inventor, public_id, Verb.INVENTORY_MANAGE)
    links.revoke(found, current_user)
    flash(_("The link of %(name)s opens nothing any more.", name=found.name), "good")
    return go("inventory.inventors", public_id=found.round.public_id)
