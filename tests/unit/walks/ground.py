"""What the moves of a walk stand on: one patent and its owner, the people who act, and days that lie a little back."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from portal.accounts.models import User
from portal.accounts.organisations import OPERATION_CENTRE, Organisation
from portal.core import clock
from portal.core.calendar import add_months, add_years
from portal.extensions import db
from portal.patents.facts import service as facts
from portal.patents.models import Patent
from tests.cast import Cast
from tests.rescues import reserve

START = datetime.fromisoformat("2026-05-06T09:00:00+08:00")
OTHER, BANK = "津海电池有限公司", "津海银行"
OFFICERS = {"haiyu": "lin", "bolan": "okoro", "boan": "chen", "hemu": "tian"}
KINDS = ("alone", "shared", "enterprise", "short")
_NUMBER = "202110000001.1"
Choice = TypeVar("Choice")


def pick(choices: Sequence[Choice], number: int) -> Choice:
    """Return the choice that a number means; 0 means the first."""
    return choices[number % len(choices)]


def back(number: int, days: Sequence[int] = (0, 1, 4, 20)) -> date:
    """Return today, or a day a little back."""
    return clock.today() - timedelta(days=pick(days, number))


class Ground:
    """One patent of a university (`alone`, `shared` with another owner) or an enterprise (`short`: near its end)."""

    def __init__(self, cast: Cast, kind: str, days_to_due: int) -> None:
        self.cast, self.kind = cast, kind
        self.home = "haiyu" if kind in ("alone", "shared") else "boan"
        self.reserve = reserve(cast, "hemu")
        cast.organisation("hemu").kind = OPERATION_CENTRE
        self.patent = self._patent(kind, clock.today() + timedelta(days=days_to_due))

    def _patent(self, kind: str, due: date) -> Patent:
        home = self.cast.organisation(self.home)
        names = [home.name_zh, OTHER] if kind == "shared" else [home.name_zh]
        filed = add_years(due, -19 if kind == "short" else -6)
        patent = Patent(
            identity=f"CN:{_NUMBER}",
            office="CN",
            application_no=_NUMBER,
            kind="I",
            title_zh="一种用于锂离子电池的散热结构",
            filing_date=filed,
            grant_date=add_months(filed, 26),
            legal_status="IN_FORCE",
            status_as_of=clock.today() - timedelta(days=1),
            owner_id=home.id,
            applicants=names,
            inventors=["林晓澄"],
        )
        db.session.add(patent)
        db.session.flush()
        return patent

    @property
    def holder(self) -> Organisation:
        """The organisation that answers for the patent now."""
        owner = self.patent.owner
        return owner if owner is not None else self.cast.organisation(self.home)

    def key_of(self, organisation: Organisation) -> str:
        """Return the key of one of the cast's organisations."""
        return next(key for key in OFFICERS if self.cast.organisation(key).id == organisation.id)

    def officer_of(self, organisation_id: int) -> User:
        """Return who acts for an organisation of the cast."""
        return self.cast.person(OFFICERS[self.key_of(db.session.get_one(Organisation, organisation_id))])

    @property
    def officer(self) -> User:
        """Whoever acts for the patent's owner now."""
        return self.officer_of(self.holder.id)

    @property
    def outsider(self) -> str:
        """The key of an enterprise or university that does not hold the patent."""
        return "bolan" if self.holder.id == self.cast.organisation("boan").id else "boan"

    @property
    def operator(self) -> User:
        """The operator's reviewer."""
        return self.cast.person("shi")

    def record(self, fact: str, on: date | None = None, **data: Any) -> None:
        """Enter a fact by the real door."""
        day = on or clock.today()
        facts.record(self.patent, fact, self.operator, happened_on=day, as_of=day, source="登记簿", data=data)


Move = Callable[[Any, int], None]
