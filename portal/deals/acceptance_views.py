"""The five screens of taking an open licence: who you are, the terms, the notice, the payment, the proof."""

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.core.errors import RuleRefusal
from portal.deals import forms, queries, rules, service
from portal.deals.blueprint import deals
from portal.deals.models import Deal, Licence
from portal.openlicence.models import Statement
from portal.web import find, go

SCREENS = {
    "new": "deals.terms",
    "notice_ready": "deals.notice",
    "notice_sent": "deals.pay",
    "paid": "deals.pay",
}


def screen_of(deal: Deal) -> str:
    """Return the address of the screen where the deal goes on."""
    return url_for(SCREENS.get(deal.state, "deals.proof"), public_id=deal.public_id)


@deals.route("/open-licences/<public_id>/accept", methods=["GET", "POST"])
@signed_in
def accept(public_id: str) -> ResponseReturnValue:
    """First screen: who takes the licence."""
    statement = find(Statement, public_id, Verb.STATEMENT_SEE)
    choices = [(one, rules.licensee_refusal(statement, one)) for one in queries.may_act_for(current_user)]
    able = [one for one, refusal in choices if refusal is None]
    closed = rules.statement_refusal(statement)
    form = forms.WhoForm(able)
    if form.is_submitted() and closed is not None:
        raise closed
    if form.validate_on_submit():
        licensee = next(one for one in able if one.public_id == form.organisation.data)
        listing = queries.listing_for(statement)
        deal = service.open_acceptance(statement, licensee, current_user, listing)
        return redirect(screen_of(deal), 303)
    page = render_template(
        "deals/accept.html", statement=statement, form=form, choices=choices, able=able, closed=closed
    )
    return page, 422 if form.is_submitted() else 200


def _screen(public_id: str, states: tuple[str, ...]) -> tuple[Deal, ResponseReturnValue | None]:
    """Return the deal and, where this is not its screen, the way to the right one."""
    deal = find(Deal, public_id, Verb.DEAL_AS_LICENSEE)
    if deal.state in states:
        return deal, None
    target = url_for("deals.show", public_id=public_id) if deal.is_closed else screen_of(deal)
    return deal, redirect(target, 302)


@deals.get("/deals/<public_id>/terms")
@signed_in
def terms(public_id: str) -> ResponseReturnValue:
    """Second screen: the plain and the legal terms."""
    deal, elsewhere = _screen(public_id, ("new",))
    return elsewhere or render_terms(deal)


def render_terms(deal: Deal, form: Any = None) -> str:
    """Return the second screen."""
    shown = form or forms.TermsForm(
        formdata=None, data={"version": deal.version, "terms_hash": deal.terms_hash}
    )
    return render_template("deals/terms.html", deal=deal, form=shown, refusals=_standing(deal))


@deals.get("/deals/<public_id>/notice")
@signed_in
def notice(public_id: str) -> ResponseReturnValue:
    """Third screen: the written notice."""
    deal, elsewhere = _screen(public_id, ("notice_ready",))
    return elsewhere or render_notice(deal)


def render_notice(deal: Deal, form: Any = None) -> str:
    """Return the third screen."""
    shown = form or forms.NoticeForm(formdata=None, data={"version": deal.version})
    return render_template("deals/notice.html", deal=deal, form=shown, refusals=_standing(deal))


def _standing(deal: Deal) -> list[RuleRefusal]:
    found = (rules.statement_open(deal, {}), rules.licensee_may(deal, {}), rules.terms_unchanged(deal, {}))
    return [refusal for refusal in found if refusal is not None]


@deals.get("/deals/<public_id>/pay")
@signed_in
def pay(public_id: str) -> ResponseReturnValue:
    """Fourth screen: what is due; a free licence goes past it."""
    deal, elsewhere = _screen(public_id, ("notice_sent", "paid"))
    if elsewhere is None and deal.frozen:
        return go("deals.show", public_id=public_id)
    return elsewhere or render_template("deals/pay.html", deal=deal)


@deals.get("/deals/<public_id>/proof")
@signed_in
def proof(public_id: str) -> ResponseReturnValue:
    """Fifth screen: the licence, its papers, and what must happen next by when."""
    deal = find(Deal, public_id, Verb.DEAL_SEE)
    licence: Licence | None = queries.licence_of(deal)
    if licence is None or deal.frozen:
        return go("deals.show", public_id=public_id)
    return render_template("deals/proof.html", deal=deal, licence=licence)
