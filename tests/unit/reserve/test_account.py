"""INV-05: whatever is spent and received, every posting balances, cost comes back first, and shares add up to the fen."""

from hypothesis import given
from hypothesis import strategies as st

from portal.reserve.account import COSTS, PROCEEDS, balances, received, spent, summary
from portal.reserve.account_models import SHARES, WHOLE

_FEN = st.integers(0, 10**12)
_CUTS = st.tuples(st.integers(0, WHOLE), st.integers(0, WHOLE)).map(sorted)


def shares_of(cuts: list[int]) -> dict[str, int]:
    """Return a split of the whole at two cuts."""
    return {"owner": cuts[0], "inventors": cuts[1] - cuts[0], "centre": WHOLE - cuts[1]}


@given(
    cuts=_CUTS,
    facts=st.lists(st.tuples(st.sampled_from([*COSTS, "money"]), _FEN), max_size=25),
)
def test_the_books_balance_whatever_happens(cuts: list[int], facts: list[tuple[str, int]]) -> None:
    split, lines, cost, money = shares_of(cuts), [], 0, 0
    for kind, fen in facts:
        uncovered = summary(lines).uncovered
        postings = received(fen, uncovered, split) if kind == "money" else spent(kind, fen)
        lines += [(posting.debit, posting.credit, posting.fen) for posting in postings]
        cost, money = cost + (fen if kind != "money" else 0), money + (fen if kind == "money" else 0)
        found = summary(lines)
        assert all(posting.fen > 0 and posting.debit != posting.credit for posting in postings)
        assert sum(balances(lines).values()) == 0
        assert balances(lines)[PROCEEDS] == 0
        assert (found.cost, found.proceeds) == (cost, money)
        covered = found.cost - found.uncovered
        assert covered + found.owner + found.inventors + found.centre == money
        assert found.uncovered >= 0
        assert min(found.owner, found.inventors, found.centre) >= 0


@given(fen=_FEN, uncovered=_FEN, cuts=_CUTS)
def test_nobody_shares_before_the_cost_is_covered(fen: int, uncovered: int, cuts: list[int]) -> None:
    postings = received(fen, uncovered, shares_of(cuts))
    shared = sum(posting.fen for posting in postings if posting.kind.startswith("share_"))
    assert shared == max(0, fen - uncovered)


def test_the_largest_remainder_gets_the_last_fen() -> None:
    postings = received(100, 0, {"owner": 3_333, "inventors": 3_333, "centre": 3_334})
    assert {posting.kind: posting.fen for posting in postings if posting.kind.startswith("share_")} == {
        "share_owner": 33,
        "share_inventors": 33,
        "share_centre": 34,
    }
    assert [f"share_{share}" for share in SHARES] == ["share_owner", "share_inventors", "share_centre"]
