"""Asking for consents, and the page on which a co-owner or pledgee answers without an account."""

from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.file import FileField
from sqlalchemy import select
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional

from portal.access.permissions import Verb
from portal.access.routes import public, signed_in
from portal.accounts import throttle
from portal.accounts.forms import PortalForm
from portal.core import evidence, names
from portal.core.errors import InputError, NotFound, PortalError
from portal.core.i18n import current_language
from portal.extensions import db
from portal.openlicence import consents, fees
from portal.openlicence.blueprint import statements
from portal.openlicence.forms import tidy
from portal.openlicence.models import Statement
from portal.openlicence.records import DECLARE, WITHDRAW, Consent
from portal.web import find, go

_FILL_IN = _l("Fill this in.")


class AskForm(PortalForm):
    """Where the link goes; without an address the holder passes it on."""

    email = StringField(
        _l("E-mail of the party"), filters=[tidy], validators=[Optional(), Email(), Length(max=254)]
    )


class AnswerForm(PortalForm):
    """Yes or no, and who says so."""

    answer = RadioField(_l("Your answer"), validators=[InputRequired(_FILL_IN)])
    signatory = StringField(
        _l("Your name"), filters=[tidy], validators=[InputRequired(_FILL_IN), Length(max=100)]
    )
    position = StringField(
        _l("Position"), filters=[tidy], validators=[InputRequired(_FILL_IN), Length(max=100)]
    )
    remark = TextAreaField(_l("Remark"), filters=[tidy], validators=[Optional(), Length(max=2000)])
    scan = FileField(_l("Scan of the sealed declaration"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer.choices = names.choices("consent.answer")


@statements.post("/<public_id>/consents")
@signed_in
def consent_ask(public_id: str) -> ResponseReturnValue:
    """Ask a party for its consent."""
    statement = find(Statement, public_id, Verb.STATEMENT_EDIT)
    form = AskForm()
    if not form.validate_on_submit():
        raise InputError("consent.bad_email", field="email")
    purpose = WITHDRAW if request.form.get("purpose") == WITHDRAW else DECLARE
    party = request.form.get("party", "")
    consents.ask(
        statement,
        current_user,
        party=party,
        email=form.email.data or "",
        purpose=purpose,
        language=current_language(),
    )
    flash(_("The link is made."), "good")
    return go("openlicence.compiler", public_id=public_id, _anchor="consents")


@statements.post("/<public_id>/consents/<consent_id>/revoke")
@signed_in
def consent_revoke(public_id: str, consent_id: str) -> ResponseReturnValue:
    """Make a link dead."""
    statement = find(Statement, public_id, Verb.STATEMENT_EDIT)
    consent = db.session.scalar(
        select(Consent).where(Consent.public_id == consent_id, Consent.statement_id == statement.id)
    )
    if consent is None:
        raise NotFound
    consents.revoke(consent, current_user)
    return go("openlicence.compiler", public_id=public_id, _anchor="consents")


@statements.get("/<public_id>/consents/<consent_id>/scan")
@signed_in
def consent_scan(public_id: str, consent_id: str) -> ResponseReturnValue:
    """Send the scan that came with an answer."""
    statement = find(Statement, public_id, Verb.STATEMENT_RECORD)
    consent = db.session.scalar(
        select(Consent).where(Consent.public_id == consent_id, Consent.statement_id == statement.id)
    )
    if consent is None:
        raise NotFound
    return evidence.send(consent.scan_blob, consent.scan_filename)


@statements.route("/consents/<token>", methods=["GET", "POST"])
@public
def consent(token: str) -> ResponseReturnValue:
    """Show the exact terms and take the answer; wrong links are counted and slowed down."""
    asked = _by_token(token)
    if asked is None:  # returning, not raising, so that the count is kept
        return render_template("errors/404.html", status=404, message="", rule_id=None), 404
    form = AnswerForm()
    if asked.is_open and consents.is_current(asked) and form.validate_on_submit() and _keep(asked, form):
        return go("openlicence.consent", token=token)
    page = render_template(
        "openlicence/consent.html",
        consent=asked,
        statement=asked.statement,
        form=form,
        current=consents.is_current(asked),
        fee_words=fees.fee_words(asked.statement),
        fee_parts=fees.parts(asked.statement),
    )
    return page, 422 if form.is_submitted() else 200


def _by_token(token: str) -> Consent | None:
    """Return the consent, or None for a wrong link. Raises PortalError after too many wrong answers."""
    key = throttle.key_of("statement-consent", request.remote_addr or "")
    if request.method == "POST" and throttle.seconds_to_wait(key):
        raise PortalError("consent.throttled")
    try:
        return consents.by_token(token, hold=request.method == "POST")
    except NotFound:
        if request.method == "POST":
            throttle.count(key, throttle.PASSWORD)
        return None


def _keep(asked: Consent, form: AnswerForm) -> bool:
    scan: dict[str, Any] = {}
    try:
        if form.scan.data:
            upload = evidence.keep(form.scan.data)
            scan = {"scan_blob": upload.sha256, "scan_filename": upload.name}
    except InputError as error:
        form.scan.errors = [names.sentence(error.code, **error.params)]
        return False
    consents.answer(
        asked,
        current_user,
        yes=form.answer.data == "yes",
        signatory=form.signatory.data,
        position=form.position.data,
        remark=form.remark.data or "",
        **scan,
    )
    return True
