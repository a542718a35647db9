"""An import in the browser: send a file, say what its columns are, look at what comes of it, start, watch, mend."""

import json
from io import BytesIO
from itertools import islice

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.routes import signed_in
from portal.accounts.organisations import Organisation
from portal.core.errors import Forbidden, InputError, NotFound
from portal.core.filenames import safe_name
from portal.core.names import sentence
from portal.extensions import db
from portal.patents import batches, previews, reports, service
from portal.patents.batches import ImportBatch
from portal.patents.blueprint import patents
from portal.patents.forms import ImportForm
from portal.web import find, go, paginate

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REFUSALS_SHOWN = 50


def _organisations() -> list[Organisation]:
    return [found for found in current_user.member_of() if can(current_user, Verb.PATENT_IMPORT, found)]


@patents.route("/imports", methods=["GET", "POST"])
@signed_in
def imports() -> ResponseReturnValue:
    """Show the imports so far, and take a new file."""
    organisations = _organisations()
    form = ImportForm().offer(organisations)
    status = 200
    if form.is_submitted():
        if form.validate() and (batch := _taken(form, organisations)):
            return go("patents.mapping", public_id=batch.public_id)
        status = 422
    wanted = (
        select(ImportBatch).where(ImportBatch.visible_to(current_user)).options(joinedload(ImportBatch.owner))
    )
    page = paginate(wanted.order_by(ImportBatch.id.desc()))
    return render_template(
        "patents/imports.html", form=form, page=page, may_import=bool(organisations)
    ), status


def _taken(form: ImportForm, organisations: list[Organisation]) -> ImportBatch | None:
    """Keep the file, or put the reason on the form."""
    owner = next((found for found in organisations if found.public_id == form.owner.data), None)
    if owner is None:
        raise Forbidden("error.forbidden")
    try:
        with db.session.begin_nested():
            return service.begin(
                owner, form.file.data.stream, safe_name(form.file.data.filename), current_user
            )
    except InputError as refused:
        form.file.errors = [*form.file.errors, sentence(refused.code, **refused.params)]
        return None


@patents.route("/imports/<public_id>/columns", methods=["GET", "POST"])
@signed_in
def mapping(public_id: str) -> ResponseReturnValue:
    """Show what each column was taken for, or take what the reader says it is."""
    batch = _open_batch(public_id)
    found = previews.columns(batch)
    if not found:  # a file that says itself what is what
        return go("patents.preview", public_id=public_id)
    if request.method == "POST":
        chosen = {column.head: request.form.get(f"column-{i}", "") for i, column in enumerate(found)}
        service.save_mapping(batch, [column.head for column in found], chosen)
        return go("patents.preview", public_id=public_id)
    return render_template(
        "patents/mapping.html", batch=batch, columns=found, fields=previews.field_choices()
    )


@patents.get("/imports/<public_id>/preview")
@signed_in
def preview(public_id: str) -> ResponseReturnValue:
    """Show what the first rows would come to."""
    batch = _open_batch(public_id)
    try:
        found = previews.preview(batch)
    except InputError as refused:
        return render_template("patents/preview.html", batch=batch, preview=None, refused=refused), 422
    return render_template(
        "patents/preview.html",
        batch=batch,
        preview=found,
        refused=None,
        has_columns=bool(previews.columns(batch)),
    )


def _open_batch(public_id: str) -> ImportBatch:
    """Return a batch that has not begun. Raises NotFound for one that has."""
    batch = find(ImportBatch, public_id, Verb.PATENT_IMPORT)
    if batch.status != batches.MAPPING:
        raise NotFound
    return batch


@patents.post("/imports/<public_id>/start")
@signed_in
def start(public_id: str) -> ResponseReturnValue:
    """Promise the import to the worker."""
    service.start(find(ImportBatch, public_id, Verb.PATENT_IMPORT))
    return go("patents.show_import", public_id=public_id)


@patents.post("/imports/<public_id>/discard")
@signed_in
def discard(public_id: str) -> ResponseReturnValue:
    """Give up an import that has not begun."""
    service.discard(find(ImportBatch, public_id, Verb.PATENT_IMPORT))
    return go("patents.imports")


@patents.get("/imports/<public_id>")
@signed_in
def show_import(public_id: str) -> ResponseReturnValue:
    """Show how far an import has come, and its report once it is done."""
    batch = find(ImportBatch, public_id, Verb.IMPORT_SEE)
    if batch.status == batches.MAPPING and can(current_user, Verb.PATENT_IMPORT, batch):
        return go("patents.mapping", public_id=public_id)
    refused = [] if batch.is_working else list(islice(reports.refusals(batch), _REFUSALS_SHOWN))
    return render_template("patents/import.html", batch=batch, refused=refused, message=reports.message)


@patents.get("/imports/<public_id>/refused.xlsx")
@signed_in
def refused_rows(public_id: str) -> ResponseReturnValue:
    """Send the refused rows, to be mended and imported again."""
    batch = find(ImportBatch, public_id, Verb.IMPORT_SEE)
    name = _("refused rows") + f"-{batch.public_id}.xlsx"
    return _download(reports.mending_file(batch), XLSX, name)


@patents.get("/imports/<public_id>/report.json")
@signed_in
def report(public_id: str) -> ResponseReturnValue:
    """Send the report as the command line writes it."""
    batch = find(ImportBatch, public_id, Verb.IMPORT_SEE)
    text = json.dumps(reports.report(batch), ensure_ascii=False, indent=2)
    return _download(text.encode(), "application/json", f"report-{batch.public_id}.json")


def _download(content: bytes, media_type: str, name: str) -> ResponseReturnValue:
    return send_file(BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name)
