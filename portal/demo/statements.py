"""The demonstration's open-licence statements: drafted by the holder, announced on paper, some of them ended."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from portal.access.actors import SYSTEM
from portal.accounts.models import User
from portal.core import clock
from portal.core.calendar import add_years
from portal.core.uploads import Upload
from portal.demo.cast import officer_of, person, read
from portal.demo.papers import paper
from portal.demo.patents import Patents
from portal.demo.timeline import Timeline
from portal.listings import standing
from portal.openlicence import service
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import Statement
from portal.patents.models import Patent
from portal.workflow.engine import take

OLDEST = 405  # days ago: what the office announced before that was entered here on that day
_TEXTS = ("payment_zh", "payment_en", "plain_zh", "plain_en", "legal_zh", "legal_en", "contact")
_FEES = (
    "fee_way",
    "amount",
    "entry_fee",
    "royalty_rate",
    "royalty_base",
    "instalments",
    "due_days",
    "regime",
)


@dataclass
class Declaration:
    """One row of the data on its way to the state it names."""

    row: dict[str, Any]
    patents: Patents
    number: int
    statement: Statement | None = None

    def draft(self) -> None:
        """Write the statement down."""
        begins = self.announced_on or clock.today()
        last = standing.last_day(self.patent) or begins
        fields = {name: self.row[name] for name in (*_TEXTS, *_FEES) if name in self.row}
        ends = min(add_years(begins, self.row["period_years"]) - timedelta(days=1), last)
        self.statement = service.draft(
            self.patent, self.officer, **fields, period_from=begins, period_to=ends
        )

    def declare(self) -> None:
        """Show it as intended."""
        service.declare(self.made(), self.officer)

    def announce(self) -> None:
        """Enter the office's announcement with its paper."""
        day = self.announced_on
        if day is None:
            raise LookupError(f"the statement for {self.row['patent']} is not announced")
        number = f"KF{day.year}99{self.number:04d}"
        evidence = self._paper(
            "announcement", "专利开放许可声明公告", "Announcement of an open-licence statement", number
        )
        service.announce(
            self.made(),
            person("shi"),
            statement_no=number,
            announced_on=day,
            evidence=evidence.sha256,
            evidence_filename=evidence.name,
        )

    def withdraw(self) -> None:
        """Enter the announced withdrawal."""
        evidence = self._paper(
            "withdrawal", "专利开放许可声明撤回公告", "Withdrawal of an open-licence statement", ""
        )
        service.withdraw(
            self.made(),
            person("shi"),
            withdrawn_on=clock.today(),
            evidence=evidence.sha256,
            evidence_filename=evidence.name,
        )

    def expire(self) -> None:
        """Let its period run out."""
        take(STATEMENT, self.made(), "expire", SYSTEM)

    @cached_property
    def patent(self) -> Patent:
        """The patent that the statement is for."""
        return self.patents.find(self.row["patent"])

    @cached_property
    def officer(self) -> User:
        """Who acts for the patentee."""
        return officer_of(self.patents.rows[self.row["patent"]]["owner"])

    @property
    def announced_on(self) -> date | None:
        """The legal day of the announcement, or None."""
        days = self.row["announced_days_ago"]
        return None if days is None else self.patents.today - timedelta(days=days)

    def made(self) -> Statement:
        """Return the statement. Raises LookupError before it was drafted."""
        if self.statement is None:
            raise LookupError(f"the statement for {self.row['patent']} is not drafted yet")
        return self.statement

    def _paper(self, kind: str, title_zh: str, title_en: str, number: str) -> Upload:
        rows = [
            ("专利号", "Patent no.", f"ZL{self.patent.application_no}"),
            ("专利名称", "Title", self.patent.title_zh),
            ("声明编号", "Statement no.", number or str(self.made().statement_no)),
            ("日期", "Date", clock.today().isoformat()),
        ]
        return paper(title_zh, title_en, rows, reference=f"DEMO-{kind}-{self.number:02d}")


def put_on(timeline: Timeline, patents: Patents) -> dict[str, Declaration]:
    """Put every statement's story on the timeline; returns them by their patent's key."""
    found = {
        row["patent"]: Declaration(row, patents, number) for number, row in enumerate(read("statements"), 1)
    }
    for made in found.values():
        _story(timeline, made)
    return found


def _story(timeline: Timeline, made: Declaration) -> None:
    state = made.row["state"]
    entered = min(made.row["announced_days_ago"] or 20, OLDEST)
    timeline.add(entered, made.draft)
    if state == "intended":
        timeline.add(entered, made.declare)
    elif state != "drafting":
        timeline.add(entered, made.announce)
    if state == "withdrawn":
        timeline.add(made.row["withdrawn_days_ago"], made.withdraw)
    elif state == "expired":
        timeline.add(entered - 366, made.expire)
