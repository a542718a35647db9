"""The public list of patents that can be rescued, and one intention as each reader may see it."""

from collections.abc import Callable
from typing import Any

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.routes import public
from portal.accounts.organisations import Organisation
from portal.core import names
from portal.core.i18n import localised
from portal.extensions import db
from portal.listings import hooks, standing
from portal.listings.rules import number_of
from portal.patents.models import Patent
from portal.reserve import domain, inventors, legal, proceeds, reacting, scoring, service, timing
from portal.reserve.blueprint import public_domain, rescue, reserves
from portal.reserve.domain_models import FREE_STATUSES
from portal.reserve.lifecycle import INTENTION
from portal.reserve.models import CALL_PUBLIC, PUBLIC, Intention
from portal.templating import add_to_menu
from portal.web import Page, find, page_number
from portal.workflow import engine, history

PAGE = 20
_MOST = 1000
Row = tuple[Intention, timing.Timing]
_ORDERS: dict[str, Callable[[Row], Any]] = {
    "days": lambda row: row[1].days_left,
    "price": lambda row: row[0].ask_fen,
    "life": lambda row: -(standing.last_day(row[0].patent) or row[1].safe).toordinal(),
    "fee": lambda row: row[1].clock.payable,
}


@rescue.get("")
@public
def index() -> ResponseReturnValue:
    """List what is called out publicly and can still be taken over."""
    asked = request.args.get("sort", "days")
    order = asked if asked in _ORDERS else "days"
    rows = sorted(_open_rows(), key=lambda row: (_ORDERS[order](row), row[0].id))
    number = page_number()
    page = Page(rows[(number - 1) * PAGE : number * PAGE], len(rows), number, PAGE)
    return render_template(
        "reserve/index.html", page=page, order=order, orders=names.choices("rescue.sort"), saved=_saved()
    )


def _open_rows() -> list[Row]:
    wanted = select(Intention).where(
        Intention.state == CALL_PUBLIC, Intention.secrecy == PUBLIC, Intention.made_public_on.is_not(None)
    )
    found = list(db.session.scalars(wanted.order_by(Intention.id).limit(_MOST)).unique())
    clocks = timing.timings_of([intention.patent for intention in found])
    return [(intention, clocks[intention.patent_id]) for intention in found if intention.patent_id in clocks]


def _saved() -> list[Intention]:
    """Return the latest patents that found somebody in time."""
    done = select(Intention).where(
        Intention.state.in_(("rescued", "reserved")), Intention.made_public_on.is_not(None)
    )
    return list(db.session.scalars(done.order_by(Intention.closed_on.desc(), Intention.id.desc()).limit(5)))


@rescue.get("/<public_id>")
@public
def show(public_id: str) -> ResponseReturnValue:
    """Show one intention: its clock, its terms, and what the reader can do about it."""
    intention = find(Intention, public_id, Verb.RESCUE_SEE)
    inside = can(current_user, Verb.RESCUE_DECLARE, intention) or bool(current_user.operator_roles)
    mine = current_user.organisations
    return render_template(
        "reserve/show.html",
        intention=intention,
        timing=timing.timing_of(intention.patent),
        months=scoring.months_left(intention.patent),
        inside=inside,
        interests=[one for one in intention.interests if inside or one.organisation_id in mine],
        licences=legal.licences_of(intention.patent),
        obstacles=service.obstacles(intention) if inside and intention.state == "intent" else [],
        takeover=_takeover(intention),
        steps=engine.open_steps(INTENTION, intention, current_user),
        entries=history.history_of(intention) if inside else [],
        takers=takers(intention),
    )


def _takeover(intention: Intention) -> Any:
    found = service.takeover_of(intention)
    return found if found is not None and can(current_user, Verb.TAKEOVER_SEE, found) else None


def takers(intention: Intention) -> list[Any]:
    """Return the reader's organisations that may make an offer now."""
    if not current_user.is_authenticated:
        return []
    acting = [one for one in current_user.member_of() if can(current_user, Verb.RESCUE_DECLARE, one)]
    return [one for one in acting if service.may_offer(intention, one)]


def reason_words(code: str, params: dict[str, Any]) -> str:
    """Return why somebody was called, in the reader's language."""
    told = {**params, "region": names.name("region", params["region"])} if "region" in params else params
    text = names.name("rescue.match", code)
    return text % told if told else text


def organisation_name(organisation_id: int) -> str:
    """Return the name of an organisation in the reader's language."""
    return localised(db.session.get_one(Organisation, organisation_id), "name")[0]


def _called(patent: Patent) -> Intention | None:
    """Return the intention for the patent that the reader may see and that can still end well, or None."""
    found = service.live_of(patent)
    return found if found is not None and can(current_user, Verb.RESCUE_SEE, found) else None


def install(app: Flask) -> None:
    """Bind the pages of rescues, reserves and the catalogue."""
    from portal.reserve import (  # noqa: F401 (importing binds their pages)
        domain_views,
        inventor_views,
        item_views,
        owner_views,
        reserve_views,
        screening_views,
        takeover_views,
    )

    hooks.add_page_context(lambda listing, _actor: {"reserve_cost": proceeds.disclosed(listing)})
    proceeds.install()
    reacting.install()
    for blueprint in (rescue, reserves, public_domain):
        app.register_blueprint(blueprint)
    add_to_menu("rescue.index", _l("Rescue"))
    app.jinja_env.globals.update(
        rescue_number=number_of,
        rescue_timing=timing.timing_of,
        rescue_months=scoring.months_left,
        rescue_reason=reason_words,
        rescue_organisation=organisation_name,
        rescue_of=lambda public_id: db.session.scalar(
            select(Intention).where(Intention.public_id == public_id)
        ),
        rescue_called=_called,
        rescue_takeover=service.takeover_of,
        free_entry=domain.entry_of,
        free_statuses=FREE_STATUSES,
        inventor_call=inventors.by_id,
        inventor_token=inventors.token_of,
    )
