"""Notices of a decided price: read by everybody, objected to by anybody, decided by the unit with a reason."""

from datetime import date

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.access.permissions import Verb
from portal.access.policy import require
from portal.access.routes import public, signed_in
from portal.accounts import throttle
from portal.accounts.forms import PortalForm
from portal.core.errors import NotFound, PortalError
from portal.extensions import db
from portal.openlicence import fees, notices
from portal.openlicence.blueprint import statements
from portal.openlicence.forms import tidy
from portal.openlicence.records import Objection, Publicity
from portal.parameters.units import in_words
from portal.web import go, paginate

_FILL_IN = _l("Fill this in.")


class ObjectionForm(PortalForm):
    """What somebody has against the price."""

    name = StringField(_l("Your name"), filters=[tidy], validators=[InputRequired(_FILL_IN), Length(max=100)])
    contact = StringField(
        _l("How to reach you"), filters=[tidy], validators=[InputRequired(_FILL_IN), Length(max=200)]
    )
    reason = TextAreaField(
        _l("Your objection and its reason"),
        filters=[tidy],
        validators=[InputRequired(_FILL_IN), Length(max=4000)],
    )


class DecisionForm(PortalForm):
    """What the unit decides."""

    reason = TextAreaField(
        _l("Reason of the decision"), filters=[tidy], validators=[InputRequired(_FILL_IN), Length(max=4000)]
    )
    upheld = BooleanField(_l("The objection is right: the price will be changed"))


@statements.get("/publicity")
@public
def publicity_index() -> ResponseReturnValue:
    """List the notices that are posted now, the latest first."""
    page = paginate(select(Publicity).where(Publicity.closed_on.is_(None)).order_by(Publicity.id.desc()))
    return render_template("openlicence/publicity_index.html", page=page, last_day=notices.last_day)


@statements.route("/publicity/<public_id>", methods=["GET", "POST"])
@public
def publicity(public_id: str) -> ResponseReturnValue:
    """Show a notice and take objections while it is posted."""
    notice = db.session.scalar(select(Publicity).where(Publicity.public_id == public_id))
    if notice is None:
        raise NotFound
    form = ObjectionForm()
    if form.validate_on_submit():
        key = throttle.key_of("statement-objection", request.remote_addr or "")
        if not throttle.allow(key, throttle.PASSWORD):
            raise PortalError("objection.throttled")
        facts = {"name": form.name.data, "contact": form.contact.data, "reason": form.reason.data}
        notices.object_to(notice, **facts)
        flash(_("Your objection is on record. The clock stands still until it is decided."), "good")
        return go("openlicence.publicity", public_id=public_id)
    priced = fees.Fee.read(notice.terms["fee"])
    page = render_template(
        "openlicence/publicity.html",
        notice=notice,
        statement=notice.statement,
        form=form,
        last_day=notices.last_day(notice),
        days=in_words("days", notices.days_of(notice))[0],
        period=[date.fromisoformat(day) if day else None for day in notice.terms["period"]],
        fee=priced,
        fee_words=fees.fee_words(priced),
        fee_parts=fees.parts(priced),
    )
    return page, 422 if form.is_submitted() else 200


@statements.route("/objections/<public_id>", methods=["GET", "POST"])
@signed_in
def objection(public_id: str) -> ResponseReturnValue:
    """Decide on an objection."""
    found = db.session.scalar(select(Objection).where(Objection.public_id == public_id))
    if found is None:
        raise NotFound
    statement = found.publicity.statement
    require(Verb.STATEMENT_EDIT, statement)
    form = DecisionForm()
    if form.validate_on_submit():
        notices.decide(found, current_user, upheld=form.upheld.data, reason=form.reason.data)
        return go("openlicence.compiler", public_id=statement.public_id, _anchor="publicity")
    page = render_template("openlicence/objection.html", objection=found, statement=statement, form=form)
    return page, 422 if form.is_submitted() else 200
