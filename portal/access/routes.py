"""Every route says who may come in; one that says nothing is closed and fails the tests."""

from collections.abc import Callable
from typing import TypeVar, cast

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.policy import require

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
PUBLIC = "public"
SIGNED_IN = "signed in"


def _declare(view: View, access: str) -> View:
    view.access = access  # type: ignore[attr-defined]  # read by guard() and by the route test
    return view


def public(view: View) -> View:
    """Let everybody in; objects are still checked one by one inside the view."""
    return _declare(view, PUBLIC)


def signed_in(view: View) -> View:
    """Let people with an account in; objects are still checked one by one inside the view."""
    return _declare(view, SIGNED_IN)


def needs(verb: Verb) -> Callable[[View], View]:
    """Let those in who may do `verb`, a verb that is not about one thing."""

    def declare(view: View) -> View:
        return _declare(view, verb.value)

    return declare


def declared_access(app: Flask, endpoint: str) -> str | None:
    """Return what the view of `endpoint` declares, or None."""
    return cast(str | None, getattr(app.view_functions[endpoint], "access", None))


def guard(app: Flask) -> None:
    """Check the declaration of the asked-for route before its view runs."""

    @app.before_request
    def check() -> ResponseReturnValue | None:
        if request.endpoint is None or request.endpoint == "static":
            return None
        access = declared_access(app, request.endpoint)
        if access is None:
            raise RuntimeError(f"route {request.endpoint} declares no access")
        if access == PUBLIC:
            return None
        if not current_user.is_authenticated:
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
        if access != SIGNED_IN:
            require(Verb(access))
        return None
