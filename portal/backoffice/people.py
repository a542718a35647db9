"""The people: finding an account, and blocking one that must not be used."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, or_, select

from portal.access.permissions import Verb
from portal.access.routes import needs
from portal.accounts import people as accounts
from portal.accounts import second_factor
from portal.accounts.models import User
from portal.backoffice.blueprint import backoffice
from portal.core.errors import NotFound
from portal.extensions import db
from portal.web import go, paginate

_MAX_WORDS = 100


@backoffice.get("/people")
@needs(Verb.PEOPLE_SEE)
def people() -> ResponseReturnValue:
    """List accounts whose name or address holds `?q=`."""
    words = request.args.get("q", "").strip()[:_MAX_WORDS]
    query = select(User).order_by(User.created_at.desc(), User.id.desc())
    if words:
        query = query.where(
            or_(
                func.lower(User.email).contains(words.lower(), autoescape=True),
                User.name.contains(words, autoescape=True),
            )
        )
    page = paginate(query)
    return render_template(
        "backoffice/people.html",
        page=page,
        q=words,
        with_factor=second_factor.holders(person.id for person in page.items),
    )


@backoffice.post("/people/<public_id>/block")
@needs(Verb.PERSON_BLOCK)
def block(public_id: str) -> ResponseReturnValue:
    """Block the account and end its sessions at once, or let it in again."""
    person = _find(public_id)
    blocked = person.blocked_at is None
    if blocked:
        accounts.block(person, current_user)
    else:
        accounts.unblock(person, current_user)
    flash(_("The account is blocked.") if blocked else _("The account may be used again."), "good")
    return go("backoffice.people")


@backoffice.post("/people/<public_id>/second-factor")
@needs(Verb.PERSON_BLOCK)
def reset_factor(public_id: str) -> ResponseReturnValue:
    """Take the second factor away from somebody who lost telephone and paper codes and has shown who they are."""
    second_factor.take_away(_find(public_id), current_user)
    flash(
        _("The second factor was taken away; the person can sign in with the password and set up another."),
        "good",
    )
    return go("backoffice.people")


def _find(public_id: str) -> User:
    person = db.session.scalar(select(User).where(User.public_id == public_id))
    if person is None:
        raise NotFound
    return person
