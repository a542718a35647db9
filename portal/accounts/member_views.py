"""The members of an organisation and the invitations to it."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from portal.access.permissions import Verb
from portal.access.policy import require
from portal.access.routes import public, signed_in
from portal.accounts import members
from portal.accounts.blueprint import accounts, form_page, me
from portal.accounts.models import User
from portal.accounts.organisation_forms import InviteForm, RolesForm
from portal.accounts.organisations import Organisation
from portal.accounts.queries import members_of
from portal.accounts.views import LETTERS, dead_link, private
from portal.core.errors import InputError, NotFound
from portal.core.names import sentence
from portal.extensions import db, limiter
from portal.web import find, go


@accounts.route("/organisations/<public_id>/members", methods=["GET", "POST"])
@signed_in
@limiter.limit(LETTERS, methods=["POST"])
def organisation_members(public_id: str) -> ResponseReturnValue:
    """Show the members and invite another."""
    thing = find(Organisation, public_id, Verb.ORGANISATION_MEMBERS)
    form = InviteForm(thing.kind)
    if form.validate_on_submit():
        try:
            members.invite(thing, form.email.data, form.roles.data, me())
        except InputError as error:
            form.refuse(error)
        else:
            flash(_("The invitation is on its way to %(email)s.", email=form.email.data), "success")
            return go("accounts.organisation_members", public_id=public_id)
    return form_page(
        "organisations/members.html",
        form,
        organisation=thing,
        memberships=members_of(thing),
        invitations=members.open_invitations(thing),
    )


@accounts.route("/organisations/<public_id>/members/<person>", methods=["GET", "POST"])
@signed_in
def member_roles(public_id: str, person: str) -> ResponseReturnValue:
    """Change the roles of a member."""
    thing = find(Organisation, public_id, Verb.ORGANISATION_MEMBERS)
    user = _member(thing, person)
    present = next(item.roles for item in members_of(thing) if item.user_id == user.id)
    form = RolesForm(thing.kind, roles=present)
    if form.validate_on_submit():
        try:
            members.set_roles(thing, user, form.roles.data, me())
        except InputError as error:
            form.refuse(error)
        else:
            flash(_("The roles of %(name)s were changed.", name=user.name), "success")
            return _back(thing)
    return form_page("organisations/member.html", form, organisation=thing, person=user)


@accounts.post("/organisations/<public_id>/members/<person>/remove")
@signed_in
def remove_member(public_id: str, person: str) -> ResponseReturnValue:
    """End a membership: an administrator's right, and everybody's own."""
    thing = find(Organisation, public_id, Verb.ORGANISATION_SEE)
    if person != current_user.public_id:
        require(Verb.ORGANISATION_MEMBERS, thing)
    user = _member(thing, person)
    try:
        members.remove(thing, user, me())
    except InputError as error:
        flash(sentence(error.code, **error.params), "error")
        return _back(thing)
    flash(_("%(name)s is no longer a member.", name=user.name), "success")
    return go("accounts.my_organisations") if user.id == current_user.id else _back(thing)


@accounts.post("/organisations/<public_id>/invitations/<invitation>/withdraw")
@signed_in
def withdraw_invitation(public_id: str, invitation: str) -> ResponseReturnValue:
    """Make an invitation useless."""
    thing = find(Organisation, public_id, Verb.ORGANISATION_MEMBERS)
    members.withdraw(thing, invitation, me())
    flash(_("The invitation was withdrawn."), "success")
    return _back(thing)


@accounts.get("/invitations/<public_id>")
@public
def invitation(public_id: str) -> ResponseReturnValue:
    """Show an invitation to whoever holds its address, and how to accept it."""
    found = members.usable_invitation(public_id)
    if found is None:
        return render_template("organisations/dead_invitation.html"), 404
    return private(render_template("organisations/invitation.html", invitation=found))


@accounts.post("/invitations/<public_id>/accept")
@signed_in
def accept_invitation(public_id: str) -> ResponseReturnValue:
    """Join the organisation."""
    found = members.usable_invitation(public_id)
    if found is None:
        return dead_link("accounts.my_organisations")
    try:
        members.accept(found, me())
    except InputError as error:
        flash(sentence(error.code, **error.params), "error")
        return go("accounts.invitation", public_id=public_id)
    flash(_("You are a member now."), "success")
    return go("accounts.organisation", public_id=found.organisation.public_id)


def _member(thing: Organisation, person: str) -> User:
    user = db.session.scalar(select(User).where(User.public_id == person))
    if user is None or all(item.user_id != user.id for item in members_of(thing)):
        raise NotFound
    return user


def _back(thing: Organisation) -> ResponseReturnValue:
    require(Verb.ORGANISATION_SEE, thing)
    return go("accounts.organisation_members", public_id=thing.public_id)
