"""The holder's desk of statements and the compiler, which leads one statement from the patent to its announcement."""

from collections.abc import Iterable
from typing import Any, BinaryIO, cast

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import func, select

from portal.access.permissions import Verb
from portal.access.predicates import OFFICERS
from portal.access.routes import needs, public, signed_in
from portal.core import evidence, names
from portal.core.errors import InputError
from portal.extensions import db
from portal.openlicence import (
    batches,
    consents,
    drift,
    eligibility,
    entering,
    fees,
    notices,
    parties,
    peers,
    publicity,
    reduction,
    remarks,
    report,
    sheets,
    terms,
)
from portal.openlicence.blueprint import statements
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import (
    DRAFTING,
    ENDED,
    FILED,
    IN_PUBLICITY,
    LIVE,
    MUST_WITHDRAW,
    READY,
    SIGNED,
    Statement,
)
from portal.openlicence.records import DECLARE, WITHDRAW
from portal.openlicence.route import EXCLUSIVITIES, route
from portal.web import find, paginate
from portal.workflow import engine

_PLACE = {DRAFTING: 2, SIGNED: 4, IN_PUBLICITY: 4, READY: 5, FILED: 6}
_ALL_DONE = 8


def _counts(rows: Iterable[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in rows}


def _mine() -> list[int]:
    return [key for key, roles in current_user.organisations.items() if roles & OFFICERS]


@statements.get("/desk")
@signed_in
def desk() -> ResponseReturnValue:
    """List the statements of the holder's organisations by state, with the next step of each."""
    of_mine = Statement.owner_id.in_(_mine())
    counted = db.session.execute(
        select(Statement.state, func.count()).where(of_mine).group_by(Statement.state)
    )
    counts = _counts(counted)
    state = request.args.get("state", "")
    wanted = select(Statement).where(of_mine).order_by(Statement.updated_at.desc(), Statement.id.desc())
    if state in STATEMENT.states():
        wanted = wanted.where(Statement.state == state)
    return render_template(
        "openlicence/desk.html",
        page=paginate(wanted, 50),
        counts=counts,
        state=state,
        states=[code for code in names.codes("statement.state") if counts.get(code)],
        fee_words=fees.fee_words,
        batches=batches.latest_of(_mine()),
    )


@statements.get("/<public_id>/compiler")
@signed_in
def compiler(public_id: str) -> ResponseReturnValue:
    """Lead the holder through the statement: what holds, what is missing, and the one next step."""
    statement = find(Statement, public_id, Verb.STATEMENT_RECORD)
    findings = report.of(statement)
    place = _ALL_DONE if statement.state in (*LIVE, *ENDED) else _PLACE[statement.state]
    if statement.state == DRAFTING and consents.missing(statement, DECLARE) and not _written_badly(findings):
        place = 3
    purpose = WITHDRAW if statement.state in LIVE else DECLARE
    posted = notices.of_statement(statement)
    return render_template(
        "openlicence/compiler.html",
        statement=statement,
        findings=findings,
        place=place,
        fee_words=fees.fee_words(statement),
        fee_parts=fees.parts(statement),
        text_hash=terms.hash_of(statement),
        parties=parties.needed(statement, purpose),
        purpose=purpose,
        consents=consents.of_statement(statement),
        consent_token=consents.token_of,
        unshown=entering.unshown(statement),
        needs_publicity=publicity.is_needed(statement.owner),
        notices=[(notice, notices.last_day(notice)) for notice in posted],
        steps=engine.open_steps(STATEMENT, statement, current_user),
        recordals=reduction.of(statement) if statement.state in (*LIVE, *ENDED) else [],
        remarks=remarks.of(statement),
        hindrances=eligibility.hindrances(statement) if statement.state == MUST_WITHDRAW else [],
    )


def _written_badly(findings: list[report.Finding]) -> bool:
    return any(finding.outcome == report.FAILED for finding in findings)


@statements.get("/<public_id>/other-terms")
@public
def other_terms(public_id: str) -> ResponseReturnValue:
    """Say where a wish for another price or for exclusivity leads while the statement is in force (section 3.4)."""
    statement = find(Statement, public_id, Verb.STATEMENT_SEE)
    rows = [
        (announced, exclusivity, route(announced, exclusivity))
        for announced in (True, False)
        for exclusivity in EXCLUSIVITIES
    ]
    return render_template("openlicence/other_terms.html", statement=statement, rows=rows)


@statements.get("/peers")
@signed_in
def price_evidence() -> ResponseReturnValue:
    """Show what others paid: published figures by year and kind of payment, and our own licences without names."""
    as_of, years = peers.published()
    return render_template("openlicence/peers.html", as_of=as_of, years=years, own=peers.own())


@statements.route("/announcements", methods=["GET", "POST"])
@needs(Verb.STATEMENT_SHEET)
def announcements() -> ResponseReturnValue:
    """Take a sheet of announcements and say of every row what became of it."""
    outcomes: list[sheets.Outcome] | None = None
    error = ""
    file = request.files.get("sheet")
    if request.method == "POST":
        try:
            if file is None or not file.filename:
                raise InputError("statement.no_sheet", field="sheet")
            upload = evidence.keep(file, evidence.SHEETS)
            file.stream.seek(0)
            outcomes = sheets.take_sheet(
                cast(BinaryIO, file.stream), upload.name, current_user, evidence=upload.sha256
            )
        except InputError as refusal:
            db.session.rollback()
            error = names.sentence(refusal.code, **refusal.params)
    page = render_template("openlicence/announcements.html", outcomes=outcomes, error=error)
    return page, 422 if error else 200


@statements.get("/overview")
@needs(Verb.BACKOFFICE)
def overview() -> ResponseReturnValue:
    """Show the operator every statement on its way or in force, and what differs from its announcement."""
    state = request.args.get("state", "")
    wanted = select(Statement).order_by(Statement.updated_at.desc(), Statement.id.desc())
    if state in STATEMENT.states():
        wanted = wanted.where(Statement.state == state)
    counted = db.session.execute(select(Statement.state, func.count()).group_by(Statement.state))
    compared, drifted = drift.check()
    return render_template(
        "openlicence/overview.html",
        page=paginate(wanted, 50),
        counts=_counts(counted),
        state=state,
        states=names.codes("statement.state"),
        compared=compared,
        drifted=drifted,
        unshown=[(one, entering.unshown(one)) for one in entering.all_unshown()],
        fee_words=fees.fee_words,
    )
