"""`/api/v1/patents/<id>/tradability`: what may be done with a patent on a day, as JSON for everybody."""

from typing import Any

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.permissions import Verb
from portal.access.routes import public
from portal.api.views import api
from portal.core import clock, rulebook
from portal.core.citations import in_readers_words
from portal.core.dates import parse_date
from portal.core.errors import InputError
from portal.patents.may.outside import public_verdict
from portal.patents.may.verdict import Verdict, sentence_of
from portal.patents.models import Patent
from portal.patents.tradability import ACTS
from portal.web import find


@api.get("/patents/<public_id>/tradability")
@public
def patent_tradability(public_id: str) -> ResponseReturnValue:
    """Return the verdict on `?act=` (every act unless given) on `?day=` (today unless given)."""
    patent = find(Patent, public_id, Verb.PATENT_SEE)
    asked, act = request.args.get("day", "").strip(), request.args.get("act", "").strip()
    day = parse_date(asked) if asked else clock.today()
    if act and act not in ACTS:
        raise InputError("may.unknown_act", field="act", acts=", ".join(ACTS))
    found = [public_verdict(patent, one, day) for one in ([act] if act else ACTS)]
    return jsonify(
        patent=patent.public_id,
        application_no=patent.application_no or patent.identity,
        url=url_for("patents.may", public_id=patent.public_id, _external=True),
        day=day.isoformat(),
        verdicts=[_shown(verdict) for verdict in found],
    )


def _shown(verdict: Verdict) -> dict[str, Any]:
    return {
        "act": verdict.act,
        "outcome": verdict.outcome,
        "lines": [
            {
                "rule": line.rule_id,
                "outcome": line.outcome,
                "code": line.code,
                "sentence": sentence_of(line),
                "source": in_readers_words(rule.source) if (rule := rulebook.find(line.rule_id)) else "",
            }
            for line in verdict.lines
        ],
    }
