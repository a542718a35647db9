"""Every day: notes which annuities reached a step, once each, and promises one letter to each person concerned."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from portal.access.predicates import OFFICE
from portal.accounts.organisations import Membership
from portal.annuities.models import AnnuityReminder
from portal.annuities.steps import step_of
from portal.extensions import db
from portal.jobs import queue
from portal.parameters import law
from portal.patents import rules
from portal.patents.annuity_dates import due_date
from portal.patents.clockwork import COLUMNS, KINDS, places_of
from portal.patents.models import Patent

AT_ONCE = 1000
_LATE = timedelta(days=200)  # longer than any late period with the holidays at its ends


def candidates(after: int) -> Sequence[Any]:
    """Return the next patents behind id `after` that may owe an annuity: Chinese, owned here, not known to be dead."""
    alive = Patent.legal_status.not_in(rules.GROUPS["dead"])
    ours = (Patent.office == "CN", Patent.kind.in_(KINDS), Patent.owner_id.is_not(None), alive)
    wanted = select(*COLUMNS).where(Patent.id > after, Patent.filing_date.is_not(None), *ours)
    return db.session.execute(wanted.order_by(Patent.id).limit(AT_ONCE)).all()


def note(patents: Sequence[Any], day: date) -> None:
    """Note the step that each annuity has reached on `day`; what is noted already stays as it is."""
    days_before = law.current().on("annuity.reminder_days", day)
    clocks = places_of(
        [one for one in patents if near_a_due_day(one.filing_date, day, max(days_before))], day
    )
    rows = []
    for patent in patents:
        clock = clocks.get(patent.id)
        step = step_of(clock, day, days_before) if clock else None
        if clock and step:
            rows.append(_row(patent, clock.next_year, step, clock.due, day))
    fresh = _fresh(rows)
    if fresh:
        db.session.execute(_insert_once(), fresh)


def near_a_due_day(filing: date, day: date, before: int) -> bool:
    """Tell whether any year's fee could be reminded of on `day`, so that no more is read of the others.

    A year is due on a day like the filing day, and is spoken of from `before` days ahead until its late period ends.
    """
    first = day - _LATE
    ahead = due_date(filing, first.year - filing.year + 1)
    following = ahead if ahead >= first else due_date(filing, first.year - filing.year + 2)
    return following <= day + timedelta(days=before)


def _row(patent: Any, year: int | None, step: str, due: date | None, day: date) -> dict[str, Any]:
    return {
        "patent_id": patent.id,
        "owner_id": patent.owner_id,
        "year": year,
        "step": step,
        "due_on": due,
        "raised_on": day,
        "told_on": None,
    }


def _fresh(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out what is noted already; the unique key decides where another worker is as quick."""
    if not rows:
        return []
    ids = [row["patent_id"] for row in rows]
    noted = select(AnnuityReminder.patent_id, AnnuityReminder.year, AnnuityReminder.step)
    found = {tuple(row) for row in db.session.execute(noted.where(AnnuityReminder.patent_id.in_(ids)))}
    return [row for row in rows if (row["patent_id"], row["year"], row["step"]) not in found]


def _insert_once() -> Any:
    postgresql = db.session.get_bind().dialect.name == "postgresql"
    make: Any = postgresql_insert if postgresql else sqlite_insert
    return make(AnnuityReminder).on_conflict_do_nothing()


def tell(day: date) -> int:
    """Promise the day's letters, one to each person however many patents and organisations; return how many.

    Takes what nobody was told yet, so that a second worker, or a second round of the same day, finds nothing.
    """
    if db.session.scalar(select(AnnuityReminder.id).where(AnnuityReminder.told_on == day).limit(1)):
        return 0
    taken = update(AnnuityReminder).where(AnnuityReminder.told_on.is_(None)).values(told_on=day)
    owners = set(
        db.session.scalars(
            taken.returning(AnnuityReminder.owner_id).execution_options(synchronize_session=False)
        )
    )
    people = _people_of(owners)
    for user_id, organisations in sorted(people.items()):
        params = {"day": day.isoformat(), "organisation_ids": sorted(organisations)}
        queue.enqueue(
            "mail.letter",
            {"user_id": user_id, "template": "annuity_digest", "params": params},
            key=f"annuity-digest:{user_id}:{day}",
        )
    return len(people)


def _people_of(owners: set[int]) -> dict[int, set[int]]:
    """Return who acts or handles money for the owners, each with the organisations concerned (ANN-17)."""
    found: dict[int, set[int]] = defaultdict(set)
    members = select(Membership.user_id, Membership.organisation_id, Membership.roles)
    for member in db.session.execute(members.where(Membership.organisation_id.in_(owners))):
        if OFFICE & set(member.roles):
            found[member.user_id].add(member.organisation_id)
    return found
