"""Which statements stand for a patent or a listing, and whose search documents they change."""

from sqlalchemy import case, select

from portal.core import clock
from portal.core.errors import InputError, RuleRefusal
from portal.extensions import db
from portal.listings.models import Listing, ListingPatent
from portal.listings.rules import number_of
from portal.openlicence.models import BEFORE, EFFECTIVE, INTENDED, LIVE, STATUTORY, Statement
from portal.patents.models import Patent


def standing_for(patent_ids: list[int]) -> list[Statement]:
    """Return the statements on view for these patents: the announced before the intended, one per patent."""
    first = case((Statement.state.in_(LIVE), 0), else_=1)
    wanted = (
        select(Statement)
        .where(
            Statement.patent_id.in_(patent_ids),
            Statement.on_view(),
            Statement.state.in_((*LIVE, *BEFORE)),
        )
        .order_by(first, Statement.id)
    )
    found: dict[int, Statement] = {}
    for statement in db.session.scalars(wanted).unique():
        found.setdefault(statement.patent_id, statement)
    return list(found.values())


def of_listing(listing: Listing) -> list[Statement]:
    """Return the statements on view for the patents of a listing."""
    return standing_for([item.patent_id for item in listing.items])


def answer_for(listing: Listing) -> str | None:
    """Say `effective` or `intended` where a statement stands so for a patent of the listing, as listings ask."""
    states = {
        EFFECTIVE if statement.can_be_accepted else INTENDED
        for statement in of_listing(listing)
        if statement.regime == STATUTORY and (statement.can_be_accepted or statement.is_intended)
    }
    return EFFECTIVE if EFFECTIVE in states else (INTENDED if states else None)


def blocks_exclusivity(patent: Patent) -> RuleRefusal | None:
    """Refuse sole and exclusive offers of a patent whose announced statement is in force (OL-16)."""
    if not any(statement.is_live for statement in standing_for([patent.id])):
        return None
    return RuleRefusal("listing.open_in_force", rule_id="OL-16", number=number_of(patent))


def require_free_number(statement: Statement, number: str) -> None:
    """Return where no other statement has the number. Raises InputError at its field."""
    others = select(Statement.id).where(Statement.statement_no == number, Statement.id != statement.id)
    if db.session.scalar(others.limit(1)) is not None:
        raise InputError("statement.number_taken", field="statement_no")


def refresh_search(statement: Statement) -> None:
    """Mark the patent and its listings as changed, so that the search learns what stands for them."""
    statement.patent.updated_at = clock.now()
    holding = select(Listing).join(ListingPatent).where(ListingPatent.patent_id == statement.patent_id)
    for listing in db.session.scalars(holding).unique():
        listing.updated_at = clock.now()
