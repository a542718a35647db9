"""The account of a reserve: pure bookkeeping in fen; cost is covered first, and what is left is shared exactly (INV-05)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.core.money import split
from portal.reserve.account_models import SHARES

CASH, COST, PROCEEDS = "cash", "cost", "proceeds"
ACCOUNTS = (CASH, COST, PROCEEDS, *SHARES)
COSTS = ("acquisition", "annuity", "other_cost")
MONEY_IN, COVERED = "proceeds", "covered"


@dataclass(frozen=True, slots=True)
class Posting:
    """One movement of `fen` from `credit` to `debit`."""

    kind: str
    debit: str
    credit: str
    fen: int


def spent(kind: str, fen: int) -> list[Posting]:
    """Return the postings of a cost that the centre paid."""
    return [Posting(kind, COST, CASH, fen)] if fen else []


def received(fen: int, uncovered: int, shares: Mapping[str, int]) -> list[Posting]:
    """Return the postings of proceeds: in, the uncovered cost back, and the rest by the split (largest remainder)."""
    back = min(fen, uncovered)
    found = [Posting(MONEY_IN, CASH, PROCEEDS, fen), Posting(COVERED, PROCEEDS, COST, back)]
    parts = split(fen - back, [shares.get(share, 0) for share in SHARES])
    found += [
        Posting(f"share_{share}", PROCEEDS, share, part) for share, part in zip(SHARES, parts, strict=True)
    ]
    return [posting for posting in found if posting.fen]


def balances(lines: Iterable[tuple[str, str, int]]) -> dict[str, int]:
    """Return every account's balance, debits less credits, of (debit, credit, fen); together they are zero."""
    found = dict.fromkeys(ACCOUNTS, 0)
    for debit, credit, fen in lines:
        found[debit] += fen
        found[credit] -= fen
    return found


@dataclass(frozen=True, slots=True)
class Summary:
    """What a patent or a whole reserve has cost and brought, in fen; `uncovered` is cost not yet brought back."""

    cost: int
    proceeds: int
    uncovered: int
    owner: int
    inventors: int
    centre: int


def summary(lines: Iterable[tuple[str, str, int]]) -> Summary:
    """Return the figures that the account page shows."""
    rows = list(lines)
    found = balances(rows)
    return Summary(
        cost=sum(fen for debit, credit, fen in rows if (debit, credit) == (COST, CASH)),
        proceeds=sum(fen for debit, credit, fen in rows if (debit, credit) == (CASH, PROCEEDS)),
        uncovered=found[COST],
        owner=-found["owner"],
        inventors=-found["inventors"],
        centre=-found["centre"],
    )
