"""Counts how often the pages of patents and listings are opened: numbers per day, nothing about who opened them.

Counts are gathered in memory and written at most every minute, so that a page costs no write. What is not written
when a process ends is lost: the counts are a hint of interest, no record.
"""

from collections import Counter
from datetime import date, timedelta
from threading import Lock

from flask import Flask, Response, request
from flask_login import current_user
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from portal.core import clock
from portal.core.db import set_reading
from portal.core.transactions import transaction
from portal.extensions import db
from portal.inventory.tables import PageViews
from portal.listings.models import Listing, ListingPatent
from portal.patents.models import Patent

WRITE_EVERY = timedelta(minutes=1)
_PAGES = {"patents.show": "patent", "listings.show": "listing"}


class Views:
    """What was counted and not written yet, of one application."""

    def __init__(self) -> None:
        self.waiting: Counter[tuple[str, str, date]] = Counter()
        self.since = clock.now()
        self.lock = Lock()

    def add(self, kind: str, public_id: str) -> bool:
        """Count one view; tell whether it is time to write."""
        with self.lock:
            self.waiting[kind, public_id, clock.today()] += 1
            return clock.now() - self.since >= WRITE_EVERY

    def take(self) -> Counter[tuple[str, str, date]]:
        """Return what waits and begin anew."""
        with self.lock:
            taken, self.waiting, self.since = self.waiting, Counter(), clock.now()
            return taken


def install(app: Flask) -> None:
    """Count from now on."""
    views = Views()
    app.extensions["page_views"] = views

    @app.after_request
    def count(response: Response) -> Response:
        kind = _PAGES.get(request.endpoint or "")
        if kind and request.method == "GET" and response.status_code == 200 and not _insider():
            public_id = (request.view_args or {}).get("public_id", "")
            if views.add(kind, public_id):
                response.call_on_close(lambda: write(app))
        return response


def _insider() -> bool:
    """Whether the operator's own people look: they are not the market."""
    return bool(getattr(current_user, "operator_roles", None))


def write(app: Flask) -> int:
    """Write what was counted, in a transaction of its own; return how many rows it made."""
    taken = app.extensions["page_views"].take()
    with app.app_context():
        set_reading(False)
        with transaction():
            rows = _by_patent(taken)
            for (patent_id, day), count in sorted(rows.items()):
                _add(patent_id, day, count)
    return len(rows)


def _by_patent(taken: Counter[tuple[str, str, date]]) -> Counter[tuple[int, date]]:
    """Return the counts by patent row and day; a view of a listing counts for each of its patents."""
    named = {kind: {public_id for known, public_id, _ in taken if known == kind} for kind in _PAGES.values()}
    patents = select(Patent.public_id, Patent.id).where(Patent.public_id.in_(named["patent"]))
    offers = select(Listing.public_id, ListingPatent.patent_id).join(ListingPatent)
    places: dict[tuple[str, str], list[int]] = {}
    for public_id, patent_id in db.session.execute(patents):
        places.setdefault(("patent", public_id), []).append(patent_id)
    for public_id, patent_id in db.session.execute(offers.where(Listing.public_id.in_(named["listing"]))):
        places.setdefault(("listing", public_id), []).append(patent_id)
    found: Counter[tuple[int, date]] = Counter()
    for (kind, public_id, day), count in taken.items():
        for patent_id in places.get((kind, public_id), ()):
            found[patent_id, day] += count
    return found


def _add(patent_id: int, day: date, count: int) -> None:
    dialect = db.session.get_bind().dialect.name
    make = postgresql_insert if dialect == "postgresql" else sqlite_insert
    fresh = make(PageViews).values(patent_id=patent_id, day=day, count=count)
    merged = fresh.on_conflict_do_update(
        index_elements=["patent_id", "day"], set_={"count": PageViews.count + fresh.excluded.count}
    )
    db.session.execute(merged)


def views_of(patent_ids: list[int], days: int = 365) -> dict[int, int]:
    """Return how often each patent's pages were opened in the last `days`."""
    since = clock.today() - timedelta(days=days)
    found: dict[int, int] = {}
    for start in range(0, len(patent_ids), 500):
        counted = select(PageViews.patent_id, func.sum(PageViews.count)).where(
            PageViews.patent_id.in_(patent_ids[start : start + 500]), PageViews.day > since
        )
        found |= {key: int(total) for key, total in db.session.execute(counted.group_by(PageViews.patent_id))}
    return found
