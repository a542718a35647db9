"""The operator's page on a submitted listing: approve it, or send it back with a reason."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.listings import rules, service
from portal.listings.blueprint import listings
from portal.listings.forms import ReturnForm
from portal.listings.lifecycle import LISTING
from portal.listings.models import Listing
from portal.listings.views import page_facts
from portal.web import find, go
from portal.workflow import engine


def _page(listing: Listing, form: ReturnForm, refused: RuleRefusal | None = None) -> str:
    return render_template(
        "listings/review.html",
        form=form,
        refusals=engine.refusals(LISTING.step("approve"), listing),
        refused=refused,
        unchecked=rules.unchecked(listing),
        number_of=rules.number_of,
        **page_facts(listing),
    )


@listings.get("/<public_id>/review")
@signed_in
def review(public_id: str) -> ResponseReturnValue:
    """Show what was submitted, what speaks against it, and the two answers."""
    listing = find(Listing, public_id, Verb.LISTING_REVIEW)
    return _page(listing, ReturnForm(data={"version": listing.version}))


@listings.post("/<public_id>/review/approve")
@signed_in
def approve(public_id: str) -> ResponseReturnValue:
    """Publish the listing."""
    listing = find(Listing, public_id, Verb.LISTING_REVIEW)
    try:
        with db.session.begin_nested():
            service.approve(listing, current_user, version=request.form.get("version", type=int))
    except RuleRefusal as refused:
        return _page(listing, ReturnForm(data={"version": listing.version}), refused), 409
    return go("listings.show", public_id=public_id)


@listings.post("/<public_id>/review/return")
@signed_in
def send_back(public_id: str) -> ResponseReturnValue:
    """Send the listing back to its holder."""
    listing = find(Listing, public_id, Verb.LISTING_REVIEW)
    form = ReturnForm()
    if not form.validate_on_submit():
        return _page(listing, form), 422
    version = request.form.get("version", type=int)
    service.send_back(listing, current_user, form.reason.data, form.note.data, version=version)
    return go("listings.show", public_id=public_id)
