"""Random walks over steps and facts keep the rule book's invariants INV-01, 04, 09, 11 and 15."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.access.actors import SYSTEM
from portal.accounts.models import User
from portal.core import clock
from portal.core.errors import InputError, PortalError
from portal.deals import service as deals
from portal.deals.models import IN_EFFECT, Deal
from portal.extensions import db
from portal.openlicence import consents, guards, notices, parties, service
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import Statement
from portal.openlicence.records import Publicity
from portal.patents.facts import service as facts
from portal.patents.facts.reading import facts_of
from portal.patents.models import Patent
from portal.workflow import history
from portal.workflow.engine import take
from tests.cast import Cast
from tests.licences import FREE, evidence, granted_patent, statement_fields

OTHER = "津海电池有限公司"
ON_TIME = ("wait", "consent", "objection", "decision")
STEPS = tuple(step.name for step in STATEMENT.steps)
FACTS = ("sole", "preserved", "preservation_ended", "late", "in_force", "licence_ended")
MOVES = st.sampled_from((*STEPS, *STEPS, *ON_TIME, *ON_TIME, *FACTS, "edit", "accept"))
LIKELY = ("consent", "sign", "publicise", "wait", "conclude", "file", "announce", "accept")


class Walk:
    """One statement of a university with a co-owner, and everything that may happen to it."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.day = cast, clock.now()
        owner = cast.organisation("haiyu").name_zh
        self.patent: Patent = granted_patent(cast, applicants=[owner, OTHER])
        fields = statement_fields(**FREE, note="按成本法计算。", undertaking=True)
        self.statement: Statement = service.draft(self.patent, cast.person("lin"), **fields)
        self.protected: set[int] = set()

    @property
    def lin(self) -> User:
        return self.cast.person("lin")

    def move(self, name: str) -> None:
        """Try the move; what is refused changes nothing."""
        act: Callable[[], Any] = getattr(self, f"_{name}", lambda: self._step(name))
        before = self.statement.state
        try:
            with db.session.begin_nested():
                act()
                db.session.flush()
        except (PortalError, InputError):
            db.session.refresh(self.statement)
        self._check(before)

    def _step(self, name: str) -> None:
        today = clock.today()
        told: dict[str, Any] = {
            "signed_by": "林澜",
            "signed_as": "主任",
            "decided_by": "校长办公会",
            "decided_on": today,
            "receipt_no": "R",
            "filed_on": today,
            "evidence": evidence(),
            "reason": "理由",
            "statement_no": f"KF{self.statement.id}",
            "announced_on": today,
            "withdrawal_filed_on": today,
            "withdrawn_on": today,
        }
        actor: Any = self.lin
        verb = STATEMENT.step(name).verb
        if verb.value == "statement.system":
            actor = SYSTEM
        take(STATEMENT, self.statement, name, actor, data=told)

    def _wait(self) -> None:
        self.day += timedelta(days=8)

    def _edit(self) -> None:
        service.edit(self.statement, self.lin, contact=self.statement.contact + "x")

    def _consent(self) -> None:
        purpose = "declare" if self.statement.state == "drafting" else "withdraw"
        asked = consents.ask(self.statement, self.lin, party=OTHER, email="", purpose=purpose)
        consents.answer(asked, self.cast.person("visitor"), yes=True, signatory="王海", position="总经理")

    def _objection(self) -> None:
        notice = notices.running(self.statement)
        if notice is not None:
            notices.object_to(notice, name="李某", contact="x", reason="y")

    def _decision(self) -> None:
        notice = notices.running(self.statement)
        for objection in notice.objections if notice else []:
            if objection.decided_at is None:
                notices.decide(objection, self.lin, upheld=False, reason="有依据")

    def _record(self, fact: str, **data: Any) -> None:
        facts.record(
            self.patent, fact, self.cast.person("shi"), happened_on=clock.today(), source="登记簿", data=data
        )

    def _sole(self) -> None:
        self._record("licence_granted", kind="sole", licensee="某公司")

    def _licence_ended(self) -> None:
        for licence in facts_of(self.patent).licences:
            self._record("licence_ended", licence=licence.id)

    def _preserved(self) -> None:
        self._record("preserved")

    def _preservation_ended(self) -> None:
        self._record("preservation_ended")

    def _late(self) -> None:
        self._record("status_told", status="IN_FORCE_LATE")

    def _in_force(self) -> None:
        self._record("status_told", status="IN_FORCE")

    def _accept(self) -> None:
        chen = self.cast.person("chen")
        deal = deals.open_acceptance(self.statement, self.cast.organisation("boan"), chen)
        deals.confirm_terms(deal, chen, deal.terms_hash)
        deals.send_notice(deal, chen, "陈岚")
        if deal.state in IN_EFFECT:
            self.protected.add(deal.id)

    def _check(self, before: str) -> None:
        statement, now = self.statement, self.statement.state
        known = facts_of(self.patent)
        if now == "effective":  # INV-01
            assert not [one for one in known.licences if one.kind in ("sole", "exclusive")]
        if now == "filed" and before != "filed":  # INV-04
            assert known.status != "IN_FORCE_LATE"
        if now == "ready" and before != "ready":  # INV-09
            notice = notices.finished_for_price(statement)
            assert notice is not None
            assert clock.today() - notice.starts_on >= timedelta(days=16)
        if now == "signed" and before != "signed":  # INV-15
            assert not consents.missing(statement, "declare")
            assert [party.name for party in parties.needed(statement)] == [OTHER]
        for number in self.protected:  # INV-11
            assert db.session.get_one(Deal, number).state in IN_EFFECT
        assert guards.text_unchanged(statement, {}) is None or now in ("drafting", "effective", *_LATER)


_LATER = ("must_withdraw", "withdrawal_filed", "withdrawn", "terminated", "revoked", "expired")


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=st.integers(0, len(LIKELY)), moves=st.lists(MOVES, max_size=18))
def test_walks_keep_the_invariants(app: Flask, cast: Cast, first: int, moves: list[str]) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        walk = Walk(cast)
        for name in (*_spread(LIKELY[:first]), *moves):
            walk.move(name)
            traveller.move_to(walk.day)
        assert history.verify().broken_id is None
    db.session.rollback()


def _spread(names: tuple[str, ...]) -> list[str]:
    """Return the moves with enough waiting for the publicity to end."""
    return [step for name in names for step in ((name,) * 3 if name == "wait" else (name,))]


def test_the_likely_walk_reaches_a_licence(app: Flask, cast: Cast) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        walk = Walk(cast)
        for name in _spread(LIKELY):
            walk.move(name)
            traveller.move_to(walk.day)
        assert walk.statement.state == "effective" and walk.protected
        assert db.session.query(Publicity).one().outcome == "done"
        for name in ("consent", "file_withdrawal", "withdraw"):
            walk.move(name)
        assert walk.statement.state == "withdrawn"
