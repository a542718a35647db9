"""The pages of no feature: home, about, help, legal texts, health, and the mail folder in development."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from flask import Blueprint, abort, jsonify, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from sqlalchemy import text

from portal.access.routes import public
from portal.catalogue import front
from portal.core.i18n import COOKIE_KEY, LANGUAGES
from portal.core.settings import settings
from portal.extensions import db, limiter
from portal.templating import add_to_menu

pages = Blueprint("pages", __name__)
for _endpoint, _label in (
    ("catalogue.listings", _l("Find patents")),
    ("openlicence.index", _l("Open licences")),
    ("rescue.index", _l("Rescue")),
    ("brokerage.directory", _l("Brokers")),
    ("pages.rules", _l("Rules")),
    ("pages.help", _l("Help")),
):
    add_to_menu(_endpoint, _label)
TEXTS = ("about", "help", "privacy", "accessibility")


@pages.before_app_request
def remember_language() -> None:
    """Keep the language that `?lang=` asked for, for the pages that follow."""
    wish = request.args.get("lang")
    if wish in LANGUAGES and session.get(COOKIE_KEY) != wish:
        session[COOKIE_KEY] = wish


@pages.get("/")
@public
def home() -> ResponseReturnValue:
    """Show what the portal is, with the search box first."""
    return render_template("pages/home.html", counters=front.counters(), latest=front.latest())


def _text_page(page: str) -> ResponseReturnValue:
    return render_template(f"pages/{page}.html")


for _page in TEXTS:

    def _view(page: str = _page) -> ResponseReturnValue:
        return _text_page(page)

    pages.add_url_rule(f"/{_page}", _page, public(_view))


@pages.get("/health")
@public
@limiter.exempt
def health() -> ResponseReturnValue:
    """Say whether the portal and its database answer; the body tells a stranger nothing else."""
    db.session.execute(text("SELECT 1"))
    return jsonify(status="ok")


def _letters(folder: Path) -> list[tuple[str, EmailMessage]]:
    files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)[:200]
    return [(path.stem, message_from_bytes(path.read_bytes(), policy=policy.default)) for path in files]


@pages.get("/development/mail")
@public
def mail_folder() -> ResponseReturnValue:
    """Show the letters written to the mail folder; there is no such page in production."""
    if settings().is_production or settings().smtp_host:
        abort(404)
    return render_template("pages/mail_folder.html", letters=_letters(settings().mail_dir))
