"""What the operator does: a queue of intentions, and the screening with its score and decision."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select

from portal.access.permissions import Verb
from portal.access.routes import needs
from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.parameters import law
from portal.reserve import demand, legal, scoring, service, timing
from portal.reserve.blueprint import rescue
from portal.reserve.forms import DecisionForm
from portal.reserve.models import SCREENING, WATCHED, Intention
from portal.reserve.screening import weights
from portal.web import find, go, paginate


@rescue.get("/queue")
@needs(Verb.RESCUE_DECIDE)
def queue() -> ResponseReturnValue:
    """Show what waits for screening, and everything that is under way."""
    waiting = select(Intention).where(Intention.state == SCREENING).order_by(Intention.last_safe_day)
    under_way = (
        select(Intention)
        .where(Intention.state.in_([state for state in WATCHED if state != SCREENING]))
        .order_by(Intention.last_safe_day, Intention.id)
    )
    counted = select(Intention.state, func.count()).group_by(Intention.state)
    return render_template(
        "reserve/queue.html",
        waiting=list(db.session.scalars(waiting).unique()),
        page=paginate(under_way),
        counts={state: number for state, number in db.session.execute(counted)},  # noqa: C416 (rows are no pairs to mypy)
    )


@rescue.route("/<public_id>/screening", methods=["GET", "POST"])
@needs(Verb.RESCUE_DECIDE)
def screening(public_id: str) -> ResponseReturnValue:
    """Show the score with its parts, and let the reviewer decide with a reason."""
    intention = find(Intention, public_id, Verb.RESCUE_SEE)
    fresh = scoring.score(intention) if intention.state == SCREENING else intention.screening
    form = DecisionForm(data={"version": intention.version, "decision": fresh.get("proposal")})
    if intention.state == SCREENING and form.validate_on_submit():
        try:
            raw = str(form.version.data or "")
            version = int(raw) if raw.isascii() and raw.isdigit() else None
            service.decide(intention, current_user, form.decision.data, form.reason.data, version)
        except RuleRefusal as refusal:
            db.session.rollback()
            intention = find(Intention, public_id, Verb.RESCUE_SEE)
            form.refuse(refusal)
        else:
            flash(_("Decided. The owner is told."), "good")
            return go("rescue.queue")
    page = render_template(
        "reserve/screening.html",
        form=form,
        intention=intention,
        result=fresh,
        most=(fresh or {}).get("most") or weights(law.current(), clock.today()).most,
        timing=timing.timing_of(intention.patent),
        obstacles=service.obstacles(intention),
        likely=demand.candidates(intention)[:8] if intention.state == SCREENING else [],
        licences=legal.licences_of(intention.patent),
    )
    return page, 422 if form.is_submitted() else 200
