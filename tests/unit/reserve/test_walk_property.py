"""Random walks of rescues under a moving clock: one live intention, nobody saved too late, money to the fen."""

from datetime import datetime, timedelta

import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.core import clock
from portal.core.errors import PortalError
from portal.extensions import db
from portal.openlicence.models import Statement
from portal.reserve import books, commitments, holding, service, watch
from portal.reserve.account_models import KEPT, Reserve, ReserveItem
from portal.reserve.lifecycle import INTENTION
from portal.reserve.models import ACCEPTED, WATCHED, Intention, Interest
from portal.reserve.takeover_lifecycle import TAKEOVER
from portal.reserve.takeover_models import REGISTERED, Takeover
from portal.workflow.engine import take
from tests.cast import Cast
from tests.licences import announced, withdrawn
from tests.rescues import answers, contract, evidence, old_patent, reserve

START = datetime.fromisoformat("2026-05-04T09:00:00+08:00")
ACTS = (
    "declare",
    "screen",
    "rescue",
    "let_go",
    "offer",
    "offer_reserve",
    "agree",
    "sign",
    "file",
    "register",
    "confirm",
    "send_back",
    "fail",
    "withdraw",
    "announce",
    "withdraw_statement",
    "cost",
    "proceeds",
    "round",
    "wait",
    "wait_long",
)


