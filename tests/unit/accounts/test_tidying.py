"""Sessions, links and counted failures that nobody can use any more go; what still counts stays."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.accounts.models import Throttle, UserSession
from portal.accounts.tidying import tidy
from portal.core import clock
from portal.extensions import db
from tests.cast import Cast


def _session(cast: Cast, token: str, **facts: object) -> None:
    values = {"expires_at": clock.now() + timedelta(days=1)} | facts
    db.session.add(UserSession(token_hash=token, user_id=cast.person("lin").id, **values))


@pytest.mark.usefixtures("app")
def test_only_old_sessions_go(cast: Cast) -> None:
    now = clock.now()
    _session(cast, "live")
    _session(cast, "ended lately", ended_at=now - timedelta(days=29))
    _session(cast, "ended long ago", ended_at=now - timedelta(days=31))
    _session(cast, "ran out long ago", expires_at=now - timedelta(days=31))
    db.session.flush()
    assert tidy() == 2
    left = set(db.session.scalars(select(UserSession.token_hash)))
    assert {"live", "ended lately"} <= left
    assert not left & {"ended long ago", "ran out long ago"}


def test_failures_that_still_count_stay(app: Flask) -> None:
    now = clock.now()
    rows = {
        "fresh": (now, None),
        "old": (now - timedelta(days=3), now - timedelta(days=2)),
        "old, blocked": (now - timedelta(days=3), now + timedelta(hours=1)),
    }
    for key, (failed, blocked) in rows.items():
        db.session.add(Throttle(key=key, failures=9, last_failure_at=failed, blocked_until=blocked))
    db.session.flush()
    assert tidy() == 1
    assert set(db.session.scalars(select(Throttle.key))) == {"fresh", "old, blocked"}
    assert db.session.scalar(select(func.count()).select_from(Throttle)) == 2
