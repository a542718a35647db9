"""The demonstration's rescues: intentions at every stage, a reserve that keeps two patents, and what is free by now."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from portal.access.actors import SYSTEM
from portal.accounts.models import User
from portal.core import clock
from portal.demo.cast import officer_of, organisation, person, read
from portal.demo.papers import paper
from portal.demo.patents import Patents
from portal.demo.timeline import Timeline
from portal.patents.facts import deriving
from portal.patents.facts import service as facts
from portal.patents.models import Patent
from portal.reserve import domain, holding, service, watch
from portal.reserve.account_models import ReserveItem
from portal.reserve.models import Intention
from portal.reserve.takeover_lifecycle import TAKEOVER
from portal.workflow.engine import take

CENTRE = "huilan"
_OPENED = 80
_SPLIT = {"owner": 4_000, "inventors": 3_000, "centre": 3_000}
_PAPERS = {
    "sign": ("专利权转让合同", "Assignment of the patent"),
    "file": ("著录项目变更申报书", "Request for a change of bibliographic data"),
    "register": ("手续合格通知书", "Notice that formalities are in order"),
}
Row = dict[str, Any]


def put_on(timeline: Timeline, patents: Patents) -> None:
    """Put the reserve, every intention's story and the catalogue on the timeline."""
    timeline.add(_OPENED, _open_reserve)
    for row in read("rescues"):
        Rescue(row, patents).put_on(timeline)
    for row in read("public_domain"):
        timeline.add(row["days_ago"], partial(_publish, row, patents))


def _open_reserve() -> None:
    centre = organisation(CENTRE)
    holding.open_reserve(
        centre.id,
        person("shi"),
        name_zh="海屿专利收储账户",
        name_en="Haiyu patent reserve",
        budget_fen=30_000_000,
        ceiling_fen=4_000_000,
        split=_SPLIT,
    )


def _publish(row: Row, patents: Patents) -> None:
    patent = patents.find(row["patent"])
    words = {name: row[name] for name in ("use_zh", "use_en", "help_offered", "help_contact") if name in row}
    domain.publish(patent, officer_of(patents.rows[row["patent"]]["owner"]), **words)


class Rescue:
    """One row of the data on its way to the stage it names."""

    def __init__(self, row: Row, patents: Patents) -> None:
        self.row, self.patents = row, patents
        self.intention: Intention | None = None
        self.item: ReserveItem | None = None

    def put_on(self, timeline: Timeline) -> None:
        """Put the story on the timeline, as many days ago as the row says."""
        deeds: dict[str, Callable[..., None]] = {
            "declare": self.declare,
            "decide": self.decide,
            "look": self.look,
            "offer": self.offer,
            "reserve": self.reserve,
            "cost": self.cost,
            "review": self.review,
        }
        for days_ago, name, *words in self.row["story"]:
            timeline.add(days_ago, partial(deeds[name], *words))

    @property
    def patent(self) -> Patent:
        """The patent, as imported."""
        return self.patents.find(self.row["patent"])

    @property
    def officer(self) -> User:
        """Who acts for the owner."""
        return officer_of(self.patents.rows[self.row["patent"]]["owner"])

    def made(self) -> Intention:
        """Return the intention. Raises LookupError before it was declared."""
        if self.intention is None:
            raise LookupError(f"{self.row['patent']} is not declared yet")
        return self.intention

    def declare(self) -> None:
        """Look at the register, and fill the form in."""
        patent, form = self.patent, self.row["form"]
        if deriving.has_events(patent):
            told = {"status": patent.legal_status, "by": "told"}
            day = clock.today()
            facts.record(
                patent, "status_told", SYSTEM, happened_on=day, as_of=day, source="register", data=told
            )
        else:
            patent.status_as_of = clock.today()
        owner = organisation(self.patents.rows[self.row["patent"]]["owner"])
        made = service.declare_intention(owner, [patent], self.officer, reason=form["reason"])
        self.intention = made[0]
        service.complete(
            self.intention,
            self.officer,
            inventors_of=[(name, email) for name, email in form.get("inventors", [])],
            **_answers(form),
        )

    def decide(self, decision: str, reason: str) -> None:
        """Let the reviewer decide."""
        service.decide(self.made(), person("shi"), decision, reason)

    def look(self) -> None:
        """Let the daily round look at it."""
        watch.look_after(self.made())

    def offer(self, key: str, fen: int, message: str, as_reserve: bool = False) -> None:
        """Let an organisation offer to take it over."""
        service.offer(
            self.made(),
            organisation(key),
            officer_of(key),
            offer_fen=fen,
            message=message,
            as_reserve=as_reserve,
        )

    def reserve(self, step: str) -> None:
        """Agree with the centre, sign, file, or register, which the centre confirms."""
        if step == "agree":
            service.agree(self.made(), self.made().interests[0], self.officer)
            return
        takeover, today = service.current_takeover(self.made()), clock.today()
        rows = [
            ("专利号", "Patent", f"ZL{self.patent.application_no}"),
            ("日期", "Day", today.isoformat()),
        ]
        kept = paper(*_PAPERS[step], rows, reference=f"DEMO-{step}-{self.patent.application_no}")
        proof = {"evidence": kept.sha256, "evidence_filename": kept.name}
        data: dict[str, Row] = {
            "sign": {
                "contract_on": today,
                "publicised_on": today - timedelta(days=40),
                "publicity": kept.sha256,
                "publicity_filename": kept.name,
                "grant_back": "no",
                "licences_confirmed": True,
                **proof,
            },
            "file": {"filed_on": today, "fee_paid_on": today},
            "register": {"title_on": today, **proof},
        }
        take(TAKEOVER, takeover, step, self.officer, data={"zero_price_read": True, **data[step]})
        if step == "register":
            take(TAKEOVER, takeover, "confirm", officer_of(CENTRE))

    def cost(self, kind: str, fen: int, note: str) -> None:
        """Let the centre book a cost, or what came in."""
        item, officer, key = self.kept(), officer_of(CENTRE), f"{kind}-{clock.today()}"
        if kind == "proceeds":
            holding.earn(item, officer, fen, clock.today(), key, note)
        else:
            holding.spend(item, officer, kind, fen, clock.today(), key, note)

    def review(self, expected_fen: int, route: str) -> None:
        """Let the centre plan and review."""
        holding.plan(self.kept(), officer_of(CENTRE), route)
        holding.review(self.kept(), officer_of(CENTRE), expected_fen)

    def kept(self) -> ReserveItem:
        """Return the patent as the reserve keeps it."""
        account = service.reserve_of(organisation(CENTRE))
        if account is None:
            raise LookupError("the reserve is not open yet")
        return next(item for item in account.items if item.patent_id == self.patent.id)


def _answers(form: Row) -> Row:
    told = clock.today() - timedelta(days=20)
    return {
        "way": form.get("way", "stop_paying"),
        "reason": form["reason"],
        "note": form.get("note", ""),
        "decided_on": clock.today() - timedelta(days=3),
        "ask_fen": form.get("ask_fen", 0),
        "fee_payer": form.get("fee_payer", "taker"),
        "warranties": form.get("warranties", "权属清晰，无质押、无诉讼，年费已缴至本期。"),
        "secrecy": form.get("secrecy", "public"),
        "contact": form["contact"],
        "co_owners": "none",
        "licensees": form.get("licensees", "none"),
        "inventors_told_on": told,
        "decision_no": form.get("decision_no", ""),
        "authorised": True,
        "undertaken": True,
    }
