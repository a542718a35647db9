"""What a reader sees when something is refused or breaks: a sentence, the rule, and a way on."""

from typing import Any

from flask import Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException

from portal.core import file_sentences  # noqa: F401 (registers the sentences about files)
from portal.core.errors import PortalError
from portal.core.names import register_sentences, sentence
from portal.extensions import db

PAGES = (400, 403, 404, 405, 409, 413, 429, 500)

register_sentences(
    {
        "error.bad_request": _l(
            "The request could not be understood. Go back, check what you entered and send it again."
        ),
        "error.forbidden": _l(
            "Your account may see this but may not do that. Ask an administrator of your organisation."
        ),
        "error.not_found": _l("There is nothing at this address, or nothing that you may see."),
        "error.method": _l("This address does not take that kind of request."),
        "error.control_characters": _l(
            "What you sent holds invisible control characters. Type the text anew, or paste it as plain text."
        ),
        "error.stale": _l(
            "Somebody moved this on after your page was made. Load the page again and see where it stands."
        ),
        "error.too_large": _l("That is larger than the portal takes. Send a smaller file, or split it."),
        "error.too_many": _l("That was too often. Wait a minute and try again."),
        "error.internal": _l(
            "Something broke on our side. Nothing was changed; the operator can see what happened."
        ),
    }
)
_CODES = {
    400: "error.bad_request",
    403: "error.forbidden",
    404: "error.not_found",
    405: "error.method",
    409: "error.stale",
    413: "error.too_large",
    429: "error.too_many",
    500: "error.internal",
}


def _answer(status: int, code: str, text: str, rule_id: str | None, **headers: Any) -> ResponseReturnValue:
    if request.path.startswith("/api/"):
        body = {"error": {"code": code, "message": text}} | ({"rule": rule_id} if rule_id else {})
        return jsonify(body), status, headers
    page = status if status in PAGES else 400
    return (
        render_template(f"errors/{page}.html", status=status, message=text, rule_id=rule_id),
        status,
        headers,
    )


def install(app: Flask) -> None:
    """Give `app` a page for every kind of failure."""

    @app.errorhandler(PortalError)
    def refused(error: PortalError) -> ResponseReturnValue:
        db.session.rollback()
        text = sentence(error.code, **error.params)
        return _answer(error.status, error.code, text, getattr(error, "rule_id", None))

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None or (error.code or 500) < 400:
            return error
        db.session.rollback()
        status = error.code or 500
        code = _CODES.get(status, "error.bad_request")
        kept = {key: value for key, value in error.get_headers() if key in ("Allow", "Retry-After")}
        return _answer(status, code, sentence(code), None, **kept)

    @app.errorhandler(Exception)
    def broke(_error: Exception) -> ResponseReturnValue:
        db.session.rollback()
        app.logger.exception("unhandled error at %s %s", request.method, request.path)
        return _answer(500, "error.internal", sentence("error.internal"), None)
