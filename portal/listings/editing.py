"""The holder's pages: choose patents, write, check, submit."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import or_, select

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.accounts.organisations import Organisation
from portal.core.errors import InputError, RuleRefusal, Stale
from portal.core.names import sentence
from portal.extensions import db
from portal.listings import bulk, rules, selection, service
from portal.listings.blueprint import listings
from portal.listings.forms import ListingForm, SubmitForm
from portal.listings.lifecycle import EDITABLE, LISTING
from portal.listings.models import MODES, STREAMS, Listing
from portal.listings.views import own_organisations, page_facts
from portal.parameters.said import said
from portal.patents.models import Patent
from portal.web import find, go, paginate, refusal_line

CHOICES_PER_PAGE = 50


@listings.get("/new")
@signed_in
def new() -> ResponseReturnValue:
    """Let a holder choose among its patents."""
    return _choose(None)


def _choose(problem: InputError | None) -> str:
    wanted = select(Patent).where(Patent.owner_id.in_(own_organisations())).order_by(Patent.id.desc())
    text = request.values.get("q", "").strip()[:100]
    if text:
        like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        columns = (Patent.application_no, Patent.title_zh, Patent.title_en)
        wanted = wanted.where(or_(*(column.ilike(like, escape="\\") for column in columns)))
    page = paginate(wanted, CHOICES_PER_PAGE)
    return render_template(
        "listings/new.html",
        page=page,
        q=text,
        problem=problem,
        streams=STREAMS,
        number_of=rules.number_of,
        taken=service.live_patent_ids(patent.id for patent in page.items),
        may_create=bool(own_organisations()),
    )


@listings.post("/bulk")
@signed_in
def make() -> ResponseReturnValue:
    """Make drafts of the patents that were ticked: one each, or one bundle."""
    stream = request.form.get("stream", "sleeping")
    try:
        patents = bulk.chosen_patents(request.form.getlist("patents"))
        owner = bulk.owner_of(patents, current_user)
    except InputError as problem:
        return _choose(problem), 422
    stream = stream if stream in STREAMS else "sleeping"
    if request.form.get("as") == "bundle":
        listing = service.draft(owner, patents, current_user, stream=stream)
        return go("listings.edit", public_id=listing.public_id)
    return _one_each(owner, patents, stream)


def _one_each(owner: Organisation, patents: list[Patent], stream: str) -> ResponseReturnValue:
    if len(patents) > bulk.AT_ONCE:
        bulk.make_later(owner, patents, current_user, stream)
        flash(_("%(n)s drafts are being made. They appear here one after another.", n=len(patents)), "info")
        return go("listings.mine", state="draft")
    made = bulk.make_drafts(owner, patents, current_user, stream)
    if len(made) == 1 and len(patents) == 1:
        return go("listings.edit", public_id=made[0].public_id)
    flash(
        _(
            "%(made)s drafts made; %(skipped)s patents were in a listing already.",
            made=len(made),
            skipped=len(patents) - len(made),
        ),
        "good",
    )
    return go("listings.mine", state="draft")


@listings.route("/<public_id>/edit", methods=["GET", "POST"])
@signed_in
def edit(public_id: str) -> ResponseReturnValue:
    """Show the long form, or take what was entered."""
    listing = find(Listing, public_id, Verb.LISTING_EDIT)
    if listing.state not in EDITABLE:
        raise Stale
    form = ListingForm(listing)
    if not form.is_submitted():
        return _form_page(listing, form)
    refused = _save(listing, form) if form.validate() else 422
    if refused is None:
        target = "listings.preview" if listing.state == "draft" else "listings.show"
        return go(target, public_id=public_id)
    return _form_page(listing, form), refused


def _save(listing: Listing, form: ListingForm) -> int | None:
    """Take the change, or put the reason on the form and return the status of the answer.

    Raises Stale where somebody moved the listing on, so that it is edited no more.
    """
    try:
        with db.session.begin_nested():
            service.change(
                listing,
                current_user,
                values=form.values(),
                modes=form.modes(),
                patents=selection.chosen(listing, form.patents.data, form.more_numbers.data),
                version=_number(form.version.data),
            )
    except InputError as error:
        form.more_numbers.errors = [sentence(error.code, **error.params)]
        return 422
    except RuleRefusal as refusal:
        form.form_errors.append(refusal_line(refusal))
        return 422
    except Stale:
        db.session.refresh(listing)
        if listing.state not in EDITABLE:
            raise
        form.form_errors.append(sentence("listing.changed_meanwhile"))
        form.version.data = listing.version
        return 409
    return None


def _number(given: str | int | None) -> int | None:
    text = str(given or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _form_page(listing: Listing, form: ListingForm) -> str:
    return render_template("listings/edit.html", listing=listing, form=form, modes=MODES)


@listings.get("/<public_id>/preview")
@signed_in
def preview(public_id: str) -> ResponseReturnValue:
    """Show the listing as it would stand, what is missing, and the declarations."""
    listing = find(Listing, public_id, Verb.LISTING_EDIT)
    return _preview_page(listing, SubmitForm(data={**listing.declared, "version": listing.version}))


def _preview_page(listing: Listing, form: SubmitForm) -> str:
    step = LISTING.step("submit")
    open_points = [guard(listing, {}) for guard in step.guards if guard is not rules.declared]
    return render_template(
        "listings/preview.html",
        form=form,
        refusals=[refusal for refusal in open_points if refusal is not None],
        **page_facts(listing),
    )


@listings.post("/<public_id>/submit")
@signed_in
def submit(public_id: str) -> ResponseReturnValue:
    """Send the draft to the operator."""
    listing = find(Listing, public_id, Verb.LISTING_EDIT)
    form = SubmitForm()
    form.validate()
    try:
        with db.session.begin_nested():
            service.submit(listing, current_user, form.declared(), version=_number(form.version.data))
    except RuleRefusal as refusal:
        form.form_errors.append(refusal_line(refusal))
        return _preview_page(listing, form), 422
    flash(_("Sent to the operator, who answers within %(time)s.", time=said("listing.review_days")), "good")
    return go("listings.show", public_id=public_id)
