"""The secret address of an organisation's fee calendar: made, renewed, ended, found. Flushes, never commits."""

import hmac

from sqlalchemy import select

from portal.access.actors import Actor
from portal.accounts.organisations import Organisation
from portal.annuities.models import AnnuityFeed
from portal.core import clock, tokens
from portal.core.ids import new_public_id
from portal.extensions import db
from portal.workflow import history


def live_of(owner: Organisation) -> AnnuityFeed | None:
    """Return the organisation's feed where one is live."""
    wanted = select(AnnuityFeed).where(AnnuityFeed.owner_id == owner.id, AnnuityFeed.ended_at.is_(None))
    return db.session.scalar(wanted)


def renew(owner: Organisation, actor: Actor) -> AnnuityFeed:
    """Make a feed with a new address; the one before answers no more."""
    end(owner, actor)
    feed = AnnuityFeed(owner_id=owner.id, made_by_id=actor.actor_id, nonce=new_public_id(), token_hash="")
    feed.token_hash = tokens.fingerprint(token_of(feed))
    db.session.add(feed)
    db.session.flush()
    history.record(owner, "annuity_feed_made", actor)
    return feed


def end(owner: Organisation, actor: Actor) -> None:
    """Let the address answer no more; nothing happens where there is none."""
    feed = live_of(owner)
    if feed is not None:
        feed.ended_at = clock.now()
        db.session.flush()
        history.record(owner, "annuity_feed_ended", actor)


def find(token: str) -> AnnuityFeed | None:
    """Return the live feed with this token."""
    wanted = select(AnnuityFeed).where(
        AnnuityFeed.token_hash == tokens.fingerprint(token), AnnuityFeed.ended_at.is_(None)
    )
    return db.session.scalar(wanted)


def token_of(feed: AnnuityFeed) -> str:
    """Return the token, which only whoever has the secret key can write: a stolen table opens nothing."""
    return tokens.token("annuity-feed", feed.owner_id, feed.nonce)


def still_valid(feed: AnnuityFeed) -> bool:
    """Tell whether the address can still be shown: not where the secret key has changed since."""
    return hmac.compare_digest(feed.token_hash, tokens.fingerprint(token_of(feed)))
