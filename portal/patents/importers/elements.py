"""Small questions asked of an XML element, in the words of the importers."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from portal.patents.importers.clean import joined_text


def text(element: Element | None, path: str = ".") -> str:
    """Return all text under the first match of `path`, on one line; nothing where there is none."""
    found = element.find(path) if element is not None else None
    return joined_text("".join(found.itertext())) if found is not None else ""


def texts(element: Element, path: str) -> list[str]:
    """Return the text of every match, without the empty ones."""
    return [joined for found in element.iterfind(path) if (joined := joined_text("".join(found.itertext())))]


def first_text(element: Element, *paths: str) -> str:
    """Return the first text found under any of the paths."""
    return next((found for path in paths if (found := text(element, path))), "")


def symbol(element: Element, *names: str) -> str:
    """Return a symbol put together from its parts: section, class, subclass, main group, subgroup."""
    section, class_, subclass, group, subgroup = (text(element, name) for name in names)
    return (
        f"{section}{class_}{subclass} {group}/{subgroup}"
        if group and subgroup
        else f"{section}{class_}{subclass}"
    )


def symbols(element: Element, path: str, *names: str) -> Iterator[str]:
    """Yield the symbol of every match of `path`."""
    for found in element.iterfind(path):
        if part := symbol(found, *names):
            yield part


def person(element: Element, first: tuple[str, ...], last: str) -> str:
    """Return a name in reading order from its parts."""
    return " ".join(part for name in (*first, last) if (part := text(element, name)))
