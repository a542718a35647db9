"""One statement and everything that may happen to it: steps, answers, facts and licences, on days that may be wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from portal.access.actors import SYSTEM
from portal.accounts.models import User
from portal.core import clock
from portal.core.errors import InputError, PortalError
from portal.deals import service as deals
from portal.deals.models import IN_EFFECT, Deal, Licence
from portal.extensions import db
from portal.openlicence import consents, entering, guards, notices, parties, publicity, service
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import BEFORE, ENDED, Statement
from portal.openlicence.records import DECLARE, WITHDRAW
from portal.patents.facts import service as facts
from portal.patents.facts.reading import facts_of
from portal.patents.models import Patent
from portal.workflow.engine import take
from tests.cast import Cast
from tests.licences import FREE, LUMP, evidence, granted_patent, shown_before, statement_fields
from tests.unit.openlicence.test_refusals import OTHER, ROYAL

FEES: dict[str, dict[str, Any]] = {
    "free": FREE,
    "lump_sum": LUMP,
    "instalments": {
        "fee_way": "instalments",
        "amount": 900,
        "instalments": [{"amount": 300, "months": 0}, {"amount": 600, "months": 12}],
    },
    "royalty": ROYAL,
    "entry_royalty": {**ROYAL, "fee_way": "entry_royalty", "entry_fee": 500_000},
}
OFFICERS = {"haiyu": "lin", "boan": "chen"}
ON_TIME = ("wait", "consent", "objection", "decision")
FACTS = (
    "sole",
    "licence_ended",
    "preserved",
    "preservation_ended",
    "late",
    "in_force",
    "shared",
    "bought_out",
    "pledged",
    "pledgee_consented",
    "pledge_released",
)
DEALS = ("accept", "pay", "recordal")
OTHERS = (*ON_TIME, *FACTS, *DEALS, "edit", "reprice", "end_deals")
OFFSETS = (0, 0, 0, 0, 1, -3, -900)  # days from today; the grant was two years ago


@dataclass(frozen=True)
class World:
    """Who owns the patent (haiyu is a university, boan a firm), with whom, and how the fee is paid."""

    owner: str
    shared: bool
    fee: str


class Walk:
    """Tries one move after the other; what is refused changes nothing, and what is not keeps the invariants."""

    def __init__(self, cast: Cast, world: World) -> None:
        self.cast, self.world, self.day = cast, world, clock.now()
        self.name = cast.organisation(world.owner).name_zh
        names = [self.name, OTHER] if world.shared else [self.name]
        self.patent: Patent = granted_patent(cast, owner=world.owner, applicants=names)
        fields = statement_fields(**FEES[world.fee], note="按成本法计算。", undertaking=True)
        self.statement: Statement = service.draft(self.patent, self.officer, **fields)
        self.offset = 0
        self.protected: set[int] = set()
        self.went: set[str] = {self.statement.state}
        self.deal_id: int | None = None

    @property
    def officer(self) -> User:
        """Who acts for the owner."""
        return self.cast.person(OFFICERS[self.world.owner])

    @property
    def deal(self) -> Deal | None:
        """The last acceptance that was begun."""
        return db.session.get(Deal, self.deal_id) if self.deal_id is not None else None

    def possible(self) -> tuple[str, ...]:
        """Return the moves to choose from: the steps out of the present state, often, and everything else."""
        steps = tuple(step.name for step in STATEMENT.steps if self.statement.state in step.sources)
        return (*steps * 4, *OTHERS, "wait", "consent")

    def move(self, name: str, offset: int = 0) -> None:
        """Try the move with days that are so many from today."""
        self.offset = offset
        act: Callable[[], Any] = getattr(self, f"_{name}", lambda: self._step(name))
        state, recorded = self.statement.state, self._recordal_filed()
        try:
            with db.session.begin_nested():
                act()
                db.session.flush()
        except (PortalError, InputError):
            db.session.refresh(self.statement)
        self._check(state, recorded)

    def _on(self) -> date:
        return clock.today() + timedelta(days=self.offset)

    def _step(self, name: str) -> None:
        told: dict[str, Any] = {
            "signed_by": "林澜",
            "signed_as": "主任",
            "decided_by": "校长办公会",
            "decided_on": self._on(),
            "receipt_no": "R",
            "filed_on": self._on(),
            "evidence": evidence(),
            "reason": "理由",
            "statement_no": f"KF{self.statement.id}",
            "announced_on": self._on(),
            "withdrawal_filed_on": self._on(),
            "withdrawn_on": self._on(),
            **(shown_before() if self.offset != -3 else {}),
        }
        system = STATEMENT.step(name).verb.value == "statement.system"
        take(STATEMENT, self.statement, name, SYSTEM if system else self.officer, data=told)

    def _wait(self) -> None:
        self.day += timedelta(days=8)

    def _edit(self) -> None:
        service.edit(self.statement, self.officer, contact=self.statement.contact + "x")

    def _reprice(self) -> None:
        more = {"amount": 1_000_000} if self.world.fee == "lump_sum" else {"due_days": 31}
        service.edit(self.statement, self.officer, **more)

    def _consent(self) -> None:
        purpose = DECLARE if self.statement.state == "drafting" else WITHDRAW
        for party in parties.needed(self.statement, purpose):
            asked = consents.ask(self.statement, self.officer, party=party.name, email="", purpose=purpose)
            consents.answer(
                asked, self.cast.person("visitor"), yes=self.offset >= 0, signatory="王海", position="总经理"
            )

    def _objection(self) -> None:
        notice = notices.running(self.statement)
        if notice is not None:
            notices.object_to(notice, name="李某", contact="x", reason="y")

    def _decision(self) -> None:
        notice = notices.running(self.statement)
        for objection in notice.objections if notice else []:
            if objection.decided_at is None:
                notices.decide(objection, self.officer, upheld=self.offset < 0, reason="有依据")

    def _record(self, fact: str, **data: Any) -> None:
        reviewer = self.cast.person("shi")
        facts.record(self.patent, fact, reviewer, happened_on=self._on(), source="登记簿", data=data)

    def _sole(self) -> None:
        self._record("licence_granted", kind="sole", licensee="某公司")

    def _licence_ended(self) -> None:
        for licence in facts_of(self.patent).licences:
            if licence.kind == "sole":
                self._record("licence_ended", licence=licence.id)

    def _preserved(self) -> None:
        self._record("preserved")

    def _preservation_ended(self) -> None:
        self._record("preservation_ended")

    def _late(self) -> None:
        self._record("status_told", status="IN_FORCE_LATE")

    def _in_force(self) -> None:
        self._record("status_told", status="IN_FORCE")

    def _shared(self) -> None:
        self._record("owners_stated", owners=[{"name": self.name}, {"name": OTHER}])

    def _bought_out(self) -> None:
        self._record("owners_stated", owners=[{"name": self.name}])

    def _pledged(self) -> None:
        self._record("pledged", pledgee="某银行")

    def _pledgee_consented(self) -> None:
        self._record("pledgee_consented", acts=["open_licence"])

    def _pledge_released(self) -> None:
        self._record("pledge_released")

    def _accept(self) -> None:
        tian = self.cast.person("tian")
        deal = deals.open_acceptance(self.statement, self.cast.organisation("hemu"), tian)
        deals.confirm_terms(deal, tian, deal.terms_hash)
        deals.send_notice(deal, tian, "田某")
        self.deal_id = deal.id

    def _pay(self) -> None:
        if self.deal is not None:
            amount = self.deal.due_at_start
            deals.payment_settled(
                self.deal, amount, "CNY", clock.now(), method="bank_transfer", reference="B"
            )

    def _recordal(self) -> None:
        if self.deal is not None:
            today = {"number": "X1", "day": clock.today()}
            deals.take_step(self.deal, "file_recordal", self.officer, dict(today))

    def _recordal_filed(self) -> bool:
        return self.deal is not None and bool(self.deal.recordal)

    def _end_deals(self) -> None:
        """Do what the worker does once the statement has ended."""
        if self.statement.state in ENDED:
            deals.statement_ended(self.statement)

    def _check(self, before: str, recorded: bool) -> None:
        statement, now = self.statement, self.statement.state
        self.went.add(now)
        known = facts_of(self.patent)
        if now == "effective":
            exclusive = [one for one in known.licences if one.kind in ("sole", "exclusive")]
            assert not exclusive, "INV-01"
        if now == "filed" != before or (self._recordal_filed() and not recorded):
            assert known.status != "IN_FORCE_LATE", "INV-04"
        if now == "ready" != before:
            self._was_public()
        if now in ("signed", "filed") and now != before:
            assert not consents.missing(statement, DECLARE), "INV-15"
        if now == "withdrawal_filed" != before:
            assert not consents.missing(statement, WITHDRAW), "INV-15"
        if before == "drafting" and now in ("effective", "must_withdraw"):
            assert not entering.co_owners(statement) or statement.consents_told, "INV-15"
        self._licences_stand()
        self._days_are_in_order()
        locked = now in BEFORE and now != "drafting"
        assert not locked or guards.text_unchanged(statement, {}) is None, (
            "what was signed is what is written"
        )

    def _was_public(self) -> None:
        """INV-09: a university's price was public for fifteen full days; a firm's need not be."""
        notice = notices.finished_for_price(self.statement)
        if publicity.is_needed(self.statement.owner):
            assert notice is not None, "INV-09"
            assert clock.today() - notice.starts_on >= timedelta(days=16), "INV-09"
            assert all(one.decided_at and not one.upheld for one in notice.objections), "UNI-06"
        else:
            assert notice is None

    def _licences_stand(self) -> None:
        """INV-11: what took effect stays, whatever becomes of the statement."""
        if self.deal is not None and self.deal.state in IN_EFFECT:
            self.protected.add(self.deal.id)
        for number in self.protected:
            assert db.session.get_one(Deal, number).state in IN_EFFECT, "INV-11"

    def _days_are_in_order(self) -> None:
        """INV-14, INV-03: filing, grant, filing of the statement, announcement, licence, end; nothing lies ahead."""
        statement, patent = self.statement, self.patent
        signed = clock.day_of(statement.signed_at) if statement.signed_at else None
        filed = (signed, statement.filed_on, statement.announced_on, statement.withdrawn_on)
        taken = [
            (clock.day_of(licence.effective_at), licence.ends_on)
            for licence in db.session.query(Licence).filter_by(statement_id=statement.id)
        ]
        _ordered(patent.filing_date, patent.grant_date, *filed, clock.today())
        for begins, ends in taken:
            _ordered(patent.grant_date, statement.announced_on, begins, ends, facts_of(patent).last_day)


def _ordered(*days: date | None) -> None:
    known = [day for day in days if day is not None]
    assert known == sorted(known), f"INV-14: {known}"
