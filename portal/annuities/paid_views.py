"""Recording that an annuity was paid: by the holder's officers and finance people, or the operator (ANN-15)."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.annuities.blueprint import annuities
from portal.annuities.forms import PaidForm
from portal.core import clock, evidence
from portal.core.errors import InputError, RuleRefusal
from portal.core.money import to_major
from portal.extensions import db
from portal.patents.clockwork import clock_of
from portal.patents.facts import payments, service
from portal.patents.models import Patent
from portal.patents.sheet import shown_number
from portal.web import find, go

SOURCE = "receipt"


@annuities.route("/patents/<public_id>/paid", methods=["GET", "POST"])
@signed_in
def paid(public_id: str) -> ResponseReturnValue:
    """Record a receipt; the clock moves on where it settles the year."""
    patent = find(Patent, public_id, Verb.ANNUITY_RECORD)
    now = clock_of(patent)
    form = PaidForm()
    if not form.is_submitted():
        form.paid_on.data = clock.today()
        if now is not None and now.due is not None:
            form.year.data, form.amount.data = now.next_year, f"{to_major(now.payable, 'CNY'):f}"
    if form.validate_on_submit() and _recorded(patent, form):
        flash(_said(find(Patent, public_id, Verb.ANNUITY_RECORD), form.year.data), "good")
        return go("annuities.patent", public_id=public_id)
    fresh = find(Patent, public_id, Verb.ANNUITY_RECORD)
    page = render_template(
        "annuities/paid.html",
        form=form,
        patent=fresh,
        shown=shown_number(fresh, marked=fresh.grant_date is not None),
        clock=clock_of(fresh),
    )
    return page, 422 if form.is_submitted() else 200


def _recorded(patent: Patent, form: PaidForm) -> bool:
    """Record the payment through the door of facts; on a refusal show it on the form and undo."""
    try:
        data = {"year": form.year.data, "fen": form.fen, "payer": (form.payer.data or "").strip()}
        payments.require_possible(patent, form.paid_on.data, data)
        receipt = evidence.keep(form.receipt.data)
        service.record(
            patent,
            "annuity_paid",
            current_user,
            happened_on=form.paid_on.data,
            as_of=clock.today(),
            source=SOURCE,
            evidence=receipt.sha256,
            evidence_filename=receipt.name,
            data=data,
        )
    except (InputError, RuleRefusal) as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return False
    return True


def _said(patent: Patent, year: int) -> str:
    """Say whether the year is settled, so that nobody takes a short payment for the whole."""
    now = clock_of(patent)
    if now is not None and now.next_year is not None and now.next_year <= year:
        return str(_("On record. The year is not settled yet: more is to be paid."))
    return str(_("On record. Year %(year)s is settled.", year=year))
