"""Writes the account of a reserve, each fact once, and never above the budget (RSV-06)."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.payments.ledger import insert_once
from portal.reserve import account
from portal.reserve.account import Posting, Summary
from portal.reserve.account_models import Reserve, ReserveEntry, ReserveItem
from portal.reserve.commitments import committed

Lines = list[tuple[str, str, int]]


def lines_of(items: Sequence[ReserveItem]) -> Lines:
    """Return (debit, credit, fen) of every line of the items' accounts, oldest first."""
    wanted = (
        select(ReserveEntry.debit, ReserveEntry.credit, ReserveEntry.amount_fen)
        .where(ReserveEntry.item_id.in_([item.id for item in items]))
        .order_by(ReserveEntry.id)
    )
    return [(debit, credit, fen) for debit, credit, fen in db.session.execute(wanted)]


def summary_of_reserve(reserve: Reserve) -> Summary:
    """Return what everything in the reserve has cost and brought, also what it holds no longer."""
    wanted = (
        select(ReserveEntry.debit, ReserveEntry.credit, ReserveEntry.amount_fen)
        .join(ReserveItem)
        .where(ReserveItem.reserve_id == reserve.id)
        .order_by(ReserveEntry.id)
    )
    return account.summary([(debit, credit, fen) for debit, credit, fen in db.session.execute(wanted)])


def summary_of(items: Sequence[ReserveItem]) -> Summary:
    """Return what the items together have cost and brought."""
    return account.summary(lines_of(items))


def spend(item: ReserveItem, kind: str, fen: int, day: date, key: str, note: str = "") -> None:
    """Book a cost of the centre once. Raises RuleRefusal where a budget ceiling would be passed."""
    hold(item.reserve)
    affordable(item.reserve, fen, item)
    _book(item, account.spent(kind, fen), day, key, note)


def record_cost(item: ReserveItem, kind: str, fen: int, day: date, key: str) -> None:
    """Book once what was promised or spent before the patent came in: the ceiling was asked then."""
    _book(item, account.spent(kind, fen), day, key, "")


def earn(item: ReserveItem, fen: int, day: date, key: str, note: str = "") -> None:
    """Book proceeds once: they cover the cost first, the rest is shared by the reserve's split (INV-05)."""
    held = select(ReserveItem.id).where(ReserveItem.id == item.id).with_for_update()
    db.session.execute(held)
    if _is_booked(key):
        return
    uncovered = summary_of([item]).uncovered
    _book(item, account.received(fen, uncovered, item.reserve.split), day, key, note)


def hold(reserve: Reserve) -> None:
    """Keep the reserve's row to this transaction, so that two who spend at once are asked one after the other (RSV-06)."""
    db.session.execute(select(Reserve.id).where(Reserve.id == reserve.id).with_for_update())


def left_of(reserve: Reserve) -> int:
    """Return in fen what is left of the budget once what is booked and what is committed are taken off."""
    return reserve.budget_fen - summary_of_reserve(reserve).uncovered - committed(reserve)


def affordable(
    reserve: Reserve, fen: int, item: ReserveItem | None = None, patent_id: int | None = None
) -> None:
    """Return where the reserve may spend `fen` more. Raises RuleRefusal for the patent's or the whole ceiling."""
    found = refusal(reserve, fen, item, patent_id)
    if found is not None:
        raise found


def refusal(
    reserve: Reserve, fen: int, item: ReserveItem | None = None, patent_id: int | None = None
) -> RuleRefusal | None:
    """Return why the reserve may not spend `fen` more on what it keeps (`item`) or is about to (`patent_id`).

    Cost that is not yet brought back counts, and so does what is signed for or paid ahead (RSV-06).
    """
    here = reserve.ceiling_fen - (summary_of([item]).uncovered if item is not None else 0)
    here -= committed(reserve, patent_id) if patent_id is not None else 0
    if fen > here:
        return RuleRefusal("reserve.above_ceiling", rule_id="RSV-06", left=_yuan(here))
    everywhere = left_of(reserve)
    if fen > everywhere:
        return RuleRefusal("reserve.above_budget", rule_id="RSV-06", left=_yuan(everywhere))
    return None


def _yuan(fen: int) -> str:
    return f"{max(0, fen) / 100:,.2f}"


def _is_booked(key: str) -> bool:
    known = select(ReserveEntry.id).where(ReserveEntry.business_key.startswith(f"{key}:", autoescape=True))
    return db.session.scalar(known.limit(1)) is not None


def _book(item: ReserveItem, postings: Iterable[Posting], day: date, key: str, note: str) -> None:
    for posting in postings:
        values = {
            "item_id": item.id,
            "business_key": f"{key}:{posting.kind}",
            "kind": posting.kind,
            "debit": posting.debit,
            "credit": posting.credit,
            "amount_fen": posting.fen,
            "happened_on": day,
            "note": note[:300],
            "at": clock.now(),
        }
        db.session.execute(insert_once(ReserveEntry, values))
    db.session.expire(item, ["entries"])
