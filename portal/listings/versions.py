"""What a listing said after each change, who changed it, and how two versions differ."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal.access.actors import Actor
from portal.extensions import db
from portal.listings.models import Listing, ListingMode, ListingVersion

TEXTS = ("title", "summary", "problem", "solution", "advantage", "applications", "trl_evidence", "support")
PLAIN = ("stream", "trl", "know_how", "support_hours", "region")
FIELDS = (*PLAIN, *(f"{text}_{language}" for text in TEXTS for language in ("zh", "en")))
TERMS = (
    "fee_way",
    "currency",
    "amount",
    "entry_fee",
    "royalty_rate",
    "royalty_base",
    "instalments",
    "period_months",
    "field_zh",
    "field_en",
    "territory",
    "sublicence",
    "terms_zh",
    "terms_en",
)
MATERIAL = frozenset({"stream", "patents", "modes"})


def snapshot(listing: Listing) -> dict[str, Any]:
    """Return everything the holder wrote, as JSON."""
    return {
        **{field: getattr(listing, field) for field in FIELDS},
        "patents": [item.patent.public_id for item in listing.items],
        "modes": {mode.mode: _terms(mode) for mode in sorted(listing.modes, key=lambda mode: mode.mode)},
        "files": [_file(file) for file in listing.files],
    }


def _terms(mode: ListingMode) -> dict[str, Any]:
    return {field: getattr(mode, field) for field in TERMS}


def _file(file: Any) -> dict[str, Any]:
    return {"name": file.filename, "level": file.level, "sha256": file.blob}


def versions_of(listing: Listing) -> list[ListingVersion]:
    """Return all versions, newest first."""
    wanted = select(ListingVersion).where(ListingVersion.listing_id == listing.id)
    return list(db.session.scalars(wanted.order_by(ListingVersion.number.desc())))


def latest(listing: Listing) -> ListingVersion | None:
    """Return the newest version, or None before the first was kept."""
    wanted = select(ListingVersion).where(ListingVersion.listing_id == listing.id)
    return db.session.scalars(wanted.order_by(ListingVersion.number.desc()).limit(1)).first()


def changed_fields(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return the names of what differs, in the order of the form."""
    return [field for field in after if before.get(field) != after[field]]


def keep(listing: Listing, actor: Actor) -> ListingVersion | None:
    """Keep what the listing says now as its next version; None where nothing changed. Flushes."""
    db.session.flush()
    now, last = snapshot(listing), latest(listing)
    changed = changed_fields(last.snapshot, now) if last else []
    if last is not None and not changed:
        return None
    version = ListingVersion(
        listing_id=listing.id,
        number=last.number + 1 if last else 1,
        snapshot=now,
        changed=changed,
        actor_id=actor.actor_id,
    )
    db.session.add(version)
    db.session.flush()
    return version


@dataclass(frozen=True)
class Difference:
    """One thing that a version changed; `before` and `after` are what the snapshots hold."""

    field: str
    before: Any
    after: Any


def differences(before: ListingVersion | None, after: ListingVersion) -> list[Difference]:
    """Return what `after` changed against `before`; against nothing, all that it says."""
    old = before.snapshot if before else {}
    return [
        Difference(field, old.get(field), after.snapshot[field])
        for field in changed_fields(old, after.snapshot)
        if old.get(field) or after.snapshot[field]
    ]
