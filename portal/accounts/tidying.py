"""Every night: what nobody can use any more of sessions, links and counted failures is taken away."""

from datetime import timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, and_, delete, or_

from portal.accounts.models import OneTimeLink, Throttle, UserSession
from portal.core import clock
from portal.extensions import db

JOB = "accounts.tidy"
KEEP = timedelta(days=30)  # a person may still want to see where they were signed in
FORGET = timedelta(days=2)  # longer than any pace remembers


def tidy() -> int:
    """Delete sessions and links that ended a month ago and failures that no wait depends on; return how many."""
    now = clock.now()
    month_ago = now - KEEP
    stale = (
        delete(UserSession).where(or_(UserSession.ended_at < month_ago, UserSession.expires_at < month_ago)),
        delete(OneTimeLink).where(or_(OneTimeLink.used_at < month_ago, OneTimeLink.expires_at < month_ago)),
        delete(Throttle).where(
            and_(
                Throttle.last_failure_at < now - FORGET,
                or_(Throttle.blocked_until.is_(None), Throttle.blocked_until < now),
            )
        ),
    )
    return sum(cast(CursorResult[Any], db.session.execute(rows)).rowcount for rows in stale)
