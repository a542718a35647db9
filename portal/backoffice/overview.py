"""The operator's first page: what needs a hand today, and honest counts of the whole portal."""

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from portal.access.permissions import Verb
from portal.access.routes import needs
from portal.accounts.organisations import Organisation
from portal.backoffice import queues
from portal.backoffice.blueprint import backoffice
from portal.deals.models import Deal, Licence
from portal.extensions import db
from portal.listings.models import Listing
from portal.openlicence.models import Statement
from portal.patents.models import Patent


@backoffice.get("")
@needs(Verb.BACKOFFICE)
def overview() -> ResponseReturnValue:
    """Show the queues and the counts, each with the records behind it."""
    return render_template(
        "backoffice/overview.html",
        queues=queues.sizes(),
        late=queues.late_jobs(),
        organisations=db.session.scalars(queues.pending_organisations().limit(5)).unique().all(),
        listings=db.session.scalars(queues.submitted_listings().limit(5)).unique().all(),
        requests=db.session.scalars(queues.open_requests().limit(5)).all(),
        listing_states=_by_state(Listing),
        deal_states=_by_state(Deal),
        statement_states=_by_state(Statement),
        totals=[
            (model.__tablename__, _total(model)) for model in (Organisation, Patent, Listing, Deal, Licence)
        ],
    )


def _total(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def _by_state(model: type[Listing] | type[Deal] | type[Statement]) -> list[tuple[str, int]]:
    rows = db.session.execute(
        select(model.state, func.count()).group_by(model.state).order_by(func.count().desc())
    )
    return [(state, count) for state, count in rows]
