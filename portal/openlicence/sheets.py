"""A sheet of announcements: patent number, statement number and day; every row is taken or refused by itself."""

import re
from collections.abc import Iterator, Mapping
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
from portal.patents.importers.opening import read_file
from portal.patents.models import Patent
from portal.web import refusal_line

_HEADS = {
    "patent": ("专利号", "申请号", "patent", "patent no", "patent number", "application no"),
    "number": ("声明编号", "开放许可声明编号", "声明号", "statement no", "statement number", "number"),
    "day": ("公告日", "公告日期", "生效日", "announced on", "day", "date"),
}
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
    for row in read_file(stream, name):
        cells = _recognised(row.values)
        patent = str(cells.get("patent") or "").strip()
        try:
            with db.session.begin_nested():
                result = _take(cells, actor, evidence, name)
            yield Outcome(row.number, patent, result)
        except PortalError as error:
            yield Outcome(row.number, patent, REFUSED, refusal_line(error))
        except IntegrityError:
            yield Outcome(row.number, patent, REFUSED, sentence("statement.sheet_taken"))


def _recognised(values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for head, cell in values.items():
        plain = " ".join(str(head).lower().replace(".", " ").split())
        for field, words in _HEADS.items():
            if plain in words:
                found.setdefault(field, cell)
    return found


def _take(cells: Mapping[str, Any], actor: Actor, evidence: str, name: str) -> str:
    """Record one row. Raises PortalError with the reason why it is refused."""
    number, day = str(cells.get("number") or "").strip(), _day(cells.get("day"))
    if not number or day is None or not cells.get("patent"):
        raise PortalError("statement.sheet_incomplete")
    statement = _statement_of(str(cells["patent"]), number, actor)
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
    return parse_date(cell) if cell else None
