"""Papers for the office: one statement's as a PDF, many as a ZIP with a page that shows how far it is."""

import io

from flask import Response, jsonify, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.core import evidence
from portal.core.errors import NotFound
from portal.openlicence import batches, papers
from portal.openlicence.blueprint import statements
from portal.openlicence.models import Statement
from portal.openlicence.records import PaperBatch
from portal.web import find, go


@statements.get("/<public_id>/papers/<part>")
@signed_in
def paper(public_id: str, part: str) -> Response:
    """Send one of the papers, or `all` of them, as a PDF."""
    statement = find(Statement, public_id, Verb.STATEMENT_RECORD)
    if part != "all" and part not in papers.PARTS:
        raise NotFound
    parts = papers.PARTS if part == "all" else (part,)
    pdf = papers.make(statement, parts).pdf
    return send_file(io.BytesIO(pdf), mimetype="application/pdf", download_name=papers.filename(statement))


@statements.post("/batches")
@signed_in
def batch_new() -> ResponseReturnValue:
    """Promise the papers of the ticked statements."""
    batch = batches.ask(request.form.getlist("statements"), current_user)
    return go("openlicence.batch", public_id=batch.public_id)


@statements.get("/batches/<public_id>")
@signed_in
def batch(public_id: str) -> ResponseReturnValue:
    """Show how far the papers are, and the way to the ZIP."""
    found = find(PaperBatch, public_id, Verb.STATEMENT_EDIT)
    return render_template("openlicence/batch.html", batch=found, total=len(found.statement_ids))


@statements.get("/batches/<public_id>/progress")
@signed_in
def batch_progress(public_id: str) -> ResponseReturnValue:
    """Say how far the papers are, as JSON."""
    found = find(PaperBatch, public_id, Verb.STATEMENT_EDIT)
    finished = found.finished_at is not None
    return jsonify(
        done=found.done, total=len(found.statement_ids), finished=finished, failed=len(found.failures)
    )


@statements.get("/batches/<public_id>/file")
@signed_in
def batch_file(public_id: str) -> Response:
    """Send the ZIP."""
    found = find(PaperBatch, public_id, Verb.STATEMENT_EDIT)
    if not found.blob:
        raise NotFound
    name = f"statements-{found.public_id}.zip"
    opened = evidence.store().open(found.blob)
    return send_file(opened, mimetype="application/zip", as_attachment=True, download_name=name)
