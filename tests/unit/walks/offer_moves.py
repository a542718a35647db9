"""Moves of listings, of rescues and of the reserve, by the services that the pages call."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.listings import service as listings
from portal.listings.models import Listing
from portal.listings.service import Terms
from portal.reserve import domain, holding, service
from portal.reserve.account_models import ReserveItem
from portal.reserve.lifecycle import INTENTION
from portal.reserve.models import WATCHED, Intention
from portal.reserve.takeover_lifecycle import TAKEOVER
from portal.reserve.takeover_models import UNDER_WAY, Takeover
from portal.workflow.engine import take
from tests.rescues import answers, contract, evidence
from tests.unit.walks.ground import OFFICERS, Ground, back, pick

DECLARED = {"not_secret": True, "owner": True, "keep_alive": True, "co_owners": "consented"}
MODES = ("exclusive", "ordinary", "sole", "open_licence", "assignment")
BUTTONS = ("pause", "resume", "withdraw", "reopen", "renew", "reconfirm")


class ListingMoves(Ground):
    """What may be done with the patent's listing."""

    def listing(self) -> Listing:
        """Return the latest listing. Raises where there is none."""
        found = db.session.scalars(select(Listing).order_by(Listing.id.desc())).unique().first()
        if found is None:
            raise LookupError
        return found

    def list_draft(self, number: int) -> None:
        """Draft a listing in one of the ways."""
        listing = listings.draft(self.holder, [self.patent], self.officer)
        terms = [Terms(pick(MODES, number), "lump_sum", amount=5_000_000, period_months=12)]
        listings.change(listing, self.officer, modes=terms)

    def list_submit(self, _number: int) -> None:
        """Send it to the operator."""
        listings.submit(self.listing(), self.officer_of(self.listing().owner_id), DECLARED)

    def list_approve(self, _number: int) -> None:
        """The operator shows it."""
        listings.approve(self.listing(), self.operator)

    def list_button(self, number: int) -> None:
        """Pause, resume, take back, list anew."""
        listing = self.listing()
        listings.step(listing, pick(BUTTONS, number), self.officer_of(listing.owner_id))


class RescueMoves(Ground):
    """What may be done with an intention to abandon, its takeover and the reserve."""

    def intention(self) -> Intention:
        """Return the live intention. Raises where there is none."""
        wanted = select(Intention).where(Intention.state.in_(WATCHED))
        found = db.session.scalars(wanted).unique().first()
        if found is None:
            raise LookupError
        return found

    def takeover(self) -> Takeover:
        """Return the takeover that is under way. Raises where there is none."""
        wanted = select(Takeover).where(Takeover.state.in_(UNDER_WAY))
        found = db.session.scalars(wanted).unique().first()
        if found is None:
            raise LookupError
        return found

    def intend(self, number: int) -> None:
        """The owner means to give the patent up."""
        service.declare_intention(
            self.holder, [self.patent], self.officer, reason="cost", ask_price_fen=number * 100
        )

    def complete(self, number: int) -> None:
        """The form is filled in."""
        said = {
            "co_owners": pick(("agreed", "none"), number),
            "licensees": pick(("told", "none"), number // 2),
        }
        service.complete(self.intention(), self._declarant(), **answers(**said))

    def _declarant(self) -> Any:
        return self.officer_of(self.intention().owner_id)

    def screen(self, number: int) -> None:
        """The operator calls it out, or lets it go."""
        decision = pick(("rescue", "rescue", "rescue", "let_go"), number)
        service.decide(self.intention(), self.operator, decision, "有需求")

    def bid(self, number: int) -> None:
        """A reserve or somebody else would take it."""
        who = pick(("hemu", self.outsider), number)
        service.offer(
            self.intention(),
            self.cast.organisation(who),
            self.cast.person(OFFICERS[who]),
            offer_fen=number * 10,
            as_reserve=who == "hemu",
        )

    def accept(self, number: int) -> None:
        """The owner chooses."""
        live = self.intention()
        if live.interests:
            service.agree(live, pick(live.interests, number), self._declarant())

    def sign(self, number: int) -> None:
        """The contract is signed, today or some days ago, its price public for longer, as long as needed, or shorter."""
        signed = back(number)
        public = pick((40, 16, 40, 15, 40, 0), number // 4)
        self._take("sign", **contract(contract_on=signed, publicised_on=signed - timedelta(days=public)))

    def file_change(self, number: int) -> None:
        """The change is filed with the office, today or some days ago."""
        filed, paid = back(number), back(number // 4)
        self._take("file", filed_on=filed, fee_paid_on=max(filed, paid))

    def register(self, number: int) -> None:
        """The office's notice came, today or some days ago."""
        self._take("register", title_on=back(number), evidence=evidence())

    def confirm_title(self, _number: int) -> None:
        """The operator confirms what one side entered."""
        take(TAKEOVER, self.takeover(), "confirm", self.operator)

    def fail(self, _number: int) -> None:
        """The takeover comes to nothing."""
        self._take("fail", reason="未批准")

    def _take(self, name: str, **data: Any) -> None:
        one = self.takeover()
        take(TAKEOVER, one, name, self.officer_of(one.assignor_id), data=data)

    def keep(self, _number: int) -> None:
        """The owner changes his mind."""
        take(INTENTION, self.intention(), "withdraw", self._declarant())

    def circulate(self, _number: int) -> None:
        """The reserve offers what it holds."""
        item = db.session.scalars(select(ReserveItem)).first()
        if item is not None:
            holding.circulate(item, self.cast.person("tian"))

    def set_free(self, _number: int) -> None:
        """The ended patent is shown as free."""
        domain.publish(self.patent, self.officer, use_zh=f"可用于散热 {clock.today()}")
