"""What templates may call: permissions, names of codes, dates, money, languages."""

from datetime import date as Date
from datetime import datetime as Instant
from typing import Any

from flask import Flask, request, url_for
from flask_babel import format_datetime, format_decimal
from flask_login import current_user
from markupsafe import Markup, escape

from portal.access.policy import can
from portal.core import clock, i18n, names
from portal.core.citations import in_readers_words
from portal.core.money import format_money, format_short
from portal.core.settings import settings
from portal.security import csp_nonce
from portal.static_files import static_url
from portal.web import with_arguments

_menu: list[tuple[str, Any, dict[str, Any]]] = []


def add_to_menu(endpoint: str, label: Any, **arguments: Any) -> None:
    """Put a place into the main menu."""
    if all((item[0], item[2]) != (endpoint, arguments) for item in _menu):
        _menu.append((endpoint, label, arguments))


def menu() -> list[dict[str, Any]]:
    """Return the main menu as rows with `url`, `label`, `endpoint` and whether the reader is there."""
    return [
        {
            "endpoint": endpoint,
            "label": str(label),
            "url": url_for(endpoint, **arguments),
            "active": request.endpoint == endpoint
            and all(request.args.get(key) == value for key, value in arguments.items()),
        }
        for endpoint, label, arguments in _menu
    ]


def show_date(value: Date | Instant | None) -> str:
    """Write a day in the reader's language; an instant is shown as its day in Beijing."""
    if value is None:
        return "—"
    if isinstance(value, Instant):
        value = value.astimezone(clock.BEIJING).date()
    return i18n.written_day(value)


def show_datetime(value: Instant | None) -> str:
    """Write an instant in Beijing time, in the reader's language."""
    if value is None:
        return "—"
    pattern = "y年M月d日 HH:mm" if i18n.current_language() == "zh" else "d MMM yyyy, HH:mm"
    return str(format_datetime(value, pattern))


def show_localised(thing: Any, attribute: str) -> Markup:
    """Write the reader's language of a text in two, marking one that is in the other language."""
    text, language = i18n.localised(thing, attribute)
    if not text or language == i18n.current_language():
        return escape(text)
    return Markup('<span lang="{}">{}</span>').format(language, text)


def may(verb: str, thing: Any = None) -> bool:
    """Tell whether the reader may do `verb` to `thing`."""
    return can(current_user, verb, thing)


def _page_context() -> dict[str, Any]:
    mine = current_user.member_of() if getattr(current_user, "is_authenticated", False) else []
    return {
        "demo_mode": settings().demonstration_payments,
        "icp_number": settings().icp_number,
        "organisation_name": i18n.localised(mine[0], "name")[0] if mine else "",
    }


def install(app: Flask) -> None:
    """Give the templates of `app` their vocabulary."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        can=may,
        name=names.name,
        sentence=names.sentence,
        localised=show_localised,
        localised_text=lambda thing, attribute: i18n.localised(thing, attribute)[0],
        csp_nonce=csp_nonce,
        current_language=i18n.current_language,
        language_url=lambda code: with_arguments(lang=code),
        with_arguments=with_arguments,
        static_url=lambda path: static_url(path, str(app.static_folder)),
        menu=menu,
        settings=settings,
        today=clock.today,
        now=clock.now,
        date=show_date,
        datetime=show_datetime,
        money=format_money,
        money_short=format_short,
        number=format_decimal,
    )
    app.context_processor(_page_context)
    app.jinja_env.filters.update(
        date=show_date, datetime=show_datetime, number=format_decimal, citation=in_readers_words
    )
