"""The directory of brokers, a broker's page, and the form of one's own profile."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.policy import can, require
from portal.access.routes import public, signed_in
from portal.accounts.blueprint import form_page, me
from portal.accounts.models import BrokerProfile
from portal.accounts.organisation_views import received, send_scan
from portal.brokerage import service
from portal.brokerage.blueprint import brokerage
from portal.brokerage.directory import Wish, brokers
from portal.brokerage.forms import ProfileForm
from portal.brokerage.rules import field_wish
from portal.core import clock
from portal.core.errors import InputError
from portal.core.names import choices, codes
from portal.web import PAGE_SIZE, Page, find, go, page_number
from portal.workflow.history import history_of


@brokerage.get("/brokers")
@public
def directory() -> ResponseReturnValue:
    """Show the verified brokers that fit what the reader chose."""
    wish = _wish()
    found = brokers(wish)
    number = page_number()
    page = Page(found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], len(found), number)
    return render_template(
        "brokerage/directory.html",
        page=page,
        wish=wish,
        choices=choices,
        mine=getattr(current_user, "broker_profile", None),
    )


def _wish() -> Wish:
    given = request.args
    listed = {"region": "region", "language": "language", "level": "broker.level"}
    known = {key: given.get(key, "") for key, group in listed.items() if given.get(key) in codes(group)}
    return Wish(field=field_wish(given.get("field", "")), **known)


@brokerage.get("/brokers/<public_id>")
@public
def broker(public_id: str) -> ResponseReturnValue:
    """Show one broker."""
    profile = find(BrokerProfile, public_id, Verb.BROKER_SEE)
    until = profile.certificate_until
    return render_template(
        "brokerage/broker.html",
        profile=profile,
        expired=until is not None and until < clock.today(),
        is_mine=can(current_user, Verb.BROKER_EDIT, profile),
    )


@brokerage.route("/brokers/mine", methods=["GET", "POST"])
@signed_in
def mine() -> ResponseReturnValue:
    """Make or change one's own profile."""
    profile = current_user.broker_profile
    form = ProfileForm.of(profile)
    if form.validate_on_submit():
        try:
            _keep(profile, form)
        except InputError as error:
            form.refuse(error)
        else:
            return go("brokerage.mine")
    entries = history_of(profile)[::-1][:20] if profile else []
    return form_page("brokerage/mine.html", form, profile=profile, entries=entries)


def _keep(profile: BrokerProfile | None, form: ProfileForm) -> None:
    scan = received(form.scan.data)
    if profile is None:
        service.apply(me(), form.facts(), scan)
        flash(_("Your profile was sent to the operator, who will write to you."), "success")
    else:
        service.edit(profile, form.facts(), scan, me())
        flash(_("Saved."), "success")


@brokerage.get("/brokers/<public_id>/certificate")
@signed_in
def certificate(public_id: str) -> ResponseReturnValue:
    """Send the scan of the certificate to its owner or to the operator's reviewers."""
    profile = find(BrokerProfile, public_id, Verb.BROKER_SEE)
    if not can(current_user, Verb.BROKER_VERIFY, profile):
        require(Verb.BROKER_EDIT, profile)
    return send_scan(profile.certificate_blob or "", profile.certificate_file)
