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
from portal.demo.cast import officer_of, organisation, person, read
from portal.demo.papers import paper
from portal.demo.patents import Patents
from portal.demo.timeline import Timeline
from portal.listings import standing
from portal.openlicence import consents, notices, service
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import NOT_SHOWN, SHOWN_HERE, Statement
from portal.patents.facts import service as facts
from portal.patents.models import Patent
from portal.workflow.engine import take

PUBLIC_FOR = 22  # days: fifteen, rolled over holidays
_REGISTER = "专利登记簿"
OLDEST = 405  # days ago: what the office announced before that was entered here on that day
_TEXTS = ("note", "payment_zh", "payment_en", "plain_zh", "plain_en", "legal_zh", "legal_en", "contact")
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
        fields["undertaking"] = "note" in self.row
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
            earlier=self._earlier(number),
        )

    def _earlier(self, number: str) -> dict[str, str]:
        """Say of the consents and publicity of before what the data says: shown on a paper, or not shown."""
        said = self.row.get("before", SHOWN_HERE)
        if said == NOT_SHOWN:
            return {"consents_told": said, "publicity_told": said}
        proof = self._paper(
            "earlier",
            "许可前公示与同意材料",
            "Publicity and consents of before the announcement",
            number,
        )
        return {
            "consents_told": said,
            "publicity_told": said,
            "earlier": proof.sha256,
            "earlier_filename": proof.name,
        }

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

    def share(self) -> None:
        """Let the register name a co-owner, who is asked for consent by a link."""
        owner, other = self.patents.rows[self.row["patent"]]["owner"], self.row["co_owner"]
        names = [
            {"name": organisation(owner).name_zh, "organisation_id": organisation(owner).id},
            {"name": other},
        ]
        facts.record(
            self.patent,
            "owners_stated",
            self.officer,
            happened_on=clock.today(),
            source=_REGISTER,
            data={"owners": names},
        )
        consents.ask(self.made(), self.officer, party=other, email="co-owner@example.org")

    def sign(self) -> None:
        """Sign it for the patentee, and post the decided price."""
        service.sign(self.made(), self.officer, signed_by=self.officer.name, signed_as="技术转移负责人")
        decided = {
            "decided_by": "校务会议",
            "decided_on": clock.today(),
            "decision_no": f"会纪〔{clock.today().year}〕{self.number}号",
        }
        service.step(self.made(), "publicise", self.officer, decided)

    def object(self) -> None:
        """Let somebody object to the price."""
        notice = notices.running(self.made())
        if notice is None:
            raise LookupError(f"no price of {self.row['patent']} is posted")
        notices.object_to(notice, **self.row["objection"])

    def conclude(self) -> None:
        """Let the publicity be over."""
        take(STATEMENT, self.made(), "conclude", SYSTEM)

    def file(self) -> None:
        """Enter the office's receipt."""
        receipt = f"SL{clock.today().year}99{self.number:04d}"
        evidence = self._paper(
            "receipt", "专利开放许可声明受理回执", "Receipt of an open-licence statement", receipt
        )
        data = {
            "receipt_no": receipt,
            "filed_on": clock.today(),
            "evidence": evidence.sha256,
            "evidence_filename": evidence.name,
        }
        service.step(self.made(), "file", self.officer, data)

    def file_withdrawal(self) -> None:
        """Enter that the withdrawal was filed."""
        data = {
            "reason": "本单位拟与产业方共建中试线，调整许可方式。",
            "withdrawal_filed_on": clock.today(),
            "receipt_no": "",
        }
        service.step(self.made(), "file_withdrawal", self.officer, data)

    def pledge(self) -> None:
        """Let the patent be pledged without the pledgee's consent to the open licence."""
        facts.record(
            self.patent,
            "pledged",
            self.officer,
            happened_on=clock.today(),
            source=_REGISTER,
            data={"pledgee": self.row["pledgee"]},
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
    state, row = made.row["state"], made.row
    entered = min(row["announced_days_ago"] or row.get("signed_days_ago", 20) + 1, OLDEST)
    timeline.add(entered, made.draft)
    if state == "intended":
        timeline.add(entered, made.declare)
    elif row["announced_days_ago"] is not None:
        timeline.add(entered, made.announce)
    if "co_owner" in row:
        timeline.add(entered, made.share)
    if "signed_days_ago" in row:
        _compiled(timeline, made, row["signed_days_ago"])
    if state == "withdrawn":
        timeline.add(row["withdrawn_days_ago"], made.withdraw)
    elif state == "expired":
        timeline.add(entered - 366, made.expire)
    elif state == "withdrawal_filed":
        timeline.add(6, made.file_withdrawal)
    elif state == "must_withdraw":
        timeline.add(4, made.pledge)


def _compiled(timeline: Timeline, made: Declaration, signed: int) -> None:
    """Sign and publicise, then go as far as the row's state says."""
    timeline.add(signed, made.sign)
    if "objection" in made.row:
        timeline.add(signed - 5, made.object)
    if made.row["state"] in ("ready", "filed"):
        timeline.add(signed - PUBLIC_FOR, made.conclude)
    if made.row["state"] == "filed":
        timeline.add(signed - PUBLIC_FOR - 2, made.file)
