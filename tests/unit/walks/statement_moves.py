"""Moves of the open-licence statement and of the deals under it, by the services that the pages call."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.core.calendar import add_years
from portal.deals import service as deals
from portal.deals.models import CLOSED, Deal
from portal.extensions import db
from portal.listings.standing import last_day
from portal.openlicence import consents, notices, parties, service
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import ENDED, Statement
from portal.workflow.engine import take
from tests.licences import FREE, LUMP, evidence, shown_before, statement_fields
from tests.unit.walks.ground import OFFICERS, Ground, back, pick


class StatementMoves(Ground):
    """What may be done with the patent's statement."""

    def statement(self) -> Statement:
        """Return the latest statement that has not ended. Raises where there is none."""
        wanted = select(Statement).where(Statement.patent_id == self.patent.id, Statement.state.not_in(ENDED))
        found = db.session.scalars(wanted.order_by(Statement.id.desc())).unique().first()
        if found is None:
            raise LookupError
        return found

    def draft(self, number: int) -> None:
        """Begin a statement: free or for a sum, for some years, to the last day, or beyond it."""
        last = last_day(self.patent) or clock.today()
        ends = pick((min(add_years(clock.today(), 4), last), last, last + timedelta(days=9)), number // 2)
        price = pick((LUMP, FREE), number)
        more = {"note": "按成本法计算。", "undertaking": True, "period_to": ends}
        service.draft(self.patent, self.officer, **statement_fields(**price, **more))

    def edit(self, number: int) -> None:
        """Change the price or only the contact."""
        changed = pick(({"contact": f"电话 {number}"}, {**LUMP, "amount": 1_000_000 + number}), number)
        service.edit(self.statement(), self._signatory(), **changed)

    def agree(self, number: int) -> None:
        """Whoever is asked agrees, or does not; or the consent is revoked."""
        one = self.statement()
        purpose = pick(("declare", "withdraw"), number) if number else self._purpose(one)
        for party in parties.needed(one, purpose):
            asked = consents.ask(one, self._signatory(), party=party.name, email="", purpose=purpose)
            yes = number % 7 != 5
            consents.answer(asked, self.cast.person("visitor"), yes=yes, signatory="王海", position="经理")
            if number % 11 == 7:
                consents.revoke(asked, self._signatory())

    def _purpose(self, one: Statement) -> str:
        return "declare" if one.state == "drafting" else "withdraw"

    def _signatory(self) -> Any:
        return self.officer_of(self.statement().owner_id)

    def sign_statement(self, _number: int) -> None:
        """Sign it."""
        service.sign(self.statement(), self._signatory(), signed_by="林澜", signed_as="主任")

    def publicise(self, _number: int) -> None:
        """Publish the decided price."""
        self._step("publicise", decided_by="校长办公会", decided_on=clock.today())

    def object(self, number: int) -> None:
        """Somebody objects to the price; or what was objected is decided."""
        notice = notices.running(self.statement())
        if notice is None:
            return
        if number % 2:
            notices.object_to(notice, name="李某", contact="x", reason="y")
        for one in notice.objections if not number % 2 else []:
            if one.decided_at is None:
                notices.decide(one, self._signatory(), upheld=number % 4 == 2, reason="有依据")

    def file(self, number: int) -> None:
        """File it with the office."""
        self._step("file", receipt_no="R", filed_on=back(number), evidence=evidence())

    def send_back(self, _number: int) -> None:
        """The office returns it, or the owner reopens it."""
        one = self.statement()
        self._step("return" if one.state == "filed" else "reopen", reason="补正")

    def announce(self, number: int) -> None:
        """The office's announcement is entered; a draft is entered as announced elsewhere."""
        one = self.statement()
        service.announce(
            one,
            self._signatory(),
            statement_no=f"KF{one.id}",
            announced_on=back(number, (0, 1, 15, 300)),
            evidence=evidence(),
            earlier=shown_before(),
        )

    def cure(self, _number: int) -> None:
        """What hindered it is gone."""
        take(STATEMENT, self.statement(), "cure", self.operator)

    def file_withdrawal(self, number: int) -> None:
        """Ask the office for the withdrawal."""
        self._step("file_withdrawal", reason="转让", withdrawal_filed_on=back(number))

    def refuse_withdrawal(self, _number: int) -> None:
        """The office refuses it."""
        service.refuse_withdrawal(self.statement(), self._signatory(), reason="材料不全")

    def withdraw(self, number: int) -> None:
        """The office announces the withdrawal, or ends the statement itself."""
        name = pick(("withdraw", "withdraw", "terminate", "revoke"), number)
        self._step(name, reason="公告", withdrawn_on=back(number // 4), evidence=evidence())

    def _step(self, name: str, **data: Any) -> None:
        service.step(self.statement(), name, self._signatory(), data)

    def deal(self) -> Deal:
        """Return the latest deal that is not closed. Raises where there is none."""
        wanted = select(Deal).where(Deal.state.not_in(CLOSED)).order_by(Deal.id.desc())
        found = db.session.scalars(wanted).first()
        if found is None:
            raise LookupError
        return found

    def open_deal(self, _number: int) -> None:
        """Somebody begins to take the licence."""
        who = self.outsider
        deals.open_acceptance(self.statement(), self.cast.organisation(who), self.cast.person(OFFICERS[who]))

    def confirm(self, _number: int) -> None:
        """The licensee has read the terms."""
        deal = self.deal()
        deals.confirm_terms(deal, self.officer_of(deal.licensee_id), deal.terms_hash)

    def notice(self, _number: int) -> None:
        """The licensee gives notice."""
        deals.send_notice(self.deal(), self.officer_of(self.deal().licensee_id), "陈岚")

    def pay(self, number: int) -> None:
        """What is due at the start is paid, now or some days ago."""
        deal = self.deal()
        at = clock.now() - timedelta(days=pick((0, 2, 12), number))
        deals.payment_settled(deal, deal.due_at_start, deal.currency, at)

    def cancel(self, _number: int) -> None:
        """The licensee thinks better of it."""
        deals.take_step(self.deal(), "cancel", self.officer_of(self.deal().licensee_id), {"record": {}})

    def file_recordal(self, number: int) -> None:
        """The licence is filed for recordal."""
        self._receipt("file_recordal", number)

    def recorded(self, number: int) -> None:
        """The office has recorded the licence, which asks for the smaller annuity."""
        self._receipt("confirm_recordal", number)

    def _receipt(self, name: str, number: int) -> None:
        data = {"number": "R-1", "day": back(number), "record": {}}
        deals.take_step(self.deal(), name, self.officer_of(self.deal().licensee_id), data)

    def objected(self, _number: int) -> None:
        """The owner would rather not; the licence stands."""
        data = {"text": "不同意", "record": {}}
        deals.take_step(self.deal(), "object", self.officer_of(self.deal().licensor_id), data)

    def ended(self, _number: int) -> None:
        """The portal looks whether the licence has run out."""
        deals.take_step(self.deal(), "end", SYSTEM, {"record": {}})
