"""Pages of annual fees: an organisation's calendar and payment list, and the clock of one patent on any day."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from flask import render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.routes import public, signed_in
from portal.accounts.organisations import Organisation
from portal.annuities import entries
from portal.annuities.blueprint import annuities
from portal.annuities.entries import Entry, Filters
from portal.annuities.models import AnnuityReminder
from portal.annuities.names import step_name
from portal.annuities.payment_list import payment_list
from portal.core import clock, names
from portal.core.calendar import add_months, known_until
from portal.core.dates import parse_date
from portal.core.errors import InputError, NotFound
from portal.extensions import db
from portal.parameters import law
from portal.patents.annuity import Clock
from portal.patents.annuity_plan import plan
from portal.patents.clockwork import clock_of, public_clock_of, told_of, without_private
from portal.patents.models import Patent
from portal.patents.rules import FEE_OPEN
from portal.patents.sheet import shown_number
from portal.web import Page, find, page_number

PAGE = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def soon_until(today: date) -> date:
    """Return the last due day that counts as soon: for the sums and for the list, unless another one is asked for."""
    return add_months(today, law.current().on("annuity.soon_months", today))


@annuities.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Show what an organisation has to pay and when, with the sums by month or by year."""
    owner = asked_owner(Verb.ANNUITIES_SEE)
    if owner is None:
        return render_template("annuities/none.html")
    today = clock.today()
    found = entries.entries_of(owner, today)
    filters = _filters()
    number, fitting = page_number(), [entry for entry in found if filters.fits(entry)]
    shown = fitting[(number - 1) * PAGE : number * PAGE]
    by_years = request.args.get("by") == "years"
    return render_template(
        "annuities/index.html",
        owner=owner,
        owners=current_user.member_of(),
        page=Page(shown, len(fitting), number, PAGE),
        filters=filters,
        counts={phase: sum(entry.clock.phase == phase for entry in found) for phase in entries.PHASES},
        sums=_sums(found, today),
        by_years=by_years,
        years=entries.by_year(found) if by_years else [],
        months=[] if by_years else entries.by_month(found, today),
        kinds=names.choices("patent.kind")[:3],
        until=filters.until or soon_until(today),
        may_feed=can(current_user, Verb.ANNUITIES_FEED, owner),
    )


def _sums(found: list[Entry], today: date) -> dict[str, Any]:
    """Return the figures over the calendar, in fen and counts of annuities."""
    soon = [one for one in found if one.clock.phase == "in_time" and _due_by(one, soon_until(today))]
    late = [one for one in found if one.clock.phase == "late"]
    whole = sum(one.clock.cost_to_expiry for one in found)
    return {
        "soon": (len(soon), sum(one.clock.payable for one in soon)),
        "late": (len(late), sum(one.clock.payable for one in late)),
        "whole": whole,
        "saved": whole - sum(one.clock.cost_with_open_licence for one in found),
    }


def _due_by(entry: Entry, last: date) -> bool:
    return entry.clock.due is not None and entry.clock.due <= last


def _filters() -> Filters:
    month, phase, kind = (request.args.get(key, "") for key in ("month", "phase", "kind"))
    return Filters(
        phase=phase if phase in entries.PHASES else "", kind=kind, month=month, until=_day("until")
    )


def _day(key: str) -> date | None:
    """Return the day of `?key=`; one that cannot be read counts as none."""
    try:
        return parse_date(request.args.get(key, ""))
    except InputError:
        return None


def asked_owner(verb: Verb) -> Organisation | None:
    """Return the organisation of `?organisation=`, else the reader's first. Raises NotFound, Forbidden."""
    asked = request.args.get("organisation", "")
    if asked:
        return find(Organisation, asked, verb)
    return next((one for one in current_user.member_of() if can(current_user, verb, one)), None)


@annuities.get("/payment-list.xlsx")
@signed_in
def payments() -> ResponseReturnValue:
    """Send the list for whoever pays: all that is late, and what falls due until `?until=`."""
    owner = asked_owner(Verb.ANNUITIES_SEE)
    if owner is None:
        raise NotFound
    today = clock.today()
    filters = _filters()
    filters = replace(filters, until=filters.until or soon_until(today))
    found = [entry for entry in entries.entries_of(owner, today) if filters.fits(entry)]
    name = _("annual fees") + f"-{today.isoformat()}.xlsx"
    return send_file(BytesIO(payment_list(found)), mimetype=XLSX, as_attachment=True, download_name=name)


@annuities.get("/patents/<public_id>")
@public
def patent(public_id: str) -> ResponseReturnValue:
    """Show the clock of one patent on `?day=`, today unless given, with every annuity that is still to come."""
    thing = find(Patent, public_id, Verb.PATENT_SEE)
    asked = request.args.get("day", "").strip()
    day = _day("day")
    inside = is_inside(thing)
    on, figures = day or clock.today(), law.current()
    told = told_of([thing], on).get(thing.id)
    untracked = told is not None and told.paid_through is None and thing.legal_status not in FEE_OPEN
    if told and not inside:
        told = without_private(told, on, figures)
    found = shown_clock(thing, on)
    return render_template(
        "annuities/patent.html",
        patent=thing,
        shown=shown_number(thing, marked=found is not None and found.phase not in ("not_granted", "dead")),
        clock=found,
        told=told,
        untracked=untracked,
        day=on,
        day_unreadable=bool(asked) and day is None,
        plan=plan(told, found, figures) if told and found else [],
        reminders=_reminders(thing) if inside else [],
        step_name=step_name,
        inside=inside,
        may_record=can(current_user, Verb.ANNUITY_RECORD, thing),
        calendar_known_until=known_until(),
        json_url=url_for("api.patent_clock", public_id=public_id, day=asked if day else None),
    )


def is_inside(thing: Patent) -> bool:
    """Tell whether the reader may see what only the holder knows of the patent's fees."""
    return thing.owner is not None and can(current_user, Verb.ANNUITIES_SEE, thing.owner)


def shown_clock(thing: Patent, day: date | None = None) -> Clock | None:
    """Return the clock of a patent as far as the reader may know it; templates call this `annuity_clock`."""
    return clock_of(thing, day) if is_inside(thing) else public_clock_of(thing, day)


def _reminders(thing: Patent) -> list[AnnuityReminder]:
    told = select(AnnuityReminder).where(
        AnnuityReminder.patent_id == thing.id, AnnuityReminder.told_on.is_not(None)
    )
    return list(db.session.scalars(told.order_by(AnnuityReminder.id.desc()).limit(12)))
