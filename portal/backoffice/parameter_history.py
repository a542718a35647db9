"""Who changed a figure of the law and when, from the audit chain, as a time line shows it."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from portal.accounts.models import User
from portal.core import names
from portal.extensions import db
from portal.parameters.models import RuleParameter
from portal.parameters.units import in_words
from portal.templating import show_date
from portal.workflow.models import HistoryEntry

_TONES = {"added": "good", "corrected": "warn", "withdrawn": "bad", "replaced": "bad"}


def entries_of(rows: list[RuleParameter]) -> list[dict[str, Any]]:
    """Return what happened to the operator's rows of one figure, newest first."""
    by_id = {row.id: row for row in rows}
    wanted = select(HistoryEntry).where(
        HistoryEntry.thing_type == RuleParameter.__tablename__, HistoryEntry.thing_id.in_(by_id)
    )
    found = list(db.session.scalars(wanted.order_by(HistoryEntry.id.desc())))
    ids = {entry.actor_id for entry in found if entry.actor_id is not None}
    people = {user.id: user.name for user in db.session.scalars(select(User).where(User.id.in_(ids)))}
    return [_entry(entry, by_id[entry.thing_id], people) for entry in found]


def _entry(entry: HistoryEntry, row: RuleParameter, people: dict[int, str]) -> dict[str, Any]:
    lines = [*in_words(row.unit, row.value), _("holds from %(day)s", day=show_date(row.valid_from))]
    if entry.detail.get("reason"):
        lines.append(str(entry.detail["reason"]))
    return {
        "at": entry.at,
        "title": names.name("rule_parameter.event", entry.action),
        "who": people.get(entry.actor_id or 0, _("the portal")),
        "note": "\n".join(lines),
        "tone": _TONES.get(entry.action, ""),
    }
