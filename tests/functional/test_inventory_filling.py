"""Filling a round: by chunks, once however often it is repeated, with few statements however many patents there are."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, func, select

from portal.extensions import db
from portal.inventory import filling
from portal.inventory.models import Inventor, ItemPatent, Round
from tests.cast import Cast
from tests.inventories import inventor_of, items_of, opened, sleeper


@contextmanager
def statements() -> Iterator[list[str]]:
    """Gather what is sent to the database within the block."""
    seen: list[str] = []

    def listen(*given: object) -> None:
        seen.append(str(given[2]))

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)


def empty_round(cast: Cast) -> Round:
    """Return a round of haiyu with no patent in it."""
    first = opened(cast)
    round_ = Round(owner=first.owner, owner_id=first.owner_id, name="空", due_on=first.due_on)
    db.session.add(round_)
    db.session.commit()
    return round_


def filled_with(cast: Cast, ids: list[int]) -> int:
    """Fill an empty round with these patents; return how many statements that took."""
    round_ = empty_round(cast)
    with statements() as seen:
        for _ in filling.fill(round_, ids):
            pass
    assert (
        round_.total
        == len(ids)
        == db.session.scalar(select(func.count(ItemPatent.id)).where(ItemPatent.round_id == round_.id))
    )
    return len(seen)


def test_statements_do_not_grow_with_the_patents_of_a_chunk(cast: Cast) -> None:
    """Each patent has an inventor of its own: the worst case for whoever asks about each one."""
    ids = [sleeper(cast, inventor=f"人{number}").id for number in range(120)]
    few, many = filled_with(cast, ids[:20]), filled_with(cast, ids)
    assert many <= few + 2, (few, many)


def test_statements_grow_with_the_chunks_only(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [sleeper(cast, inventor=f"人{number}").id for number in range(120)]
    one = filled_with(cast, ids)
    monkeypatch.setattr(filling, "CHUNK", 30)
    four = filled_with(cast, ids)
    assert one < four <= 4 * one, (one, four)


def test_numbers_are_looked_up_together(cast: Cast) -> None:
    numbers = [f"2017106{number:05d}" for number in range(60)]
    for number in numbers:
        sleeper(cast, identity=f"CN:{number}.{check_digit(number)}")
    owner = cast.organisation("haiyu").id
    text = "\n".join(f"{number}.{check_digit(number)}" for number in numbers)
    with statements() as few:
        filling.patents_by_number(owner, text[:60])
    with statements() as many:
        found, unknown = filling.patents_by_number(owner, text + "\n不是号码")
    assert len(found) == 60 and unknown == ["不是号码"]
    assert len(many) <= len(few) + 1


def check_digit(number: str) -> str:
    """Return the check digit of an application number."""
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    rest = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def test_patents_without_inventors_stand_together_under_a_dash(cast: Cast) -> None:
    one = sleeper(cast, inventors=[])
    two = sleeper(cast, inventors=["  "])
    round_ = opened(cast, one, two)
    assert {item.inventor_id for item in items_of(round_)} == {inventor_of(round_, filling.NO_INVENTOR).id}


def test_a_second_patent_of_a_known_family_is_placed_beside_nothing_that_is_placed(cast: Cast) -> None:
    one = sleeper(cast, inventor="甲")
    round_ = opened(cast, one)
    two = sleeper(cast, inventor="甲")
    for _ in filling.fill(round_, [one.id, two.id]):
        pass
    assert round_.total == 2
    assert db.session.scalar(select(func.count(Inventor.id)).where(Inventor.round_id == round_.id)) == 1
