"""The page of a listing, the holder's own listings, and what happened to one."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.access.permissions import Verb
from portal.access.predicates import OFFICERS
from portal.access.routes import public, signed_in
from portal.accounts.models import User
from portal.core import names
from portal.core.errors import NotFound
from portal.core.i18n import current_language
from portal.extensions import db
from portal.listings import hooks, pricing, rules, service, sheets, versions, wording
from portal.listings.blueprint import listings
from portal.listings.lifecycle import LISTING
from portal.listings.models import Listing
from portal.web import find, go, paginate
from portal.workflow import engine, history


def page_facts(listing: Listing) -> dict[str, Any]:
    """Return what the public page of a listing is made of, for this reader."""
    return {
        "listing": listing,
        "patents": sheets.patent_rows(listing),
        "files": sheets.file_rows(listing, current_user),
        "sections": sheets.SECTIONS,
        "pricing": pricing,
        "open_licence": hooks.open_licence(listing),
        "partly_translated": sheets.has_other_language(listing, current_language()),
        "remarks": rules.notes(listing),
        **hooks.page_context(listing, current_user),
    }


@listings.get("/<public_id>")
@public
def show(public_id: str) -> ResponseReturnValue:
    """Show what is offered, to whom it is open."""
    listing = find(Listing, public_id, Verb.LISTING_SEE)
    return render_template(
        "listings/show.html", steps=engine.open_steps(LISTING, listing, current_user), **page_facts(listing)
    )


@listings.post("/<public_id>/steps/<name>")
@signed_in
def take_step(public_id: str, name: str) -> ResponseReturnValue:
    """Take one of the holder's steps that need nothing but a button."""
    listing = find(Listing, public_id, Verb.LISTING_SEE)
    if LISTING.step(name).hidden:
        raise NotFound
    service.step(listing, name, current_user, version=request.form.get("version", type=int))
    return go("listings.show", public_id=public_id)


def own_organisations() -> list[int]:
    """Return the organisations that the reader may list for."""
    return [key for key, roles in current_user.organisations.items() if roles & OFFICERS]


@listings.get("/mine")
@signed_in
def mine() -> ResponseReturnValue:
    """Show the listings of the reader's organisations."""
    ours = Listing.owner_id.in_(list(current_user.organisations))
    tally = select(Listing.state, func.count()).where(ours).group_by(Listing.state)
    counts = {row[0]: row[1] for row in db.session.execute(tally)}
    state = request.args.get("state", "")
    wanted = select(Listing).where(ours).order_by(Listing.updated_at.desc(), Listing.id.desc())
    if state in LISTING.states():
        wanted = wanted.where(Listing.state == state)
    return render_template(
        "listings/mine.html",
        page=paginate(wanted.options(selectinload(Listing.items))),
        counts=counts,
        state=state,
        tabs=[
            {
                "label": names.name("listing.state", code),
                "href": url_for("listings.mine", state=code),
                "active": state == code,
                "count": counts[code],
            }
            for code in names.codes("listing.state")
            if code in counts
        ],
        may_create=bool(own_organisations()),
    )


def people_by_id(ids: set[int | None]) -> dict[int, User]:
    """Return the people who did something, by id."""
    return {user.id: user for user in db.session.scalars(select(User).where(User.id.in_(ids - {None})))}


@listings.get("/<public_id>/versions")
@signed_in
def version_list(public_id: str) -> ResponseReturnValue:
    """Show every version and everything that happened, to the holder and the operator."""
    listing = find(Listing, public_id, Verb.LISTING_INSIDE)
    entries = history.history_of(listing)
    kept = versions.versions_of(listing)
    ids = {entry.actor_id for entry in entries} | {row.actor_id for row in kept}
    return render_template(
        "listings/versions.html",
        listing=listing,
        versions=kept,
        entries=entries[::-1],
        people=people_by_id(ids),
        field_name=wording.field_name,
    )


@listings.get("/<public_id>/versions/<int:number>")
@signed_in
def version(public_id: str, number: int) -> ResponseReturnValue:
    """Show what one version changed against the one before."""
    listing = find(Listing, public_id, Verb.LISTING_INSIDE)
    kept = {row.number: row for row in versions.versions_of(listing)}
    if number not in kept:
        raise NotFound
    chosen = kept[number]
    return render_template(
        "listings/version.html",
        listing=listing,
        version=chosen,
        last=max(kept),
        differences=sheets.worded_differences(versions.differences(kept.get(number - 1), chosen)),
        people=people_by_id({chosen.actor_id}),
    )
