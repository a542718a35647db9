"""Whether an event can be: its data has the members of its kind, and its days are in order."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.core import clock
from portal.core.errors import InputError, RuleRefusal
from portal.patents.facts.kinds import ACTS, Field, Kind
from portal.patents.facts.right import RightFacts
from portal.patents.rules import GROUPS

STATUSES = frozenset(
    status for group, statuses in GROUPS.items() for status in statuses if group != "unknown"
)
LONGEST = 2000
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)  # what a day of a patent's life can be
_MOST = 200
_WHOLE = 10**15


def checked_data(kind: Kind, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of an event as it is kept, days in ISO form. Raises InputError naming the member at fault.

    Members that the kind does not know are refused as a fault of the program.
    """
    names = {field.name for field in kind.fields}
    unknown = set(given) - names
    if unknown:
        raise ValueError(f"{kind.code} has no member {sorted(unknown)}")
    found = {field.name: _member(field, given.get(field.name)) for field in kind.fields}
    kept = {name: value for name, value in found.items() if value is not None}
    if kind.code == "status_told" and kept["status"] not in STATUSES:
        raise InputError("fact.status_unknown", field="status")
    return kept


def _member(field: Field, value: Any) -> Any:
    if value is None or value == "" or value == []:
        if field.required:
            raise InputError("fact.missing", field=field.name)
        return None
    return _READERS[field.type](field, value)


def _text(field: Field, value: Any) -> str:
    text = str(value).strip()
    if len(text) > LONGEST:
        raise InputError("fact.too_long", field=field.name, limit=LONGEST)
    return text


def _day(field: Field, value: Any) -> str:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise InputError("fact.day", field=field.name) from None
    if not EARLIEST <= day <= LATEST:
        raise InputError("fact.day_far", field=field.name, first=EARLIEST.year, last=LATEST.year)
    return day.isoformat()


def checked_days(happened_on: date, as_of: date | None) -> None:
    """Refuse a legal day before there were patents, and a source that was seen before then or after today."""
    if happened_on < EARLIEST:
        raise InputError("fact.day_far", field="happened_on", first=EARLIEST.year, last=clock.today().year)
    if as_of is not None and not EARLIEST <= as_of <= clock.today():
        raise InputError("fact.seen_on", field="as_of", first=EARLIEST.year)


