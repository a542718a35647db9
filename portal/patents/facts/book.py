"""What events say beside the status: owners, licences, pledge, holds, payments; read in the order of their days."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from portal.patents.annuity_facts import OpenWindow, Paid, Reduction
from portal.patents.facts.right import Evaluation, FamilyMember, Inventor, Licence, Owner, Pledge
from portal.patents.facts.status import Event

NO_STATUTORY_EFFECT = "PILOT"
Consent = tuple[str, str, date | None]  # who, act, last day


def day_in(data: Mapping[str, Any], name: str) -> date | None:
    """Return the day kept under `name`, or None."""
    value = data.get(name)
    return date.fromisoformat(value) if value else None


@dataclass(slots=True)
class Book:
    """The notes of one reading."""

    owners: list[Owner]
    inventors: list[Inventor]
    owners_stated: bool = False
    alone: frozenset[str] | None = None
    owner_consents: list[Consent] = field(default_factory=list)
    licences: dict[str, Licence] = field(default_factory=dict)
    recorded_on: dict[str, date] = field(default_factory=dict)
    pledge: Pledge | None = None
    pledgee_consents: list[Consent] = field(default_factory=list)
    informed_pledgee: bool = False
    held: dict[str, tuple[bool, date | None]] = field(default_factory=dict)
    invalidation_pending: bool = False
    evaluation: Evaluation | None = None
    same_day: str = ""
    reductions: list[Reduction] = field(default_factory=list)
    payments: list[Paid] = field(default_factory=list)
    paid_through: int | None = None
    notice_served_on: date | None = None
    compensated: date | None = None
    announced: tuple[date, date | None] | None = None
    withdrawals: list[date] = field(default_factory=list)
    public_funding: bool | None = None
    programme_no: str = ""
    secret: bool | None = None
    family: list[FamilyMember] = field(default_factory=list)
    assigned: bool = False
    bibliographic_change: bool = False

    def take(self, event: Event) -> None:
        """Note one event."""
        reader = _READERS.get(event.kind)
        if reader is not None:
            reader(self, event, event.data)

    def consents(self, day: date) -> dict[str, set[str]]:
        """Return who agreed to which act, as far as it still holds on `day` and they are still owners."""
        names = {owner.name for owner in self.owners}
        found: dict[str, set[str]] = {}
        for name, act, until in self.owner_consents:
            if name in names and (until is None or day <= until):
                found.setdefault(act, set()).add(name)
        return found

    def pledge_on(self, day: date) -> Pledge | None:
        """Return the pledge with the acts that its holder agreed to."""
        if self.pledge is None:
            return None
        acts = {act for _, act, until in self.pledgee_consents if until is None or day <= until}
        return replace(self.pledge, consents=frozenset(acts))

    def licences_on(self, day: date) -> tuple[Licence, ...]:
        """Return the licences that run on `day` or begin later."""
        return tuple(one for one in self.licences.values() if one.ends is None or day <= one.ends)

    def holds(self, what: str, day: date) -> bool:
        """Tell whether the right is suspended or preserved on `day`."""
        on, until = self.held.get(what, (False, None))
        return on and (until is None or day <= until)

    def open_licence_on(self, day: date) -> bool:
        """Tell whether an announced statement stands on `day`."""
        if self.announced is None:
            return False
        since, until = self.announced
        return since <= day and (until is None or day <= until)

    def open_windows(self, last_day: date | None) -> tuple[OpenWindow, ...]:
        """Return the periods in which an open licence was being used, each to its own statement's end (ANN-13)."""
        return tuple(
            OpenWindow(one.starts, self.recorded_on.get(one.id), until, self._withdrawn_after(one.starts))
            for one in self.licences.values()
            if one.kind == "open" and (until := one.ends or last_day)
        )

    def _withdrawn_after(self, day: date) -> date | None:
        """Return when the statement under which a licence began was withdrawn; a later statement changes nothing."""
        return next((withdrawn for withdrawn in self.withdrawals if withdrawn > day), None)


def _owners(book: Book, _event: Event, data: Mapping[str, Any]) -> None:
    book.owners = [
        Owner(str(row["name"]), row.get("organisation_id"), row.get("share")) for row in data["owners"]
    ]
    book.owners_stated = True


def _assigned(book: Book, event: Event, data: Mapping[str, Any]) -> None:
    """New owners: what the old ones agreed among themselves ends, their fee reduction with it (ANN-14)."""
    _owners(book, event, data)
    book.assigned, book.alone = True, None
    book.owner_consents.clear()
    book.reductions.clear()


def _agreed(book: Book, _event: Event, data: Mapping[str, Any]) -> None:
    book.alone = frozenset(data.get("alone", ()))


def _owner_consented(book: Book, _event: Event, data: Mapping[str, Any]) -> None:
    until = day_in(data, "until")
    book.owner_consents += [(str(data["owner"]), act, until) for act in data["acts"]]


def _inventors(book: Book, _event: Event, data: Mapping[str, Any]) -> None:
    book.inventors = [
        Inventor(str(row["name"]), row.get("service"), row.get("employed")) for row in data["inventors"]
    ]


def _licence(book: Book, event: Event, data: Mapping[str, Any]) -> None:
    recorded_on = day_in(data, "recorded_on")
    recorded = bool(data.get("recorded")) or recorded_on is not None
    book.licences[event.public_id] = Licence(
        kind=str(data["kind"]),
        licensee=str(data["licensee"]),
        starts=day_in(data, "from") or event.happened_on,
        ends=day_in(data, "to"),
        territory=str(data.get("territory") or ""),
        field=str(data.get("field") or ""),
        recorded=recorded,
        id=event.public_id,
    )
    if recorded:
        book.recorded_on[event.public_id] = recorded_on or event.happened_on


