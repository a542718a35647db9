"""What must hold before a listing may be shown: pure questions, each refusal with the rule that says so.

A higher floor adds its own question about exclusivity with `block_exclusivity_with`.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from portal.accounts.organisations import VERIFIED
from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.core.names import name
from portal.listings import standing
from portal.listings.models import Listing, ListingMode
from portal.listings.numbering import number_of as number_of
from portal.listings.tradable import findings, lawful
from portal.parameters import law as figures
from portal.patents.may.verdict import sentence_of
from portal.patents.models import Patent
from portal.workflow.guards import guard

EXCLUSIVE_MODES = frozenset({"sole", "exclusive"})
_SAID_OTHERWISE = frozenset({"may.pay_first", "may.application", "may.status_unknown"})
WAYS = {
    "open_licence": ("free", "lump_sum", "instalments", "entry_royalty", "royalty"),
    "ordinary": ("free", "lump_sum", "instalments", "entry_royalty", "royalty", "negotiable"),
    "sole": ("free", "lump_sum", "instalments", "entry_royalty", "royalty", "negotiable"),
    "exclusive": ("free", "lump_sum", "instalments", "entry_royalty", "royalty", "negotiable"),
    "assignment": ("free", "lump_sum", "instalments", "entry_royalty", "royalty", "negotiable"),
    "equity": ("lump_sum", "negotiable"),
}
WHOLE = 10_000  # basis points
Data = Mapping[str, Any]
Refusal = RuleRefusal | None
exclusivity_blockers: list[Callable[[Patent], Refusal]] = []


def block_exclusivity_with(question: Callable[[Patent], Refusal]) -> None:
    """Register a function that refuses (OL-16) sole and exclusive offers of a patent, or returns None."""
    if question not in exclusivity_blockers:
        exclusivity_blockers.append(question)


def _first(refusals: Any) -> Refusal:
    return next((refusal for refusal in refusals if refusal is not None), None)


@guard("LST-01")
def owner_is_verified(listing: Listing, _data: Data) -> Refusal:
    """Only an organisation that the operator has verified may offer."""
    if listing.owner.state != VERIFIED:
        return RuleRefusal("listing.owner_unverified", rule_id="LST-01")
    return None


@guard("LST-02")
def has_patent(listing: Listing, _data: Data) -> Refusal:
    """An offer is of something."""
    return None if listing.items else RuleRefusal("listing.no_patent", rule_id="LST-02")


@guard("LST-03")
def owns_patents(listing: Listing, _data: Data) -> Refusal:
    """The holder offers only patents that are recorded as its own."""
    return _first(
        RuleRefusal("listing.not_owner", rule_id="LST-03", number=number_of(patent))
        for patent in listing.patents
        if patent.owner_id != listing.owner_id
    )


@guard("LST-04")
def has_chinese_title(listing: Listing, _data: Data) -> Refusal:
    """The portal's first language is Chinese, and search and recordal need it."""
    if any("\u4e00" <= character <= "\u9fff" for character in listing.title_zh):
        return None
    return RuleRefusal("listing.no_chinese_title", rule_id="LST-04")


@guard("LST-05")
def has_mode(listing: Listing, _data: Data) -> Refusal:
    """An offer says how it may be had."""
    return None if listing.modes else RuleRefusal("listing.no_mode", rule_id="LST-05")


@guard("LST-06", "OL-13")
def prices_complete(listing: Listing, _data: Data) -> Refusal:
    """Every mode has a price that can be computed from what is written."""
    return _first(_price(mode) for mode in listing.modes)


def _price(mode: ListingMode) -> Refusal:
    if mode.fee_way not in WAYS.get(mode.mode, ()):
        rule = "OL-13" if mode.mode == "open_licence" else "LST-06"
        return _about(mode, "listing.way_not_for_mode", rule, way=name("fee.way", mode.fee_way))
    missing = _missing_price(mode)
    return _about(mode, f"listing.price_{missing}", "LST-06") if missing else None


def _missing_price(mode: ListingMode) -> str:
    """Return which part of the price is missing, as the end of its refusal code."""
    way = mode.fee_way
    if way == "lump_sum" and not mode.amount:
        return "amount"
    if way == "instalments" and not _sums_up(mode):
        return "instalments"
    if way == "entry_royalty" and not mode.entry_fee:
        return "entry_fee"
    if way in ("royalty", "entry_royalty") and not (mode.royalty_rate and mode.royalty_base):
        return "royalty"
    return ""


def _sums_up(mode: ListingMode) -> bool:
    parts = [int(part["amount"]) for part in mode.instalments]
    return len(parts) > 1 and sum(parts) == mode.amount


def _about(mode: ListingMode, code: str, rule_id: str, **params: Any) -> RuleRefusal:
    return RuleRefusal(code, rule_id=rule_id, mode=name("listing.mode", mode.mode), **params)


