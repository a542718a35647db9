"""The departments of an organisation and who reviews for them."""

from typing import cast

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.accounts.organisations import Organisation
from portal.core.errors import InputError, NotFound
from portal.extensions import db
from portal.inventory import queries, service
from portal.inventory.blueprint import inventory
from portal.inventory.forms import DepartmentForm
from portal.inventory.models import Department
from portal.web import find, go


@inventory.route("/departments/<public_id>", methods=["GET", "POST"])
@signed_in
def departments(public_id: str) -> ResponseReturnValue:
    """Show the departments, add one, or change one (`?edit=`)."""
    owner = find(Organisation, public_id, Verb.INVENTORY_MANAGE)
    people = queries.people_of(owner.id)
    known = _edited(owner)
    given = {
        "name": known.name if known else "",
        "reviewer": known.reviewer.public_id if known and known.reviewer else "",
    }
    form = DepartmentForm(data=given).offer(people)
    if form.validate_on_submit():
        reviewer = next((one.id for one in people if one.public_id == form.reviewer.data), None)
        try:
            service.save_department(
                owner,
                current_user,
                name=cast(str, form.name.data),
                reviewer_id=reviewer,
                department=known,
            )
        except InputError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(_("Saved."), "good")
            return go("inventory.departments", public_id=public_id)
    page = render_template(
        "inventory/departments.html",
        form=form,
        owner=owner,
        known=known,
        departments=queries.departments_of(owner.id),
    )
    return page, 422 if form.is_submitted() else 200


def _edited(owner: Organisation) -> Department | None:
    """Return the department that the reader wants to change. Raises NotFound."""
    wanted = request.args.get("edit")
    if not wanted:
        return None
    found = find(Department, wanted, Verb.INVENTORY_MANAGE)
    if found.owner_id != owner.id:
        raise NotFound
    return found
