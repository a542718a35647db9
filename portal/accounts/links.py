"""Links that work once: the letter carries a token that is computed, the table only its hash."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update

from portal.accounts.models import OneTimeLink
from portal.core import clock, tokens
from portal.core.ids import new_public_id
from portal.extensions import db

SIGN_UP, PASSWORD, EMAIL = "sign-up", "password", "email"
LIVES = {SIGN_UP: timedelta(hours=48), PASSWORD: timedelta(hours=1), EMAIL: timedelta(hours=24)}
_KEPT = timedelta(days=30)


def issue(
    purpose: str, email: str, *, user_id: int | None = None, payload: dict[str, Any] | None = None
) -> OneTimeLink:
    """Make a link. Its token can be written only by whoever has the secret key: a stolen table opens nothing."""
    now = clock.now()
    db.session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < now - _KEPT))
    link = OneTimeLink(
        token_hash="",
        nonce=new_public_id(),
        purpose=purpose,
        email=email,
        user_id=user_id,
        payload=payload or {},
        created_at=now,
        expires_at=now + LIVES[purpose],
    )
    link.token_hash = tokens.fingerprint(_token(link))
    db.session.add(link)
    db.session.flush()
    return link


def token_of(link_id: int) -> str:
    """Return the token that the letter carries; the mail templates call this."""
    return _token(db.session.scalars(select(OneTimeLink).where(OneTimeLink.id == link_id)).one())


def find(purpose: str, token: str) -> OneTimeLink | None:
    """Return the link while it can still be used; holds its row until the transaction ends."""
    link = db.session.scalar(
        select(OneTimeLink)
        .where(OneTimeLink.token_hash == tokens.fingerprint(token), OneTimeLink.purpose == purpose)
        .with_for_update()
    )
    usable = link is not None and link.used_at is None and link.expires_at > clock.now()
    return link if usable else None


def use(link: OneTimeLink) -> None:
    """Use the link up, with every other of its purpose for the same address."""
    retire(link.purpose, link.email)
    link.payload = {}


def retire(purpose: str, email: str) -> None:
    """Make every open link of `purpose` for the address useless."""
    mine = update(OneTimeLink).where(
        OneTimeLink.purpose == purpose, OneTimeLink.email == email, OneTimeLink.used_at.is_(None)
    )
    db.session.execute(mine.values(used_at=clock.now()))


def _token(link: OneTimeLink) -> str:
    return tokens.token(link.purpose, link.email, link.created_at, link.nonce)