@guard("OL-12")
def within_open_caps(listing: Listing, _data: Data) -> Refusal:
    """What is above the caps of the open licence has to be offered in another mode."""
    law, day = figures.current(), clock.today()
    fixed = law.on("openlicence.cap.fixed", day)
    for mode in listing.modes:
        if mode.mode != "open_licence":
            continue
        if (mode.amount or 0) + (mode.entry_fee or 0) > fixed and mode.currency == "CNY":
            return RuleRefusal("listing.above_cap", rule_id="OL-12", wan=f"{fixed / 1_000_000:g}")
        key = f"openlicence.cap.{mode.royalty_base}"
        rate = law.on(key, day) if key in law else WHOLE
        if (mode.royalty_rate or 0) > rate:
            return RuleRefusal("listing.above_rate_cap", rule_id="OL-12", percent=f"{rate / 100:g}")
    return None


@guard("OL-16")
def exclusivity_possible(listing: Listing, _data: Data) -> Refusal:
    """No sole or exclusive licence beside an open licence: neither in one listing nor while a statement lives."""
    modes = {mode.mode for mode in listing.modes}
    if not modes & EXCLUSIVE_MODES:
        return None
    if "open_licence" in modes:
        return RuleRefusal("listing.open_and_exclusive", rule_id="OL-16")
    return _first(blocks(patent) for blocks in exclusivity_blockers for patent in listing.patents)


@guard("ABN-03", "COO-02", "COO-03", "COO-04", "COO-05", "LST-03", "NUM-11")
def declared(listing: Listing, data: Data) -> Refusal:
    """The holder declares secrecy, ownership and, for what is to be abandoned, patience."""
    said = data.get("declared", listing.declared)
    if not said.get("not_secret"):
        return RuleRefusal("listing.secrecy_undeclared", rule_id="NUM-11")
    if not said.get("owner"):
        return RuleRefusal("listing.ownership_undeclared", rule_id="LST-03")
    if listing.stream == "to_abandon" and not said.get("keep_alive"):
        return RuleRefusal("listing.abandonment_undeclared", rule_id="ABN-03")
    return _co_owners(listing, str(said.get("co_owners", "")))


def _co_owners(listing: Listing, said: str) -> Refusal:
    if said not in ("none", "consented", "not_consented"):
        return RuleRefusal("listing.co_owners_undeclared", rule_id="COO-02")
    if said == "not_consented":
        for mode in listing.modes:
            if mode.mode != "ordinary":
                rule = {"open_licence": "COO-04", "assignment": "COO-05", "equity": "COO-05"}
                return _about(mode, "listing.co_owners_needed", rule.get(mode.mode, "COO-03"))
    return None


@guard("LST-09")
def reason_given(_listing: Listing, data: Data) -> Refusal:
    """Whoever sends a listing back says why."""
    return None if data.get("reason") else RuleRefusal("listing.reason_missing", rule_id="LST-09")


CONTENT = (has_patent, owns_patents, has_chinese_title, has_mode, prices_complete)
TRADABLE = (lawful, within_open_caps, exclusivity_possible)
SHOWABLE = (owner_is_verified, *CONTENT, *TRADABLE)


def unchecked(listing: Listing) -> list[Patent]:
    """Return the patents whose status the register did not confirm lately enough (LS-03)."""
    oldest = clock.today() - timedelta(
        days=figures.current().on("listing.status_max_age_days", clock.today())
    )
    return [row for row in listing.patents if row.status_as_of is None or row.status_as_of < oldest]


def notes(listing: Listing) -> list[tuple[str, str, dict[str, str]]]:
    """Return what the holder and the reader should know and nothing forbids: (code, rule id, params)."""
    found: list[tuple[str, str, dict[str, str]]] = []
    for patent in listing.patents:
        if standing.legal_group(patent) == "pending":
            found.append(("listing.note_application", "LIC-08", {"number": number_of(patent)}))
        if patent.legal_status == standing.LATE:
            found.append(("listing.note_late", "LST-07", {"number": number_of(patent)}))
        if patent.legal_status == "UNKNOWN":
            found.append(("listing.note_unknown", "LS-03", {"number": number_of(patent)}))
    found += _conditions(listing)
    if any(mode.mode in ("assignment", "equity") and mode.fee_way == "free" for mode in listing.modes):
        found.append(("listing.note_zero_price", "ABN-10", {}))
    return found


def _conditions(listing: Listing) -> list[tuple[str, str, dict[str, str]]]:
    """Return each consent, condition and matter for a person once, in the words of its rule."""
    found: dict[tuple[str, str], tuple[str, str, dict[str, str]]] = {}
    for patent, _mode, line in findings(listing):
        if line.outcome in ("consent", "review") and line.code not in _SAID_OTHERWISE:
            params = {"number": number_of(patent), "why": sentence_of(line)}
            found.setdefault((params["number"], line.code), ("listing.note_may", line.rule_id, params))
    return list(found.values())
