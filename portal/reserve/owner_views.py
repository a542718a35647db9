"""What the owner does: notes and declares intentions, watches their clocks, chooses among offers, withdraws."""

from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.routes import signed_in
from portal.core.errors import InputError, NotFound, PortalError, RuleRefusal
from portal.extensions import db
from portal.listings import selection
from portal.listings.rules import number_of
from portal.patents.models import Patent
from portal.reserve import service, timing
from portal.reserve.blueprint import rescue
from portal.reserve.forms import IntentionForm, OfferForm, shown
from portal.reserve.lifecycle import INTENTION
from portal.reserve.models import Intention, Interest
from portal.reserve.views import takers
from portal.web import find, go, paginate
from portal.workflow.engine import take

_BUTTONS = ("withdraw",)


def _acting() -> list[Any]:
    return [one for one in current_user.member_of() if can(current_user, Verb.RESCUE_DECLARE, one)]


@rescue.get("/mine")
@signed_in
def mine() -> ResponseReturnValue:
    """Show the intentions of the reader's organisations, those with the least time first."""
    ours = select(Intention).where(Intention.owner_id.in_(list(current_user.organisations)))
    nearest = Intention.last_safe_day.is_(None)
    page = paginate(ours.order_by(Intention.closed_on.is_not(None), nearest, Intention.last_safe_day))
    asked = select(Intention).where(
        Intention.visible_to(current_user), Intention.owner_id.not_in(list(current_user.organisations))
    )
    return render_template(
        "reserve/mine.html",
        page=page,
        clocks=timing.timings_of([row.patent for row in page.items]),
        asked=_asked_of_us(asked),
        may_declare=bool(_acting()),
    )


def _asked_of_us(wanted: Any) -> list[Intention]:
    """Return the open calls that our organisations were sent."""
    ours = current_user.organisations
    rows = db.session.scalars(wanted.where(Intention.state.in_(("call_matched", "call_public", "agreed"))))
    return [row for row in rows.unique() if row.invited_ids & set(ours)]


@rescue.route("/new", methods=["GET", "POST"])
@signed_in
def new() -> ResponseReturnValue:
    """Declare the intention to give patents up: one, or several in one go."""
    form = IntentionForm(data={"numbers": _numbers()} if request.method == "GET" else None)
    if form.validate_on_submit():
        made = _declare(form)
        if made:
            flash(_("Declared. The operator screens it and calls it out."), "good")
            first = made[0].public_id
            return go("rescue.show", public_id=first) if len(made) == 1 else go("rescue.mine")
    page = render_template("reserve/form.html", form=form, intention=None, may_declare=bool(_acting()))
    return page, 422 if form.is_submitted() else 200


def _numbers() -> str:
    """Return the numbers of the patents in the address, as far as they are the reader's."""
    chosen = select(Patent).where(
        Patent.public_id.in_(request.args.getlist("patent")[: selection.MOST]),
        Patent.owner_id.in_([one.id for one in _acting()]),
    )
    return "\n".join(number_of(patent) for patent in db.session.scalars(chosen))


def _declare(form: IntentionForm) -> list[Intention]:
    """Declare for each patent that was typed, all or none; on a refusal show it on the form and undo."""
    try:
        patents = _chosen(form.numbers.data)
        made: list[Intention] = []
        for patent in patents:
            made += _one(patent, form)
        if not made:
            raise RuleRefusal("rescue.declared_already", rule_id="RSV-05")
    except (InputError, RuleRefusal) as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return []
    return made


def _one(patent: Patent, form: IntentionForm) -> list[Intention]:
    fields = form.fields()
    reason, ask = fields.pop("reason"), fields.pop("ask_fen")
    if patent.owner is None:
        return []
    made = service.declare_intention(
        patent.owner, [patent], current_user, reason=reason, ask_price_fen=ask, **fields
    )
    for intention in made:
        service.complete(intention, current_user, inventors_of=form.inventors_of())
    return made


