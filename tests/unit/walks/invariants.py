"""INV-01 to INV-15 of the rule book's section 10.12, as far as rights, offers and rescues go; each returns what breaks it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import inspect

from portal.accounts.organisations import Organisation
from portal.core import clock
from portal.deals.models import Deal, Licence
from portal.extensions import db
from portal.listings.models import Listing, ListingMode, ListingPatent
from portal.openlicence.models import Statement
from portal.openlicence.records import Consent, Publicity
from portal.patents.clockwork import clocks_of
from portal.patents.facts.models import PatentEvent
from portal.patents.models import Patent
from portal.reserve.domain_models import PublicDomainEntry
from portal.reserve.takeover_models import Takeover
from tests.unit.walks import reading
from tests.unit.walks.annuities import best_reduction, full_fee_fen
from tests.unit.walks.reading import day_of, events, rows, steps

IN_FORCE = ("licensed", "recording", "active")
STANDING = ("filed", "effective", "must_withdraw", "withdrawal_filed")
PRICES = {"price", "fen", "fee", "amount", "ask", "offer", "currency", "royalty", "cost", "money", "payment"}
Broken = Iterator[str]


def inv_01() -> Broken:
    """INV-01: `ol.state=EFFECTIVE ⇒ no live exclusive/sole licence on the patent`."""
    for one in rows(Statement, state="effective", regime="STATUTORY"):
        for licence in reading.exclusive_licences(one.patent_id, clock.now()):
            yield f"statement {one.id} is effective beside a licence: {licence.data}"


def inv_02() -> Broken:
    """INV-02: `assignment.COMPLETED ⇒ ol.state ∉ {FILED, EFFECTIVE, MUST_WITHDRAW, WITHDRAWAL_FILED}` at title date."""
    for takeover in rows(Takeover, state="registered"):
        for one in rows(Statement, patent_id=takeover.patent_id, regime="STATUTORY"):
            begun = one.filed_on or one.announced_on
            if begun is None:
                continue
            ended, title = _ended_on(one), takeover.title_on
            before = begun < title or (begun == title and one.owner_id == takeover.assignor_id)
            if before and (ended is None or ended > title):
                yield f"title passed on {title} while statement {one.id} stood from {begun} to {ended}"


def _ended_on(statement: Any) -> date | None:
    if statement.state in STANDING:
        return None
    expired = steps("statement", "expired", number=statement.id)
    return statement.withdrawn_on or (day_of(expired[-1].at) if expired else None)


def inv_03() -> Broken:
    """INV-03: `licence.end ≤ patent.last_day_in_force`."""
    for patent in rows(Patent):
        last = reading.last_day_in_force(patent, clock.now())
        if last is None:
            continue
        for licence in rows(Licence, patent_id=patent.id):
            deal = reading.row(Deal, licence.deal_id)
            for ends in (licence.ends_on, deal.ends_on):
                if ends is not None and ends > last:
                    yield f"licence {licence.number} runs to {ends}, the patent to {last}"
        for fact in events(patent.id, clock.now(), "licence_granted"):
            known = reading.last_day_in_force(patent, fact.created_at)
            if fact.data.get("to") and known and date.fromisoformat(fact.data["to"]) > known:
                yield f"a licence on record runs to {fact.data['to']}, the patent to {known}"


def inv_04() -> Broken:
    """INV-04: `patent.status=IN_FORCE_LATE ⇒ no transition into {ol.FILED, rec.FILED, pledge.FILED}`."""
    for entry in steps("statement", "filed"):
        yield from _while_late(entry, reading.row(Statement, entry.thing_id).patent_id)
    for entry in steps("deal", "recording"):
        deal = reading.row(Deal, entry.thing_id)
        yield from _while_late(entry, reading.row(Statement, deal.statement_id).patent_id)


def _while_late(entry: Any, patent_id: int) -> Broken:
    patent = reading.row(Patent, patent_id)
    told = reading.status_before(patent, entry) == "IN_FORCE_LATE"
    if told or reading.unpaid_late(patent, entry.at):
        yield f"{entry.thing_type} {entry.thing_id}: {entry.action} while the fee was late"


def inv_09() -> Broken:
    """INV-09: state univ. + 协议定价 ⇒ ≥15 full days between publicity start and signature (by UNI-14 also here)."""
    for entry in steps("statement", "ready"):
        one = reading.row(Statement, entry.thing_id)
        if reading.row(Organisation, one.owner_id).kind not in reading.EXAMINED:
            continue
        earliest = day_of(entry.at) - timedelta(days=16)
        posted = rows(Publicity, statement_id=one.id)
        if not any(each.starts_on <= earliest and each.closed_on is not None for each in posted):
            yield f"statement {one.id} was ready on {day_of(entry.at)}, public since {_days(posted)}"
        if one.state in STANDING and one.filed_on and not any(_same_price(one, each) for each in posted):
            yield f"statement {one.id} was filed at a price that was never public"
    for one in rows(Takeover):
        if one.contract_on and reading.row(Organisation, one.assignor_id).kind in reading.EXAMINED:
            first = one.publicised_on
            if first is None or one.contract_on - first < timedelta(days=16):
                yield f"takeover {one.id} was signed on {one.contract_on}, its price public since {first}"


def _days(posted: list[Any]) -> list[str]:
    return [str(each.starts_on) for each in posted]


def _same_price(statement: Any, notice: Any) -> bool:
    fee = notice.terms["fee"]
    public = (fee["way"], fee["amount"], fee["entry_fee"], fee["royalty_rate"])
    asked = (statement.fee_way, statement.amount, statement.entry_fee, statement.royalty_rate)
    return public == asked and notice.outcome == "done"


def inv_10() -> Broken:
    """INV-10: only one of {0.85, 0.70, 0.15} applied to any annuity."""
    found = clocks_of(db.session.query(Patent).all())
    for patent in rows(Patent):
        asked = found.get(patent.id)
        if asked is None or asked.due is None or asked.next_year is None:
            continue
        full, percent = full_fee_fen(patent.kind, asked.next_year), best_reduction(patent, asked.next_year)
        charged = asked.payable - asked.surcharge - asked.restoration_fee + asked.received
        if charged != full * (100 - percent) // 100 and asked.received < full:
            yield f"year {asked.next_year} costs {charged} of {full}; on file are {percent} per cent"


def inv_11() -> Broken:
    """INV-11: OL licence effective before withdrawal announcement stays valid after it."""
    for deal in rows(Deal):
        if deal.statement_id is None or deal.effective_at is None:
            continue
        withdrawn = reading.row(Statement, deal.statement_id).withdrawn_on
        if withdrawn is None or day_of(deal.effective_at) >= withdrawn:
            continue
        ran_out = deal.state == "ended" and deal.ends_on < day_of(clock.now())
        if not (deal.state in IN_FORCE or ran_out):
            yield f"deal {deal.id}, in effect before {withdrawn}, is {deal.state}"
        if not rows(Licence, deal_id=deal.id):
            yield f"deal {deal.id}, in effect before {withdrawn}, has lost its licence"


def inv_13() -> Broken:
    """INV-13: public-domain catalogue items have no price field."""
    names = [column["name"] for column in inspect(db.session.connection()).get_columns("public_domain_entry")]
    if priced := reading.names_of(names) & PRICES:
        yield f"the catalogue has {sorted(priced)}"
    for entry in rows(PublicDomainEntry):
        status = reading.row(Patent, entry.patent_id).legal_status
        if status not in ("LAPSED_FEE", "ABANDONED", "EXPIRED"):
            yield f"entry {entry.id} is of a patent that is {status}"
        for place in rows(ListingPatent, patent_id=entry.patent_id):
            if reading.row(Listing, place.listing_id).state == "published":
                modes = rows(ListingMode, listing_id=place.listing_id)
                yield f"entry {entry.id} is also offered for {[mode.fee_way for mode in modes]}"


def inv_14() -> Broken:
    """INV-14: dates: filing ≤ grant ≤ licence.effective; contract_effective ≤ title_passed."""
    for patent in rows(Patent):
        if patent.filing_date and patent.grant_date and patent.filing_date > patent.grant_date:
            yield f"patent {patent.id} was granted before it was filed"
        for licence in rows(Licence, patent_id=patent.id):
            if patent.grant_date and day_of(licence.effective_at) < patent.grant_date:
                yield f"licence {licence.number} is older than the grant"
        for fact in events(patent.id, clock.now(), "licence_granted"):
            begins = date.fromisoformat(fact.data.get("from") or fact.happened_on.isoformat())
            if patent.grant_date and begins < patent.grant_date:
                yield f"a licence on record from {begins} is older than the grant"
    yield from _titles()


def _titles() -> Broken:
    for one in rows(Takeover):
        if one.title_on and (one.contract_on is None or one.contract_on > one.title_on):
            yield f"takeover {one.id}: title on {one.title_on}, contract on {one.contract_on}"
    for one in rows(PatentEvent, kind="assigned", voided_at=None):
        contract = one.data.get("contract_on")
        if contract and date.fromisoformat(contract) > one.happened_on:
            yield f"assigned on {one.happened_on} by a contract of {contract}"


def inv_15() -> Broken:
    """INV-15: co-owned patent ⇒ every BLOCK-level consent present before OL/assign/pledge/equity signature."""
    for entry in steps("statement", "signed"):
        if entry.action == "sign":
            yield from _statement_consents(entry, reading.row(Statement, entry.thing_id))
    for entry in steps("takeover", "signed"):
        one = reading.row(Takeover, entry.thing_id)
        patent = reading.row(Patent, one.patent_id)
        wanted = set(reading.others(patent, one.assignor_id, entry.at))
        if reading.may_act_alone(patent.id, "assign", entry.at):
            wanted = set()
        if missing := wanted - reading.agreed_on_record(patent.id, "assign", entry.at):
            yield f"takeover {one.id} was signed without {sorted(missing)}"
        if pledgee := reading.silent_pledgee(patent.id, "assign", entry.at):
            yield f"takeover {one.id} was signed without the pledgee {pledgee}"


def _statement_consents(entry: Any, statement: Any) -> Broken:
    given = [
        one
        for one in rows(Consent, statement_id=statement.id)
        if one.purpose == "declare"
        and one.answer == "yes"
        and one.answered_at <= entry.at
        and (one.revoked_at is None or one.revoked_at > entry.at)
        and (statement.signed_at != entry.at or one.text_hash == statement.text_hash)
    ]
    patent = reading.row(Patent, statement.patent_id)
    wanted = set(reading.others(patent, statement.owner_id, entry.at))
    if reading.may_act_alone(patent.id, "open_licence", entry.at):
        wanted = set()
    if missing := wanted - {one.party for one in given if one.role == "co_owner"}:
        yield f"statement {statement.id} was signed without {sorted(missing)}"
    pledgee = reading.silent_pledgee(patent.id, "open_licence", entry.at)
    if pledgee and pledgee not in {one.party for one in given if one.role == "pledgee"}:
        yield f"statement {statement.id} was signed without the pledgee {pledgee}"


INVARIANTS: dict[str, Callable[[], Broken]] = {
    "INV-01": inv_01,
    "INV-02": inv_02,
    "INV-03": inv_03,
    "INV-04": inv_04,
    "INV-09": inv_09,
    "INV-10": inv_10,
    "INV-11": inv_11,
    "INV-13": inv_13,
    "INV-14": inv_14,
    "INV-15": inv_15,
}


def broken() -> list[str]:
    """Return every violation of every invariant, each with its name."""
    reading.read_anew()
    return [f"{name}: {what}" for name, check in INVARIANTS.items() for what in check()]
