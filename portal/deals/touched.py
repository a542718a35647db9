"""Which deals a changed figure would touch."""

from collections.abc import Iterable
from datetime import date

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.core import i18n
from portal.core.names import register_names
from portal.deals.models import CLOSED, IN_EFFECT, Deal
from portal.parameters.touching import Touched, counted, touches

register_names(
    "parameter.touched",
    {
        "deals_before_notice": _l("Deals whose notice has not been sent"),
        "deals_before_effect": _l("Deals that have not taken effect"),
    },
)


@touches("recordal.", "deal.status_max_age_days")
def _before_effect(_key: str, _begins: date) -> Iterable[Touched]:
    """The day of recordal is set when a deal takes effect, and stays."""
    wanted = select(Deal).where(Deal.state.not_in((*CLOSED, *IN_EFFECT))).order_by(Deal.id)
    yield counted("deals_before_effect", wanted, _described)


@touches("deal.notice_lapse_days")
def _before_notice(_key: str, _begins: date) -> Iterable[Touched]:
    """The last day to pay is set when the notice arrives, and stays."""
    wanted = (
        select(Deal)
        .where(Deal.state.not_in((*CLOSED, *IN_EFFECT)), Deal.notice_arrived_at.is_(None))
        .order_by(Deal.id)
    )
    yield counted("deals_before_notice", wanted, _described)


def _described(deal: Deal) -> tuple[str, str]:
    thing = deal.statement.patent if deal.statement is not None else deal.listing
    title = i18n.localised(thing, "title")[0] if thing is not None else deal.public_id
    return title, url_for("deals.show", public_id=deal.public_id)
