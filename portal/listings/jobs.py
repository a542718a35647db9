"""Later work: drafts in bulk, and the daily round that keeps what is shown fresh and alive."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.accounts.models import User
from portal.accounts.organisations import Organisation
from portal.extensions import db
from portal.jobs.apart import Apart
from portal.jobs.handlers import Held, handles
from portal.jobs.rounds import every_day
from portal.listings import bulk
from portal.listings.freshness import JOB, look_after
from portal.listings.lifecycle import SHOWN
from portal.listings.models import Listing
from portal.patents.models import Patent

_CHUNK = 50


@every_day(JOB, at=timedelta(hours=2))
def _daily(_payload: dict[str, Any], held: Held) -> None:
    ids = db.session.scalars(select(Listing.id).where(Listing.state.in_(SHOWN)).order_by(Listing.id)).all()
    apart = Apart(held)
    apart.each(ids, _CHUNK, lambda listing_id: look_after(db.session.get_one(Listing, listing_id)))
    apart.finish()


@handles("listings.bulk")
def _bulk(payload: dict[str, Any], held: Held) -> None:
    actor = db.session.get_one(User, payload["user_id"])
    owner = db.session.get_one(Organisation, payload["owner_id"])
    for start in range(0, len(payload["patent_ids"]), _CHUNK):
        bulk.make_drafts(
            owner, _patents(payload["patent_ids"][start : start + _CHUNK]), actor, payload["stream"]
        )
        held.checkpoint()


def _patents(ids: Iterable[int]) -> list[Patent]:
    return list(db.session.scalars(select(Patent).where(Patent.id.in_(list(ids))).order_by(Patent.id)))
