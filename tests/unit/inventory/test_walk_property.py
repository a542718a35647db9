"""Random walks of an item by everybody: only steps of the table are taken, each is in the history, none skips a hand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.access.actors import SYSTEM, Actor
from portal.core.errors import PortalError
from portal.extensions import db
from portal.inventory import answering, bulk
from portal.inventory.lifecycle import ITEM
from portal.inventory.models import Item
from portal.workflow import history
from portal.workflow.engine import take
from tests.cast import Cast
from tests.inventories import WHOLE, department, items_of, opened

STEPS = [step.name for step in ITEM.steps]
WHO = ("lin", "shen", "zhao", "okoro", "gao", "system")
moves = st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(WHO), st.booleans()), max_size=14)


def actor_called(cast: Cast, who: str) -> Actor:
    return SYSTEM if who == "system" else cast.person(who)


@pytest.fixture
def item(cast: Cast) -> Item:
    """An item whose department has a reviewer, with a whole answer saved."""
    (found,) = items_of(opened(cast))
    bulk.set_department([found], department(cast), cast.person("lin"))
    answering.save(found, WHOLE)
    db.session.commit()
    return found


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves)
def test_a_walk_keeps_to_the_table(cast: Cast, item: Item, moves: list[tuple[str, str, bool]]) -> None:
    try:
        _walk(cast, item, moves)
    finally:
        db.session.rollback()


def _walk(cast: Cast, item: Item, moves: list[tuple[str, str, bool]]) -> None:
    before = len(history.history_of(item))
    taken: list[tuple[str, str]] = []
    for name, who, says_why in moves:
        state, step = item.state, ITEM.step(name)
        try:
            with db.session.begin_nested():
                take(ITEM, item, name, actor_called(cast, who), data={"note": "请修改" if says_why else ""})
        except PortalError:
            db.session.refresh(item)
            assert item.state == state
            continue
        assert state in step.sources and item.state == step.target
        assert who not in ("okoro", "gao")
        assert says_why or not name.startswith(("return", "reopen"))
        taken.append((name, who))
    entries = history.history_of(item)[before:]
    assert [entry.action for entry in entries] == [name for name, _ in taken]
    for place, (name, _who) in enumerate(taken):
        if name == "approve":
            earlier = [one for one, _ in taken[:place]]
            assert "approve_department" in earlier, "the institution approved before the department"
            assert "answer" in earlier
    assert all(who in ("zhao", "shen") for name, who in taken if name == "approve_department")
    assert all(who in ("lin", "shen") for name, who in taken if name == "approve")
