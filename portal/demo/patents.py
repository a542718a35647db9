"""The demonstration's patents: kept as they stand on a base day, moved on by whole years, and imported like any file."""

import io
import json
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Any

from sqlalchemy import select

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.core.calendar import add_years
from portal.core.numbers import check_digit
from portal.demo.cast import officer_of, organisation, read
from portal.demo.timeline import Timeline
from portal.extensions import db
from portal.patents import service
from portal.patents.facts import deriving
from portal.patents.facts.service import record
from portal.patents.models import Patent
from portal.patents.rules import Standing

BASE = date(2026, 11, 1)
IMPORTS = (420, 160, 40, 5)  # days ago; a patent comes with the first file that could know all of its dates
_DAYS = ("filing_date", "publication_date", "grant_date")
_WORDS = ("application_no", "title_zh", "title_en", "abstract_zh", "abstract_en", "agency")
Row = dict[str, Any]
_ALIVE = ("IN_FORCE", "IN_FORCE_LATE")
_OVERLAYS: dict[str, tuple[str, Row]] = {
    "pledged": ("pledged", {"pledgee": "渤岚商业银行", "record_no": "Y2026000118"}),
    "licence_recorded": (
        "licence_granted",
        {
            "kind": "ordinary",
            "licensee": "渤岚铸衡焊接装备有限公司",
            "recorded": True,
            "record_no": "X2026000204",
        },
    ),
}


class Patents:
    """The patents as they stand on `today`, so that the demonstration never grows old."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._found: dict[str, Patent] = {}

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Return the rows by key, with numbers and dates moved on together."""
        years = max(0, (self.today - BASE).days * 100 // 36525)
        return {row["key"]: _moved(row, years, self.today) for row in read("patents")}

    @property
    def numbers(self) -> set[str]:
        """Return every application number."""
        return {row["application_no"] for row in self.rows.values()}

    def find(self, key: str) -> Patent:
        """Return the imported patent."""
        if key not in self._found:
            number = self.rows[key]["application_no"]
            self._found[key] = db.session.scalars(select(Patent).where(Patent.application_no == number)).one()
        return self._found[key]

    def imported_days_ago(self, key: str) -> int:
        """Return how many days ago the patent's file came."""
        latest = max(day for name, day in self.rows[key].items() if name in _DAYS)
        return next(days for days in IMPORTS if latest <= self.today - timedelta(days=days))

    def put_on(self, timeline: Timeline) -> None:
        """Put every import on the timeline."""
        for days_ago in IMPORTS:
            mine = [key for key in self.rows if self.imported_days_ago(key) == days_ago]
            for owner in dict.fromkeys(self.rows[key]["owner"] for key in mine):
                keys = [key for key in mine if self.rows[key]["owner"] == owner]
                timeline.add(days_ago, partial(self._import, owner, keys))
        timeline.add(1, self._look_at_the_register)

    def _look_at_the_register(self) -> None:
        """Say that every status was looked up yesterday."""
        for key, row in self.rows.items():
            patent = self.find(key)
            patent.checked_at = clock.now()
            if deriving.has_events(patent):
                told = {"status": row["status"], "by": "told"}
                _note(patent, "status_told", clock.today(), "register", told)
            else:
                patent.status_as_of = clock.today()

    def _import(self, owner_key: str, keys: Iterable[str]) -> None:
        owner, rows = organisation(owner_key), [self.rows[key] for key in keys]
        lines = "\n".join(json.dumps(_line(row, owner.region), ensure_ascii=False) for row in rows)
        file = io.BytesIO(lines.encode())
        batch = service.begin(owner, file, f"{owner_key}.jsonl", officer_of(owner_key))
        file.seek(0)
        for _ in service.run(batch, file):
            db.session.flush()
        if batch.accepted != len(rows):
            raise LookupError(f"{batch.refused} patents of {owner_key} were refused")
        for row in rows:
            _finish(self.find(row["key"]), row)


def _moved(row: Row, years: int, today: date) -> Row:
    days = {name: add_years(date.fromisoformat(row[name]), years) for name in _DAYS if name in row}
    if "anniversary_days_ago" in row:
        days["filing_date"] = _anniversary(days["filing_date"].year, today, row["anniversary_days_ago"])
    body = f"{int(row['application_no'][:4]) + years}{row['application_no'][4:12]}"
    return {**row, **days, "application_no": f"{body}.{check_digit(body)}"}


def _anniversary(year: int, today: date, days_ago: int) -> date:
    """Return the day of `year` whose last anniversary was `days_ago` days ago, so that a fee is late right now."""
    day = today - timedelta(days=days_ago)
    return day.replace(year=year, day=min(day.day, 28))


def _line(row: Row, region: str) -> Row:
    """Return the row as a file would write it."""
    line = {name: row[name] for name in _WORDS}
    line.update({name: row[name].isoformat() for name in _DAYS if name in row})
    line["publication_no"] = [publication["number"] for publication in row["publications"]]
    line["locarno" if row["scheme"] == "locarno" else "ipc"] = "; ".join(row["classes"])
    line["applicants"], line["inventors"] = "；".join(row["applicants"]), "；".join(row["inventors"])
    return {**line, "legal_status": row["status"], "region": region}


def _finish(patent: Patent, row: Row) -> None:
    """Set what a file cannot say: a status that only the register knows, what lies on the right, and its report."""
    deriving.tell(patent, Standing(row["status"], clock.today(), "told"))
    granted = patent.grant_date
    if granted is None or row["status"] not in _ALIVE:
        return
    later = min(granted + timedelta(days=90), clock.today())
    for overlay in row["overlays"]:
        kind, data = _OVERLAYS[overlay]
        _note(patent, kind, later, "gazette", data)
    if patent.kind in ("U", "D"):
        number = f"PJ{(patent.application_no or '')[:12]}"
        _note(patent, "evaluation_report", later, "office", {"number": number, "conclusion": "positive"})


def _note(patent: Patent, kind: str, day: date, source: str, data: Row) -> None:
    record(patent, kind, SYSTEM, happened_on=day, as_of=day, source=source, data=data)
