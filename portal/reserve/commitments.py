"""What a reserve has promised or paid and not booked yet: signed takeovers and annual fees paid ahead of them (RSV-06)."""

from sqlalchemy import func, select

from portal.extensions import db
from portal.patents.facts.models import PatentEvent
from portal.reserve.account_models import Reserve, ReserveFee
from portal.reserve.takeover_models import COMMITTED, Takeover


def fees_of(reserve: Reserve, patent_id: int | None = None) -> list[ReserveFee]:
    """Return the fees, oldest first, that the reserve paid and that stand on no patent's account yet."""
    wanted = (
        select(ReserveFee)
        .join(PatentEvent, PatentEvent.id == ReserveFee.event_id)
        .where(
            ReserveFee.reserve_id == reserve.id,
            ReserveFee.item_id.is_(None),
            PatentEvent.voided_at.is_(None),
        )
        .order_by(ReserveFee.id)
    )
    if patent_id is not None:
        wanted = wanted.where(PatentEvent.patent_id == patent_id)
    return list(db.session.scalars(wanted).unique())


def lost(reserve: Reserve) -> int:
    """Return in fen the part of `committed` that was paid ahead for patents which the reserve did not get."""
    return sum(fee.fen for fee in fees_of(reserve) if not fee.intention.is_live)


def committed(reserve: Reserve, patent_id: int | None = None) -> int:
    """Return in fen what is signed for or paid ahead, for everything or for one patent, and not booked yet."""
    signed = select(func.coalesce(func.sum(Takeover.price_fen), 0)).where(
        Takeover.reserve_id == reserve.id, Takeover.state.in_(COMMITTED)
    )
    if patent_id is not None:
        signed = signed.where(Takeover.patent_id == patent_id)
    prices: int = int(db.session.scalar(signed) or 0)
    return prices + sum(fee.fen for fee in fees_of(reserve, patent_id))
