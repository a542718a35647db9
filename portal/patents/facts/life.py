"""The time line of a right: its events as they are read, the days that its row tells, and the days to come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.core.money import format_money
from portal.core.names import name
from portal.patents.annuity_facts import Clock
from portal.patents.facts import lines
from portal.patents.facts.book import NO_STATUTORY_EFFECT
from portal.patents.facts.kinds import KINDS, is_public
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.right import RightFacts
from portal.patents.models import Patent
from portal.templating import show_date

_CODES = {
    "kind": {"licence_granted": "patent.licence_kind", "reduction_filed": "patent.reduction_kind"},
    "conclusion": {"evaluation_report": "patent.report_conclusion"},
    "outcome": {"invalidation_closed": "patent.invalidation_outcome"},
    "status": {"status_told": "patent.status"},
}
_HIDDEN = ("by", "licence", "regime")


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of the time line. `rows` are (label, value); `event` is None for a day told by the row or the clock."""

    day: date
    title: str
    future: bool = False
    rows: list[tuple[str, str]] = field(default_factory=list)
    event: PatentEvent | None = None
    rule: str = ""


def marks(patent: Patent, events: Iterable[PatentEvent], *, inside: bool) -> list[Mark]:
    """Return the past, newest first; without `inside` only what is published, and no voided facts."""
    known = [event for event in events if inside or (not event.is_void and is_public(event.kind, event.data))]
    found = [_mark(event, inside) for event in known]
    told = {event.kind for event in known if not event.is_void}
    found += [mark for kind, mark in _days(patent) if kind not in told]
    return sorted(found, key=lambda mark: (mark.day, mark.event.id if mark.event else 0), reverse=True)


def _mark(event: PatentEvent, inside: bool) -> Mark:
    shown = inside or (KINDS[event.kind].public and not KINDS[event.kind].bare)
    pilot = event.data.get("regime") == NO_STATUTORY_EFFECT
    title = name("patent.pilot_fact" if pilot else "patent.fact", event.kind)
    return Mark(event.happened_on, title, rows=list(_rows(event, shown)), event=event)


def _rows(event: PatentEvent, shown: bool) -> Iterator[tuple[str, str]]:
    for member in KINDS[event.kind].fields:
        value = event.data.get(member.name)
        if (
            value is not None
            and member.name not in _HIDDEN
            and (shown or member.name in ("kind", "record_no"))
        ):
            label = _("Amount") if member.name == "fen" else name("patent.fact_field", member.name)
            yield label, _value(event.kind, member.name, member.type, value)


def _value(kind: str, member: str, type_: str, value: Any) -> str:
    if type_ in ("people", "members"):
        return lines.shown(value)
    if type_ == "acts":
        return str(_("; ")).join(name("patent.act", act) for act in value)
    if type_ == "day":
        return show_date(date.fromisoformat(str(value)))
    if member == "fen":
        return format_money(int(value), "CNY")
    if type_ == "flag":
        return name("patent.yes_no", "yes" if value else "no")
    group = _CODES.get(member, {}).get(kind)
    return name(group, str(value)) if group else str(value)


def _days(patent: Patent) -> Iterator[tuple[str, Mark]]:
    for kind, day, title in (
        ("filed", patent.filing_date, name("patent.field", "filing_date")),
        ("published", patent.publication_date, name("patent.fact", "published")),
        ("granted", patent.grant_date, name("patent.fact", "granted")),
    ):
        if day is not None:
            yield kind, Mark(day, title)


def coming(facts: RightFacts, clock: Clock | None) -> list[Mark]:
    """Return the days to come, nearest first: what the annuity clock says, and the last day of the term."""
    days: list[tuple[date | None, str, str]] = [(facts.last_day, "last_day", "TRM-03")]
    if clock is not None and clock.phase in ("in_time", "late", "lapse_pending"):
        days += [
            (clock.due, "due", "ANN-03"),
            (clock.last_safe_day, "last_safe_day", "ANN-05"),
            (clock.restore_by, "restore_by", "ANN-10"),
            (clock.gazette_after, "gazette_after", "ANN-09"),
        ]
    days += [(one.ends, "licence_ends", "LS-05") for one in facts.licences]
    ahead = {(day, code, rule) for day, code, rule in days if day is not None and day >= facts.day}
    return [
        Mark(day, name("patent.coming", code), future=True, rule=rule) for day, code, rule in sorted(ahead)
    ]
