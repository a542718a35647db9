"""Pages of deals: the deal itself, its steps, papers, notes and tasks."""

from flask import Flask, Response, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from portal.access.permissions import Verb
from portal.access.routes import signed_in
from portal.core.errors import InputError, NotFound, RuleRefusal
from portal.core.evidence import store
from portal.deals import acceptance_views, forms, pages, queries, service, terms, work
from portal.deals.blueprint import deals
from portal.deals.models import Deal, DealDocument, DealTask
from portal.deals.paths.open_licence import OPEN_LICENCE
from portal.extensions import db
from portal.web import find, go, refusal_line

_SCREEN_STEPS = {
    "confirm_terms": acceptance_views.render_terms,
    "send_notice": acceptance_views.render_notice,
}


@deals.get("/deals/<public_id>")
@signed_in
def show(public_id: str) -> ResponseReturnValue:
    """Show the deal to its parties, its broker and the operator."""
    return pages.render_deal(find(Deal, public_id, Verb.DEAL_SEE))


@deals.post("/deals/<public_id>/steps/<name>")
@signed_in
def step(public_id: str, name: str) -> ResponseReturnValue:
    """Take a step: the one address for all of them."""
    deal = find(Deal, public_id, Verb.DEAL_SEE)
    step_verb = OPEN_LICENCE.step(name).verb
    find(Deal, public_id, step_verb)
    if name not in pages.STEP_FORMS:
        service.take_step(deal, name, current_user, {"record": {}}, request.form.get("version", type=int))
        return go("deals.show", public_id=public_id)
    on_screen = name in _SCREEN_STEPS
    form = pages.STEP_FORMS[name](prefix="" if on_screen else f"{name}-")
    if not form.validate_on_submit():
        page = _SCREEN_STEPS[name](deal, form) if on_screen else pages.render_deal(deal, {name: form})
        return page, 422
    version = int(form.version.data) if str(form.version.data).isdigit() else 0
    try:
        with db.session.begin_nested():
            service.take_step(deal, name, current_user, {**form.answers(), "record": {}}, version)
    except RuleRefusal as refusal:
        form.form_errors.append(refusal_line(refusal))
        page = _SCREEN_STEPS[name](deal, form) if on_screen else pages.render_deal(deal, {name: form})
        return page, 422
    return redirect(
        acceptance_views.screen_of(deal) if on_screen else url_for(".show", public_id=public_id), 303
    )


@deals.get("/deals/<public_id>/documents/<document_id>")
@signed_in
def document(public_id: str, document_id: str) -> Response:
    """Send a paper of the deal to those who may see the deal."""
    deal = find(Deal, public_id, Verb.DEAL_SEE)
    wanted = select(DealDocument).filter_by(deal_id=deal.id, public_id=document_id)
    found = db.session.scalar(wanted)
    if found is None:
        raise NotFound
    stream = store().open(found.blob)
    return send_file(stream, mimetype=found.media_type, as_attachment=True, download_name=found.filename)


@deals.post("/deals/<public_id>/notes")
@signed_in
def add_note(public_id: str) -> ResponseReturnValue:
    """Write a note that both sides and the broker read, or the broker alone."""
    deal = find(Deal, public_id, Verb.DEAL_NOTE)
    form = forms.NoteForm(prefix="note-")
    if not form.validate_on_submit():
        return pages.render_deal(deal, {"note": form}), 422
    work.add_note(deal, current_user, form.text.data, private=form.private.data)
    return go("deals.show", public_id=public_id, _anchor="notes")


@deals.post("/deals/<public_id>/tasks")
@signed_in
def add_task(public_id: str) -> ResponseReturnValue:
    """Add something to be done."""
    deal = find(Deal, public_id, Verb.DEAL_NOTE)
    form = forms.TaskForm(prefix="task-")
    if not form.validate_on_submit():
        return pages.render_deal(deal, {"task": form}), 422
    try:
        work.add_task(deal, current_user, form.title.data, form.for_side.data, form.due_on.data)
    except InputError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return pages.render_deal(find(Deal, public_id, Verb.DEAL_NOTE), {"task": form}), 422
    return go("deals.show", public_id=public_id, _anchor="tasks")


@deals.post("/deals/<public_id>/tasks/<task_id>/done")
@signed_in
def finish_task(public_id: str, task_id: str) -> ResponseReturnValue:
    """Mark a task as done."""
    deal = find(Deal, public_id, Verb.DEAL_NOTE)
    task = db.session.scalar(select(DealTask).filter_by(deal_id=deal.id, public_id=task_id))
    if task is None:
        raise NotFound
    work.finish_task(deal, task, current_user)
    return go("deals.show", public_id=public_id, _anchor="tasks")


def install(app: Flask) -> None:
    """Bind the pages, and what templates of lower floors show of licences."""
    from portal.deals import broker_views, evidence, register_views  # noqa: F401 (importing binds their pages)

    app.register_blueprint(deals)
    evidence.install()
    app.jinja_env.globals.update(
        licensees_of=queries.licensees_of,
        terms_of=lambda deal: terms.read(deal.terms),
        deal_of=lambda public_id: db.session.scalar(select(Deal).where(Deal.public_id == public_id)),
    )
