"""The pages of the second factor: set it up with an app, keep the paper codes, do without it again."""

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access.routes import signed_in
from portal.accounts import second_factor
from portal.accounts.blueprint import accounts, form_page, me
from portal.accounts.forms import CodeForm
from portal.accounts.views import GUESSES, private
from portal.core.errors import InputError, NotFound
from portal.core.settings import settings
from portal.extensions import limiter
from portal.web import go

_PROPOSED = "factor"
_ALWAYS_OPEN = ("accounts.", "pages.")


@accounts.route("/account/second-factor", methods=["GET", "POST"])
@signed_in
@limiter.limit(GUESSES, methods=["POST"])
def factor() -> ResponseReturnValue:
    """Set up a second factor, or show that there is one and offer to remove it."""
    form = CodeForm()
    if second_factor.of(me()) is not None:
        return _existing(form)
    sealed = _proposed()
    if form.validate_on_submit():
        try:
            codes = second_factor.add(me(), sealed, form.code.data)
        except InputError as error:
            form.refuse(error)
        else:
            session.pop(_PROPOSED, None)
            return private(render_template("accounts/paper_codes.html", codes=codes))
    secret = second_factor.opened(sealed)
    grouped = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    return private(form_page("accounts/factor_new.html", form, secret=grouped, required=is_required()))


def _existing(form: CodeForm) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            second_factor.remove(me(), form.code.data)
        except InputError as error:
            form.refuse(error)
        else:
            flash(_("The second factor was removed. Your password alone opens the account again."), "success")
            return go("accounts.factor")
    left = second_factor.paper_codes_left(me())
    return form_page("accounts/factor.html", form, left=left, required=is_required())


@accounts.get("/account/second-factor/picture")
@signed_in
def factor_picture() -> ResponseReturnValue:
    """Send the QR code of a secret that is being set up, to nobody but its owner and only until it is confirmed."""
    if second_factor.of(me()) is not None:
        raise NotFound
    return private(Response(second_factor.picture(me(), _proposed()), mimetype="image/svg+xml"))


def _proposed() -> str:
    """Return the sealed secret that this browser is being offered; nothing is stored until a code proves it."""
    if _PROPOSED not in session:
        session[_PROPOSED] = second_factor.new_secret()
    return str(session[_PROPOSED])


def is_required() -> bool:
    """Tell whether the signed-in person must have a second factor."""
    wanted = settings().factor_for
    return wanted == "everybody" or (wanted == "operators" and bool(current_user.operator_roles))


@accounts.before_app_request
def ask_for_the_factor() -> ResponseReturnValue | None:
    """Lead a person who must have a second factor and has none to where it is set up, whatever they ask for."""
    endpoint = request.endpoint or "static"
    if endpoint == "static" or endpoint.startswith(_ALWAYS_OPEN) or not current_user.is_authenticated:
        return None
    if not is_required() or second_factor.of(me()) is not None:
        return None
    return redirect(url_for("accounts.factor"), 303)
