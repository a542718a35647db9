"""What waits for the operator, counted and listed, the longest waiting first."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, func, select

from portal.accounts.models import BrokerProfile
from portal.accounts.organisations import PENDING, Organisation
from portal.core import clock
from portal.deals.models import BrokerRequest
from portal.extensions import db
from portal.jobs.models import BURIED, QUEUED, Job
from portal.listings.models import Listing

LATE_SECONDS = 300


def pending_organisations() -> Select[Organisation]:
    """Select the organisations that ask to be verified."""
    return select(Organisation).where(Organisation.state == PENDING).order_by(Organisation.updated_at)


def submitted_listings() -> Select[Listing]:
    """Select the listings that wait for review."""
    return select(Listing).where(Listing.state == "submitted").order_by(Listing.updated_at)


def pending_brokers() -> Select[BrokerProfile]:
    """Select the brokers that ask to be verified."""
    return select(BrokerProfile).where(BrokerProfile.state == PENDING).order_by(BrokerProfile.updated_at)


def open_requests() -> Select[BrokerRequest]:
    """Select the wishes for a broker that nobody has answered."""
    return select(BrokerRequest).where(BrokerRequest.state == "open").order_by(BrokerRequest.created_at)


def buried_jobs() -> Select[Job]:
    """Select the jobs that failed at every attempt."""
    return select(Job).where(Job.status == BURIED).order_by(Job.finished_at.desc())


def late_jobs() -> int:
    """Count the jobs that should have begun five minutes ago: the worker is off or overwhelmed."""
    since = clock.now() - timedelta(seconds=LATE_SECONDS)
    return db.session.scalar(select(func.count()).where(Job.status == QUEUED, Job.run_at < since)) or 0


@dataclass(frozen=True)
class Queue:
    """A queue's size; `code` names it, `endpoint` shows it."""

    code: str
    endpoint: str
    waiting: int


def sizes() -> list[Queue]:
    """Return every queue with the number of things that wait in it."""
    queues: tuple[tuple[str, Select[Any]], ...] = (
        ("organisations", pending_organisations()),
        ("listings", submitted_listings()),
        ("brokers", pending_brokers()),
        ("broker_requests", open_requests()),
        ("jobs", buried_jobs()),
    )
    return [Queue(code, f"backoffice.{code}", _count(query)) for code, query in queues]


def _count(query: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
