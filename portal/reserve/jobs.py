"""The daily round: intentions move on with their clocks, and reserves are told of what is due."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.extensions import db
from portal.jobs.apart import Apart
from portal.jobs.handlers import Held
from portal.jobs.rounds import every_day
from portal.reserve import release, watch
from portal.reserve.account_models import KEPT, RELEASED, ReserveItem
from portal.reserve.models import LAPSED, LOST, WATCHED, Intention

JOB = "reserve.daily"
_CHUNK = 50


@every_day(JOB, at=timedelta(hours=3))
def _daily(_payload: dict[str, Any], held: Held) -> None:
    watched = select(Intention.id).where(Intention.state.in_((*WATCHED, LOST, LAPSED))).order_by(Intention.id)
    apart = Apart(held)
    apart.each(db.session.scalars(watched).all(), _CHUNK, _look_after_intention)
    kept = select(ReserveItem.id).where(ReserveItem.state.in_((*KEPT, RELEASED))).order_by(ReserveItem.id)
    apart.each(db.session.scalars(kept).all(), _CHUNK, _look_after_item)
    apart.finish()


def _look_after_intention(intention_id: int) -> None:
    watch.look_after(db.session.get_one(Intention, intention_id))


def _look_after_item(item_id: int) -> None:
    release.look_after(db.session.get_one(ReserveItem, item_id))
