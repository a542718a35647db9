"""Keeps what is shown true: confirmed in time, and of patents that are alive (LST-08, LS-05, ABN-07)."""

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.listings import rules, standing, tradable
from portal.listings.lifecycle import LISTING, SHOWN, tell_holder
from portal.listings.models import PUBLISHED, Listing
from portal.parameters import law as figures
from portal.patents.models import Patent
from portal.workflow import engine

JOB = "listings.daily"


def look_after(listing: Listing) -> None:
    """Expire, close, pause or remind as today asks; safe to repeat."""
    if listing.state not in SHOWN:
        return
    if listing.confirmed_until is not None and listing.confirmed_until < clock.today():
        engine.take(LISTING, listing, "expire", SYSTEM)
    elif not stand_down(listing) and listing.state == PUBLISHED:
        _remind(listing)


def stand_down(listing: Listing) -> bool:
    """Close what is shown of dead patents and pause what the law no longer carries; tell whether it was; repeatable."""
    if listing.state in SHOWN and _all_dead(listing.patents):
        _take_down(listing, "lapse", "patent_status")
        return True
    if listing.state != PUBLISHED:
        return False
    reason, rule = tradable.reason_to_suspend(listing)
    if not reason and rules.exclusivity_possible(listing, {}):
        reason, rule = "open_licence", "OL-16"
    if reason:
        _take_down(listing, "suspend", reason, rule)
    return bool(reason)


def _all_dead(patents: list[Patent]) -> bool:
    return bool(patents) and all(patent.legal_status in standing.DEAD for patent in patents)


def _take_down(listing: Listing, step: str, reason: str, rule: str = "") -> None:
    record = {"reason": reason, **({"rule": rule} if rule else {})}
    engine.take(LISTING, listing, step, SYSTEM, data={"reason": reason, "record": record})


def _remind(listing: Listing) -> None:
    if listing.confirmed_until is None:
        return
    left = (listing.confirmed_until - clock.today()).days
    reminders = sorted(figures.current().on("listing.reminder_days", clock.today()))
    due = next((days for days in reminders if left <= days), None)
    if due is None or (listing.reminded_days is not None and listing.reminded_days <= due):
        return
    listing.reminded_days = due
    engine.tell(tell_holder("listing_reminder", listing, until=listing.confirmed_until.isoformat()))
