"""What a person's desk shows until it is read."""

from typing import Any

from sqlalchemy import func, select, update

from portal.accounts.models import UserNotice
from portal.core import clock
from portal.extensions import db

_SHOWN = 100


def notify(user_id: int, code: str, params: dict[str, Any] | None = None, url: str = "") -> UserNotice:
    """Put a notice on the person's desk; `code` is a registered sentence, `params` fill it, `url` is a path."""
    notice = UserNotice(user_id=user_id, code=code, params=params or {}, url=url)
    db.session.add(notice)
    db.session.flush()
    return notice


def notices_of(user_id: int, *, unread_only: bool = False) -> list[UserNotice]:
    """Return the person's latest notices, the newest first."""
    mine = select(UserNotice).where(UserNotice.user_id == user_id)
    if unread_only:
        mine = mine.where(UserNotice.read_at.is_(None))
    return list(db.session.scalars(mine.order_by(UserNotice.id.desc()).limit(_SHOWN)))


def count_unread(user_id: int) -> int:
    """Return how many notices the person has not read."""
    unread = select(func.count(UserNotice.id)).where(
        UserNotice.user_id == user_id, UserNotice.read_at.is_(None)
    )
    return db.session.scalar(unread) or 0


def mark_read(user_id: int, notice_id: int | None = None) -> None:
    """Mark one of the person's notices as read, or all of them."""
    mine = update(UserNotice).where(UserNotice.user_id == user_id, UserNotice.read_at.is_(None))
    if notice_id is not None:
        mine = mine.where(UserNotice.id == notice_id)
    db.session.execute(mine.values(read_at=clock.now()).execution_options(synchronize_session="fetch"))
