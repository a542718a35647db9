"""The steps of a takeover for its two sides, with the papers that prove them; and fees paid meanwhile (ANN-15)."""

from datetime import date
from typing import Any

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.core import evidence
from portal.core.errors import InputError, NotFound, RuleRefusal, Stale
from portal.extensions import db
from portal.openlicence import publicity
from portal.reserve import fees, legal, timing
from portal.reserve.blueprint import rescue
from portal.reserve.fields import yuan
from portal.reserve.forms import FeeForm
from portal.reserve.models import Intention
from portal.reserve.takeover_forms import FORMS
from portal.reserve.takeover_lifecycle import TAKEOVER
from portal.reserve.takeover_models import AGREED, ENTERED, FILED, REGISTERED, SIGNED, Takeover
from portal.web import find, go
from portal.workflow import engine, history

_PAPERS = ("evidence", "publicity")
_ORDER = (AGREED, SIGNED, FILED, REGISTERED)


@rescue.get("/takeovers/<public_id>")
@signed_in
def takeover(public_id: str) -> ResponseReturnValue:
    """Show where the takeover stands and what is next."""
    thing = find(Takeover, public_id, Verb.TAKEOVER_SEE)
    place = FILED if thing.state == ENTERED else thing.state
    done = _ORDER.index(place) + 1 if place in _ORDER else 0
    return render_template(
        "reserve/takeover.html",
        takeover=thing,
        done=done + (1 if thing.state == "registered" else 0),
        timing=timing.timing_of(thing.patent),
        steps=engine.open_steps(TAKEOVER, thing, current_user),
        licences=legal.licences_of(thing.patent),
        entries=history.history_of(thing),
    )


@rescue.route("/takeovers/<public_id>/steps/<name>", methods=["GET", "POST"])
@signed_in
def takeover_step(public_id: str, name: str) -> ResponseReturnValue:
    """Take a step with its papers; each step has a page with a form."""
    if name not in FORMS:
        raise NotFound
    verb = TAKEOVER.step(name).verb
    thing = find(Takeover, public_id, verb)
    if thing.state not in TAKEOVER.step(name).sources:
        raise Stale
    form = FORMS[name](data={"version": thing.version})
    needs_publicity = publicity.is_needed(thing.assignor)
    if needs_publicity and "publicity" in form:
        # not "(optional)" there; that they are missing is refused by the step, with its rule
        form.publicised_on.flags.required = form.publicity.flags.required = True
    if form.validate_on_submit() and _taken(thing, name, form):
        flash(_("It is on record."), "good")
        return go("rescue.takeover", public_id=public_id)
    fresh = find(Takeover, public_id, verb)
    page = render_template(
        "reserve/takeover_step.html",
        form=form,
        takeover=fresh,
        step=name,
        licences=legal.licences_of(fresh.patent),
        needs_publicity=needs_publicity,
    )
    return page, 422 if form.is_submitted() else 200


def _taken(thing: Takeover, name: str, form: Any) -> bool:
    """Take the step with the papers; on a refusal show it on the form and undo."""
    try:
        data = {
            field.name: field.data for field in form if field.name not in ("csrf_token", "version", *_PAPERS)
        }
        for paper in _PAPERS:
            if paper in form and form[paper].data:
                upload = evidence.keep(form[paper].data)
                data |= {paper: upload.sha256, f"{paper}_filename": upload.name}
        record = {key: value.isoformat() if isinstance(value, date) else value for key, value in data.items()}
        raw = str(form.version.data or "")
        version = int(raw) if raw.isascii() and raw.isdigit() else None
        engine.take(TAKEOVER, thing, name, current_user, version=version, data={**data, "record": record})
    except (InputError, RuleRefusal) as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return False
    return True


@rescue.get("/takeovers/<public_id>/papers/<which>")
@signed_in
def takeover_paper(public_id: str, which: str) -> ResponseReturnValue:
    """Send the contract or the office's notice to those who may see the takeover."""
    thing = find(Takeover, public_id, Verb.TAKEOVER_SEE)
    files = {
        "contract": (thing.contract_blob, thing.contract_filename),
        "notice": (thing.title_blob, thing.title_filename),
        "publicity": (thing.publicity_blob, thing.publicity_filename),
    }
    if which not in files:
        raise NotFound
    return evidence.send(*files[which])


@rescue.route("/<public_id>/fee", methods=["GET", "POST"])
@signed_in
def fee(public_id: str) -> ResponseReturnValue:
    """Record that the annual fee was paid, by whomever: the clock then gives more time."""
    intention = find(Intention, public_id, Verb.RESCUE_SEE)
    fees.require_may_record(intention, current_user)
    reserve = fees.reserve_for(intention, current_user)
    found = timing.timing_of(intention.patent)
    due = yuan(found.clock.payable) if found else "0"
    form = FeeForm(
        data={"year": found.clock.next_year if found else None, "amount": due}, reserve=reserve is not None
    )
    if form.validate_on_submit():
        try:
            upload = evidence.keep(form.evidence.data)
            fees.record(intention, current_user, **form.facts(), evidence=upload.sha256, filename=upload.name)
        except (InputError, RuleRefusal) as refusal:
            db.session.rollback()
            intention = find(Intention, public_id, Verb.RESCUE_SEE)
            form.refuse(refusal)
        else:
            flash(_("It is on record. The clock counts from the next fee now."), "good")
            return go("rescue.show", public_id=public_id)
    page = render_template("reserve/fee.html", form=form, intention=intention, timing=found, reserve=reserve)
    return page, 422 if form.is_submitted() else 200
