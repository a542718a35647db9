"""Pages of statements: the public list, one statement, and the evidence of its announcement."""

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import ColumnElement, func, select

from portal.access.permissions import Verb
from portal.access.routes import public, signed_in
from portal.core import evidence
from portal.core.errors import NotFound
from portal.extensions import db
from portal.listings import hooks
from portal.listings.rules import block_exclusivity_with
from portal.listings.standing import last_day
from portal.openlicence import consents, eligibility, fees, queries, service
from portal.openlicence.blueprint import statements
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import BEFORE, EFFECTIVE, INTENDED, PILOT, STATUTORY, Statement
from portal.openlicence.records import Consent
from portal.patents.facts import reactions
from portal.patents.sheet import number_of
from portal.templating import add_to_menu
from portal.web import find, paginate
from portal.workflow import engine, history

FILTERS: dict[str, tuple[ColumnElement[bool], ...]] = {
    EFFECTIVE: (Statement.state == EFFECTIVE, Statement.regime == STATUTORY),
    "pilot": (Statement.state == EFFECTIVE, Statement.regime == PILOT),
    INTENDED: (Statement.intended.is_(True), Statement.state.in_(BEFORE)),
}


@statements.get("")
@public
def index() -> ResponseReturnValue:
    """List what anybody may take now, or what is intended."""
    asked = request.args.get("state", EFFECTIVE)
    state = asked if asked in FILTERS else EFFECTIVE
    counts = {
        one: db.session.scalar(select(func.count(Statement.id)).where(*FILTERS[one])) or 0 for one in FILTERS
    }
    order = (Statement.announced_on.desc(), Statement.id.desc())
    wanted = select(Statement).where(*FILTERS[state]).order_by(*order)
    free = request.args.get("free") == "1"
    if free:
        wanted = wanted.where(Statement.fee_way == "free")
    page = paginate(wanted)
    return render_template(
        "openlicence/index.html", page=page, state=state, counts=counts, free=free, fee_words=fees.fee_words
    )


@statements.get("/<public_id>")
@public
def show(public_id: str) -> ResponseReturnValue:
    """Show the terms, the gazette's facts, the licensees and, once announced, the way to take it."""
    statement = find(Statement, public_id, Verb.STATEMENT_SEE)
    editable = statement.state in service.EDITABLE
    return render_template(
        "openlicence/show.html",
        statement=statement,
        fee_words=fees.fee_words(statement),
        fee_parts=fees.parts(statement),
        due_at_start=fees.due_at_start(statement),
        last_day=last_day(statement.patent),
        steps=engine.open_steps(STATEMENT, statement, current_user),
        refusals=service.content_refusals(statement) if editable else [],
        entries=history.history_of(statement),
        drafting=statement.state in BEFORE,
        relieved=eligibility.is_relieved(statement),
    )


@statements.get("/<public_id>/evidence/<which>")
@public
def evidence_file(public_id: str, which: str) -> ResponseReturnValue:
    """Send the file that proves the announcement or the withdrawal."""
    statement = find(Statement, public_id, Verb.STATEMENT_SEE)
    files = {
        "announcement": (statement.evidence_blob, statement.evidence_filename),
        "withdrawal": (statement.withdrawal_blob, statement.withdrawal_filename),
    }
    if which not in files:
        raise NotFound
    return evidence.send(*files[which])


@statements.get("/<public_id>/earlier")
@signed_in
def earlier_file(public_id: str) -> ResponseReturnValue:
    """Send what shows the consents and the publicity of a statement that was announced before."""
    statement = find(Statement, public_id, Verb.STATEMENT_RECORD)
    return evidence.send(statement.earlier_blob, statement.earlier_filename)


def install(app: Flask) -> None:
    """Bind the pages, and what listings ask of statements."""
    from portal.openlicence import (  # noqa: F401 (importing binds their pages)
        cli,
        consent_views,
        desk_views,
        holder_views,
        paper_views,
        publicity_views,
    )

    app.cli.add_command(cli.openlicence_group)

    app.register_blueprint(statements)
    add_to_menu("openlicence.index", _l("Open licences"))
    hooks.add_open_licence_question(queries.answer_for)
    reactions.on_change(service.react)
    block_exclusivity_with(queries.blocks_exclusivity)
    hooks.add_page_context(lambda listing, _actor: {"statements": queries.of_listing(listing)})
    app.jinja_env.globals.update(
        statements_of=queries.standing_for,
        fee_words=fees.fee_words,
        patent_number=number_of,
        consent_of=lambda public_id: db.session.scalar(select(Consent).where(Consent.public_id == public_id)),
        consent_token=consents.token_of,
        statement_of=lambda public_id: db.session.scalar(
            select(Statement).where(Statement.public_id == public_id)
        ),
    )
