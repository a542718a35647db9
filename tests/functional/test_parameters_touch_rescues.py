"""A change of a figure about rescues or inventories says which of them are open, before it is saved."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.core import clock
from portal.extensions import db
from portal.inventory.models import Round
from portal.parameters.touching import touched_by
from portal.reserve.models import Intention
from tests.cast import Cast
from tests.licences import granted_patent


def _counts(app: Flask, key: str) -> dict[str, int]:
    with app.test_request_context("/"):
        return {found.group: found.count for found in touched_by(key, clock.today())}


def test_live_intentions_and_no_others(app: Flask, cast: Cast) -> None:
    for state in ("call_public", "withdrawn"):
        patent = granted_patent(cast)
        db.session.add(Intention(patent_id=patent.id, owner_id=patent.owner_id, state=state))
    db.session.flush()
    assert _counts(app, "reserve.register_days") == {"intentions_live": 1}
    assert _counts(app, "preemption.silence_days") == {"intentions_live": 1}


@pytest.mark.parametrize(("state", "count"), [("open", 1), ("closed", 0)])
def test_open_rounds(app: Flask, cast: Cast, state: str, count: int) -> None:
    owner = cast.organisation("haiyu")
    due = clock.today() + timedelta(days=9)
    db.session.add(Round(owner_id=owner.id, name="盘点", due_on=due, total=1, state=state))
    db.session.flush()
    assert _counts(app, "inventory.tier_years") == ({"rounds_open": count} if count else {})
