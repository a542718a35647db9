"""The public-domain catalogue: its list, one card, and a holder's wish to show an ended patent. No prices (INV-13)."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import Select, or_, select

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.routes import public, signed_in
from portal.core.errors import NotFound, RuleRefusal
from portal.extensions import db
from portal.patents.models import Patent
from portal.reserve import domain
from portal.reserve.blueprint import public_domain
from portal.reserve.domain_models import PublicDomainEntry
from portal.reserve.reserve_forms import FreeForm
from portal.web import find, go, paginate


@public_domain.get("")
@public
def index() -> ResponseReturnValue:
    """List the technologies that anybody may use now, the latest first."""
    text = request.args.get("q", "").strip()[:100]
    return render_template("reserve/free.html", page=paginate(_matching(text)), q=text)


def _matching(text: str) -> Select[PublicDomainEntry]:
    wanted = select(PublicDomainEntry).join(Patent, Patent.id == PublicDomainEntry.patent_id)
    if text:
        like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        columns = (Patent.title_zh, Patent.title_en, Patent.abstract_zh, PublicDomainEntry.use_zh)
        wanted = wanted.where(or_(*(column.ilike(like, escape="\\") for column in columns)))
    return wanted.order_by(PublicDomainEntry.published_on.desc(), PublicDomainEntry.id.desc())


@public_domain.get("/<public_id>")
@public
def show(public_id: str) -> ResponseReturnValue:
    """Show what ended, and what anybody may do with it now."""
    entry = db.session.scalar(select(PublicDomainEntry).where(PublicDomainEntry.public_id == public_id))
    if entry is None:
        raise NotFound
    return render_template("reserve/free_card.html", entry=entry, may_edit=_may_edit(entry))


def _may_edit(entry: PublicDomainEntry) -> bool:
    return entry.owner_id is not None and can(current_user, Verb.RESCUE_DECLARE, entry)


@public_domain.route("/publish/<patent_id>", methods=["GET", "POST"])
@signed_in
def publish(patent_id: str) -> ResponseReturnValue:
    """Show one of the holder's ended patents as free, or change what is said about it."""
    patent = find(Patent, patent_id, Verb.RESCUE_DECLARE)
    if not domain.may_be_published(patent):
        raise RuleRefusal("rescue.still_in_force", rule_id="ABN-07")
    known = domain.entry_of(patent)
    form = FreeForm(obj=known)
    if form.validate_on_submit():
        entry = domain.publish(patent, current_user, **form.words())
        flash(_("It stands in the public-domain catalogue."), "good")
        return go("public_domain.show", public_id=entry.public_id)
    page = render_template("reserve/free_form.html", form=form, patent=patent)
    return page, 422 if form.is_submitted() else 200
