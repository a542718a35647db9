"""A person's own account: name, password, address, language, sessions, notices."""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access.routes import signed_in
from portal.accounts import links, members, notices, people, sessions
from portal.accounts.account_page import browser_name
from portal.accounts.blueprint import accounts, caller, form_page, me
from portal.accounts.forms import EmailForm, EmptyForm, PasswordForm, ProfileForm
from portal.accounts.views import GUESSES, dead_link, private
from portal.core.errors import InputError
from portal.core.i18n import COOKIE_KEY
from portal.extensions import limiter
from portal.web import go


@accounts.route("/account", methods=["GET", "POST"])
@signed_in
def account() -> ResponseReturnValue:
    """Show the account and change name, telephone and language."""
    form = ProfileForm(obj=current_user)
    if form.validate_on_submit():
        people.set_preferences(me(), form.name.data, form.phone.data, form.language.data)
        session[COOKIE_KEY] = form.language.data
        flash(_("Saved."), "success")
        return go("accounts.account")
    invitations = members.open_invitations_for(current_user.email)
    return form_page("accounts/account.html", form, invitations=invitations)


@accounts.get("/account/welcome")
@signed_in
def welcome() -> ResponseReturnValue:
    """Say what a new person can do next."""
    return render_template(
        "accounts/welcome.html", invitations=members.open_invitations_for(current_user.email)
    )


@accounts.route("/account/password", methods=["GET", "POST"])
@signed_in
@limiter.limit(GUESSES, methods=["POST"])
def password() -> ResponseReturnValue:
    """Change the password, which ends the person's other sessions."""
    form = PasswordForm(about=(current_user.email, current_user.name))
    if form.validate_on_submit():
        try:
            people.change_password(me(), form.current.data, form.password.data, caller())
        except InputError as error:
            form.refuse(error)
        else:
            flash(_("The new password is set. Your other sessions were ended."), "success")
            return go("accounts.account")
    return form_page("accounts/password.html", form)


@accounts.route("/account/email", methods=["GET", "POST"])
@signed_in
@limiter.limit(GUESSES, methods=["POST"])
def email() -> ResponseReturnValue:
    """Ask for another address; it is taken only when a letter there was answered."""
    form = EmailForm()
    if form.validate_on_submit():
        try:
            people.confirm_by_password(me(), form.current.data, caller())
        except InputError as error:
            form.refuse(error)
        else:
            people.ask_to_change_email(me(), form.email.data)
            return go("accounts.letter_sent", about="email")
    return form_page("accounts/email.html", form)


@accounts.route("/account/email/<token>", methods=["GET", "POST"])
@signed_in
def confirm_email(token: str) -> ResponseReturnValue:
    """Take the new address of the person who asked for it."""
    link = links.find(links.EMAIL, token)
    if link is None or link.user_id != current_user.id:
        return dead_link("accounts.email")
    form = EmptyForm()
    if form.validate_on_submit():
        try:
            people.change_email(me(), link)
        except InputError:
            return dead_link("accounts.email")
        flash(_("Your new address is confirmed. Use it to sign in from now on."), "success")
        return go("accounts.account")
    return private(form_page("accounts/confirm_email.html", form, email=link.email))


@accounts.get("/account/sessions")
@signed_in
def session_list() -> ResponseReturnValue:
    """Show where the person is signed in."""
    here = sessions.current_session()
    rows = [(row, browser_name(row.browser)) for row in sessions.live_sessions(current_user.id)]
    return render_template("accounts/sessions.html", rows=rows, here_id=here.id if here else None)


@accounts.post("/account/sessions/<public_id>/end")
@signed_in
def end_session(public_id: str) -> ResponseReturnValue:
    """End one of the person's sessions; in this browser that is the same as signing out."""
    ended_here = sessions.end_one(current_user.id, public_id)
    flash(_("The session was ended."), "success")
    return go("accounts.sign_in") if ended_here else go("accounts.session_list")


@accounts.post("/account/sessions/end-others")
@signed_in
def end_other_sessions() -> ResponseReturnValue:
    """End every session of the person but this one."""
    here = sessions.current_session()
    sessions.end_all(current_user.id, but=here.id if here else None)
    flash(_("All your other sessions were ended."), "success")
    return go("accounts.session_list")


@accounts.get("/account/notices")
@signed_in
def notice_list() -> ResponseReturnValue:
    """Show what the portal told the person."""
    return render_template("accounts/notices.html", notices=notices.notices_of(current_user.id))


@accounts.post("/account/notices/read")
@signed_in
def read_notices() -> ResponseReturnValue:
    """Mark all notices as read."""
    notices.mark_read(current_user.id)
    return redirect(url_for("accounts.notice_list"), 303)
