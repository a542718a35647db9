"""The demonstration's listings: drafted, reviewed and kept fresh through the listings' own service."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.access.actors import SYSTEM
from portal.accounts.models import User
from portal.core import clock
from portal.demo.cast import officer_of, organisation, person, read
from portal.demo.patents import Patents
from portal.demo.pictures import put_files
from portal.demo.timeline import Timeline
from portal.listings import service, versions
from portal.listings.models import Listing
from portal.parameters import law as figures

_DECLARED = {"not_secret": True, "owner": True, "keep_alive": True, "co_owners": "none"}
_STEPS = {"paused": "pause", "closed": "close", "withdrawn": "withdraw"}
_SPREAD = 150
_RECONFIRM = 120
_FIRST_APPROVAL = 3
_DRAFTED_BEFORE = 4


@dataclass
class Offer:
    """One row of the data on its way to the state it names."""

    row: dict[str, Any]
    patents: Patents
    listing: Listing | None = None

    def draft(self) -> None:
        """Write the draft with its words and modes."""
        values = {name: self.row[name] for name in versions.FIELDS if name in self.row and name != "stream"}
        chosen = [self.patents.find(key) for key in self.row["patents"]]
        owner = organisation(self.row["owner"])
        self.listing = service.draft(owner, chosen, self.officer, stream=self.row["stream"], **values)
        service.change(
            self.listing, self.officer, modes=[service.Terms(**mode) for mode in self.row["modes"]]
        )
        put_files(self.listing, self.officer, self.row["patents"][0])

    def submit(self) -> None:
        """Send it to the operator."""
        service.submit(self.made(), self.officer, _DECLARED)

    def approve(self) -> None:
        """Let the operator's reviewer publish it."""
        service.approve(self.made(), person("shi"))

    def send_back(self) -> None:
        """Let the reviewer ask for more."""
        service.send_back(self.made(), person("shi"), "incomplete", "请补充田间试验的地点和年份。")

    def reconfirm(self) -> None:
        """Keep it fresh."""
        service.step(self.made(), "reconfirm", self.officer)

    def end(self) -> None:
        """Take the step that leads to the state in the data."""
        service.step(self.made(), _STEPS[self.row["state"]], self.officer)

    def expire(self) -> None:
        """Let it run out."""
        service.step(self.made(), "expire", SYSTEM)

    @cached_property
    def officer(self) -> User:
        """Who acts for the holder."""
        return officer_of(self.row["owner"])

    def made(self) -> Listing:
        """Return the listing. Raises LookupError before it was drafted."""
        if self.listing is None:
            raise LookupError(f"{self.row['key']} is not drafted yet")
        return self.listing


def put_on(timeline: Timeline, patents: Patents) -> dict[str, Offer]:
    """Put every listing's story on the timeline; returns the offers by their first patent's key."""
    offers: dict[str, Offer] = {}
    for place, row in enumerate(read("listings")):
        offer = Offer(row, patents)
        offers.setdefault(row["patents"][0], offer)
        known = min(patents.imported_days_ago(key) for key in row["patents"])
        _story(timeline, offer, min(_approved_days_ago(place, row), known - _DRAFTED_BEFORE))
    return offers


def _approved_days_ago(place: int, row: dict[str, Any]) -> int:
    """Spread the approvals over five months, but before the first deal; what ran out must be older than fresh."""
    if row["state"] == "expired":
        return _longer_than_fresh()
    deals: list[int] = [
        deal["notice_days_ago"] for deal in read("deals") if deal["statement"] == row["patents"][0]
    ]
    spread = _FIRST_APPROVAL + place * 37 % _SPREAD
    return max([spread, *(days + _DRAFTED_BEFORE for days in deals)])


def _longer_than_fresh() -> int:
    """Return a number of days after which no listing is fresh any more."""
    return int(figures.shipped().on("listing.fresh_months", clock.today())) * 31 + 10


def _story(timeline: Timeline, offer: Offer, approved: int) -> None:
    state = offer.row["state"]
    timeline.add(approved + _DRAFTED_BEFORE, offer.draft)
    if state != "draft":
        timeline.add(approved + 2, offer.submit)
    if state in ("draft", "submitted"):
        return
    timeline.add(approved, offer.send_back if state == "returned" else offer.approve)
    if state in _STEPS:
        timeline.add(1, offer.end)
    elif state == "expired":
        timeline.add(approved - _longer_than_fresh() + 10, offer.expire)
    elif state == "published":
        for days_ago in range(approved - _RECONFIRM, 0, -_RECONFIRM):
            timeline.add(days_ago, offer.reconfirm)
