"""Moves that enter and void facts of the register; a number chooses among the variants."""

from datetime import timedelta

from sqlalchemy import select

from portal.core import clock
from portal.core.calendar import add_months, add_years
from portal.extensions import db
from portal.listings.standing import last_day
from portal.patents.annuity_dates import patent_year
from portal.patents.facts import service as facts
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.reading import facts_of
from tests.unit.walks.ground import BANK, OTHER, Ground, back, pick

ACTS = (["open_licence", "assign", "abandon"], ["assign"], ["open_licence"], ["licence_exclusive"])
HOLDS = ("preserved", "suspended", "preservation_ended", "suspension_ended")


class FactMoves(Ground):
    """What may be told of the patent."""

    def licence(self, number: int) -> None:
        """A licence outside the portal: exclusive, sole or ordinary; to its end, for a time, or beyond the life."""
        last = last_day(self.patent) or clock.today()
        ends = pick((None, add_years(clock.today(), 1), last, last + timedelta(days=40)), number // 3)
        kind = pick(("exclusive", "sole", "ordinary"), number)
        self.record("licence_granted", back(number // 12), kind=kind, licensee=f"某公司{number % 5}", to=ends)

    def licence_over(self, number: int) -> None:
        """The end of a licence that is on record."""
        known = facts_of(self.patent).licences
        if known:
            self.record("licence_ended", licence=pick(known, number).id)

    def pledge(self, number: int) -> None:
        """Pledged, or released."""
        kind = pick(("pledged", "pledge_released"), number)
        self.record(kind, **({"pledgee": BANK} if kind == "pledged" else {}))

    def pledgee_agrees(self, number: int) -> None:
        """The pledgee's consent on record, for good or for a month."""
        until = pick((None, add_months(clock.today(), 1)), number // 4)
        self.record("pledgee_consented", acts=pick(ACTS, number), until=until)

    def hold(self, number: int) -> None:
        """Preserved by a court or suspended for a dispute, for good or for a month; or free again."""
        kind = pick(HOLDS, number)
        until = pick((None, add_months(clock.today(), 1)), number // 4)
        self.record(kind, **({} if kind.endswith("ended") else {"until": until}))

    def free(self, _number: int) -> None:
        """Both holds end."""
        self.record("preservation_ended")
        self.record("suspension_ended")

    def attack(self, number: int) -> None:
        """An invalidation is asked for, ends, or takes some claims."""
        self.record(pick(("invalidation_requested", "invalidation_closed", "invalid_part"), number))

    def invalid(self, _number: int) -> None:
        """The whole right is declared invalid."""
        self.record("invalid_full")

    def gone(self, number: int) -> None:
        """Lapsed by an unpaid fee, abandoned, or told to have expired."""
        year = patent_year(self.patent.filing_date or clock.today(), clock.today())
        kind = pick(("lapsed", "abandoned", "expired"), number)
        self.record(kind, back(number // 3), **({"year": year} if kind == "lapsed" else {}))

    def restored(self, _number: int) -> None:
        """The right is restored."""
        self.record("restored")

    def paid(self, number: int) -> None:
        """The fee of this year, or of the next."""
        year = patent_year(self.patent.filing_date or clock.today(), clock.today())
        self.record("annuity_paid", back(number // 2), year=year + number % 2)

    def late(self, number: int) -> None:
        """The office's notice, or the register, says that the fee is late; or the register says that it is not."""
        kind = pick(("late_notice", "status_told", "status_told"), number)
        status = pick(("IN_FORCE_LATE", "IN_FORCE"), number // 3)
        self.record(kind, **({"status": status} if kind == "status_told" else {}))

    def sound(self, _number: int) -> None:
        """The register shows the right in force."""
        self.record("status_told", status="IN_FORCE")

    def owners(self, number: int) -> None:
        """The register's patentees: the holder with or without another; the other alone."""
        mine = {"name": self.holder.name_zh, "organisation_id": self.holder.id}
        self.record(
            "owners_stated", owners=pick(([mine], [mine, {"name": OTHER}], [{"name": OTHER}]), number)
        )

    def alone(self, number: int) -> None:
        """The co-owners agree who may act alone."""
        self.record("co_ownership_agreed", alone=pick(ACTS, number))

    def owner_agrees(self, number: int) -> None:
        """A co-owner's consent on record, for good or for a month."""
        until = pick((None, add_months(clock.today(), 1)), number // 4)
        self.record("owner_consented", owner=OTHER, acts=pick(ACTS, number), until=until)

    def reduction(self, number: int) -> None:
        """A fee reduction is put on file, for good or for a year."""
        until = pick((None, add_years(clock.today(), 1)), number // 2)
        self.record("reduction_filed", kind=pick(("single", "joint"), number), until=until)

    def compensated(self, number: int) -> None:
        """The register shows a compensated term."""
        last = last_day(self.patent) or clock.today()
        self.record("term_compensated", last_day=last + timedelta(days=pick((300, 30), number)))

    def uncompensated(self, _number: int) -> None:
        """The compensation turns out to be wrong."""
        for event in db.session.scalars(select(PatentEvent).where(PatentEvent.kind == "term_compensated")):
            if not event.is_void:
                facts.void(event, self.operator, "录入有误")

    def sold_outside(self, number: int) -> None:
        """An assignment that the register shows: to somebody unknown here, or back to the owner here."""
        here = {"name": self.holder.name_zh, "organisation_id": self.holder.id}
        owner = pick(({"name": "远方公司"}, here), number)
        self.record("assigned", back(number // 2), owners=[owner], contract_on=back(number // 4))

    def void(self, number: int) -> None:
        """Somebody takes a fact back."""
        known = select(PatentEvent).where(PatentEvent.voided_at.is_(None), PatentEvent.source != "import")
        standing = db.session.scalars(known.order_by(PatentEvent.id)).all()
        if standing:
            facts.void(pick(standing[::-1], number), self.operator, "录入有误")
