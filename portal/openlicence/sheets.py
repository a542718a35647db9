"""A sheet of announcements: patent number, statement number and day; every row is taken or refused by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import can
from portal.core.dates import parse_date
from portal.core.errors import PortalError
from portal.core.names import sentence
from portal.core.numbers import NumberRefused, parse_application_number
from portal.extensions import db
from portal.openlicence import service
from portal.openlicence.models import FILED, LIVE, Statement
from portal.patents.importers.base import FORMULA, Limits, RawRow
from portal.patents.importers.clean import clean_text
from portal.patents.importers.opening import read_file
from portal.patents.models import Patent
from portal.web import refusal_line

_HEADS = {
    "patent": ("专利号", "申请号", "patent", "patent no", "patent number", "application no"),
    "number": ("声明编号", "开放许可声明编号", "声明号", "statement no", "statement number", "number"),
    "day": ("公告日", "公告日期", "生效日", "announced on", "day", "date"),
}
_LIMITS = Limits(file=20_000_000, unpacked=100_000_000, member=80_000_000, rows=5_000)
_LONGEST = 40  # characters of a statement number
TAKEN, SAME, REFUSED = "taken", "same", "refused"
_MARK = re.compile(r"^(ZL|CN)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: `result` is a code of `statement.sheet`, `sentence` says why it was refused."""

    row: int
    patent: str
    result: str
    sentence: str = ""


def take_sheet(stream: BinaryIO, name: str, actor: Actor, *, evidence: str) -> list[Outcome]:
    """Record every announcement of the sheet; the same sheet twice changes nothing.

    `evidence` is the key of the stored sheet. Raises InputError where the file cannot be read at all.
    """
    return list(_rows(stream, name, actor, evidence))


def _rows(stream: BinaryIO, name: str, actor: Actor, evidence: str) -> Iterator[Outcome]:
    for row in read_file(stream, name, _LIMITS):
        cells = _recognised(row)
        patent = _text(cells.get("patent"))
        try:
            with db.session.begin_nested():
                result = _take(row, cells, actor, evidence, name)
            yield Outcome(row.number, patent, result)
        except PortalError as error:
            yield Outcome(row.number, patent, REFUSED, refusal_line(error))
        except IntegrityError:
            yield Outcome(row.number, patent, REFUSED, sentence("statement.sheet_taken"))


def _recognised(row: RawRow) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for head, cell in row.values.items():
        plain = " ".join(str(head).lower().replace(".", " ").split())
        for field, words in _HEADS.items():
            if plain in words:
                found.setdefault(field, cell)
    return found


def _text(cell: Any) -> str:
    """Return the cell as one clean line; a whole number loses the idle end that a spreadsheet gives it."""
    if cell is None or cell is FORMULA:
        return ""
    return clean_text(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)


def _refuse_unreadable(row: RawRow, cells: dict[str, Any]) -> None:
    """Raise PortalError for a row that cannot be read, and for a formula: its result is nobody's word."""
    if row.problem:
        raise PortalError(row.problem)
    if any(cell is FORMULA for cell in cells.values()):
        raise PortalError("row.formula")


def _take(row: RawRow, cells: dict[str, Any], actor: Actor, evidence: str, name: str) -> str:
    """Record one row. Raises PortalError with the reason why it is refused."""
    _refuse_unreadable(row, cells)
    patent, number, day = _text(cells.get("patent")), _text(cells.get("number")), _day(cells.get("day"))
    if not number or day is None or not patent:
        raise PortalError("statement.sheet_incomplete")
    if len(number) > _LONGEST:
        raise PortalError("statement.sheet_too_long", longest=_LONGEST)
    statement = _statement_of(patent, number, actor)
    if statement.state in LIVE:
        if (statement.statement_no, statement.announced_on) != (number, day):
            raise PortalError("statement.sheet_differs", number=str(statement.statement_no))
        return SAME
    facts: dict[str, Any] = {
        "statement_no": number,
        "announced_on": day,
        "evidence": evidence,
        "evidence_filename": name,
    }
    service.announce(statement, actor, **facts)
    db.session.flush()
    return TAKEN


def _statement_of(text: str, number: str, actor: Actor) -> Statement:
    key, sound = _number(text)
    wanted = (
        select(Statement)
        .join(Patent)
        .where(Patent.office == "CN", Patent.application_no == key, Statement.state.in_((FILED, *LIVE)))
        .order_by(Statement.id.desc())
    )
    mine = [one for one in db.session.scalars(wanted).unique() if can(actor, Verb.STATEMENT_RECORD, one)]
    if not mine:
        raise PortalError("statement.sheet_not_filed" if sound else "statement.sheet_number")
    same = [one for one in mine if one.statement_no == number]
    return (same or mine)[0]


def _number(text: str) -> tuple[str, bool]:
    """Return the number as it is stored, and whether its check digit is right."""
    bare = _MARK.sub("", text.strip())
    try:
        return str(parse_application_number(bare)), True
    except NumberRefused:
        return bare, False


def _day(cell: Any) -> date | None:
    return parse_date(cell) if cell not in (None, "") else None
