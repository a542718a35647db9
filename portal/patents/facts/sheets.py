"""A legal-status sheet: each row adds an event, once; rows that cannot be taken are refused one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as member
from datetime import date
from typing import Any, BinaryIO

from sqlalchemy import or_, select

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import can
from portal.core import clock
from portal.core.errors import InputError, RuleRefusal
from portal.core.names import name, sentence
from portal.extensions import db
from portal.patents.facts import service
from portal.patents.facts.gazette_words import known_words
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.reading import facts_of
from portal.patents.facts.sheet_rows import Problem, Row, read
from portal.patents.importers.base import RawRow
from portal.patents.importers.opening import read_file
from portal.patents.models import Patent, PublicationNumber

ADDED, UNCHANGED = "added", "unchanged"


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken; `row` is numbered as a spreadsheet shows it, 0 is the whole file."""

    row: int
    field: str
    code: str
    params: dict[str, Any] = member(default_factory=dict)

    @property
    def message(self) -> str:
        """Return the sentence in the language that is being written."""
        text = sentence(self.code, **self.params)
        return (
            f"{text} {'、'.join(known_words())}"
            if self.code in ("status.not_known", "status.code_unknown")
            else text
        )


@dataclass(slots=True)
class Report:
    """What came of a sheet."""

    added: int = 0
    unchanged: int = 0
    refused: list[Refused] = member(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the report as the command line writes it."""
        rows = [
            {"row": one.row, "field": one.field, "code": one.code, "message": one.message}
            for one in self.refused
        ]
        return {"added": self.added, "unchanged": self.unchanged, "refused": rows}


def take(stream: BinaryIO, file_name: str, actor: Actor, *, most: int | None = None) -> Report:
    """Add what the sheet tells, in the current transaction; `most` is how many rows are read at the most.

    Whoever may not record facts of a patent is told that there is none. Safe to repeat.
    """
    report = Report()
    try:
        for raw in _rows(stream, file_name, most):
            _take_row(raw, actor, report)
    except InputError as refused:
        report.refused.append(Refused(0, "file", refused.code, refused.params))
    return report


def _rows(stream: BinaryIO, file_name: str, most: int | None) -> Iterator[RawRow]:
    count = 0
    for raw in read_file(stream, file_name):
        count += 1
        if most is not None and count > most:
            raise InputError("import.too_many_rows", field="file", limit=most)
        yield raw
    if count == 0:
        raise InputError("import.empty", field="file")


def _take_row(raw: RawRow, actor: Actor, report: Report) -> None:
    row = read(raw)
    if isinstance(row, Problem):
        report.refused.append(Refused(raw.number, row.field, row.code, row.params))
        return
    patent = _patent(row.keys)
    if patent is None or not (actor.is_system or can(actor, Verb.PATENT_FACTS, patent)):
        report.refused.append(
            Refused(raw.number, "number", "status.unknown_patent", {"value": row.number[:40]})
        )
        return
    try:
        with db.session.begin_nested():
            outcome = _record(patent, row, actor)
    except RuleRefusal as refused:
        report.refused.append(Refused(raw.number, "day", refused.code, refused.params))
    except InputError as refused:
        report.refused.append(Refused(raw.number, refused.field or "text", refused.code, refused.params))
    else:
        if outcome == ADDED:
            report.added += 1
        else:
            report.unchanged += 1


def _patent(keys: Iterable[str]) -> Patent | None:
    wanted = list(keys)
    numbers = [key.partition(":")[2] for key in wanted]
    published = select(PublicationNumber.patent_id).where(PublicationNumber.number.in_(numbers))
    found = select(Patent).where(
        or_(Patent.identity.in_(wanted), Patent.application_no.in_(numbers), Patent.id.in_(published))
    )
    rows = db.session.scalars(found.limit(2)).all()
    return rows[0] if len(rows) == 1 else None


def _record(patent: Patent, row: Row, actor: Actor) -> str:
    """Record the row's event unless it is there already, also where it was taken back by hand."""
    data = dict(row.data)
    if row.kind == "licence_ended":
        data = {"licence": _licence(patent, str(data["licence"]))}
    if row.kind == "status_told" and row.day is None:
        if service.last_told(patent) == data["status"] or (
            not patent.extra.get("has_events") and patent.legal_status == data["status"]
        ):
            return UNCHANGED
    elif row.day is None:
        raise InputError("status.day_needed", field="day")
    day = row.day or clock.today()
    if _is_there(patent, row, day, data):
        return UNCHANGED
    source = "gazette" if row.gazette_code else "import"
    service.record(
        patent,
        row.kind,
        actor,
        happened_on=day,
        as_of=day if row.kind == "status_told" else clock.today(),
        source=source,
        data=data,
        gazette_code=row.gazette_code,
    )
    return ADDED


def _is_there(patent: Patent, row: Row, day: date, data: dict[str, Any]) -> bool:
    wanted = select(PatentEvent).where(
        PatentEvent.patent_id == patent.id, PatentEvent.kind == row.kind, PatentEvent.happened_on == day
    )
    return any(
        event.data.get("status") == data.get("status")
        and (event.gazette_code == row.gazette_code or not row.gazette_code)
        for event in db.session.scalars(wanted)
    )


def _licence(patent: Patent, licensee: str) -> str:
    """Return the event of the licence whose recordal was cancelled. Raises InputError where it is not clear which."""
    found = [one for one in facts_of(patent).licences if not licensee or one.licensee == licensee]
    if len(found) == 1:
        return found[0].id
    ended = select(PatentEvent).where(PatentEvent.patent_id == patent.id, PatentEvent.kind == "licence_ended")
    last = db.session.scalars(ended.order_by(PatentEvent.id.desc())).first()
    if not found and last is not None:
        return str(last.data["licence"])
    raise InputError("status.which_licence", field="licensee")


def field_name(code: str) -> str:
    """Return the word for a column of the sheet."""
    return name("status_sheet.field", code)
