"""What must hold before a takeover is signed, filed and registered: dates, consents, choices that nobody may skip."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.core import clock
from portal.core.calendar import add_months
from portal.extensions import db
from portal.openlicence import publicity
from portal.parameters import law
from portal.reserve import books, inventors, legal, timing
from portal.reserve.account_models import Reserve
from portal.reserve.rules import Refusal, refuse
from portal.reserve.takeover_models import Takeover
from portal.workflow.guards import guard

Data = Mapping[str, Any]


@guard("ABN-04")
def contract_proven(_takeover: Takeover, data: Data) -> Refusal:
    """ABN-04: an assignment is a written contract with a day."""
    day: date | None = data.get("contract_on")
    if day is None or not data.get("evidence"):
        return refuse("ABN-04", "takeover.contract_unproven")
    return refuse("ABN-04", "takeover.contract_in_future") if day > clock.today() else None


@guard("ABN-10")
def price_considered(takeover: Takeover, data: Data) -> Refusal:
    """ABN-10: whoever hands a patent over for nothing has read what that means."""
    if takeover.price_fen == 0 and not data.get("zero_price_read"):
        return refuse("ABN-10", "takeover.zero_price_unread")
    return None


@guard("UNI-04")
def price_publicised(takeover: Takeover, data: Data) -> Refusal:
    """UNI-04, INV-09: a state university or institute signs on a day after its notice of the price is over."""
    if not publicity.is_needed(takeover.assignor):
        return None
    first, signed = data.get("publicised_on"), data.get("contract_on")
    if first is None or not data.get("publicity"):
        return refuse("UNI-04", "takeover.not_publicised")
    filed = takeover.patent.filing_date
    if filed is not None and first < filed:
        return refuse("UNI-04", "takeover.publicised_before_filing", day=filed.isoformat())
    last = publicity.last_day(first, [], law.current().on("openlicence.publicity_days", first))
    if signed is not None and last is not None and signed <= last:
        return refuse("UNI-04", "takeover.publicity_running", last=last.isoformat())
    return None


@guard("ASG-05")
def grant_back_chosen(_takeover: Takeover, data: Data) -> Refusal:
    """ASG-05: the contract says whether the former owner may go on using the invention."""
    if data.get("grant_back") not in ("yes", "no"):
        return refuse("ASG-05", "takeover.grant_back_missing")
    return None


@guard("ASG-04")
def licences_listed(_takeover: Takeover, data: Data) -> Refusal:
    """ASG-04: the assignor confirms the schedule of licences that go along."""
    return None if data.get("licences_confirmed") else refuse("ASG-04", "takeover.licences_unconfirmed")


@guard("UNI-08")
def inventors_asked(takeover: Takeover, _data: Data) -> Refusal:
    """UNI-08: the inventors of a service invention come first on equal terms."""
    taker = takeover.assignee_name if takeover.assignee_id is None else ""
    if inventors.have_been_asked(takeover.intention, taker):
        return None
    return refuse("UNI-08", "takeover.inventors_pending")


@guard("RSV-06")
def reserve_can_pay(takeover: Takeover, _data: Data) -> Refusal:
    """RSV-06: a reserve signs for nothing above its ceilings; what others sign for it meanwhile is waited for."""
    reserve = db.session.get(Reserve, takeover.reserve_id) if takeover.reserve_id else None
    if reserve is None:
        return None
    books.hold(reserve)
    return books.refusal(reserve, takeover.price_fen, patent_id=takeover.patent_id)


@guard("ABN-04", "ABN-07")
def in_time(takeover: Takeover, _data: Data) -> Refusal:
    """ABN-04: the register needs its days before the fee's last safe one, unless the fee is paid."""
    found = timing.timing_of(takeover.patent)
    if found is None:
        return refuse("ABN-07", "rescue.has_ended")
    if clock.today() > found.limit:
        return refuse("ABN-04", "rescue.too_late", limit=found.limit.isoformat(), safe=found.safe.isoformat())
    return None


@guard("INV-02", "ASG-06")
def statement_withdrawn(takeover: Takeover, _data: Data) -> Refusal:
    """INV-02, ASG-06: no assignment is completed while an open-licence statement stands."""
    if legal.statement_of(takeover.patent) is not None:
        return refuse("ASG-06", "takeover.statement_in_force")
    return None


@guard("INV-02")
def title_after_withdrawal(takeover: Takeover, data: Data) -> Refusal:
    """INV-02: nor did a statement stand on the day on which the title passed, where that day is entered later."""
    day = data.get("title_on") or takeover.told_title_on
    if day is not None and legal.statement_on(takeover.patent, day) is not None:
        return refuse("INV-02", "takeover.statement_on_title_day")
    return None


@guard("ABN-05", "ABN-07", "ANN-08", "ASG-02", "COO-05", "LS-05", "NUM-11", "OL-20", "PLG-02")
def contract_allowed(takeover: Takeover, _data: Data) -> Refusal:
    """ABN-05, COO-05, PLG-02: no preservation, and the consents of co-owners and pledgee."""
    return legal.register_refusal(takeover.patent, "assign", paid=False)


@guard("ABN-05", "ABN-07", "ANN-05", "ANN-08", "ASG-02", "COO-05", "LS-05", "NUM-11", "OL-20", "PLG-02")
def register_allows(takeover: Takeover, _data: Data) -> Refusal:
    """ABN-05, ANN-05, COO-05, PLG-02: as for the contract, and no annual fee may be open.

    A registration that waits to be confirmed is judged by the day on which the title passed (RSV-10).
    """
    return legal.register_refusal(takeover.patent, "assign", day=takeover.told_title_on)


@guard("ASG-03")
def filed_in_order(takeover: Takeover, data: Data) -> Refusal:
    """ASG-03: the fee of the change is paid within a month of the request, else it counts as not filed."""
    filed, paid = data.get("filed_on"), data.get("fee_paid_on")
    months = law.current().on("reserve.request_fee_months", clock.today())
    if filed is None or takeover.contract_on is None or not takeover.contract_on <= filed <= clock.today():
        return refuse("ASG-03", "takeover.filing_date")
    if paid is None or not filed <= paid <= min(add_months(filed, months), clock.today()):
        return refuse("ASG-03", "takeover.fee_late")
    return None


@guard("ASG-01", "INV-14")
def title_proven(takeover: Takeover, data: Data) -> Refusal:
    """ASG-01, INV-14: the title passes on the day the office dispatches its notice, after the contract."""
    day: date | None = data.get("title_on")
    if day is None or not data.get("evidence"):
        return refuse("ASG-01", "takeover.title_unproven")
    earliest = takeover.filed_on or takeover.contract_on
    if day > clock.today() or (earliest is not None and day < earliest):
        return refuse("INV-14", "takeover.title_date")
    return None


@guard("ANN-08")
def right_still_alive(takeover: Takeover, data: Data) -> Refusal:
    """ANN-08: after the last safe day an unpaid right has ended, and nothing is left to pass."""
    found = timing.timing_of(takeover.patent, takeover.told_title_on)
    day: date = data.get("title_on") or takeover.told_title_on or clock.today()
    if found is None or day > found.safe:
        return refuse("ANN-08", "takeover.right_ended")
    return None


@guard("RSV-02")
def failure_explained(_takeover: Takeover, data: Data) -> Refusal:
    """RSV-02: whoever gives a takeover up says why."""
    return None if str(data.get("reason", "")).strip() else refuse("RSV-02", "rescue.reason_missing")
