"""The wake sheet, the decisions made on it, the meeting with its minute, and taking a decision back."""

import io
from collections import Counter
from functools import partial
from typing import Any

from flask import Response, flash, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.core import names
from portal.core.errors import InputError, NotFound, PortalError
from portal.core.evidence import store
from portal.extensions import db
from portal.inventory import batching, decisions, minutes, sheet, undoing
from portal.inventory.batch_views import say_gone, shown_to_the_reader, wishes_of
from portal.inventory.batches import Batch
from portal.inventory.beginnings import review_day
from portal.inventory.blueprint import inventory
from portal.inventory.decision_lifecycle import DECISION
from portal.inventory.forms import DecideForm, MeetingForm, RevokeForm
from portal.inventory.grading import GRADES, ROUTES
from portal.inventory.meetings import Decision, Meeting
from portal.inventory.models import Round
from portal.inventory.sleep import TIERS
from portal.web import Page, find, go, page_number
from portal.workflow import engine

PAGE = 50
WISHES = ("q", "tier", "grade", "decided")
ALL_WITH_MONEY = 1000  # patents up to which the fees of all are added up for every page
_ENDPOINTS = {"listing": "listings.show", "statement": "openlicence.show", "intention": "rescue.show"}


def next_url(decision: Decision) -> str:
    """Return the page of what the decision began, or nothing."""
    endpoint = _ENDPOINTS.get(decision.next_type)
    return url_for(endpoint, public_id=decision.next_id) if endpoint else ""


def _sheet(round_: Round, form: DecideForm, status: int = 200) -> ResponseReturnValue:
    money = round_.total <= ALL_WITH_MONEY or request.args.get("sort") == "cost"
    every = sheet.lines(round_, money=money)
    found = sheet.chosen(every, request.args)
    number = page_number()
    shown = found[(number - 1) * PAGE : number * PAGE]
    page = Page(shown if money else sheet.with_money(shown), len(found), number, PAGE)
    return render_template(
        "inventory/wake.html",
        round=round_,
        page=page,
        form=form,
        orders=names.choices("inventory.order"),
        tiers=TIERS,
        grades=GRADES,
        routes=ROUTES,
        decided=[("open", _("Not decided yet")), *names.choices("inventory.decision")],
        totals={
            "all": len(every),
            "asleep": sum(1 for line in every if line.sleep.sleeping),
            "open": sum(1 for line in every if line.decision is None),
            "cost": sum(line.cost for line in every) if money else None,
        },
        spread=_spread(every, round_),
        next_url=next_url,
        meetings=_meetings(round_),
        wishes=wishes_of(WISHES),
        order=wishes_of(("sort", "turn")),
        batches=batching.open_batches(round_, current_user),
    ), status


def _spread(every: list[sheet.Line], round_: Round) -> dict[str, list[tuple[str, int, str]]]:
    """Return how many patents have each grade and tier, each with the address of those that have it."""
    place = partial(url_for, "inventory.wake", public_id=round_.public_id)
    grades = Counter(line.grade.letter for line in every)
    tiers = Counter(line.sleep.tier for line in every)
    return {
        "grades": [(code, grades[code], place(grade=code)) for code in GRADES],
        "tiers": [(names.name("inventory.tier", code), tiers[code], place(tier=code)) for code in TIERS],
    }


def _meetings(round_: Round) -> list[Meeting]:
    mine = select(Meeting).where(Meeting.round_id == round_.id).order_by(Meeting.id.desc())
    return list(db.session.scalars(mine))


@inventory.get("/<public_id>/wake")
@signed_in
def wake(public_id: str) -> ResponseReturnValue:
    """Show every patent of the round with what the meeting wants to know, to sort, filter and decide on."""
    return _sheet(find(Round, public_id, Verb.INVENTORY_MANAGE), DecideForm())


