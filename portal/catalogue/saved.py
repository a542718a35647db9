"""Keeping a search, listing one's own, and letting one go."""

from urllib.parse import parse_qsl, urlencode

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select

from portal.access.routes import signed_in
from portal.catalogue.blueprint import catalogue
from portal.catalogue.kinds import LISTINGS, PATENTS
from portal.catalogue.models import SavedSearch
from portal.core.errors import InputError, NotFound
from portal.extensions import db
from portal.web import go

MOST = 50
_MAX_QUERY = 4000
_ENDPOINTS = {kind.kind: kind.endpoint for kind in (LISTINGS, PATENTS)}
_NOT_KEPT = frozenset({"page", "lang"})


def searches_of(user_id: int) -> list[SavedSearch]:
    """Return the person's searches, the latest first."""
    mine = select(SavedSearch).where(SavedSearch.user_id == user_id).order_by(SavedSearch.id.desc())
    return list(db.session.scalars(mine))


def address(search: SavedSearch) -> str:
    """Return the address that searches again."""
    return f"{url_for(_ENDPOINTS[search.kind])}?{search.query}"


def keep(user_id: int, kind: str, query: str, name: str) -> SavedSearch:
    """Keep the search. Raises InputError where there are too many, or it is none."""
    if kind not in _ENDPOINTS or len(query) > _MAX_QUERY:
        raise InputError("search.not_kept")
    if (db.session.scalar(select(func.count()).where(SavedSearch.user_id == user_id)) or 0) >= MOST:
        raise InputError("search.too_many_kept", most=MOST)
    pairs = [(key, value) for key, value in parse_qsl(query) if key not in _NOT_KEPT]
    words = dict(pairs).get("q", "").strip()
    search = SavedSearch(
        user_id=user_id, kind=kind, query=urlencode(pairs), name=(name.strip() or words or _("All"))[:120]
    )
    db.session.add(search)
    db.session.flush()
    return search


@catalogue.post("/searches")
@signed_in
def save() -> ResponseReturnValue:
    """Keep the search that the reader came from."""
    form = request.form
    search = keep(current_user.id, form.get("kind", ""), form.get("query", ""), form.get("name", ""))
    flash(_("The search is kept on your desk."), "good")
    return redirect(address(search), code=303)


@catalogue.post("/searches/<public_id>/remove")
@signed_in
def remove(public_id: str) -> ResponseReturnValue:
    """Let one of the reader's own searches go."""
    mine = SavedSearch.public_id == public_id, SavedSearch.user_id == current_user.id
    search = db.session.scalar(select(SavedSearch).where(*mine))
    if search is None:
        raise NotFound
    db.session.delete(search)
    flash(_("The search is no longer kept."), "good")
    return go("desks.home")
