"""Where higher floors say what a listing's page and document need to know of them."""

from collections.abc import Callable
from typing import Any

from portal.access.actors import Actor
from portal.listings.models import Listing

PageContext = Callable[[Listing, Actor], dict[str, Any]]
_page_contexts: list[PageContext] = []
_open_licence_questions: list[Callable[[Listing], str | None]] = []


def add_page_context(context: PageContext) -> None:
    """Add what the parts of the listing's page that belong to a higher floor read."""
    if context not in _page_contexts:
        _page_contexts.append(context)


def page_context(listing: Listing, actor: Actor) -> dict[str, Any]:
    """Return what all higher floors add to the page."""
    return {key: value for context in _page_contexts for key, value in context(listing, actor).items()}


def add_open_licence_question(question: Callable[[Listing], str | None]) -> None:
    """Add a function that says `effective` or `intended` where a statement for the listing's patents stands so."""
    if question not in _open_licence_questions:
        _open_licence_questions.append(question)


def open_licence(listing: Listing) -> str | None:
    """Return `effective`, `intended` or None: intended also where the mode is offered without a statement (OL-28)."""
    answers = {question(listing) for question in _open_licence_questions}
    if "effective" in answers:
        return "effective"
    offered = any(mode.mode == "open_licence" for mode in listing.modes)
    return "intended" if "intended" in answers or offered else None
