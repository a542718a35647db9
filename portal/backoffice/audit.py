"""The audit chain on screen: its proof, and what happened, newest first."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from portal.access.permissions import Verb
from portal.access.routes import needs
from portal.accounts.models import User
from portal.backoffice.blueprint import backoffice
from portal.core import names
from portal.extensions import db
from portal.web import paginate
from portal.workflow import history
from portal.workflow.models import HistoryEntry

_SIZE = 50
_GROUPS = {"broker_profile": "broker", "import_batch": "import"}


@backoffice.get("/audit")
@needs(Verb.AUDIT_SEE)
def audit() -> ResponseReturnValue:
    """List what happened, of one kind of thing where `?thing=` names it; prove the chain on `?verify=1`."""
    proof = history.verify() if request.args.get("verify") == "1" else None
    kinds = db.session.scalars(
        select(HistoryEntry.thing_type).distinct().order_by(HistoryEntry.thing_type)
    ).all()
    query = select(HistoryEntry).order_by(HistoryEntry.id.desc())
    chosen = request.args.get("thing", "")
    if chosen in kinds:
        query = query.where(HistoryEntry.thing_type == chosen)
    page = paginate(query, _SIZE)
    ids = {entry.actor_id for entry in page.items if entry.actor_id is not None}
    people = {user.id: user for user in db.session.scalars(select(User).where(User.id.in_(ids)))}
    return render_template(
        "backoffice/audit.html",
        page=page,
        people=people,
        proof=proof,
        kinds=kinds,
        chosen=chosen,
        action_words=action_words,
        state_words=state_words,
    )


def _group(thing_type: str) -> str:
    return _GROUPS.get(thing_type, thing_type)


def action_words(entry: HistoryEntry) -> str:
    """Return what happened in words: as the feature names the event, else the step, else its code."""
    group = _group(entry.thing_type)
    found = (names.name(f"{group}.{kind}", entry.action) for kind in ("event", "step"))
    return next((words for words in found if words != entry.action), entry.action)


def state_words(entry: HistoryEntry) -> str:
    """Return from which state to which the thing went; empty where it stayed."""
    if not entry.to_state:
        return ""
    group = f"{_group(entry.thing_type)}.state"
    return f"{names.name(group, entry.from_state)} → {names.name(group, entry.to_state)}"
