"""The queues in which the operator decides: organisations, listings, brokers."""

from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.access.permissions import Verb
from portal.access.routes import needs
from portal.accounts import verification
from portal.accounts.forms import PortalForm
from portal.accounts.models import BrokerProfile
from portal.accounts.organisations import Organisation
from portal.accounts.queries import members_of, open_claim
from portal.backoffice import queues
from portal.backoffice.blueprint import backoffice
from portal.brokerage import service as broker_service
from portal.core import names
from portal.core.errors import InputError
from portal.core.names import sentence
from portal.web import find, go, paginate
from portal.workflow.history import history_of


class DecisionForm(PortalForm):
    """Yes, or no with a reason that the applicant reads."""

    version = HiddenField()
    decision = SelectField(
        _l("Decision"),
        validators=[InputRequired(_l("Choose one of the decisions."))],
        choices=[
            ("", _l("Please choose")),
            ("verify", _l("Verify")),
            ("refuse", _l("Refuse")),
            ("revoke", _l("Take back")),
        ],
    )
    reason = TextAreaField(_l("Reason, which the applicant reads"), validators=[Length(max=2000)])

    def seen_version(self) -> int | None:
        """Return the version of the thing that the page showed."""
        raw = str(self.version.data or "")
        return int(raw) if raw.isascii() and raw.isdigit() else None


@backoffice.get("/organisations")
@needs(Verb.ORGANISATION_VERIFY)
def organisations() -> ResponseReturnValue:
    """List the organisations that ask to be verified."""
    return render_template("backoffice/organisations.html", page=paginate(queues.pending_organisations()))


@backoffice.route("/organisations/<public_id>", methods=["GET", "POST"])
@needs(Verb.ORGANISATION_VERIFY)
def organisation(public_id: str) -> ResponseReturnValue:
    """Show everything about the organisation, and take the decision."""
    thing = find(Organisation, public_id, Verb.ORGANISATION_VERIFY)
    form = DecisionForm(version=thing.version)
    _offer_decisions(form, thing)
    status = 200
    if form.validate_on_submit():
        try:
            _decide(thing, form)
            flash(_("Decided. The applicant has been told."), "good")
            return go("backoffice.organisations")
        except InputError as error:
            form.reason.errors = [*form.reason.errors, sentence(error.code, **error.params)]
    if form.is_submitted():
        status = 422
    frame = _frame(thing, form, "organisation.event", "backoffice.organisations")
    known = {"organisation": thing, "claim": open_claim(thing), "members": members_of(thing)}
    return render_template("backoffice/organisation.html", **known, **frame), status


def _frame(thing: Organisation | BrokerProfile, form: DecisionForm, events: str, back: str) -> dict[str, Any]:
    """Return what the common page of decisions needs."""
    return {
        "form": form,
        "version": thing.version,
        "history": history_of(thing),
        "events": events,
        "back": url_for(back),
    }


def _offer_decisions(form: DecisionForm, thing: Organisation) -> None:
    offered = {"pending": ("verify", "refuse"), "verified": ("revoke",)}.get(thing.state, ())
    form.decision.choices = [choice for choice in form.decision.choices if choice[0] in ("", *offered)]
    if not offered:
        form.decision.choices = []


def _decide(thing: Organisation, form: DecisionForm) -> None:
    version = form.seen_version()
    if form.decision.data == "verify":
        verification.verify(thing, current_user, version)
    elif form.decision.data == "refuse":
        verification.refuse(thing, form.reason.data or "", current_user, version)
    else:
        verification.revoke(thing, form.reason.data or "", current_user, version)


@backoffice.get("/listings")
@needs(Verb.LISTING_REVIEW)
def listings() -> ResponseReturnValue:
    """List the listings that wait for review."""
    return render_template("backoffice/listings.html", page=paginate(queues.submitted_listings()))


@backoffice.get("/brokers")
@needs(Verb.BROKER_VERIFY)
def brokers() -> ResponseReturnValue:
    """List the brokers that ask to be verified."""
    return render_template("backoffice/brokers.html", page=paginate(queues.pending_brokers()))


@backoffice.route("/brokers/<public_id>", methods=["GET", "POST"])
@needs(Verb.BROKER_VERIFY)
def broker(public_id: str) -> ResponseReturnValue:
    """Show what the broker handed in, and take the decision."""
    thing = find(BrokerProfile, public_id, Verb.BROKER_VERIFY)
    form = DecisionForm(version=thing.version)
    steps = _BROKER_DECISIONS.get(thing.state, ())
    form.decision.choices = [
        *([("", _("Please choose"))] if steps else []),
        *((step, names.name("broker.step", step)) for step in steps),
    ]
    status = 200
    if form.validate_on_submit():
        try:
            _decide_broker(thing, form)
            flash(_("Decided. The applicant has been told."), "good")
            return go("backoffice.brokers")
        except InputError as error:
            form.reason.errors = [*form.reason.errors, sentence(error.code, **error.params)]
    if form.is_submitted():
        status = 422
    frame = _frame(thing, form, "broker.event", "backoffice.brokers")
    return render_template("backoffice/broker.html", profile=thing, **frame), status


_BROKER_DECISIONS = {"pending": ("verify", "refuse"), "verified": ("suspend",), "suspended": ("reinstate",)}


def _decide_broker(thing: BrokerProfile, form: DecisionForm) -> None:
    version = form.seen_version()
    reason = form.reason.data or ""
    if form.decision.data == "verify":
        broker_service.verify(thing, current_user, version)
    elif form.decision.data == "refuse":
        broker_service.refuse(thing, reason, current_user, version)
    elif form.decision.data == "suspend":
        broker_service.suspend(thing, reason, current_user, version)
    else:
        broker_service.reinstate(thing, current_user, version)