@inventory.post("/<public_id>/decisions")
@signed_in
def decide(public_id: str) -> ResponseReturnValue:
    """Decide the same for all ticked patents, or ask about all that fit the filter of the address."""
    round_ = find(Round, public_id, Verb.INVENTORY_MANAGE)
    form = DecideForm()
    if not form.validate():
        return _sheet(round_, form, 422)
    ticked = request.form.getlist("patents")
    try:
        if request.form.get("which") == "all":
            return go("inventory.batch", public_id=_ask_about_all(round_, form).public_id)
        patents = decisions.patents_of(round_, ticked)
    except InputError as error:
        form.refuse(error)
        return _sheet(round_, form, 422)
    seen = {line.row.id: line for line in sheet.lines(round_, only=[patent.id for patent in patents])}
    meeting = decisions.current_meeting(round_, current_user)
    outcome = decisions.decide(
        meeting,
        patents,
        form.kind.data,
        form.reason.data,
        current_user,
        review_on=form.review_on.data,
        seen=seen,
    )
    say_gone(len(set(ticked)) - len(patents))
    if outcome.made:
        flash(_("%(n)s decided; the next steps were begun.", n=len(outcome.made)), "good")
    for patent, refusal in outcome.refused[:5]:
        _say_why(patent.application_no or patent.identity, refusal)
    if len(outcome.refused) > 5:
        flash(_("%(n)s more were not decided.", n=len(outcome.refused) - 5), "warn")
    return go("inventory.meeting", public_id=meeting.public_id)


def _ask_about_all(round_: Round, form: DecideForm) -> Batch:
    """Choose every patent that fits the filter of the sheet. Raises InputError."""
    found = sheet.chosen(sheet.lines(round_, money=False), request.args)
    review_on = form.review_on.data.isoformat() if form.review_on.data else ""
    params = {"kind": form.kind.data, "reason": form.reason.data, "review_on": review_on}
    ids = [line.row.id for line in found]
    return batching.ask(round_, "decide", ids, current_user, shown=shown_to_the_reader(), params=params)


def _say_why(number: str, refusal: PortalError) -> None:
    why = names.sentence(refusal.code, **refusal.params)
    rule = getattr(refusal, "rule_id", None)
    flash(
        _("%(number)s was not decided: %(why)s", number=number, why=f"{why} ({rule})" if rule else why),
        "warn",
    )


@inventory.route("/meetings/<public_id>", methods=["GET", "POST"])
@signed_in
def meeting(public_id: str) -> ResponseReturnValue:
    """Show what a meeting decided; its day and who was there can be changed until the minute is drawn up."""
    found = find(Meeting, public_id, Verb.INVENTORY_MANAGE)
    form = MeetingForm(data={"held_on": found.held_on, "attendees": found.attendees})
    if form.validate_on_submit() and found.minute_at is None:
        found.held_on, found.attendees = form.held_on.data, form.attendees.data or ""
        flash(_("Saved."), "good")
        return go("inventory.meeting", public_id=public_id)
    page = render_template(
        "inventory/meeting.html",
        meeting=found,
        form=form,
        next_url=next_url,
        untouched=undoing.is_untouched,
        review_day=review_day,
    )
    return page, 422 if form.is_submitted() else 200


@inventory.post("/meetings/<public_id>/minute")
@signed_in
def draw_up(public_id: str) -> ResponseReturnValue:
    """Draw up the minute: the meeting is closed, and a later decision opens the next one."""
    found = find(Meeting, public_id, Verb.INVENTORY_MANAGE)
    try:
        minutes.draw_up(found, current_user)
    except InputError as error:
        flash(names.sentence(error.code), "bad")
    return go("inventory.meeting", public_id=public_id)


@inventory.get("/meetings/<public_id>/minute.pdf")
@signed_in
def minute(public_id: str) -> Response:
    """Send the minute."""
    found = find(Meeting, public_id, Verb.INVENTORY_MANAGE)
    if not found.minute_blob:
        raise NotFound
    with store().open(found.minute_blob) as stream:
        content = io.BytesIO(stream.read())
    name = f"wake-meeting-{found.number}-{found.held_on}.pdf"
    return send_file(content, mimetype="application/pdf", as_attachment=True, download_name=name)


@inventory.route("/decisions/<public_id>/revoke", methods=["GET", "POST"])
@signed_in
def revoke_decision(public_id: str) -> ResponseReturnValue:
    """Take a decision back while what it began is untouched."""
    found = find(Decision, public_id, Verb.INVENTORY_MANAGE)
    form = RevokeForm(data={"version": found.version})
    if form.validate_on_submit():
        data: dict[str, Any] = {"note": form.note.data, "record": {"note": form.note.data}}
        version = int(form.version.data) if str(form.version.data).isdigit() else None
        engine.take(DECISION, found, "revoke", current_user, version=version, data=data)
        flash(_("The decision is taken back."), "good")
        return go("inventory.meeting", public_id=found.meeting.public_id)
    page = render_template(
        "inventory/revoke.html", decision=found, form=form, untouched=undoing.is_untouched(found)
    )
    return page, 422 if form.is_submitted() else 200
