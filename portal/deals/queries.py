"""What pages ask of deals and licences: registers, names of those who acted, the listing behind a statement."""

from collections.abc import Iterable

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from portal.access.actors import Actor
from portal.access.predicates import OFFICERS
from portal.accounts.models import User
from portal.accounts.organisations import Organisation
from portal.deals.models import BrokerRequest, Deal, DealNote, DealTask, Licence
from portal.extensions import db
from portal.listings.models import PUBLISHED, Listing, ListingPatent
from portal.openlicence.models import Statement
from portal.patents.models import Patent
from portal.workflow.models import HistoryEntry


def licences(patent: Patent | None = None) -> Select[Licence]:
    """Return the public register of licensees, the newest first, of one patent or of all."""
    wanted = select(Licence).options(
        joinedload(Licence.licensee), joinedload(Licence.statement), joinedload(Licence.deal)
    )
    if patent is not None:
        wanted = wanted.where(Licence.patent_id == patent.id)
    return wanted.order_by(Licence.effective_at.desc(), Licence.id.desc())


def licensees_of(statement: Statement) -> list[Licence]:
    """Return the licences of the statement's patent, the newest first."""
    return list(db.session.scalars(licences(statement.patent)).unique())


def licence_of(deal: Deal) -> Licence | None:
    """Return the licence that the deal led to, if it took effect."""
    return db.session.scalar(select(Licence).where(Licence.deal_id == deal.id))


def listing_for(statement: Statement) -> Listing | None:
    """Return the published listing of the owner that offers the statement's patent, the latest."""
    wanted = (
        select(Listing)
        .join(ListingPatent)
        .where(
            ListingPatent.patent_id == statement.patent_id,
            Listing.owner_id == statement.owner_id,
            Listing.state == PUBLISHED,
        )
        .order_by(Listing.id.desc())
        .limit(1)
    )
    return db.session.scalars(wanted).unique().first()


def may_act_for(actor: Actor) -> list[Organisation]:
    """Return the organisations that the actor may act for, in the order of their names."""
    mine = [key for key, roles in actor.organisations.items() if roles & OFFICERS]
    wanted = select(Organisation).where(Organisation.id.in_(mine)).order_by(Organisation.name_zh)
    return list(db.session.scalars(wanted))


def side_of(deal: Deal, actor: Actor) -> str | None:
    """Return which side of the deal the actor is on: `licensee`, `licensor`, `broker`, `operator` or None."""
    if deal.licensee_id in actor.organisations:
        return "licensee"
    if deal.licensor_id in actor.organisations:
        return "licensor"
    if actor.actor_id is not None and deal.broker_id == actor.actor_id:
        return "broker"
    return "operator" if actor.operator_roles else None


def notes(deal: Deal, actor: Actor) -> list[DealNote]:
    """Return the notes that the actor may read, the newest first; the broker's own are for their author alone."""
    open_to = or_(DealNote.audience == "all", DealNote.author_id == actor.actor_id)
    wanted = select(DealNote).where(DealNote.deal_id == deal.id, open_to).order_by(DealNote.id.desc())
    return list(db.session.scalars(wanted))


def tasks(deal: Deal) -> list[DealTask]:
    """Return the tasks of the deal, the open before the done, the most urgent first."""
    wanted = select(DealTask).where(DealTask.deal_id == deal.id)
    found = list(db.session.scalars(wanted.order_by(DealTask.id)))
    return sorted(found, key=lambda task: (task.done_at is not None, str(task.due_on or "9999"), task.id))


def open_request(deal: Deal) -> BrokerRequest | None:
    """Return the wish for a broker on this deal that waits for the operator."""
    return db.session.scalar(
        select(BrokerRequest).where(BrokerRequest.deal_id == deal.id, BrokerRequest.state == "open")
    )


def people(entries: Iterable[HistoryEntry]) -> dict[int, str]:
    """Return the names of those who acted, by id."""
    ids = {entry.actor_id for entry in entries if entry.actor_id is not None}
    return {user.id: user.name for user in db.session.scalars(select(User).where(User.id.in_(ids)))}
