"""Sending a legal-status sheet in the browser: read at once, with an answer row by row."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.routes import signed_in
from portal.core.errors import Forbidden
from portal.core.filenames import safe_name
from portal.patents.blueprint import patents
from portal.patents.facts import sheets
from portal.patents.facts.gazette_words import known_words
from portal.patents.models import Patent

MOST_ROWS = 2000
_SHOWN = 200


class SheetForm(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """The sheet."""

    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file."))])


@patents.route("/status-sheets", methods=["GET", "POST"])
@signed_in
def status_sheets() -> ResponseReturnValue:
    """Take a sheet of dated legal-status events of the reader's patents."""
    if not _may():
        raise Forbidden("error.forbidden")
    form: Any = SheetForm()
    report = None
    if form.validate_on_submit():
        report = sheets.take(
            form.file.data.stream, safe_name(form.file.data.filename), current_user, most=MOST_ROWS
        )
    page = render_template(
        "patents/status_sheets.html",
        form=form,
        report=report,
        refused=report.refused[:_SHOWN] if report else [],
        field_name=sheets.field_name,
        words=known_words(),
        most=MOST_ROWS,
    )
    return page, 422 if form.is_submitted() and report is None else 200


def _may() -> bool:
    """Whoever may record facts of somebody's patents: reviewers of nobody's in particular, officers of their own."""
    own = [Patent(owner_id=organisation.id) for organisation in current_user.member_of()]
    return any(can(current_user, Verb.PATENT_FACTS, patent) for patent in [Patent(), *own])
