"""Joining, signing in and out, and a way back for whoever forgot the password."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access.routes import public
from portal.accounts import links, people, sessions
from portal.accounts.blueprint import accounts, caller, form_page, onward
from portal.accounts.forms import AddressForm, CodeForm, ConfirmForm, ResetForm, SignInForm, SignUpForm
from portal.accounts.models import OneTimeLink
from portal.core.errors import InputError
from portal.core.i18n import current_language
from portal.extensions import limiter
from portal.web import go

GUESSES = "30 per minute"
LETTERS = "20 per hour"


@accounts.route("/sign-in", methods=["GET", "POST"])
@public
@limiter.limit(GUESSES, methods=["POST"])
def sign_in() -> ResponseReturnValue:
    """Let a person in who knows the password."""
    target = onward(request.args.get("next"))
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(target)
    form = SignInForm()
    if form.validate_on_submit():
        try:
            people.sign_in(form.email.data, form.password.data, caller())
        except people.FactorNeeded as needed:
            sessions.remember_half_way(needed.user)
            return go("accounts.sign_in_code", next=request.args.get("next"))
        except InputError as error:
            form.refuse(error)
            return form_page("accounts/sign_in.html", form, 429 if error.status == 429 else 422)
        return redirect(target, 303)
    return form_page("accounts/sign_in.html", form)


@accounts.route("/sign-in/code", methods=["GET", "POST"])
@public
@limiter.limit(GUESSES, methods=["POST"])
def sign_in_code() -> ResponseReturnValue:
    """Ask whoever gave the right password for the code of the second factor."""
    user = sessions.half_way()
    if user is None:
        return go("accounts.sign_in", next=request.args.get("next"))
    form = CodeForm()
    if form.validate_on_submit():
        try:
            people.sign_in_with_code(user, form.code.data, caller())
        except InputError as error:
            form.refuse(error)
            return form_page("accounts/sign_in_code.html", form, 429 if error.status == 429 else 422)
        return redirect(onward(request.args.get("next")), 303)
    return form_page("accounts/sign_in_code.html", form)


@accounts.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End this browser's session, if it has one."""
    sessions.end_current()
    flash(_("You are signed out."), "success")
    return go("pages.home")


@accounts.route("/sign-up", methods=["GET", "POST"])
@public
@limiter.limit(LETTERS, methods=["POST"])
def sign_up() -> ResponseReturnValue:
    """Take down who wants an account; the letter goes out either way and the page is the same."""
    form = SignUpForm(language=current_language())
    if form.validate_on_submit():
        people.ask_to_join(form.name.data, form.email.data, form.password.data, form.language.data)
        return go("accounts.letter_sent", about="sign-up")
    return form_page("accounts/sign_up.html", form)


@accounts.get("/letter-sent")
@public
def letter_sent() -> ResponseReturnValue:
    """Say that a letter is on its way, whoever the address belongs to."""
    return render_template("accounts/letter_sent.html", about=request.args.get("about", ""))


@accounts.route("/sign-up/<token>", methods=["GET", "POST"])
@public
@limiter.limit(GUESSES, methods=["POST"])
def confirm(token: str) -> ResponseReturnValue:
    """Make the account of a person who holds the letter and knows the password chosen."""
    link = links.find(links.SIGN_UP, token)
    if link is None:
        return dead_link("accounts.sign_up")
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            people.join(link, form.password.data, caller())
        except InputError as error:
            form.refuse(error)
        else:
            flash(_("Welcome. Your address is confirmed and you are signed in."), "success")
            return go("accounts.welcome")
    return private(form_page("accounts/confirm.html", form, email=link.email))


@accounts.route("/reset", methods=["GET", "POST"])
@public
@limiter.limit(LETTERS, methods=["POST"])
def reset() -> ResponseReturnValue:
    """Promise a letter with a link to set a new password; the page is the same for every address."""
    form = AddressForm()
    if form.validate_on_submit():
        people.ask_for_password(form.email.data, current_language())
        return go("accounts.letter_sent", about="reset")
    return form_page("accounts/reset.html", form)


@accounts.route("/reset/<token>", methods=["GET", "POST"])
@public
@limiter.limit(GUESSES, methods=["POST"])
def set_password(token: str) -> ResponseReturnValue:
    """Let the holder of the letter set a new password, which ends every session."""
    link = links.find(links.PASSWORD, token)
    if link is None:
        return dead_link("accounts.reset")
    form = ResetForm(about=_about(link))
    if form.validate_on_submit():
        people.reset_password(link, form.password.data)
        sessions.end_current()
        flash(_("The new password is set and every session was ended. Sign in with it."), "success")
        return go("accounts.sign_in")
    return private(form_page("accounts/set_password.html", form, email=link.email))


def _about(link: OneTimeLink) -> tuple[str, ...]:
    user = people.by_email(link.email)
    return (link.email, user.name) if user else (link.email,)


def dead_link(again: str) -> ResponseReturnValue:
    """Say that a link was used or is too old, and where to ask for a new one."""
    return render_template("accounts/dead_link.html", again=url_for(again)), 404


def private(answer: ResponseReturnValue) -> ResponseReturnValue:
    """Keep a page whose address is a secret out of caches and of the Referer header."""
    response = make_response(answer)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
