"""The page of a patent, and a holder's list of its own."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import selectinload

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.routes import public, signed_in
from portal.core import i18n, names
from portal.core.numbers import keys_of
from portal.extensions import db
from portal.patents import import_views, rules  # noqa: F401 (its views belong to the same blueprint)
from portal.patents.blueprint import patents
from portal.patents.facts.reading import facts_of
from portal.patents.models import Patent
from portal.patents.sheet import sheet_of
from portal.search import classification_titles
from portal.web import find, paginate

PAGE = 50


@patents.get("/<public_id>")
@public
def show(public_id: str) -> ResponseReturnValue:
    """Show what is known of a patent, and how well."""
    patent = find(Patent, public_id, Verb.PATENT_SEE)
    classes = [
        (found, classification_titles.title(found.symbol, i18n.current_language()))
        for found in patent.classes
    ]
    facts = facts_of(patent, public=not can(current_user, Verb.PATENT_INSIDE, patent))
    return render_template(
        "patents/show.html", patent=patent, sheet=sheet_of(patent), classes=classes, facts=facts
    )


@patents.get("/mine")
@signed_in
def mine() -> ResponseReturnValue:
    """Show the patents of the reader's organisations, to search and to choose from."""
    page = paginate(_mine().order_by(Patent.id.desc()), PAGE)
    own = current_user.member_of()
    return render_template(
        "patents/mine.html",
        page=page,
        sheets={patent.id: sheet_of(patent) for patent in page.items},
        owners=own,
        kinds=names.choices("patent.kind"),
        groups=names.choices("patent.legal_group"),
        counts=_counts(),
        may_import=any(can(current_user, Verb.PATENT_IMPORT, organisation) for organisation in own),
        filtered=any(request.args.get(key) for key in ("q", "kind", "group", "owner")),
    )


def _mine() -> Select[Any]:
    wanted = select(Patent).where(_ours()).options(selectinload(Patent.owner))
    text = request.args.get("q", "").strip()[:200]
    if text:
        wanted = wanted.where(_matches(text))
    if kind := request.args.get("kind"):
        wanted = wanted.where(Patent.kind == kind)
    if group := request.args.get("group"):
        wanted = wanted.where(Patent.legal_status.in_(rules.GROUPS.get(group, ())))
    if owner := request.args.get("owner"):
        wanted = wanted.where(Patent.owner.has(public_id=owner))
    return wanted


def _ours() -> ColumnElement[bool]:
    return Patent.owner_id.in_(list(current_user.organisations))


def _matches(text: str) -> ColumnElement[bool]:
    """Match a number in any writing, or words in title, applicant and number as they stand."""
    keys = keys_of(text)
    if keys:
        return Patent.identity.in_(keys)
    pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    columns = (Patent.title_zh, Patent.title_en, Patent.application_no, Patent.identity)
    return or_(*(column.ilike(pattern, escape="\\") for column in columns))


def _counts() -> dict[str, int]:
    """Return how many patents of ours stand in each legal group."""
    rows = db.session.execute(
        select(Patent.legal_status, func.count()).where(_ours()).group_by(Patent.legal_status)
    )
    counts: dict[str, int] = {}
    for status, count in rows:
        group = rules.status_group(status)
        counts[group] = counts.get(group, 0) + count
    return counts
