"""The records behind the operator's figures: listings, statements and deals in one state."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from portal.access.permissions import Verb
from portal.access.routes import needs
from portal.backoffice.blueprint import backoffice
from portal.core import names
from portal.core.errors import NotFound
from portal.deals.models import Deal
from portal.listings.models import Listing
from portal.openlicence.models import Statement
from portal.web import paginate

_MODELS: dict[str, type[Listing] | type[Statement] | type[Deal]] = {
    "listing": Listing,
    "statement": Statement,
    "deal": Deal,
}
_ENDPOINTS = {"listing": "listings.show", "statement": "openlicence.show", "deal": "deals.show"}


@backoffice.get("/records/<kind>")
@needs(Verb.BACKOFFICE)
def records(kind: str) -> ResponseReturnValue:
    """List the things of `kind` that are in `?state=`, the latest changed first."""
    model = _MODELS.get(kind)
    state = request.args.get("state", "")
    if model is None or state not in names.codes(f"{kind}.state"):
        raise NotFound
    page = paginate(
        select(model).where(model.state == state).order_by(model.updated_at.desc(), model.id.desc())
    )
    rows = [
        (_subject(thing), url_for(_ENDPOINTS[kind], public_id=thing.public_id), thing) for thing in page.items
    ]
    return render_template("backoffice/records.html", page=page, rows=rows, kind=kind, state=state)


def _subject(thing: Any) -> Any:
    """Return what has the title: the listing itself, or the patent of the statement."""
    if isinstance(thing, Listing):
        return thing
    statement = thing if isinstance(thing, Statement) else thing.statement
    return statement.patent if statement is not None else None
