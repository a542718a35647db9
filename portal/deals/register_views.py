"""The public register of licensees under open licences."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from portal.access.routes import public
from portal.deals import queries
from portal.deals.blueprint import deals
from portal.extensions import db
from portal.patents.models import Patent
from portal.patents.sheet import number_of
from portal.web import paginate


@deals.get("/register")
@public
def register() -> ResponseReturnValue:
    """List who holds a licence of what since when, of all patents or of one."""
    wanted = request.args.get("patent", "")
    patent = db.session.scalar(select(Patent).where(Patent.public_id == wanted)) if wanted else None
    page = paginate(queries.licences(patent))
    return render_template("deals/register.html", page=page, patent=patent, number=number_of)
