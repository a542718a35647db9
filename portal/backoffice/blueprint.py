"""The blueprint that every page of the operator's desk belongs to, and its tabs."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.policy import can

backoffice = Blueprint("backoffice", __name__, url_prefix="/backoffice")


@backoffice.context_processor
def _tabs() -> dict[str, Any]:
    rows = [
        ("backoffice.overview", _("Today"), Verb.BACKOFFICE),
        ("backoffice.organisations", _("Organisations"), Verb.ORGANISATION_VERIFY),
        ("backoffice.listings", _("Listings"), Verb.LISTING_REVIEW),
        ("rescue.queue", _("Rescue"), Verb.RESCUE_DECIDE),
        ("backoffice.brokers", _("Brokers"), Verb.BROKER_VERIFY),
        ("backoffice.broker_requests", _("Broker requests"), Verb.DEAL_ASSIGN_BROKER),
        ("backoffice.people", _("People"), Verb.PEOPLE_SEE),
        ("backoffice.parameters", _("Figures of the law"), Verb.PARAMETER_SEE),
        ("backoffice.jobs", _("Jobs"), Verb.JOB_SEE),
        ("backoffice.audit", _("Audit"), Verb.AUDIT_SEE),
    ]
    tabs = [
        {"label": label, "href": url_for(endpoint), "active": request.endpoint == endpoint}
        for endpoint, label, verb in rows
        if can(current_user, verb)
    ]
    return {"backoffice_tabs": tabs}