def _licence_ended(book: Book, _event: Event, data: Mapping[str, Any]) -> None:
    which = data["licence"]
    book.licences = {key: one for key, one in book.licences.items() if key != which and one.licensee != which}


def _pledged(book: Book, event: Event, data: Mapping[str, Any]) -> None:
    book.pledge = Pledge(str(data["pledgee"]), event.happened_on)
    book.informed_pledgee = False
    book.pledgee_consents.clear()


def _pledge_released(book: Book, _event: Event, _data: Mapping[str, Any]) -> None:
    book.pledge, book.informed_pledgee = None, False
    book.pledgee_consents.clear()


def _pledgee_consented(book: Book, _event: Event, data: Mapping[str, Any]) -> None:
    until, who = day_in(data, "until"), str(data.get("pledgee") or "")
    book.pledgee_consents += [(who, act, until) for act in data["acts"]]
    book.informed_pledgee = book.informed_pledgee or "pledge" in data["acts"]


def _hold(what: str, on: bool) -> "Reader":
    def note(book: Book, _event: Event, data: Mapping[str, Any]) -> None:
        book.held[what] = (on, day_in(data, "until") if on else None)

    return note


def _invalidation(pending: bool) -> "Reader":
    def note(book: Book, _event: Event, _data: Mapping[str, Any]) -> None:
        book.invalidation_pending = pending

    return note


def _report(book: Book, event: Event, data: Mapping[str, Any]) -> None:
    book.evaluation = Evaluation(str(data["number"]), str(data["conclusion"]), event.happened_on)


def _same_day(book: Book, _event: Event, data: Mapping[str, Any]) -> None:
    book.same_day = str(data["number"])


def _same_day_closed(book: Book, _event: Event, _data: Mapping[str, Any]) -> None:
    book.same_day = ""


def _paid(book: Book, event: Event, data: Mapping[str, Any]) -> None:
    """A receipt without an amount says that the year is settled; one with an amount is weighed by the clock."""
    year, fen = int(data["year"]), data.get("fen")
    if fen is not None:
        book.payments.append(Paid(year, int(fen), event.happened_on))
    known = year if fen is None else year - 1
    book.paid_through = max(known, book.paid_through or 0)


def _late(book: Book, _event: Event, data: Mapping[str, Any]) -> None:
    if data.get("year"):
        book.paid_through = max(int(data["year"]) - 1, book.paid_through or 0)
    book.notice_served_on = day_in(data, "served_on") or book.notice_served_on


def _restored(book: Book, _event: Event, _data: Mapping[str, Any]) -> None:
    book.notice_served_on = None


def _reduction(book: Book, event: Event, data: Mapping[str, Any]) -> None:
    book.reductions.append(Reduction(str(data["kind"]), event.happened_on, day_in(data, "until")))


def _compensated(book: Book, _event: Event, data: Mapping[str, Any]) -> None:
    book.compensated = day_in(data, "last_day")


def _funding(book: Book, _event: Event, data: Mapping[str, Any]) -> None:
    book.public_funding, book.programme_no = bool(data["public"]), str(data.get("programme_no") or "")


def _secrecy(book: Book, _event: Event, data: Mapping[str, Any]) -> None:
    book.secret = bool(data["secret"])


def _family(book: Book, _event: Event, data: Mapping[str, Any]) -> None:
    book.family = [FamilyMember(str(row["office"]), str(row["number"])) for row in data["members"]]


def _announced(book: Book, event: Event, data: Mapping[str, Any]) -> None:
    if data.get("regime") != NO_STATUTORY_EFFECT:
        book.announced = (event.happened_on, day_in(data, "period_to"))


def _withdrawn(book: Book, event: Event, _data: Mapping[str, Any]) -> None:
    book.announced = None
    book.withdrawals.append(event.happened_on)


def _changed(book: Book, _event: Event, _data: Mapping[str, Any]) -> None:
    book.bibliographic_change = True


Reader = Callable[[Book, Event, Mapping[str, Any]], None]
_READERS: dict[str, Reader] = {
    "owners_stated": _owners,
    "assigned": _assigned,
    "co_ownership_agreed": _agreed,
    "owner_consented": _owner_consented,
    "inventors_stated": _inventors,
    "licence_granted": _licence,
    "licence_ended": _licence_ended,
    "pledged": _pledged,
    "pledge_released": _pledge_released,
    "pledgee_consented": _pledgee_consented,
    "suspended": _hold("suspended", True),
    "suspension_ended": _hold("suspended", False),
    "preserved": _hold("preserved", True),
    "preservation_ended": _hold("preserved", False),
    "invalidation_requested": _invalidation(True),
    "invalidation_closed": _invalidation(False),
    "invalid_part": _invalidation(False),
    "invalid_full": _invalidation(False),
    "evaluation_report": _report,
    "same_day_application": _same_day,
    "same_day_closed": _same_day_closed,
    "abandoned_dup": _same_day_closed,
    "annuity_paid": _paid,
    "late_notice": _late,
    "restored": _restored,
    "reduction_filed": _reduction,
    "term_compensated": _compensated,
    "funding_stated": _funding,
    "secrecy_stated": _secrecy,
    "family_stated": _family,
    "ol_announced": _announced,
    "ol_withdrawn": _withdrawn,
    "bibliographic_changed": _changed,
}
