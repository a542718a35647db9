"""The rules that a statement must meet before it is shown as intended or recorded as announced; no database here."""

from collections.abc import Callable, Mapping
from typing import Any

from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.listings.standing import last_day
from portal.openlicence import wording
from portal.openlicence.models import FEE_WAYS, ROYALTY_BASES, SETTLEMENTS, SHOWN, Statement
from portal.parameters import law as figures
from portal.patents.rules import GROUPS
from portal.workflow.guards import guard

Guard = Callable[[Any, Mapping[str, Any]], RuleRefusal | None]
NOT_YET_GRANTED = frozenset(GROUPS["pending"])
ALIVE = frozenset({"IN_FORCE", "INVALID_PART", "RESTORED", "UNKNOWN"})


def refuse(rule_id: str, code: str, **params: Any) -> RuleRefusal:
    """Return the refusal `code` under the rule."""
    return RuleRefusal(code, rule_id=rule_id, **params)


@guard("OL-01")
def patent_granted(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-01: only a granted patent can be declared."""
    patent = statement.patent
    granted = patent.grant_date is not None and patent.grant_date <= clock.today()
    if patent.office != "CN" or not granted or patent.legal_status in NOT_YET_GRANTED:
        return refuse("OL-01", "statement.not_granted")
    return None


@guard("OL-05")
def patent_in_force(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-05: neither ended nor in the late-payment period."""
    status = statement.patent.legal_status
    if status not in ALIVE and status not in NOT_YET_GRANTED:
        return refuse("OL-05", "statement.not_in_force")
    return None


@guard("OL-02")
def declared_by_owner(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-02: the declarant is the patentee as the portal knows it."""
    if statement.patent.owner_id != statement.owner_id:
        return refuse("OL-02", "statement.not_the_owner")
    return None


@guard("OL-08")
def complete(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-08: every field that the statute and the form ask for."""
    texts = (
        (statement.payment_zh, "payment"),
        (statement.contact, "contact"),
        (statement.legal_zh, "legal"),
        (statement.plain_zh, "plain"),
        (statement.patent.application_no, "patent_no"),
        (statement.period_from, "period"),
        (statement.period_to, "period"),
    )
    missing = next((name for value, name in texts if not value), None)
    return refuse("OL-08", f"statement.missing.{missing}") if missing else None


@guard("OL-11")
def fee_form_is_one(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-11: a fee is of one form; parts of another form contradict it."""
    foreign = _FOREIGN.get(statement.fee_way, ())
    return (
        refuse("OL-11", "statement.fee_mixed") if any(getattr(statement, name) for name in foreign) else None
    )


_FOREIGN = {
    "free": ("amount", "entry_fee", "royalty_rate", "instalments"),
    "lump_sum": ("entry_fee", "royalty_rate", "instalments"),
    "instalments": ("entry_fee", "royalty_rate"),
    "entry_royalty": ("amount", "instalments"),
    "royalty": ("amount", "entry_fee", "instalments"),
}


@guard("OL-13")
def fee_is_computable(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-13: the statement alone says what is owed; "to be negotiated" (面议) is no price."""
    if statement.fee_way not in FEE_WAYS:
        return refuse("OL-13", "statement.fee_negotiable")
    return None if _FEE_CHECKS[statement.fee_way](statement) else refuse("OL-13", "statement.fee_incomplete")


def _positive(amount: int | None) -> bool:
    return amount is not None and amount > 0


def _lump(statement: Statement) -> bool:
    return _positive(statement.amount)


def _instalments(statement: Statement) -> bool:
    rows = statement.instalments
    valid = all(row["amount"] > 0 and row["months"] >= 0 for row in rows)
    return bool(rows) and valid and sum(row["amount"] for row in rows) == statement.amount


def _royalty(statement: Statement) -> bool:
    return _positive(statement.royalty_rate) and statement.royalty_base in ROYALTY_BASES


_FEE_CHECKS: dict[str, Callable[[Statement], bool]] = {
    "free": lambda _statement: True,
    "lump_sum": _lump,
    "instalments": _instalments,
    "entry_royalty": lambda statement: _positive(statement.entry_fee) and _royalty(statement),
    "royalty": _royalty,
}


@guard("OL-12")
def fee_under_cap(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-12: fixed amounts (instalments summed, entry fee counted) and rates stay under the ceilings."""
    law, day = figures.current(), clock.today()
    fixed = max(statement.amount or 0, sum(row["amount"] for row in statement.instalments))
    if statement.fee_way in ("lump_sum", "instalments", "entry_royalty"):
        fixed = fixed if statement.fee_way != "entry_royalty" else statement.entry_fee or 0
        cap = law.on("openlicence.cap.fixed", day)
        if fixed > cap:
            return refuse("OL-12", "statement.fixed_cap", wan=_plain(cap, 1_000_000))
    if statement.fee_way in ("entry_royalty", "royalty") and statement.royalty_base in ROYALTY_BASES:
        ceiling = law.on(f"openlicence.cap.{statement.royalty_base}", day)
        if (statement.royalty_rate or 0) > ceiling:
            return refuse(
                "OL-12", f"statement.rate_cap.{statement.royalty_base}", percent=_plain(ceiling, 100)
            )
    return None


def _plain(figure: int, by: int) -> str:
    """Return `figure` divided by `by` without an idle end: 12.5, or 20."""
    return f"{figure / by:g}"


@guard("OL-13")
def formula_is_whole(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-13: a royalty also says what its base is, when it is settled and paid, its bounds, and who may look."""
    if statement.fee_way not in ("royalty", "entry_royalty"):
        return None
    bounds = (statement.royalty_floor or 0, statement.royalty_ceiling)
    if bounds[1] is not None and bounds[0] > bounds[1]:
        return refuse("OL-13", "statement.bounds_reversed")
    days = statement.settle_days or 0
    settled = statement.settle_every in SETTLEMENTS and days > 0
    whole = settled and statement.base_text and statement.audit_text
    return None if whole else refuse("OL-13", "statement.formula_incomplete")


@guard("OL-10")
def no_advertising(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-10: a statement praises nothing; the listing's marketing text is another place."""
    found = wording.praise_in(statement, figures.current().on("openlicence.banned_words", clock.today()))
    if not found:
        return None
    words = " ".join(dict.fromkeys(f"“{praise.word}”" for praise in found))
    return refuse("OL-10", "statement.advertising", words=words)


@guard("OL-13")
def nothing_left_open(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-13: neither how it is paid nor what it is computed of is left to a negotiation (面议)."""
    known = figures.current().on("openlicence.negotiation_words", clock.today())
    found = wording.left_open_in(statement, known)
    if not found:
        return None
    words = " ".join(dict.fromkeys(f"“{one.word}”" for one in found))
    return refuse("OL-13", "statement.left_open", words=words)


@guard("OL-09")
def note_given(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-09: the brief note on how the fee was computed, within its length."""
    longest = figures.current().on("openlicence.note_max_chars", clock.today())
    if not (statement.note or "").strip():
        return refuse("OL-09", "statement.note_missing")
    return (
        refuse("OL-09", "statement.note_too_long", longest=longest) if len(statement.note) > longest else None
    )


@guard("OL-14")
def period_within_life(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-14: the licence period ends no later than the patent's last day in force, and begins before it ends."""
    last = last_day(statement.patent)
    if last is None:
        return refuse("OL-14", "statement.last_day_unknown")
    if statement.period_to and statement.period_to > last:
        return refuse("OL-14", "statement.period_too_long", last=last.isoformat())
    if statement.period_from and statement.period_to and statement.period_from > statement.period_to:
        return refuse("OL-14", "statement.period_reversed")
    return None


@guard("INV-14")
def period_after_grant(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """INV-14: no licence begins before the grant; what the office announced is not asked again."""
    first, grant = statement.period_from, statement.patent.grant_date
    if statement.state in SHOWN or first is None or grant is None:
        return None
    if first >= grant or grant > clock.today():
        return None
    return refuse("INV-14", "statement.period_before_grant", grant=grant.isoformat())


@guard("OL-14")
def period_not_over(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-14: a period that is over offers nothing; what the office announced is not asked again."""
    first, last = statement.period_from, statement.period_to
    if statement.state in SHOWN or last is None or last >= clock.today():
        return None
    if first is not None and first > last:
        return None  # said already: it ends before it begins
    return refuse("OL-14", "statement.period_over", last=last.isoformat())


@guard("OL-16", "OL-28")
def announcement_proven(_statement: Statement, data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-28: number, date and evidence of the office's announcement, and the day has come (OL-16)."""
    if not data.get("statement_no") or not data.get("announced_on") or not data.get("evidence"):
        return refuse("OL-28", "statement.announcement_unproven")
    if data["announced_on"] > clock.today():
        return refuse("OL-16", "statement.announced_in_future")
    return None


@guard("INV-14")
def announced_after_grant(statement: Statement, data: Mapping[str, Any]) -> RuleRefusal | None:
    """INV-14: nothing about a patent is older than its grant."""
    day, grant = data.get("announced_on"), statement.patent.grant_date
    if day is not None and grant is not None and day < grant:
        return refuse("INV-14", "statement.announced_before_grant")
    return None


@guard("OL-21")
def withdrawal_proven(statement: Statement, data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-21: a withdrawal works from its announcement, which has a date and evidence."""
    day = data.get("withdrawn_on")
    if not day or not data.get("evidence"):
        return refuse("OL-21", "statement.withdrawal_unproven")
    if day > clock.today() or (statement.announced_on is not None and day < statement.announced_on):
        return refuse("OL-21", "statement.withdrawal_date")
    return None


@guard("OL-14")
def is_over(statement: Statement, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """OL-14: a statement expires after its period or the patent's last day, not before."""
    ends = [day for day in (statement.period_to, last_day(statement.patent)) if day is not None]
    if not ends or clock.today() <= min(ends):
        return refuse("OL-14", "statement.not_over")
    return None


CONTENT: tuple[Guard, ...] = (
    declared_by_owner,
    patent_granted,
    patent_in_force,
    complete,
    no_advertising,
    fee_form_is_one,
    fee_is_computable,
    nothing_left_open,
    fee_under_cap,
    period_within_life,
    period_after_grant,
    period_not_over,
)
SIGNED_CONTENT: tuple[Guard, ...] = (formula_is_whole, note_given)
