"""The status of a right from its events (rules 1.5 and 10.1): the later day counts, and no file revives the dead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from portal.patents.annuity_dates import due_date
from portal.patents.rules import NOTHING_KNOWN, Standing, status_group

DEATHS = {
    "lapsed": "LAPSED_FEE",
    "abandoned": "ABANDONED",
    "abandoned_dup": "ABANDONED_DUP",
    "expired": "EXPIRED",
    "invalid_full": "INVALID_FULL",
    "withdrawn": "WITHDRAWN",
    "deemed_withdrawn": "DEEMED_WITHDRAWN",
    "rejected": "REJECTED",
    "deemed_abandoned": "DEEMED_ABANDONED",
}
ON_THE_WAY = {"published": "PUBLISHED", "exam_entered": "SUBST_EXAM", "grant_notice": "GRANT_NOTICE"}
LATE, LAPSE_PENDING = "IN_FORCE_LATE", "LAPSE_PENDING"
FROM_EVENT, TOLD = "event", "told"
_FINAL = "INVALID_FULL"
_FORWARD = frozenset(("granted", "invalid_part", *ON_THE_WAY))


class Event(Protocol):
    """What the fold reads of an event, whether it is a row or a plain value."""

    @property
    def kind(self) -> str: ...
    @property
    def happened_on(self) -> date: ...
    @property
    def as_of(self) -> date | None: ...
    @property
    def data(self) -> Mapping[str, Any]: ...
    @property
    def public_id(self) -> str: ...


@dataclass(slots=True)
class StatusBook:
    """The standing while events are read in the order of their days.

    `gone_by_event` says that an event and not a mere word ended the right; `lapsed_year` is the patent year whose
    annuity was not paid, `late_since` a day on which the late period was said to run.
    """

    filing_date: date | None
    grant_date: date | None
    standing: Standing = NOTHING_KNOWN
    gone_by_event: bool = False
    legal_end: date | None = None
    lapsed_year: int | None = None
    late_since: date | None = None
    in_force_on: date | None = None

    def take(self, event: Event) -> None:
        """Take one event in; those that say nothing of the status change nothing."""
        if self.standing.status == _FINAL:
            return
        if event.kind in DEATHS:
            self._end(event)
        elif event.kind == "status_told":
            self._told(event)
        elif event.kind == "restored":
            self._restored(event)
        elif event.kind in _FORWARD:
            self._forward(event)
        elif event.kind in ("late_notice", "annuity_paid"):
            self._fees(event)

    def _set(self, status: str, event: Event, source: str = FROM_EVENT) -> None:
        as_of = event.as_of if source != FROM_EVENT else event.as_of or event.happened_on
        self.standing = Standing(status, as_of, source)

    def _end(self, event: Event) -> None:
        self._set(DEATHS[event.kind], event)
        self.gone_by_event = True
        self.legal_end = event.happened_on
        if event.kind == "invalid_full":
            self.legal_end = self.grant_date or self.filing_date or event.happened_on
        if event.kind == "lapsed" and (year := event.data.get("year")) and self.filing_date:
            self.lapsed_year, self.legal_end = int(year), due_date(self.filing_date, int(year))

    def _told(self, event: Event) -> None:
        status = str(event.data["status"])
        group = status_group(status)
        if self.gone_by_event and group != "dead":
            return
        self._set(status, event, str(event.data.get("by") or TOLD))
        self.legal_end = event.happened_on if group == "dead" else None
        self.late_since = event.as_of if status == LATE else None
        if status in ("IN_FORCE", "INVALID_PART", "RESTORED") and event.as_of:
            self.in_force_on = max(event.as_of, self.in_force_on or event.as_of)

    def _restored(self, event: Event) -> None:
        self._set("IN_FORCE", event)
        self.gone_by_event, self.legal_end, self.late_since = False, None, None

    def _forward(self, event: Event) -> None:
        group = status_group(self.standing.status)
        if group == "dead":
            return
        if event.kind == "invalid_part":
            self._set("INVALID_PART", event)
        elif group != "in_force":
            self._set(ON_THE_WAY.get(event.kind, "IN_FORCE"), event)
        if event.kind == "granted":
            self.grant_date = event.happened_on

    def _fees(self, event: Event) -> None:
        if event.kind == "late_notice" and self.standing.status in ("IN_FORCE", "RESTORED", "INVALID_PART"):
            self._set(LATE, event)
            self.late_since = event.happened_on
        elif event.kind == "annuity_paid" and self.standing.status == LATE:
            self._set("IN_FORCE", event)
            self.late_since = None
