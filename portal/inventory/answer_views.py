"""What an inventor sees behind the link in the letter: their items, and the form of each; no account, nothing else."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access.routes import public
from portal.core.errors import InputError, NotFound
from portal.core.names import sentence
from portal.extensions import db, limiter
from portal.inventory import answering, files, links
from portal.inventory.answer_form import AnswerForm, shown
from portal.inventory.answers import AnswerFile
from portal.inventory.blueprint import answers
from portal.inventory.models import Inventor, Item
from portal.web import go

GUESSES = "20 per minute"


def _missed(response: Response) -> bool:
    """Count only what was not found: whoever tries links is slowed down, an inventor at work is not."""
    return response.status_code == 404


class DeadLink(Exception):
    """The link is unknown, too old or revoked; which of these, nobody is told."""


@answers.errorhandler(DeadLink)
def dead_link(_error: DeadLink) -> ResponseReturnValue:
    """Say that the link does not work and whom to ask."""
    db.session.rollback()
    return render_template("inventory/dead_link.html"), 404


@answers.after_request
def keep_secret(response: Response) -> Response:
    """Keep the token out of other sites' logs, of search engines and of the browser's store."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response


def _inventor(token: str) -> Inventor:
    found = links.find(token)
    if found is None:
        raise DeadLink
    return found


def _item(inventor: Inventor, public_id: str) -> Item:
    found = next((item for item in inventor.items if item.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


@answers.get("/<token>")
@public
@limiter.limit(GUESSES, deduct_when=_missed)
def items(token: str) -> ResponseReturnValue:
    """List what the inventor is asked about."""
    inventor = _inventor(token)
    waiting = answering.waiting_for(inventor)
    return render_template("inventory/asked.html", inventor=inventor, token=token, waiting=waiting)


@answers.route("/<token>/<public_id>", methods=["GET", "POST"])
@public
@limiter.limit(GUESSES, deduct_when=_missed)
def form(token: str, public_id: str) -> ResponseReturnValue:
    """Show the form, save it, or save and send it."""
    inventor = _inventor(token)
    item = _item(inventor, public_id)
    if item.state not in answering.EDITABLE:
        return render_template("inventory/sent.html", item=item, token=token, file_url=_file_url(item, token))
    sheet = AnswerForm(data={**shown(item.answer), "version": item.version}, answer=item.answer)
    if sheet.is_submitted() and save_form(sheet, item):
        if request.form.get("do") != "send":
            flash(_("Saved. You can go on now or later; the link keeps working."), "good")
            return go("inventory_answers.form", token=token, public_id=public_id)
        answering.send(item, inventor)
        flash(_("Thank you, the answer is sent."), "good")
        return go("inventory_answers.items", token=token)
    page = render_template("inventory/form.html", form=sheet, item=item, inventor=inventor, token=token)
    return page, 422 if sheet.is_submitted() else 200


def _file_url(item: Item, token: str) -> Callable[[AnswerFile], str]:
    def url(file: AnswerFile) -> str:
        return url_for(
            "inventory_answers.sent_file", token=token, public_id=item.public_id, file_id=file.public_id
        )

    return url


@answers.get("/<token>/<public_id>/files/<file_id>")
@public
@limiter.limit(GUESSES, deduct_when=_missed)
def sent_file(token: str, public_id: str, file_id: str) -> ResponseReturnValue:
    """Send the inventor a file of their own answer."""
    return files.send(_item(_inventor(token), public_id), file_id)


def save_form(sheet: Any, item: Item, *, by_officer: bool = False) -> bool:
    """Keep everything that is right; tell whether nothing must be mended before going on.

    A file that cannot be taken, a number that cannot be read or a needed field that is open when the answer is sent
    is marked in the form, and the rest is kept all the same.
    """
    sheet.validate()
    answer = answering.save(item, sheet.good_values(), by_officer=by_officer)
    try:
        with db.session.begin_nested():
            answering.keep_files(answer, sheet.files.data or [], sheet.remove.data or [])
    except InputError as error:
        sheet.files.errors = [*sheet.files.errors, sentence(error.code, **error.params)]
    if request.form.get("do") == "send":
        sheet.demand(answer)
    return not sheet.errors
