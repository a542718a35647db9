"""The operator's screens of the law's figures: a new validity is looked at before it is saved, none is overwritten."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.routes import needs
from portal.backoffice.blueprint import backoffice
from portal.backoffice.parameter_forms import ValidityForm, WithdrawalForm
from portal.backoffice.parameter_history import entries_of
from portal.core import clock
from portal.core.errors import InputError
from portal.core.names import sentence
from portal.parameters import law, service, sheets, touching
from portal.parameters.law import Validity
from portal.parameters.models import RuleParameter
from portal.parameters.units import UNITS, in_words
from portal.templating import show_date
from portal.web import find, go


@backoffice.get("/parameters")
@needs(Verb.PARAMETER_SEE)
def parameters() -> ResponseReturnValue:
    """List every figure by family, or with `?check=1` those that are to be checked."""
    only = request.args.get("check") == "1"
    shown = sheets.families(clock.today(), (lambda line: line.to_be_checked) if only else None)
    return render_template("backoffice/parameters.html", families=shown, only=only)


@backoffice.get("/parameters/<key>")
@needs(Verb.PARAMETER_SEE)
def parameter(key: str) -> ResponseReturnValue:
    """Show one figure: past, in force and future, who made what when, and the form for a new validity."""
    return _page(key, _fresh_form(key))


@backoffice.post("/parameters/<key>")
@needs(Verb.PARAMETER_EDIT)
def change_parameter(key: str) -> ResponseReturnValue:
    """Show before, after and what the change touches; save it where that was seen and confirmed."""
    service.row_today(key)
    form = ValidityForm()
    if form.action.data == "back":
        return _page(key, form)
    if not form.validate():
        return _page(key, form), 422
    try:
        row = service.check(form.wish(key))
        if form.action.data != "save":
            return _preview(key, form, row)
        service.add(form.wish(key), current_user, seen=form.seen.data or "")
    except InputError as error:
        form.refuse(error)
        return _page(key, form), 422
    flash(_("Saved. The value holds from %(day)s.", day=show_date(row.valid_from)), "good")
    return go("backoffice.parameter", key=key)


@backoffice.post("/parameters/validities/<public_id>/withdraw")
@needs(Verb.PARAMETER_EDIT)
def withdraw_parameter(public_id: str) -> ResponseReturnValue:
    """Take a validity back before it begins."""
    row = find(RuleParameter, public_id, Verb.PARAMETER_EDIT)
    form = WithdrawalForm(prefix=f"{public_id}-")
    if not form.validate():
        return _page(row.key, _fresh_form(row.key), form), 422
    try:
        service.withdraw(row, current_user, form.reason.data)
    except InputError as error:
        form.form_errors.append(sentence(error.code, **error.params))
        return _page(row.key, _fresh_form(row.key), form), 422
    flash(_("Withdrawn. It stays in the history."), "good")
    return go("backoffice.parameter", key=row.key)


def _fresh_form(key: str) -> ValidityForm:
    """Return the form with what holds today; the first day is left to the operator."""
    now = service.row_today(key)
    typed = UNITS[now.unit].typed(now.value)
    return ValidityForm(
        formdata=None, value=typed, source=now.source, mark=now.mark, seen=service.edition(key)
    )


def _page(key: str, form: ValidityForm, withdrawal: WithdrawalForm | None = None) -> str:
    line = sheets.line(key, clock.today())
    rows = service.rows_of(key)
    upcoming = [row for row in rows if row.is_live and row.valid_from > clock.today()]
    forms = [(row, WithdrawalForm(formdata=None, prefix=f"{row.public_id}-")) for row in upcoming]
    refused = withdrawal.errors or withdrawal.form_errors if withdrawal else None
    return render_template(
        "backoffice/parameter.html",
        line=line,
        form=form,
        refused=withdrawal if refused else None,
        many_lines=UNITS[line.row.unit].many_lines,
        entries=entries_of(rows),
        upcoming=forms,
        rules=sheets.rules_using().get(key, []),
    )


def _preview(key: str, form: ValidityForm, row: Validity) -> str:
    known = law.current()
    before = known.row(key, row.valid_from)
    return render_template(
        "backoffice/parameter_preview.html",
        key=key,
        form=form,
        row=row,
        before=before,
        before_words=in_words(before.unit, before.value),
        after_words=in_words(row.unit, row.value),
        periods=sheets.line(key, clock.today(), known.with_row(row)).periods,
        touched=touching.touched_by(key, row.valid_from),
        asked=touching.asked_about(key),
    )
