"""The page of one item: the answer, its way through department and institution, and answering in the inventor's place."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.routes import signed_in
from portal.core import names
from portal.core.errors import Forbidden, InputError, NotFound
from portal.extensions import db
from portal.inventory import answering, bulk, files, queries, service, sleepers
from portal.inventory.answer_form import AnswerForm, shown
from portal.inventory.answer_views import save_form
from portal.inventory.blueprint import inventory
from portal.inventory.forms import AssignForm, ReturnForm
from portal.inventory.lifecycle import ITEM
from portal.inventory.models import Department, Item
from portal.inventory.sleep import anchors
from portal.parameters import law
from portal.web import find, go
from portal.workflow import engine, history

RETURNS = ("return_to_inventor", "return_to_department", "reopen")


@inventory.get("/items/<public_id>")
@signed_in
def item(public_id: str) -> ResponseReturnValue:
    """Show the answer, how the patents sleep, and what may be done."""
    return _page(find(Item, public_id, Verb.INVENTORY_ITEM_SEE))


def _page(item: Item, form: ReturnForm | None = None) -> ResponseReturnValue:
    funded = item.answer is not None and item.answer.public_funding == "yes"
    sleeps = sleepers.sleeps_of(item.patents)
    return render_template(
        "inventory/item.html",
        item=item,
        sleeps=sleeps,
        anchors={
            patent.id: anchors(
                filed_on=patent.filing_date,
                granted_on=patent.grant_date,
                idle_since=sleeps[patent.id].idle_since,
                funded=funded,
                day=sleeps[patent.id].day,
                law=law.current(),
            )
            for patent in item.patents
        },
        steps=engine.open_steps(ITEM, item, current_user),
        return_form=form or _return_form(item),
        may_manage=can(current_user, Verb.INVENTORY_MANAGE, item),
        editable=item.state in answering.EDITABLE,
        entries=history.history_of(item),
        file_url=lambda file: url_for(
            "inventory.answer_file", public_id=item.public_id, file_id=file.public_id
        ),
    ), 422 if form is not None else 200


def _return_form(item: Item) -> ReturnForm | None:
    """Return the form that sends the answer back, where the reader may."""
    open_returns = [
        step.name
        for step in ITEM.steps
        if step.name in RETURNS and item.state in step.sources and can(current_user, step.verb, item)
    ]
    if not open_returns:
        return None
    form = ReturnForm(data={"version": item.version, "step": open_returns[0]})
    form.step.choices = [(name, names.name("inventory_item.step", name)) for name in open_returns]
    return form


@inventory.post("/items/<public_id>/steps/<name>")
@signed_in
def item_step(public_id: str, name: str) -> ResponseReturnValue:
    """Approve the answer."""
    found = find(Item, public_id, Verb.INVENTORY_ITEM_SEE)
    if name in RETURNS or ITEM.step(name).hidden:
        raise NotFound
    engine.take(ITEM, found, name, current_user, version=request.form.get("version", type=int))
    return go("inventory.item", public_id=public_id)


@inventory.post("/items/<public_id>/return")
@signed_in
def send_back(public_id: str) -> ResponseReturnValue:
    """Send the answer back with a reason."""
    found = find(Item, public_id, Verb.INVENTORY_ITEM_SEE)
    form = _return_form(found)
    if form is None:
        raise Forbidden("error.forbidden")
    if not form.validate():
        return _page(found, form)
    note = form.note.data.strip()
    version = int(form.version.data) if str(form.version.data).isdigit() else None
    data = {"note": note, "record": {"note": note}}
    engine.take(ITEM, found, form.step.data, current_user, version=version, data=data)
    flash(_("Sent back."), "good")
    return go("inventory.item", public_id=public_id)


@inventory.route("/items/<public_id>/answer", methods=["GET", "POST"])
@signed_in
def answer_for(public_id: str) -> ResponseReturnValue:
    """Fill in the form in the inventor's place."""
    found = find(Item, public_id, Verb.INVENTORY_MANAGE)
    if found.state not in answering.EDITABLE:
        raise Forbidden("inventory.sent_already")
    form = AnswerForm(data={**shown(found.answer), "version": found.version}, answer=found.answer)
    if form.is_submitted() and save_form(form, found, by_officer=True):
        if request.form.get("do") == "send":
            answering.send_for(found, current_user)
            flash(_("The answer is sent in the inventor's place."), "good")
            return go("inventory.item", public_id=public_id)
        flash(_("Saved."), "good")
        return go("inventory.answer_for", public_id=public_id)
    page = render_template("inventory/form.html", form=form, item=found, inventor=found.inventor, token=None)
    return page, 422 if form.is_submitted() else 200


@inventory.route("/items/<public_id>/assign", methods=["GET", "POST"])
@signed_in
def assign(public_id: str) -> ResponseReturnValue:
    """Give the item another inventor or department."""
    found = find(Item, public_id, Verb.INVENTORY_MANAGE)
    departments = queries.departments_of(found.owner_id)
    person = found.inventor
    given = {
        "inventor": person.name if person else "",
        "email": person.email if person else "",
        "department": found.department.public_id if found.department else "",
    }
    form = AssignForm(data=given).offer(departments)
    if form.validate_on_submit():
        department = _called(departments, form.department.data)
        service.assign(
            found,
            current_user,
            inventor=form.inventor.data,
            email=form.email.data or "",
            department=department,
        )
        return go("inventory.item", public_id=public_id)
    page = render_template("inventory/assign.html", form=form, item=found)
    return page, 422 if form.is_submitted() else 200


def _called(departments: list[Department], public_id: str) -> Department | None:
    return next((one for one in departments if one.public_id == public_id), None)


@inventory.post("/items/<public_id>/split")
@signed_in
def split(public_id: str) -> ResponseReturnValue:
    """Take one patent out of the family."""
    found = find(Item, public_id, Verb.INVENTORY_MANAGE)
    wanted = request.form.get("patent", "")
    place = next((place for place in found.places if place.patent.public_id == wanted), None)
    if place is None:
        raise NotFound
    try:
        alone = bulk.split(place, current_user)
    except InputError as error:
        db.session.rollback()
        flash(names.sentence(error.code), "bad")
        return go("inventory.item", public_id=public_id)
    return go("inventory.item", public_id=alone.public_id)


@inventory.get("/items/<public_id>/files/<file_id>")
@signed_in
def answer_file(public_id: str, file_id: str) -> ResponseReturnValue:
    """Send a file of the answer to whoever may see the item."""
    found = find(Item, public_id, Verb.INVENTORY_ITEM_SEE)
    return files.send(found, file_id)
