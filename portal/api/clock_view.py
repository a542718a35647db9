"""`/api/v1/patents/<id>/clock`: the annuity clock of a patent on any day, as JSON."""

from datetime import date
from typing import Any

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.permissions import Verb
from portal.access.routes import public
from portal.api.views import api
from portal.core import clock
from portal.core.dates import parse_date
from portal.patents.annuity import Clock
from portal.patents.clockwork import public_clock_of
from portal.patents.models import Patent
from portal.web import find


@api.get("/patents/<public_id>/clock")
@public
def patent_clock(public_id: str) -> ResponseReturnValue:
    """Return where the annuities stand on `?day=` (today unless given); money in fen of CNY, days as ISO dates.

    Fee reductions and sums paid are the holder's own and left out.
    """
    patent = find(Patent, public_id, Verb.PATENT_SEE)
    asked = request.args.get("day", "").strip()
    day = parse_date(asked) if asked else clock.today()
    found = public_clock_of(patent, day)
    return jsonify(
        patent=patent.public_id,
        application_no=patent.application_no or patent.identity,
        url=url_for("patents.show", public_id=patent.public_id, _external=True),
        day=day.isoformat(),
        currency="CNY",
        clock=_shown(found) if found else None,
    )


def _shown(found: Clock) -> dict[str, Any]:
    return {
        "phase": found.phase,
        "patent_year": found.year,
        "late_month": found.late_month,
        "next_year": found.next_year,
        "due": _iso(found.due),
        "due_working_day": _iso(found.due_rolled),
        "last_safe_day": _iso(found.last_safe_day),
        "full_fen": found.full,
        "reduction_basis_points": found.reduction_bp,
        "reduction": found.reduction_kind,
        "surcharge_fen": found.surcharge,
        "restoration_fen": found.restoration_fee,
        "payable_fen": found.payable,
        "assumed": found.assumed,
        "decision_not_before": _iso(found.decision_after),
        "restore_by": _iso(found.restore_by),
        "gazette_not_before": _iso(found.gazette_after),
        "cost_to_expiry_fen": found.cost_to_expiry,
        "cost_with_open_licence_fen": found.cost_with_open_licence,
        "steps": [
            {"until": until.isoformat(), "rate_basis_points": rate, "payable_fen": payable}
            for until, rate, payable in found.steps
        ],
        "flags": list(found.flags),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