def _chosen(text: str) -> list[Patent]:
    """Return our patents with these numbers. Raises InputError naming those that are not ours."""
    found: list[Patent] = []
    missing: InputError | None = None
    for organisation in _acting():
        try:
            found += selection.by_numbers(organisation.id, text)
        except InputError as error:
            missing = error
    if not found:
        code = missing.code if missing else "rescue.nothing_chosen"
        raise InputError(code, field="numbers", **(missing.params if missing else {}))
    return found


@rescue.route("/<public_id>/complete", methods=["GET", "POST"])
@signed_in
def complete(public_id: str) -> ResponseReturnValue:
    """Fill in an intention that was only noted, and declare it."""
    intention = find(Intention, public_id, Verb.RESCUE_DECLARE)
    if intention.state != "intent":
        return go("rescue.show", public_id=public_id)
    form = IntentionForm(data=shown(intention))
    del form.numbers
    if form.validate_on_submit():
        try:
            service.complete(intention, current_user, inventors_of=form.inventors_of(), **form.fields())
        except RuleRefusal as refusal:
            db.session.rollback()
            intention = find(Intention, public_id, Verb.RESCUE_DECLARE)
            form.refuse(refusal)
        else:
            flash(_("Declared. The operator screens it and calls it out."), "good")
            return go("rescue.show", public_id=public_id)
    page = render_template("reserve/form.html", form=form, intention=intention, may_declare=True)
    return page, 422 if form.is_submitted() else 200


@rescue.post("/<public_id>/steps/<name>")
@signed_in
def step(public_id: str, name: str) -> ResponseReturnValue:
    """Take a step that needs nothing but a button."""
    intention = find(Intention, public_id, Verb.RESCUE_SEE)
    if name not in _BUTTONS:
        raise NotFound
    take(INTENTION, intention, name, current_user, version=request.form.get("version", type=int))
    return go("rescue.show", public_id=public_id)


@rescue.route("/<public_id>/offer", methods=["GET", "POST"])
@signed_in
def offer(public_id: str) -> ResponseReturnValue:
    """Say on which terms one of the reader's organisations would take the patent over."""
    intention = find(Intention, public_id, Verb.RESCUE_SEE)
    organisations = takers(intention)
    if not organisations:
        raise RuleRefusal("rescue.not_called", rule_id="RSV-05")
    keeps = {one.public_id for one in organisations if service.reserve_of(one) is not None}
    form = OfferForm([(one.public_id, one.name_zh) for one in organisations])
    if form.validate_on_submit():
        try:
            chosen = next(one for one in organisations if one.public_id == form.organisation.data)
            _offer(intention, chosen, form)
        except PortalError as refusal:
            db.session.rollback()
            intention = find(Intention, public_id, Verb.RESCUE_SEE)
            form.refuse(refusal)
        else:
            flash(_("Your offer stands. The owner chooses, and you are told."), "good")
            return go("rescue.show", public_id=public_id)
    page = render_template(
        "reserve/offer.html",
        form=form,
        intention=intention,
        keeps=keeps,
        timing=timing.timing_of(intention.patent),
    )
    return page, 422 if form.is_submitted() else 200


def _offer(intention: Intention, organisation: Any, form: OfferForm) -> None:
    terms = form.terms()
    service.offer(intention, organisation, current_user, **terms)


@rescue.post("/<public_id>/offers/<interest_id>/<answer>")
@signed_in
def answer_offer(public_id: str, interest_id: str, answer: str) -> ResponseReturnValue:
    """Accept an offer as the owner, or take one back as its maker."""
    intention = find(Intention, public_id, Verb.RESCUE_SEE)
    interest = next((one for one in intention.interests if one.public_id == interest_id), None)
    if interest is None or answer not in ("accept", "take-back"):
        raise NotFound
    if answer == "take-back":
        service.take_back(interest, current_user)
        return go("rescue.show", public_id=public_id)
    return _accept(intention, interest)


def _accept(intention: Intention, interest: Interest) -> ResponseReturnValue:
    version = request.form.get("version", type=int)
    service.agree(intention, interest, current_user, version)
    flash(_("The takeover is agreed. The right passes only when it is registered."), "good")
    return go("rescue.show", public_id=intention.public_id)
