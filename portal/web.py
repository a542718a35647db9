"""What views share: one transaction per request, find-or-404 with permission, paging, safe redirects."""

import re
from dataclasses import dataclass
from math import ceil
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal.access.permissions import Verb
from portal.access.policy import require
from portal.core.db import set_reading
from portal.core.errors import InputError, NotFound, PortalError, Stale
from portal.core.names import sentence
from portal.extensions import db

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
PAGE_SIZE = 20
MAX_PAGE = 5000
T = TypeVar("T")


class PortalApp(Flask):
    """Flask with the one wrapper around every view: returning commits, raising rolls back."""

    def preprocess_request(self) -> ResponseReturnValue | None:
        """Begin the request's transaction as a reader or a writer, before anything reads the database."""
        set_reading(request.method in SAFE_METHODS)
        return super().preprocess_request()

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the view in one transaction. Raises Stale where a concurrent change won."""
        try:
            _refuse_control_characters()
            response = self.make_response(super().dispatch_request())
            db.session.commit()
        except (StaleDataError, IntegrityError) as error:
            db.session.rollback()
            self.logger.warning("a concurrent change won: %s", error)
            raise Stale from error
        except BaseException:
            db.session.rollback()
            raise
        return response


def _refuse_control_characters() -> None:
    """Raise InputError where a form holds characters that no database can hold, or that reverse what a reader sees."""
    if request.method in SAFE_METHODS or request.mimetype not in _FORMS:
        return
    for values in request.form.lists():
        if any(_CONTROL.search(value) for value in (values[0], *values[1])):
            raise InputError("error.control_characters")


def find(model: type[T], public_id: str, verb: Verb) -> T:
    """Load the thing and authorise in one call.

    Raises NotFound where there is none or a stranger asks, Forbidden where a party may not.
    """
    column = model.public_id  # type: ignore[attr-defined]  # every model given here has WithPublicId
    thing = db.session.scalar(select(model).where(column == public_id))
    if thing is None:
        raise NotFound
    require(verb, thing)
    return thing


@dataclass(frozen=True)
class Page:
    """One page of a list; `number` counts from 1."""

    items: list[Any]
    total: int
    number: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, ceil(self.total / self.size))

    def url(self, number: int) -> str:
        """Return this page's address with another page number."""
        return with_arguments(page=number if number > 1 else None)


def page_number() -> int:
    """Return `?page=` as a number from 1; anything else is page 1."""
    raw = request.args.get("page", "1")
    return min(max(int(raw), 1), MAX_PAGE) if raw.isascii() and raw.isdigit() and len(raw) < 8 else 1


def paginate(query: Select[Any], size: int = PAGE_SIZE) -> Page:
    """Return the page of `query` that `?page=` asks for."""
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number = page_number()
    items = list(db.session.scalars(query.limit(size).offset((number - 1) * size)).unique())
    return Page(items, total, number, size)


def with_arguments(**changes: str | int | None) -> str:
    """Return the current address with some query arguments changed, or taken out where None."""
    arguments: dict[str, list[str]] = request.args.to_dict(flat=False)
    for key, value in changes.items():
        arguments.pop(key, None)
        if value is not None:
            arguments[key] = [str(value)]
    return url_for(request.endpoint or "pages.home", **{**(request.view_args or {}), **arguments})


def safe_target(target: str | None, fallback: str) -> str:
    """Return `target` where it is a path on this site, else `fallback`."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return fallback
    parts = urlsplit(target)
    hidden = any(character < " " for character in target)  # browsers drop tabs and line ends
    return fallback if parts.scheme or parts.netloc or "\\" in target or hidden else target


def refusal_line(error: PortalError) -> Markup:
    """Return why something was refused as a line of a form; where a rule says so, with a link to it on `/rules`."""
    rule_id = getattr(error, "rule_id", None)
    link = Markup(' <a href="/rules#{0}">{0}</a>').format(rule_id) if rule_id else Markup("")
    return Markup("{}{}").format(sentence(error.code, **error.params), link)


def go(endpoint: str, **values: Any) -> Response:
    """Redirect with 303 See Other, which is what follows a POST."""
    return redirect(url_for(endpoint, **values), code=303)  # type: ignore[return-value]
