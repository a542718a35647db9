"""The page behind an inventor's letter: the terms, and yes or no. Whoever holds the link may answer once (UNI-08)."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access.routes import public
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.reserve import inventors, timing
from portal.reserve.blueprint import rescue
from portal.reserve.forms import AnswerForm
from portal.web import go


@rescue.route("/inventor/<token>", methods=["GET", "POST"])
@public
def inventor(token: str) -> ResponseReturnValue:
    """Show the offer to the inventor who holds the link, and take the answer."""
    call = inventors.by_token(token)
    form = AnswerForm()
    if form.validate_on_submit():
        try:
            inventors.answer(call, form.answer.data == "yes", form.note.data)
        except RuleRefusal as refusal:
            db.session.rollback()
            call = inventors.by_token(token)
            form.refuse(refusal)
        else:
            return go("rescue.inventor", token=token)
    page = render_template(
        "reserve/inventor.html",
        form=form,
        call=call,
        intention=call.intention,
        timing=timing.timing_of(call.intention.patent),
        open=inventors.can_answer(call),
    )
    return page, 422 if form.is_submitted() else 200
