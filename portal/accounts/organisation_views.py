"""Organisations: the public page, registering, mending, submitting, the bank account."""

from typing import BinaryIO, cast

from flask import flash, make_response, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from portal.access.permissions import Verb
from portal.access.policy import can, require
from portal.access.routes import public, signed_in
from portal.accounts import members, people, registration
from portal.accounts.blueprint import accounts, caller, form_page, me
from portal.accounts.lifecycle import LIFECYCLE
from portal.accounts.organisation_forms import BankForm, FactsForm, RegisterForm, VerifiedFactsForm
from portal.accounts.organisations import VERIFIED, Organisation
from portal.accounts.queries import claims_by, open_claim
from portal.accounts.views import GUESSES
from portal.core.errors import InputError
from portal.core.evidence import store
from portal.core.uploads import Upload, receive
from portal.extensions import limiter
from portal.web import find, go
from portal.workflow import engine
from portal.workflow.history import history_of

SCANS = ("pdf", "jpeg", "png")
SCAN_BYTES = 10_000_000


def received(sent: FileStorage | None, field: str = "scan") -> Upload | None:
    """Keep the scan that came with a form, if one did. Raises InputError about `field`."""
    if sent is None or not sent.filename:
        return None
    try:
        return receive(
            store(), cast(BinaryIO, sent.stream), sent.filename, allowed=SCANS, max_bytes=SCAN_BYTES
        )
    except InputError as error:
        raise InputError(error.code, field=field, **error.params) from None


def send_scan(key: str, filename: str) -> ResponseReturnValue:
    """Send a kept scan as a download that runs nothing."""
    response = make_response(
        send_file(
            store().open(key),
            as_attachment=True,
            download_name=filename or "scan",
            mimetype="application/octet-stream",
        )
    )
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


@accounts.get("/organisations")
@signed_in
def my_organisations() -> ResponseReturnValue:
    """Show the person's organisations, claims and invitations."""
    return render_template(
        "organisations/mine.html",
        memberships=current_user.memberships,
        claims=claims_by(me()),
        invitations=members.open_invitations_for(current_user.email),
    )


@accounts.route("/organisations/new", methods=["GET", "POST"])
@signed_in
@limiter.limit(GUESSES, methods=["POST"])
def register_organisation() -> ResponseReturnValue:
    """Register an organisation, or claim one that an import made."""
    form = RegisterForm()
    if form.validate_on_submit():
        try:
            scan = received(form.scan.data)
            made = registration.register(me(), form.uscc.data, form.facts(), scan)
        except InputError as error:
            form.refuse(error)
        else:
            return _after_registering(made)
    return form_page("organisations/register.html", form)


def _after_registering(made: object) -> ResponseReturnValue:
    if not isinstance(made, Organisation):
        flash(_("Your claim was sent to the operator, who will write to you."), "success")
        return go("accounts.my_organisations")
    if made.licence_blob:
        flash(_("Registered and sent to the operator, who will write to you."), "success")
    else:
        flash(_("Registered. Attach a scan of the licence and submit it to have it verified."), "info")
    return go("accounts.organisation", public_id=made.public_id)


@accounts.get("/organisations/<public_id>")
@public
def organisation(public_id: str) -> ResponseReturnValue:
    """Show the organisation: to everybody what is public, to its members the rest."""
    thing = find(Organisation, public_id, Verb.ORGANISATION_SEE)
    inside = thing.id in current_user.organisations or bool(current_user.operator_roles)
    return render_template(
        "organisations/organisation.html",
        organisation=thing,
        inside=inside,
        steps=engine.open_steps(LIFECYCLE, thing, current_user),
        entries=history_of(thing)[::-1][:30] if inside else [],
    )


@accounts.route("/organisations/<public_id>/edit", methods=["GET", "POST"])
@signed_in
def edit_organisation(public_id: str) -> ResponseReturnValue:
    """Change the facts of the organisation; those that were verified stay."""
    thing = find(Organisation, public_id, Verb.ORGANISATION_EDIT)
    form = VerifiedFactsForm(thing.kind, obj=thing) if thing.state == VERIFIED else FactsForm(obj=thing)
    if form.validate_on_submit():
        try:
            scan = received(request.files.get("scan"))
            registration.edit(thing, _whole(form.facts(), thing), scan, me())
        except InputError as error:
            form.refuse(error)
        else:
            flash(_("Saved."), "success")
            return go("accounts.organisation", public_id=public_id)
    return form_page("organisations/edit.html", form, organisation=thing)


def _whole(facts: dict[str, object], thing: Organisation) -> dict[str, object]:
    """Complete the facts of a form that left out what may not be changed."""
    return {"size_class": thing.size_class, **facts}


@accounts.post("/organisations/<public_id>/steps/<name>")
@signed_in
def organisation_step(public_id: str, name: str) -> ResponseReturnValue:
    """Take a step that has no page of its own."""
    thing = find(Organisation, public_id, Verb.ORGANISATION_EDIT)
    if engine.refusals(LIFECYCLE.step(name), thing):
        flash(_("Attach a scan of the licence and enter a contact first."), "warning")
        return go("accounts.edit_organisation", public_id=public_id)
    version = request.form.get("version", type=int)
    engine.take(LIFECYCLE, thing, _printed(name), me(), version=version)
    return go("accounts.organisation", public_id=public_id)


def _printed(name: str) -> str:
    """Return the step's name where it has a button; the others have pages of their own."""
    if LIFECYCLE.step(name).hidden:
        raise InputError("error.bad_request")
    return name


@accounts.route("/organisations/<public_id>/bank-account", methods=["GET", "POST"])
@signed_in
@limiter.limit(GUESSES, methods=["POST"])
def bank_account(public_id: str) -> ResponseReturnValue:
    """Change where transfers go; asks for the password and tells the others."""
    thing = find(Organisation, public_id, Verb.ORGANISATION_EDIT)
    form = BankForm(data=thing.bank_account)
    if form.validate_on_submit():
        try:
            people.confirm_by_password(me(), form.current.data, caller())
        except InputError as error:
            form.refuse(error)
        else:
            account = {key: form[key].data for key in ("holder", "bank", "number")}
            registration.set_bank_account(thing, account, me())
            flash(_("Saved. Everybody who handles money for the organisation was told."), "success")
            return go("accounts.organisation", public_id=public_id)
    return form_page("organisations/bank_account.html", form, organisation=thing)


@accounts.get("/organisations/<public_id>/licence")
@signed_in
def licence_scan(public_id: str) -> ResponseReturnValue:
    """Send the scan of the licence, or of the claim that waits, to those who may look at it."""
    thing = find(Organisation, public_id, Verb.ORGANISATION_SEE)
    reviews = can(current_user, Verb.ORGANISATION_VERIFY, thing)
    if not reviews:
        require(Verb.ORGANISATION_EDIT, thing)
    claim = open_claim(thing) if reviews else None
    shown = claim or thing
    return send_scan(shown.licence_blob or "", shown.licence_file)
