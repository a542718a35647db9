"""Asking for a broker, on a deal or on a listing."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.core.errors import Forbidden
from portal.deals import brokers, forms, queries
from portal.deals.blueprint import deals
from portal.deals.models import Deal
from portal.listings.models import Listing
from portal.web import find, go


@deals.route("/deals/<public_id>/broker", methods=["GET", "POST"])
@signed_in
def ask_on_deal(public_id: str) -> ResponseReturnValue:
    """Ask for a broker for one's side of a deal."""
    deal = find(Deal, public_id, Verb.DEAL_AS_PARTY)
    mine = queries.may_act_for(current_user)
    sides = [one for one in mine if one.id in (deal.licensee_id, deal.licensor_id)]
    form = forms.BrokerWishForm(sides)
    if form.validate_on_submit():
        organisation = next(one for one in sides if one.public_id == form.organisation.data)
        brokers.request_broker(deal, organisation, current_user, form.message.data)
        flash(_("The operator has your request and assigns a broker."), "good")
        return go("deals.show", public_id=public_id)
    page = render_template("deals/ask_broker.html", form=form, deal=deal, listing=None)
    return page, 422 if form.is_submitted() else 200


@deals.route("/listings/<public_id>/broker", methods=["GET", "POST"])
@signed_in
def ask_on_listing(public_id: str) -> ResponseReturnValue:
    """Ask for a broker about a listing, as its holder or as somebody interested."""
    listing = find(Listing, public_id, Verb.LISTING_SEE)
    mine = queries.may_act_for(current_user)
    if not mine:
        raise Forbidden("deal.no_organisation")
    form = forms.BrokerWishForm(mine)
    if form.validate_on_submit():
        organisation = next(one for one in mine if one.public_id == form.organisation.data)
        brokers.request_broker(listing, organisation, current_user, form.message.data)
        flash(_("The operator has your request and assigns a broker."), "good")
        return go("listings.show", public_id=public_id)
    page = render_template("deals/ask_broker.html", form=form, deal=None, listing=listing)
    return page, 422 if form.is_submitted() else 200
