"""What the holder does with statements: writes them, shows them, and records what the office announced."""

from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.core import evidence
from portal.core.errors import Forbidden, InputError, NotFound, RuleRefusal, Stale
from portal.extensions import db
from portal.openlicence import peers, service
from portal.openlicence.blueprint import statements
from portal.openlicence.forms import StatementForm, shown
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import Statement
from portal.openlicence.step_forms import exact, form_of, is_paged
from portal.patents.models import Patent
from portal.web import find, go
from portal.workflow.engine import take

_PAPERS = ("evidence", "earlier")
_NOT_TOLD = ("csrf_token", "version", *_PAPERS)


@statements.route("/new", methods=["GET", "POST"])
@signed_in
def new() -> ResponseReturnValue:
    """Write a statement for one of the holder's patents."""
    patent = find(Patent, request.args.get("patent", ""), Verb.PATENT_SEE)
    service.require_owner(patent, current_user)
    form = StatementForm()
    if form.validate_on_submit():
        statement = service.draft(patent, current_user, **form.fields())
        return go("openlicence.compiler", public_id=statement.public_id)
    page = _write(form, patent, None)
    return page, 422 if form.is_submitted() else 200


@statements.route("/<public_id>/edit", methods=["GET", "POST"])
@signed_in
def edit(public_id: str) -> ResponseReturnValue:
    """Change a statement that is not announced yet."""
    statement = find(Statement, public_id, Verb.STATEMENT_EDIT)
    if statement.state not in service.EDITABLE:
        raise Forbidden("statement.not_editable")
    form = StatementForm(data=shown(statement))
    if form.validate_on_submit():
        try:
            service.edit(statement, current_user, _version(form), **form.fields())
        except RuleRefusal as refusal:
            db.session.rollback()
            statement = find(Statement, public_id, Verb.STATEMENT_EDIT)
            form.refuse(refusal)
        except Stale:
            db.session.rollback()
            return _changed_meanwhile(form, find(Statement, public_id, Verb.STATEMENT_EDIT)), 409
        else:
            return go("openlicence.compiler", public_id=public_id)
    page = _write(form, statement.patent, statement)
    return page, 422 if form.is_submitted() else 200


def _changed_meanwhile(form: StatementForm, statement: Statement) -> str:
    """Return the form with what was typed, to be saved over the change once it was looked at. Raises Stale where locked."""
    if statement.state not in service.EDITABLE:
        raise Stale
    form.refuse(Stale("statement.changed_meanwhile"))
    form.version.data = statement.version
    return _write(form, statement.patent, statement)


@statements.route("/<public_id>/steps/<name>", methods=["GET", "POST"])
@signed_in
def step(public_id: str, name: str) -> ResponseReturnValue:
    """Take a step of the statement; those that need papers have a page with a form."""
    statement = find(Statement, public_id, Verb.STATEMENT_SEE)
    name = exact(statement, name)
    if is_paged(name):
        return _step_with_papers(statement, name)
    if request.method == "GET":
        raise NotFound
    take(STATEMENT, statement, name, current_user, version=request.form.get("version", type=int))
    return go("openlicence.compiler", public_id=public_id)


def _step_with_papers(statement: Statement, name: str) -> ResponseReturnValue:
    find(Statement, statement.public_id, Verb.STATEMENT_RECORD)
    form = form_of(statement, name)
    if form.validate_on_submit() and _record(statement, name, form):
        flash(_("It is on record."), "good")
        return go("openlicence.compiler", public_id=statement.public_id)
    fresh = find(Statement, statement.public_id, Verb.STATEMENT_RECORD)
    page = render_template("openlicence/record.html", form=form, statement=fresh, step=name)
    return page, 422 if form.is_submitted() else 200


def _record(statement: Statement, name: str, form: Any) -> bool:
    """Take the step with what it is recorded with; on a refusal show it on the form and undo."""
    try:
        papers: dict[str, str] = {}
        for paper in _PAPERS:
            if paper in form and form[paper].data:
                upload = evidence.keep(form[paper].data)
                papers |= {paper: upload.sha256, f"{paper}_filename": upload.name}
        told = {field.name: field.data for field in form if field.name not in _NOT_TOLD}
        service.step(statement, name, current_user, {**told, **papers}, _version(form))
    except (InputError, RuleRefusal) as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return False
    return True


def _write(form: StatementForm, patent: Patent, statement: Statement | None) -> str:
    as_of, years = peers.published()
    return render_template(
        "openlicence/form.html",
        form=form,
        patent=patent,
        statement=statement,
        as_of=as_of,
        years=years,
        own=peers.own(),
    )


def _version(form: Any) -> int | None:
    raw = str(form.version.data or "")
    return int(raw) if raw.isascii() and raw.isdigit() else None
