"""The fee calendar for calendar programs: its page, and the secret address itself."""

from flask import Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.routes import public, signed_in
from portal.annuities import feeds
from portal.annuities.blueprint import annuities
from portal.annuities.entries import entries_of
from portal.annuities.feed_events import events_of
from portal.annuities.icalendar import calendar
from portal.annuities.views import asked_owner
from portal.core import clock
from portal.core.errors import NotFound
from portal.core.i18n import current_language, localised
from portal.web import go


@annuities.get("/feed")
@signed_in
def feed() -> ResponseReturnValue:
    """Show the address of an organisation's fee calendar to those who may act or pay for it."""
    owner = asked_owner(Verb.ANNUITIES_FEED)
    if owner is None:
        raise NotFound
    live = feeds.live_of(owner)
    address = ""
    if live is not None and feeds.still_valid(live):
        address = url_for(
            "annuities.calendar_file", token=feeds.token_of(live), lang=current_language(), _external=True
        )
    return render_template("annuities/feed.html", owner=owner, feed=live, address=address)


@annuities.post("/feed")
@signed_in
def change_feed() -> ResponseReturnValue:
    """Make the address, renew it, or end it."""
    owner = asked_owner(Verb.ANNUITIES_FEED)
    if owner is None:
        raise NotFound
    if request.form.get("act") == "end":
        feeds.end(owner, current_user)
        flash(_("The calendar address answers no more."), "good")
    else:
        feeds.renew(owner, current_user)
        flash(_("The calendar has a new address. An earlier one answers no more."), "good")
    return go("annuities.feed", organisation=owner.public_id)


@annuities.get("/feeds/<token>/fees.ics")
@public
def calendar_file(token: str) -> ResponseReturnValue:
    """Send the calendar to whoever knows the address."""
    live = feeds.find(token)
    if live is None:
        raise NotFound
    name = _("Annual fees of %(owner)s", owner=localised(live.owner, "name")[0])
    events = events_of(entries_of(live.owner, clock.today()))
    response = Response(calendar(name, events, clock.now()), mimetype="text/calendar")
    response.headers.set("Content-Disposition", "inline", filename="fees.ics")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
