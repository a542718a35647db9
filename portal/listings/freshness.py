"""Keeps what is shown true: confirmed in time, and of patents that are alive (LST-08, LS-05, ABN-07)."""

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.listings import rules, standing
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
    elif _all_dead(listing.patents):
        _take_down(listing, "lapse", "patent_status")
    elif listing.state == PUBLISHED and (reason := _reason_to_suspend(listing)):
        _take_down(listing, "suspend", reason)
    elif listing.state == PUBLISHED:
        _remind(listing)


def _all_dead(patents: list[Patent]) -> bool:
    return bool(patents) and all(patent.legal_status in standing.DEAD for patent in patents)


def _reason_to_suspend(listing: Listing) -> str:
    """Return a code of `listing.reason` where the patents no longer carry the offer, else nothing."""
    if rules.patents_alive(listing, {}) or rules.not_about_to_lapse(listing, {}):
        return "patent_status"
    return "open_licence" if rules.exclusivity_possible(listing, {}) else ""


def _take_down(listing: Listing, step: str, reason: str) -> None:
    data = {"reason": reason, "record": {"reason": reason}}
    engine.take(LISTING, listing, step, SYSTEM, data=data)


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
