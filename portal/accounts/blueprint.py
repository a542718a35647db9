"""The blueprint that every view of people and organisations hangs on."""

from typing import Any, cast

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from portal.accounts.models import User
from portal.web import safe_target

accounts = Blueprint("accounts", __name__)


def form_page(template: str, form: Any, status: int = 422, **context: Any) -> ResponseReturnValue:
    """Show a form: 200 when it is asked for, `status` when what was sent must be mended."""
    return render_template(template, form=form, **context), 200 if request.method == "GET" else status


def onward(target: str | None) -> str:
    """Return where to go after signing in: a page of this site that can be opened, else the desk."""
    wished = safe_target(target, "")
    desk = "/desk" if _opens("/desk") else url_for("accounts.account")
    return wished if wished and _opens(wished.partition("?")[0].partition("#")[0]) else desk


def _opens(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    try:
        return adapter is not None and bool(adapter.match(path, method="GET"))
    except HTTPException:
        return False


def me() -> User:
    """Return the signed-in person themselves, not the stand-in that follows the request."""
    return cast(User, current_user._get_current_object())


def caller() -> str:
    """Return the network address that the request came from."""
    return request.remote_addr or ""
