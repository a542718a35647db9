"""Reads the tables as they stand, with the rule book's own arithmetic: nothing of the portal's rules is asked here."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select

from portal.accounts.organisations import Organisation
from portal.core.db import Model
from portal.extensions import db
from portal.patents.facts.models import PatentEvent
from portal.workflow.models import HistoryEntry

EXAMINED = ("university", "institute")
_BEIJING = timedelta(hours=8)


@cache
def _table(model: type[Model]) -> list[Any]:
    return list(db.session.execute(select(model.__table__).order_by(model.__table__.c.id)).all())


def read_anew() -> None:
    """Forget what was read: the tables are read once for all invariants together."""
    db.session.flush()
    _table.cache_clear()


def rows(model: type[Model], **values: Any) -> list[Any]:
    """Return the rows with these values, oldest first, as plain rows and not as objects of the portal."""
    found = _table(model)
    return [one for one in found if all(getattr(one, name) == value for name, value in values.items())]


def row(model: type[Model], number: int) -> Any:
    """Return one row by its id."""
    (found,) = rows(model, id=number)
    return found


def day_of(moment: datetime) -> date:
    """Return the day in China."""
    return (moment.replace(tzinfo=None) + _BEIJING).date()


def months_after(day: date, months: int) -> date:
    """Return the corresponding day, or the last of the month where there is none (CAL-01)."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def due_on(filed: date, year: int) -> date:
    """Return D(n), the due date of a patent year's annuity (ANN-03)."""
    return months_after(filed, 12 * (year - 1))


def year_of(filed: date, day: date) -> int:
    """Return the patent year of a day (ANN-01)."""
    return next(year for year in range(1, 60) if day < due_on(filed, year + 1))


def events(patent: int, at: datetime, *kinds: str) -> list[Any]:
    """Return the facts of these kinds that counted at the moment, in the order of their legal days."""
    found = [one for one in rows(PatentEvent, patent_id=patent) if one.kind in kinds and one.created_at <= at]
    found = [one for one in found if one.voided_at is None or one.voided_at > at]
    known = (one for one in found if one.happened_on <= day_of(at))
    return sorted(known, key=lambda one: (one.happened_on, one.id))


def last_day_in_force(patent: Any, at: datetime) -> date | None:
    """Return the last day of the term (TRM-01 to TRM-03), or the compensated one of the register (TRM-05)."""
    if compensated := events(patent.id, at, "term_compensated"):
        return date.fromisoformat(compensated[-1].data["last_day"])
    if patent.filing_date is None:
        return None
    years = {"I": 20, "U": 10, "D": 15 if patent.filing_date > date(2021, 5, 31) else 10}[patent.kind]
    return months_after(patent.filing_date, 12 * years) - timedelta(days=1)


def steps(kind: str, *targets: str, number: int | None = None) -> list[Any]:
    """Return the entries of the history in which a thing of this kind came into one of the states."""
    known = rows(HistoryEntry, thing_type=kind, **({} if number is None else {"thing_id": number}))
    return [one for one in known if one.to_state in targets and one.from_state != one.to_state]


def status_before(patent: Any, entry: Any) -> str:
    """Return the patent's status when that entry of the history was written."""
    known = [one for one in rows(HistoryEntry, thing_type="patent", thing_id=patent.id) if one.to_state]
    earlier = [one.to_state for one in known if one.id < entry.id]
    later = [one.from_state for one in known if one.id > entry.id]
    return str(earlier[-1] if earlier else later[0] if later else patent.legal_status)


def unpaid_late(patent: Any, at: datetime) -> bool:
    """Tell from the receipts alone whether the late period runs: the last year paid is known, the next is overdue.

    A due date may move behind a holiday (ANN-04), so the first two weeks are left open.
    """
    paid = events(patent.id, at, "annuity_paid")
    if not paid or any("fen" in one.data for one in paid) or patent.filing_date is None:
        return False
    due = due_on(patent.filing_date, max(one.data["year"] for one in paid) + 1)
    told = events(patent.id, at, "status_told", "restored", "late_notice", "lapsed")
    seen_since = any((one.as_of or one.happened_on) >= due for one in told)
    return not seen_since and due + timedelta(days=14) < day_of(at) <= months_after(due, 6)


def owners(patent: Any, at: datetime) -> list[dict[str, Any]]:
    """Return the patentees of that moment: what was stated last, else the applicants of the import."""
    stated = events(patent.id, at, "owners_stated", "assigned")
    if stated:
        return list(stated[-1].data["owners"])
    return [{"name": name} for name in patent.applicants]


def others(patent: Any, holder: int, at: datetime) -> list[str]:
    """Return the names of the patentees beside the organisation `holder`."""
    who = row(Organisation, holder)
    mine = {name for name in (who.name_zh, who.name_en) if name}
    found = owners(patent, at)
    return [one["name"] for one in found if one.get("organisation_id") != holder and one["name"] not in mine]


def since_assigned(patent: int, at: datetime, *kinds: str) -> list[Any]:
    """Return the facts of these kinds since the right changed hands: an agreement binds those who made it."""
    found = events(patent, at, "assigned", *kinds)
    last = max((place for place, one in enumerate(found) if one.kind == "assigned"), default=-1)
    return found[last + 1 :]


def may_act_alone(patent: int, act: str, at: datetime) -> bool:
    """Tell whether the co-owners agreed that one of them may do it alone (Patent Law 14)."""
    agreed = since_assigned(patent, at, "co_ownership_agreed")
    return bool(agreed) and act in agreed[-1].data.get("alone", ())


def agreed_on_record(patent: int, act: str, at: datetime) -> set[str]:
    """Return which co-owners agreed to the act, by the facts of that moment."""
    found = since_assigned(patent, at, "owner_consented")
    return {one.data["owner"] for one in found if act in one.data["acts"] and _lasts(one, at)}


def _lasts(one: Any, at: datetime) -> bool:
    until = one.data.get("until")
    return until is None or day_of(at) <= date.fromisoformat(until)


def silent_pledgee(patent: int, act: str, at: datetime) -> str | None:
    """Return who holds the patent in pledge without having agreed to the act on record, or None."""
    found = events(patent, at, "pledged", "pledge_released", "pledgee_consented")
    pledgee, agreed = None, False
    for one in found:
        if one.kind == "pledgee_consented":
            agreed = agreed or (act in one.data["acts"] and _lasts(one, at))
        else:
            pledgee, agreed = one.data.get("pledgee") if one.kind == "pledged" else None, False
    return None if agreed else pledgee


def exclusive_licences(patent: int, at: datetime) -> list[Any]:
    """Return the sole and exclusive licences on record that have neither run out nor been ended."""
    found = events(patent, at, "licence_granted", "licence_ended")
    live: list[Any] = []
    for one in found:
        if one.kind == "licence_ended":
            named = one.data["licence"]
            live = [each for each in live if named not in (each.public_id, each.data["licensee"])]
        else:
            live.append(one)
    return [one for one in live if one.data["kind"] in ("sole", "exclusive") and not _over(one, at)]


def _over(one: Any, at: datetime) -> bool:
    ends = one.data.get("to")
    return ends is not None and date.fromisoformat(ends) < day_of(at)


def names_of(columns: Iterable[str]) -> set[str]:
    """Return the parts of the columns' names: `ask_fen` is of `ask` and `fen`."""
    return {part for column in columns for part in column.split("_")}
