"""Which languages there are, and which one the reader wants."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from flask import has_request_context, request, session
from flask_babel import force_locale, format_date, get_locale
from flask_login import current_user

LANGUAGES = ("zh", "en")
DEFAULT = "zh"
COOKIE_KEY = "language"


def choose_language() -> str:
    """Return `?lang=`, else the language chosen before, else the person's own, else the browser's best."""
    if not has_request_context():
        return DEFAULT
    for wish in (request.args.get("lang"), session.get(COOKIE_KEY), getattr(current_user, "language", None)):
        if wish in LANGUAGES:
            return str(wish)
    return request.accept_languages.best_match(LANGUAGES, DEFAULT)


def current_language() -> str:
    """Return `zh` or `en`: the language that is being written now."""
    locale = get_locale()
    return locale.language if locale is not None and locale.language in LANGUAGES else DEFAULT


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Write in `language` inside the block, whoever asked."""
    with force_locale(language if language in LANGUAGES else DEFAULT):
        yield


def localised(thing: Any, attribute: str, language: str | None = None) -> tuple[str, str]:
    """Return (text, language) of `attribute_zh` or `attribute_en`, falling back to the one that exists."""
    wanted = language or current_language()
    other = "en" if wanted == "zh" else "zh"
    text = getattr(thing, f"{attribute}_{wanted}", None)
    if text:
        return text, wanted
    return getattr(thing, f"{attribute}_{other}", None) or "", other


def written_day(day: date) -> str:
    """Return the day in the language that is being written now."""
    return str(format_date(day, "long" if current_language() == "zh" else "d MMM yyyy"))
