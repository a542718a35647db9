"""Signed-in browsers: a random token in the cookie, its hash in a table, so that a session can be seen and ended."""

import hashlib
import secrets
from datetime import timedelta

from flask import Response, g, request, session
from sqlalchemy import select, update

from portal.accounts.models import User, UserSession
from portal.core import clock
from portal.core.db import set_reading
from portal.core.errors import NotFound
from portal.core.i18n import COOKIE_KEY
from portal.core.settings import settings
from portal.extensions import db, login_manager

COOKIE_NAME = "sid"
_TOUCH_EVERY = timedelta(minutes=5)
_HALF_WAY = "half"
_HALF_WAY_SECONDS = 300


def hash_token(token: str) -> str:
    """Return what is stored of a random token."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(user: User) -> UserSession:
    """Begin a session of `user` in this browser under a new token, keeping only the chosen language."""
    end_current()
    language = session.get(COOKIE_KEY)
    session.clear()
    if language:
        session[COOKIE_KEY] = language
    token = secrets.token_urlsafe(32)
    row = UserSession(
        token_hash=hash_token(token),
        user_id=user.id,
        expires_at=clock.now() + timedelta(days=settings().session_days),
        address=request.remote_addr or "",
        browser=request.user_agent.string[:300],
    )
    db.session.add(row)
    db.session.flush()
    session[COOKIE_NAME] = token
    g.user_session = row
    return row


def remember_half_way(user: User) -> None:
    """Note in this browser that the password was right: enough to be asked for the second factor, for five minutes."""
    session[_HALF_WAY] = [user.public_id, _mark_of(user), int(clock.now().timestamp())]


def half_way() -> User | None:
    """Return who gave the right password in this browser lately and has not changed it since, or None."""
    public_id, mark, at = session.get(_HALF_WAY) or ("", "", 0)
    if not public_id or clock.now().timestamp() - at > _HALF_WAY_SECONDS:
        return None
    user = db.session.scalar(select(User).where(User.public_id == public_id))
    return user if user is not None and user.is_active and _mark_of(user) == mark else None


def _mark_of(user: User) -> str:
    return hashlib.sha256(user.password_hash.encode()).hexdigest()[:16]


def end_current() -> None:
    """End this browser's session, if it has one."""
    row = current_session()
    if row is not None:
        row.ended_at = clock.now()
    session.pop(COOKIE_NAME, None)
    g.pop("user_session", None)
    g.pop("_login_user", None)


def end_all(user_id: int, *, but: int | None = None) -> None:
    """End every session of the person except session `but`."""
    mine = update(UserSession).where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
    if but is not None:
        mine = mine.where(UserSession.id != but)
    db.session.execute(mine.values(ended_at=clock.now()))


def end_one(user_id: int, public_id: str) -> bool:
    """End the person's session called `public_id`; return whether it was this browser's. Raises NotFound."""
    row = db.session.scalar(
        select(UserSession).where(UserSession.user_id == user_id, UserSession.public_id == public_id)
    )
    if row is None:
        raise NotFound
    here = current_session()
    if here is not None and here.id == row.id:
        end_current()
        return True
    row.ended_at = row.ended_at or clock.now()
    return False


def current_session() -> UserSession | None:
    """Return the live session that the request's cookie names, or None."""
    if "user_session" not in g:
        g.user_session = _find(session.get(COOKIE_NAME))
    found: UserSession | None = g.user_session
    return found


def live_sessions(user_id: int) -> list[UserSession]:
    """Return the person's sessions that have not ended, the latest used first."""
    mine = select(UserSession).where(
        UserSession.user_id == user_id, UserSession.ended_at.is_(None), UserSession.expires_at > clock.now()
    )
    return list(db.session.scalars(mine.order_by(UserSession.last_seen_at.desc())))


def _find(token: str | None) -> UserSession | None:
    if not token:
        return None
    row = db.session.scalar(select(UserSession).where(UserSession.token_hash == hash_token(token)))
    idle = clock.now() - timedelta(hours=settings().session_idle_hours)
    if row is None or row.ended_at is not None or row.expires_at <= clock.now() or row.last_seen_at <= idle:
        return None
    if row.last_seen_at < clock.now() - _TOUCH_EVERY:
        g.touch_session = row.id
    return row


def touch_after_response(response: Response) -> Response:
    """Note the use of a session, at most once in five minutes, apart from the request's own transaction."""
    session_id = g.pop("touch_session", None)
    if session_id is not None:
        set_reading(False)
        db.session.execute(
            update(UserSession).where(UserSession.id == session_id).values(last_seen_at=clock.now())
        )
        db.session.commit()
    return response


@login_manager.request_loader
def _load(_request: object) -> User | None:
    row = current_session()
    return row.user if row is not None and row.user.is_active else None
