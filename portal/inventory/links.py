"""The inventor's link: it needs no account, opens this inventor's items only, ends, and can be revoked.

The letter carries a token that is computed from the secret key, the table only its hash.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.access.actors import Actor
from portal.accounts.models import User
from portal.core import clock, tokens
from portal.core.i18n import DEFAULT
from portal.core.ids import new_public_id
from portal.extensions import db
from portal.inventory.models import OPEN, Inventor
from portal.mail import send_to_address
from portal.parameters import law
from portal.workflow import history


def issue(inventor: Inventor) -> None:
    """Give the inventor a new link; an earlier one opens nothing any more. It lives until 14 days after the due day."""
    inventor.issued_at = clock.now()
    inventor.nonce = new_public_id()
    figures, today = law.current(), clock.today()
    after_due = timedelta(days=figures.on("inventory.link_days_after_due", today))
    at_least = timedelta(days=figures.on("inventory.link_days", today))
    inventor.expires_at = max(
        clock.start_of(inventor.round.due_on + clock.ONE_DAY) + after_due, clock.now() + at_least
    )
    inventor.revoked_at = None
    inventor.token_hash = tokens.fingerprint(token_of(inventor))


def is_live(inventor: Inventor) -> bool:
    """Whether the link opens the inventor's items now."""
    ends = inventor.expires_at
    return (
        inventor.token_hash is not None
        and inventor.revoked_at is None
        and ends is not None
        and ends > clock.now()
        and inventor.round.state == OPEN
    )


def find(token: str) -> Inventor | None:
    """Return the inventor whose live link this is; whatever else is wrong with it, None."""
    found = db.session.scalar(select(Inventor).where(Inventor.token_hash == tokens.fingerprint(token)))
    return found if found is not None and is_live(found) else None


def token_of(inventor: Inventor) -> str:
    """Return the token that the letter carries. Raises ValueError where none was issued."""
    if inventor.issued_at is None:
        raise ValueError("no link was issued")
    return tokens.token("inventory", inventor.id, inventor.nonce, inventor.issued_at)


def write(inventor: Inventor, template: str, **params: Any) -> None:
    """Promise a letter with the link; a link that no longer works is issued anew first."""
    if not is_live(inventor):
        issue(inventor)
    inventor.letters += 1
    db.session.flush()
    send_to_address(inventor.email, language_of(inventor), template, inventor_id=inventor.id, **params)


def language_of(inventor: Inventor) -> str:
    """Return the language of the officer who opened the round: an inventor without an account has none of their own."""
    officer = inventor.round.created_by_id
    return (
        db.session.scalar(select(User.language).where(User.id == officer)) if officer else None
    ) or DEFAULT


def revoke(inventor: Inventor, actor: Actor) -> None:
    """Make the link useless from now on."""
    inventor.revoked_at = clock.now()
    history.record(inventor, "link_revoked", actor)
