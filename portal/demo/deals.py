"""The demonstration's deals: each taken through the real steps as far as its row says."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.access.actors import SYSTEM
from portal.accounts.models import User
from portal.core import clock
from portal.deals import brokers, service
from portal.deals.jobs import papers
from portal.deals.models import Deal, DealNote, DealTask
from portal.demo import money
from portal.demo.cast import organisation, person, read
from portal.demo.offers import Offer
from portal.demo.statements import Declaration
from portal.demo.timeline import Timeline
from portal.extensions import db
from portal.jobs.handlers import Held
from portal.payments.models import Payment
from portal.payments.service import cancel, demand_for_deal

_BEFORE_NOTICE = ("new", "notice_ready", "cancelled")
_NO_JOB = Held(0, 0, 0)


@dataclass
class Story:
    """One row of the data, and the deal it is about."""

    row: dict[str, Any]
    declaration: Declaration
    offer: Offer | None
    deal: Deal | None = None

    def open(self) -> None:
        """Begin to take the licence."""
        listing = self.offer.listing if self.offer else None
        licensee = organisation(self.row["licensee"])
        self.deal = service.open_acceptance(self.declaration.made(), licensee, self.actor, listing)
        if self.row["end"] not in ("new", "cancelled"):
            service.confirm_terms(self.deal, self.actor, self.deal.terms_hash)
        if self.row["broker_wish"]:
            brokers.request_broker(self.deal, licensee, self.actor, self.row["broker_wish"])

    def give_notice(self) -> None:
        """Give the written notice; where nothing is due the papers follow at once."""
        service.send_notice(self.made(), self.actor, self.actor.name, "legal_representative")
        self.make_papers()

    def bring_broker(self) -> None:
        """Let the operator assign the broker, both sides consent where needed, and the fee be agreed."""
        deal, broker = self.made(), person(self.row["broker"])
        brokers.assign_broker(deal, broker, person("shi"), self.row["broker_side"])
        if self.row["broker_side"] == "both":
            service.take_step(deal, "consent_licensee", self.actor, {"record": {}})
            service.take_step(deal, "consent_licensor", self.declaration.officer, {"record": {}})
        service.take_step(deal, "accept_mandate", broker, {"role": "BROKER", "record": {}})
        if self.row["commission"]:
            service.take_step(deal, "agree_commission", broker, {**self.row["commission"], "record": {}})
        if self.row["note"]:
            db.session.add(DealNote(deal_id=deal.id, author_id=broker.id, text=self.row["note"]))
            task = {"title": "核对备案材料并约定提交时间", "for_side": "broker"}
            day = clock.today() + clock.ONE_DAY * 14
            db.session.add(DealTask(deal_id=deal.id, due_on=day, created_by_id=broker.id, **task))

    def agree_fee(self) -> None:
        """Let the side that pays the broker agree."""
        side = self.row["commission"]["payer"]
        actor = self.actor if side == "licensee" else self.declaration.officer
        service.take_step(self.made(), f"confirm_commission_{side}", actor, {"record": {}})

    def demand(self) -> Payment:
        """Return what is to be paid."""
        return demand_for_deal(self.made())

    def pay(self) -> None:
        """Pay, or try to, in the way of the row."""
        said = self.row["payment"]
        if said["way"] == "online":
            money.online(self.demand(), self.actor, said["method"], said["result"])
        else:
            money.transfer(self.demand(), self.actor, said["result"])
        money.plan_instalments(self.demand(), self.declaration.made().instalments)
        self.make_papers()

    def make_papers(self) -> None:
        """Make proof and checklist where the licence is in effect."""
        papers({"deal_id": self.made().id}, _NO_JOB)

    def file_recordal(self) -> None:
        """Enter the receipt of the office."""
        self._recordal("file_recordal", "DEMO-R")

    def record(self) -> None:
        """Enter the number under which the licence was recorded."""
        self._recordal("confirm_recordal", "X99")

    def _recordal(self, step: str, prefix: str) -> None:
        number = f"{prefix}{clock.today().year}{self.made().id:06d}"
        service.take_step(
            self.made(), step, self.actor, {"number": number, "day": clock.today(), "record": {}}
        )

    def cancel(self) -> None:
        """Give it up before the notice."""
        service.take_step(self.made(), "cancel", self.actor, {"record": {}})

    def lapse(self) -> None:
        """Let the notice lapse unpaid."""
        service.lapse_if_unpaid(self.made())
        cancel(self.demand())

    def statement_ends(self) -> None:
        """Let the end of the statement reach the deal."""
        service.statement_ended(self.declaration.made())

    def licence_ends(self) -> None:
        """Let the licence run out."""
        service.take_step(self.made(), "end", SYSTEM, {"record": {}})

    @cached_property
    def actor(self) -> User:
        """The person who acts for the licensee."""
        return person(self.row["by"])

    def made(self) -> Deal:
        """Return the deal. Raises LookupError before it was opened."""
        if self.deal is None:
            raise LookupError(f"{self.row['key']} is not opened yet")
        return self.deal


def put_on(timeline: Timeline, declarations: dict[str, Declaration], offers: dict[str, Offer]) -> None:
    """Put every deal's story on the timeline."""
    for row in read("deals"):
        _tell(timeline, Story(row, declarations[row["statement"]], offers.get(row["statement"])))


def _tell(timeline: Timeline, story: Story) -> None:
    row, end, ago = story.row, story.row["end"], story.row["notice_days_ago"]
    timeline.add(ago, story.open)
    if end not in _BEFORE_NOTICE:
        timeline.add(ago, story.give_notice)
    elif end == "cancelled":
        timeline.add(ago - 1, story.cancel)
    if row["broker"]:
        timeline.add(ago, story.bring_broker)
    if row["commission"]:
        timeline.add(max(ago - 1, 0), story.agree_fee)
    if end == "failed":
        timeline.add(story.declaration.row["withdrawn_days_ago"], story.statement_ends)
    if row["payment"]:
        timeline.add(row["payment"]["days_ago"], story.pay)
    _afterwards(timeline, story)


def _afterwards(timeline: Timeline, story: Story) -> None:
    row, end = story.row, story.row["end"]
    if row["filed_days_ago"] is not None:
        timeline.add(row["filed_days_ago"], story.file_recordal)
    if row["recorded_days_ago"] is not None:
        timeline.add(row["recorded_days_ago"], story.record)
    if end == "lapsed":
        timeline.add(row["notice_days_ago"] - 32, story.lapse)
    elif end == "ended":
        timeline.add(min(story.declaration.row["announced_days_ago"] - 366, 30), story.licence_ends)
