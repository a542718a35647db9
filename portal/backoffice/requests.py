"""The wishes for a broker, and assigning one of those who are verified."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select
from wtforms import SelectField

from portal.access.permissions import Verb
from portal.access.routes import needs
from portal.accounts.forms import PortalForm
from portal.accounts.models import BrokerProfile, User
from portal.accounts.organisations import VERIFIED
from portal.backoffice import queues
from portal.backoffice.blueprint import backoffice
from portal.core.errors import NotFound, RuleRefusal
from portal.core.names import name
from portal.deals.brokers import assign_broker
from portal.deals.models import BrokerRequest
from portal.extensions import db
from portal.web import go, paginate, refusal_line


class AssignForm(PortalForm):
    """One of the verified brokers who take work, in neutral order (rule BRK-17)."""

    broker = SelectField(_l("Broker"))


def _available() -> list[BrokerProfile]:
    wanted = select(BrokerProfile).where(
        BrokerProfile.state == VERIFIED, BrokerProfile.accepts_work.is_(True)
    )
    return list(db.session.scalars(wanted.order_by(BrokerProfile.public_id)))


@backoffice.get("/broker-requests")
@needs(Verb.DEAL_ASSIGN_BROKER)
def broker_requests() -> ResponseReturnValue:
    """List the wishes for a broker."""
    return render_template("backoffice/broker_requests.html", page=paginate(queues.open_requests()))


@backoffice.route("/broker-requests/<public_id>", methods=["GET", "POST"])
@needs(Verb.DEAL_ASSIGN_BROKER)
def broker_request(public_id: str) -> ResponseReturnValue:
    """Show the wish, and assign a broker to it."""
    wish = db.session.scalar(select(BrokerRequest).where(BrokerRequest.public_id == public_id))
    if wish is None:
        raise NotFound
    form = AssignForm()
    brokers = {profile.public_id: profile for profile in _available()}
    form.broker.choices = [(key, _described(profile)) for key, profile in brokers.items()]
    status = 200
    if form.validate_on_submit():
        try:
            assign_broker(wish, brokers[form.broker.data].user, current_user)
            flash(_("Assigned. Both sides and the broker have been told."), "good")
            return go("backoffice.broker_requests")
        except RuleRefusal as refusal:
            form.broker.errors = [*form.broker.errors, refusal_line(refusal)]
    if form.is_submitted():
        status = 422
    asked_by = db.session.get(User, wish.user_id)
    return render_template("backoffice/broker_request.html", wish=wish, form=form, asked_by=asked_by), status


def _described(profile: BrokerProfile) -> str:
    level = name("broker.level", profile.certificate_level)
    return f"{profile.user.name} · {level} · {', '.join(profile.fields[:4])}"
