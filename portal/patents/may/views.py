"""The page "may this be done?": every act on a chosen day, every line with its rule and source."""

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.routes import public
from portal.core import clock, rulebook
from portal.core.citations import in_readers_words
from portal.core.dates import parse_date
from portal.core.errors import InputError
from portal.patents.blueprint import patents
from portal.patents.facts.reading import facts_of
from portal.patents.may.outside import public_verdicts
from portal.patents.may.verdict import sentence_of
from portal.patents.models import Patent
from portal.patents.sheet import sheet_of
from portal.patents.tradable import all_verdicts
from portal.web import find, refusal_line


@patents.get("/<public_id>/may")
@public
def may(public_id: str) -> ResponseReturnValue:
    """Show what may be done with a patent on `?day=`, today unless given."""
    patent = find(Patent, public_id, Verb.PATENT_SEE)
    inside = can(current_user, Verb.PATENT_INSIDE, patent)
    day, problem = _day()
    found = all_verdicts(patent, day) if inside else public_verdicts(patent, day)
    page = render_template(
        "patents/may.html",
        patent=patent,
        sheet=sheet_of(patent),
        day=day,
        problem=problem,
        verdicts=found,
        inside=inside,
        owners_assumed=_owners_assumed(patent, day),
        sentence_of=sentence_of,
        source_of=_source_of,
    )
    return page, 422 if problem else 200


def _owners_assumed(patent: Patent, day: date) -> bool:
    """Tell whether several applicants count as owners only because nobody has stated who owns the patent."""
    facts = facts_of(patent, day)
    return len(facts.owners) > 1 and not facts.owners_stated


def _day() -> tuple[date, str]:
    asked = request.args.get("day", "").strip()
    if not asked:
        return clock.today(), ""
    try:
        return parse_date(asked), ""
    except InputError as refused:
        return clock.today(), refusal_line(refused)


def _source_of(rule_id: str) -> str:
    rule = rulebook.find(rule_id)
    return in_readers_words(rule.source) if rule else ""
