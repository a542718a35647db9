"""The life of a patent: its time line, the forms with which facts are added, taken back, and proven."""

from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.routes import public, signed_in
from portal.core import evidence, names
from portal.core.errors import InputError, NotFound, RuleRefusal
from portal.extensions import db
from portal.patents.blueprint import patents
from portal.patents.clockwork import clock_of, public_clock_of
from portal.patents.facts import life, payments, service, taking_back
from portal.patents.facts.forms import FactForm, VoidForm, form_of
from portal.patents.facts.kinds import GROUPS, KINDS
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.reading import facts_of, life_of
from portal.patents.models import Patent
from portal.patents.sheet import sheet_of
from portal.web import find, go, refusal_line


@patents.get("/<public_id>/life")
@public
def show_life(public_id: str) -> ResponseReturnValue:
    """Show what happened to a right and what comes; particulars only to its holder and the operator."""
    patent = find(Patent, public_id, Verb.PATENT_SEE)
    inside = can(current_user, Verb.PATENT_INSIDE, patent)
    facts = facts_of(patent, public=not inside)
    return render_template(
        "patents/life.html",
        patent=patent,
        sheet=sheet_of(patent),
        facts=facts,
        inside=inside,
        marks=life.marks(patent, life_of(patent), inside=inside),
        coming=life.coming(facts, clock_of(patent) if inside else public_clock_of(patent)),
        may_record=can(current_user, Verb.PATENT_FACTS, patent),
        taken_back_by=taking_back.by_whom,
        groups=_groups(),
    )


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the kinds that have a form, by group."""
    found = []
    for group in GROUPS:
        mine = [
            (kind.code, names.name("patent.fact", kind.code))
            for kind in KINDS.values()
            if kind.group == group and kind.by_hand
        ]
        if mine:
            found.append((names.name("patent.fact_group", group), mine))
    return found


@patents.get("/<public_id>/facts")
@signed_in
def choose_fact(public_id: str) -> ResponseReturnValue:
    """Go to the form of the kind that was chosen on the page."""
    find(Patent, public_id, Verb.PATENT_FACTS)
    return go("patents.add_fact", public_id=public_id, kind=_kind(request.args.get("kind", "")))


@patents.route("/<public_id>/facts/<kind>", methods=["GET", "POST"])
@signed_in
def add_fact(public_id: str, kind: str) -> ResponseReturnValue:
    """Add a fact of one kind, with its evidence."""
    patent = find(Patent, public_id, Verb.PATENT_FACTS)
    form = form_of(_kind(kind))()
    if form.validate_on_submit() and _added(patent, kind, form):
        flash(_("It is on record."), "good")
        return go("patents.show_life", public_id=public_id)
    fresh = find(Patent, public_id, Verb.PATENT_FACTS)
    licences = facts_of(fresh).licences if kind == "licence_ended" else ()
    page = render_template(
        "patents/fact_new.html", patent=fresh, sheet=sheet_of(fresh), form=form, kind=kind, licences=licences
    )
    return page, 422 if form.is_submitted() else 200


def _kind(code: str) -> str:
    if code not in KINDS or not KINDS[code].by_hand:
        raise NotFound
    return code


def _added(patent: Patent, kind: str, form: FactForm) -> bool:
    """Record the fact; on a refusal show it on the form and undo."""
    try:
        known = [(name, patent.owner_id) for name in _names_of(patent)] if patent.owner_id else []
        data = form.data_of(KINDS[kind], known)
        if kind == payments.KIND:
            payments.require_possible(patent, form.happened_on.data, data)
        upload = evidence.keep(form.evidence.data) if form.evidence.data else None
        service.record(
            patent,
            kind,
            current_user,
            happened_on=form.happened_on.data,
            as_of=form.as_of.data,
            source=form.source.data,
            evidence=upload.sha256 if upload else None,
            evidence_filename=upload.name if upload else "",
            data=data,
        )
    except (InputError, RuleRefusal) as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return False
    return True


def _names_of(patent: Patent) -> list[str]:
    return [name for name in (patent.owner.name_zh, patent.owner.name_en) if name] if patent.owner else []


@patents.route("/facts/<public_id>/void", methods=["GET", "POST"])
@signed_in
def void_fact(public_id: str) -> ResponseReturnValue:
    """Take a fact back, with a reason."""
    event = find(PatentEvent, public_id, Verb.PATENT_FACTS)
    taking_back.require_may(event, current_user)
    form: Any = VoidForm()
    if form.validate_on_submit():
        try:
            taking_back.take_back(event, current_user, form.reason.data)
        except InputError as refusal:
            db.session.rollback()
            form.reason.errors = [refusal_line(refusal)]
        else:
            flash(_("The fact is struck through and counts no more."), "good")
            return go("patents.show_life", public_id=event.patent.public_id)
    page = render_template("patents/fact_void.html", event=event, patent=event.patent, form=form)
    return page, 422 if form.is_submitted() else 200


@patents.get("/facts/<public_id>/evidence")
@signed_in
def fact_evidence(public_id: str) -> ResponseReturnValue:
    """Send the file that proves a fact to whoever may read its particulars."""
    event = find(PatentEvent, public_id, Verb.PATENT_INSIDE)
    return evidence.send(event.evidence_blob, event.evidence_filename)
