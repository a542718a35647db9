"""Choosing the columns of an export, watching it being written, and fetching it."""

from flask import Response, flash, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.accounts.forms import tidy_text
from portal.core import names
from portal.core.errors import InputError, NotFound
from portal.core.evidence import store
from portal.core.i18n import DEFAULT, current_language
from portal.extensions import db
from portal.inventory import exporting
from portal.inventory.blueprint import inventory
from portal.inventory.columns import ALWAYS_CHINESE, COLUMNS, SHIPPED
from portal.inventory.models import Round
from portal.inventory.tables import DONE, Export, Preset
from portal.web import find, go

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LAST = 999


@inventory.route("/<public_id>/export", methods=["GET", "POST"])
@signed_in
def export(public_id: str) -> ResponseReturnValue:
    """Choose the columns by numbering them, keep the choice under a name, and ask for the workbook."""
    round_ = find(Round, public_id, Verb.INVENTORY_MANAGE)
    presets = _presets(round_)
    wanted = request.args.get("preset", "national")
    if request.method == "POST":
        try:
            return _asked(round_, wanted)
        except InputError as error:
            db.session.rollback()
            flash(names.sentence(error.code, **error.params), "bad")
            return go("inventory.export", public_id=public_id, preset=wanted)
    kept = next((list(preset.columns) for preset in presets if preset.public_id == wanted), None)
    chosen = kept or list(SHIPPED.get(wanted, SHIPPED["national"]))
    return render_template(
        "inventory/export.html",
        round=round_,
        presets=presets,
        wanted=wanted,
        places={code: place for place, code in enumerate(chosen, 1)},
        columns=[code for code in chosen if code in COLUMNS]
        + [code for code in COLUMNS if code not in chosen],
        shipped=SHIPPED,
        exports=_exports(round_),
    )


def _asked(round_: Round, preset: str) -> ResponseReturnValue:
    """Take the numbers typed beside the columns as their order; a column without a number is left out."""
    places = {}
    for code in COLUMNS:
        text = request.form.get(f"place-{code}", "").strip()
        if text.isascii() and text.isdigit() and len(text) < 4 and 0 < int(text) <= _LAST:
            places[code] = int(text)
    columns = sorted(places, key=lambda code: places[code])
    language = DEFAULT if preset in ALWAYS_CHINESE else current_language()
    made = exporting.ask_for(round_, columns, language, current_user)
    name = tidy_text(request.form.get("keep_as"))[:80]
    if name:
        exporting.keep_preset(round_.owner_id, name, columns)
        flash(_("The choice of columns is kept as %(name)s.", name=name), "good")
    return go("inventory.show_export", public_id=made.public_id)


def _presets(round_: Round) -> list[Preset]:
    mine = select(Preset).where(Preset.owner_id == round_.owner_id).order_by(Preset.name)
    return list(db.session.scalars(mine))


def _exports(round_: Round) -> list[Export]:
    mine = select(Export).where(Export.round_id == round_.id).order_by(Export.id.desc()).limit(5)
    return list(db.session.scalars(mine))


@inventory.get("/exports/<public_id>")
@signed_in
def show_export(public_id: str) -> ResponseReturnValue:
    """Show how far the workbook is, and the file once it is there."""
    found = find(Export, public_id, Verb.INVENTORY_MANAGE)
    return render_template("inventory/exported.html", export=found, working=found.status != DONE)


@inventory.get("/exports/<public_id>/inventory.xlsx")
@signed_in
def export_file(public_id: str) -> Response:
    """Send the workbook."""
    found = find(Export, public_id, Verb.INVENTORY_MANAGE)
    if found.blob is None:
        raise NotFound
    name = f"{found.round.name}.xlsx"
    stream = store().open(found.blob)
    return send_file(stream, mimetype=XLSX, as_attachment=True, download_name=name)
