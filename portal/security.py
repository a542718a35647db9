"""The headers that every answer carries, and the nonce of its content security policy."""

import secrets
from collections.abc import Callable

from flask import Flask, Response, g, request
from flask_login import current_user

from portal.core.settings import settings

_form_targets: list[Callable[[], list[str]]] = []


def allow_form_targets(origins: Callable[[], list[str]]) -> None:
    """Register a function that says to which other origins forms may lead, such as a payment page."""
    _form_targets.append(origins)


def csp_nonce() -> str:
    """Return this response's nonce, made when it is first asked for."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def content_security_policy() -> str:
    """Return the policy of this response."""
    targets = " ".join(sorted({origin for ask in _form_targets for origin in ask()}))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{csp_nonce()}'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            f"form-action 'self' {targets}".rstrip(),
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
        )
    )


def install(app: Flask) -> None:
    """Put the headers on every answer of `app`."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", content_security_policy())
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        if settings().is_production:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if request.endpoint != "static" and getattr(current_user, "is_authenticated", False):
            headers["Cache-Control"] = "no-store"
        return response