def _whole(field: Field, value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        raise InputError("fact.whole", field=field.name) from None
    if not 0 <= number < _WHOLE or (field.name == "year" and not 1 <= number <= 25):
        raise InputError("fact.whole", field=field.name)
    return number


def _flag(_field: Field, value: Any) -> bool:
    return value in (True, "yes", "1", 1)


def _code(field: Field, value: Any) -> str:
    if value not in field.choices:
        raise InputError("fact.choice", field=field.name)
    return str(value)


def _acts(field: Field, value: Any) -> list[str]:
    acts = [act for act in ACTS if act in value]
    if not acts or set(value) - set(ACTS):
        raise InputError("fact.acts", field=field.name)
    return acts


def _people(field: Field, value: Any) -> list[dict[str, Any]]:
    rows = [dict(row) for row in value]
    names = [str(row.get("name") or "").strip() for row in rows]
    if not all(names) or len(set(names)) != len(names) or len(rows) > _MOST:
        raise InputError("fact.people", field=field.name)
    shares = [int(row["share"]) for row in rows if row.get("share") is not None]
    if any(share <= 0 for share in shares) or sum(shares) > 10_000:
        raise InputError("fact.shares", field=field.name)
    if len(shares) == len(rows) and shares and sum(shares) != 10_000:
        raise InputError("fact.shares", field=field.name)
    return [{**row, "name": name} for row, name in zip(rows, names, strict=True)]


def _members(field: Field, value: Any) -> list[dict[str, str]]:
    rows = [{"office": str(row.get("office") or ""), "number": str(row.get("number") or "")} for row in value]
    if not all(row["office"] and row["number"] for row in rows) or len(rows) > _MOST:
        raise InputError("fact.members", field=field.name)
    return rows


_READERS = {
    "text": _text,
    "day": _day,
    "whole": _whole,
    "flag": _flag,
    "code": _code,
    "acts": _acts,
    "people": _people,
    "members": _members,
}


def refusal_of(
    facts: RightFacts, kind: str, happened_on: date, data: Mapping[str, Any]
) -> RuleRefusal | None:
    """Return why the event cannot be, given what was known on its day: days out of order, a second report, no plea.

    What the register has entered is taken even where it should not have been: the register prevails (LS-01).
    """
    if happened_on > clock.today():
        return RuleRefusal("fact.future", rule_id="INV-14")
    if (
        facts.filing_date
        and happened_on < facts.filing_date
        and kind not in ("funding_stated", "family_stated")
    ):
        return RuleRefusal("fact.before_filing", rule_id="INV-14", day=facts.filing_date.isoformat())
    return _CHECKS[kind](facts, happened_on, data) if kind in _CHECKS else None


def _licence(facts: RightFacts, happened_on: date, data: Mapping[str, Any]) -> RuleRefusal | None:
    starts = date.fromisoformat(data["from"]) if data.get("from") else happened_on
    ends = date.fromisoformat(data["to"]) if data.get("to") else None
    if facts.grant_date and starts < facts.grant_date:
        return RuleRefusal("fact.licence_before_grant", rule_id="INV-14", day=facts.grant_date.isoformat())
    if ends and ends < starts:
        return RuleRefusal("fact.period_reversed", rule_id="INV-14")
    if ends and facts.last_day and ends > facts.last_day:
        return RuleRefusal("fact.licence_beyond_life", rule_id="LS-05", day=facts.last_day.isoformat())
    return None


def _assigned(_facts: RightFacts, happened_on: date, data: Mapping[str, Any]) -> RuleRefusal | None:
    if data.get("contract_on") and date.fromisoformat(data["contract_on"]) > happened_on:
        return RuleRefusal("fact.title_before_contract", rule_id="INV-14")
    return None


def _report(facts: RightFacts, happened_on: date, data: Mapping[str, Any]) -> RuleRefusal | None:
    if facts.kind not in ("U", "D"):
        return RuleRefusal("fact.report_kind", rule_id="OL-06")
    if facts.grant_date is None or happened_on < facts.grant_date:
        return RuleRefusal("fact.report_before_grant", rule_id="OL-06")
    known = facts.evaluation_report
    if known is not None and known.number != data["number"]:
        return RuleRefusal("fact.report_exists", rule_id="OL-06", number=known.number)
    return None


def _pledge_needed(facts: RightFacts, _on: date, data: Mapping[str, Any]) -> RuleRefusal | None:
    if facts.pledge is None and "pledge" not in data.get("acts", ()):
        return RuleRefusal("fact.no_pledge", rule_id="PLG-02")
    return None


def _compensated(facts: RightFacts, _on: date, data: Mapping[str, Any]) -> RuleRefusal | None:
    last = date.fromisoformat(data["last_day"])
    if facts.last_day is not None and last <= facts.last_day and not facts.term_compensated:
        return RuleRefusal("fact.compensation_too_short", rule_id="TRM-05")
    return None


def _owner_known(facts: RightFacts, _on: date, data: Mapping[str, Any]) -> RuleRefusal | None:
    if data["owner"] not in {owner.name for owner in facts.owners}:
        return RuleRefusal("fact.not_an_owner", rule_id="COO-05", name=data["owner"])
    return None


_CHECKS = {
    "licence_granted": _licence,
    "assigned": _assigned,
    "evaluation_report": _report,
    "pledge_released": _pledge_needed,
    "pledgee_consented": _pledge_needed,
    "term_compensated": _compensated,
    "owner_consented": _owner_known,
}
