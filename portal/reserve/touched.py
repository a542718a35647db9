"""What of the rescues a changed figure would touch: intentions that are not over, and patents that a reserve holds."""

from collections.abc import Iterable
from datetime import date

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.core import i18n
from portal.core.names import register_names
from portal.parameters.touching import Touched, counted, touches
from portal.reserve.account_models import CIRCULATING, HELD, ReserveItem
from portal.reserve.models import WATCHED, Intention

register_names(
    "parameter.touched",
    {
        "intentions_live": _l("Intentions to give a patent up that are not over"),
        "reserve_items": _l("Patents held by a reserve"),
    },
)


@touches("reserve.", "preemption.")
def _intentions(_key: str, _begins: date) -> Iterable[Touched]:
    """A call that has begun keeps its last day; what follows is counted anew."""
    wanted = select(Intention).where(Intention.state.in_(WATCHED)).order_by(Intention.id)
    yield counted("intentions_live", wanted, _described)


@touches("reserve.sunset_months", "reserve.losses_to_release", "reserve.proceeds_most_times")
def _held(_key: str, _begins: date) -> Iterable[Touched]:
    """The sunset day is set when a patent is taken in, and stays; reviews at a loss are counted anew.

    Proceeds that were booked before stay.
    """
    wanted = select(ReserveItem).where(ReserveItem.state.in_((HELD, CIRCULATING))).order_by(ReserveItem.id)
    yield counted("reserve_items", wanted, _item)


def _described(intention: Intention) -> tuple[str, str]:
    title = i18n.localised(intention.patent, "title")[0]
    return title, url_for("rescue.show", public_id=intention.public_id)


def _item(item: ReserveItem) -> tuple[str, str]:
    return i18n.localised(item.patent, "title")[0], url_for("reserves.item", public_id=item.public_id)
