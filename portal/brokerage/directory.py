"""The directory of brokers, in an order that favours nobody (BRK-17)."""

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.accounts.models import BrokerProfile, User
from portal.brokerage.lifecycle import VERIFIED
from portal.core import clock
from portal.extensions import db


@dataclass(frozen=True)
class Wish:
    """What the reader looks for; an empty text is no wish. `field` is an IPC section, class or subclass."""

    field: str = ""
    region: str = ""
    language: str = ""
    level: str = ""

    def fits(self, profile: BrokerProfile) -> bool:
        """Tell whether the broker answers every wish."""
        return (
            (not self.field or any(code.startswith(self.field) for code in profile.fields))
            and (not self.region or self.region in profile.regions)
            and (not self.language or self.language in profile.languages)
            and (not self.level or profile.certificate_level == self.level)
        )


def brokers(wish: Wish | None = None, day: date | None = None) -> list[BrokerProfile]:
    """Return the verified brokers that fit, in the lot of the day (Beijing): no place can be bought or kept."""
    listed = select(BrokerProfile).join(User, User.id == BrokerProfile.user_id)
    listed = listed.where(BrokerProfile.state == VERIFIED, User.blocked_at.is_(None))
    found = [item for item in db.session.scalars(listed) if wish is None or wish.fits(item)]
    return sorted(found, key=lambda profile: lot(profile.public_id, day or clock.today()))


def lot(public_id: str, day: date) -> str:
    """Return what the broker drew on that day."""
    return hashlib.sha256(f"{day.isoformat()} {public_id}".encode()).hexdigest()