class Walk:
    """One patent, its owner, an enterprise and a centre, and everything they may try."""

    def __init__(self, cast: Cast, days_left: int) -> None:
        self.cast = cast
        self.patent = old_patent(cast, days_left=days_left)
        self.reserve: Reserve = reserve(cast, "hemu")

    def act(self, name: str, fen: int) -> None:
        """Try one act; a refusal is an answer like any other."""
        try:
            getattr(self, f"_{name}", self._wait)(fen)
        except PortalError:
            db.session.flush()

    def live(self) -> Intention | None:
        return service.live_of(self.patent)

    def takeover(self) -> Takeover | None:
        live = self.live()
        return service.takeover_of(live) if live is not None else None

    def item(self) -> ReserveItem | None:
        return db.session.scalars(select(ReserveItem).where(ReserveItem.state.in_(KEPT))).first()

    def _declare(self, fen: int) -> None:
        owner = self.cast.organisation("haiyu")
        service.declare_intention(
            owner, [self.patent], self.cast.person("lin"), reason="cost", ask_price_fen=fen
        )

    def _screen(self, _fen: int) -> None:
        if (live := self.live()) is not None:
            service.complete(live, self.cast.person("lin"), **answers())

    def _rescue(self, _fen: int) -> None:
        if (live := self.live()) is not None:
            service.decide(live, self.cast.person("shi"), "rescue", "有需求")

    def _let_go(self, _fen: int) -> None:
        if (live := self.live()) is not None:
            service.decide(live, self.cast.person("shi"), "let_go", "无需求")

    def _offer(self, fen: int) -> None:
        if (live := self.live()) is not None:
            service.offer(live, self.cast.organisation("boan"), self.cast.person("chen"), offer_fen=fen)

    def _offer_reserve(self, fen: int) -> None:
        if (live := self.live()) is not None:
            hemu, tian = self.cast.organisation("hemu"), self.cast.person("tian")
            service.offer(live, hemu, tian, offer_fen=fen, as_reserve=True)

    def _agree(self, fen: int) -> None:
        live = self.live()
        if live is not None and live.interests:
            chosen = live.interests[fen % len(live.interests)]
            service.agree(live, chosen, self.cast.person("lin"))

    def _sign(self, _fen: int) -> None:
        if (found := self.takeover()) is not None:
            take(TAKEOVER, found, "sign", self.cast.person("lin"), data=contract())

    def _file(self, _fen: int) -> None:
        if (found := self.takeover()) is not None:
            data = {"filed_on": clock.today(), "fee_paid_on": clock.today()}
            take(TAKEOVER, found, "file", self.cast.person("lin"), data=data)

    def _register(self, _fen: int) -> None:
        if (found := self.takeover()) is not None:
            data = {"title_on": clock.today(), "evidence": evidence()}
            take(TAKEOVER, found, "register", self.cast.person("lin"), data=data)

    def _confirm(self, fen: int) -> None:
        if (found := self.takeover()) is not None:
            takes = {self.cast.organisation("boan").id: "chen"}.get(found.assignee_id or 0, "tian")
            take(TAKEOVER, found, "confirm", self.cast.person(takes if fen % 3 else "shi"))

    def _send_back(self, _fen: int) -> None:
        if (found := self.takeover()) is not None:
            take(TAKEOVER, found, "send_back", self.cast.person("shi"), data={"reason": "日期有误"})

    def _fail(self, _fen: int) -> None:
        if (found := self.takeover()) is not None:
            take(TAKEOVER, found, "fail", self.cast.person("lin"), data={"reason": "未批准"})

    def _withdraw(self, _fen: int) -> None:
        if (live := self.live()) is not None:
            take(INTENTION, live, "withdraw", self.cast.person("lin"))

    def _announce(self, _fen: int) -> None:
        if self.patent.owner_id == self.cast.organisation("haiyu").id and not self._standing():
            announced(self.cast, patent=self.patent)

    def _withdraw_statement(self, _fen: int) -> None:
        for statement in self._standing():
            withdrawn(self.cast, statement)

    def _standing(self) -> list[Statement]:
        wanted = select(Statement).where(
            Statement.patent_id == self.patent.id, Statement.state == "effective"
        )
        return list(db.session.scalars(wanted).unique())

    def _cost(self, fen: int) -> None:
        if (item := self.item()) is not None:
            holding.spend(item, self.cast.person("tian"), "annuity", fen, clock.today(), str(clock.now()))

    def _proceeds(self, fen: int) -> None:
        if (item := self.item()) is not None:
            holding.earn(item, self.cast.person("tian"), fen, clock.today(), str(clock.now()))

    def _round(self, _fen: int) -> None:
        if (live := self.live()) is not None:
            watch.look_after(live)

    def _wait(self, _fen: int) -> None:
        return None

    def check(self) -> None:
        """Assert what must be true after every act."""
        rows = list(
            db.session.scalars(select(Intention).where(Intention.patent_id == self.patent.id)).unique()
        )
        assert sum(row.state in WATCHED for row in rows) <= 1
        for row in rows:
            accepted = [one for one in row.interests if one.decision == ACCEPTED]
            assert len(accepted) <= 1
            assert (row.state in ("agreed", "rescued", "reserved")) <= bool(accepted)
        for takeover in db.session.scalars(select(Takeover)).unique():
            self._check_takeover(takeover)
        self._check_money()

    def _check_takeover(self, takeover: Takeover) -> None:
        if takeover.state != REGISTERED:
            assert takeover.title_on is None
            return
        assert takeover.contract_on is not None and takeover.title_on is not None
        assert takeover.contract_on <= takeover.title_on
        assert takeover.intention.last_safe_day is not None
        assert takeover.title_on <= takeover.intention.last_safe_day
        assert self.patent.owner_id == takeover.assignee_id

    def _check_money(self) -> None:
        found = books.summary_of_reserve(self.reserve)
        assert found.cost - found.uncovered + found.owner + found.inventors + found.centre == found.proceeds
        assert found.uncovered + commitments.committed(self.reserve) <= self.reserve.budget_fen


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    days_left=st.sampled_from([60, 110, 200, 420]),
    acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 1_500_000)), min_size=10, max_size=45),
    head=st.integers(0, 9),
)
def test_walks(app: Flask, cast: Cast, days_left: int, acts: list[tuple[str, int]], head: int) -> None:
    del app
    path = [
        "declare",
        "screen",
        "rescue",
        "round",
        "offer_reserve",
        "agree",
        "sign",
        "file",
        "register",
        "confirm",
    ]
    moment = START
    with time_machine.travel(moment, tick=False):
        walk = Walk(cast, days_left)
    for name, fen in [*((name, 9_999) for name in path[:head]), *acts]:
        moment += timedelta(days={"wait": 6, "wait_long": 35}.get(name, 0), minutes=1)
        with time_machine.travel(moment, tick=False):
            walk.act(name, fen)
            if name.startswith("wait"):
                walk.act("round", 0)
            walk.check()
    db.session.rollback()


def test_the_walk_can_save_a_patent(app: Flask, cast: Cast) -> None:
    del app
    walk = Walk(cast, 300)
    for name in (
        "declare",
        "screen",
        "rescue",
        "round",
        "round",
        "offer_reserve",
        "agree",
        "sign",
        "file",
        "register",
        "confirm",
    ):
        walk.act(name, 9_999)
        walk.check()
    assert db.session.query(Interest).count() == 1
    assert walk.item() is not None
