"""XML in small pieces: no entity is expanded, no DTD fetched, nothing deep, large or long is built up."""

from collections.abc import Callable, Iterator
from html.entities import html5
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException, EntitiesForbidden
from defusedxml.ElementTree import DefusedXMLParser

from portal.patents.importers.base import Limits, refuse
from portal.patents.importers.xml_documents import documents, utf8


class _Entities(dict[str, str]):
    """The named characters of HTML, which the offices' DTDs define; an unknown name becomes a space."""

    def __missing__(self, name: str) -> str:
        return " "


_ENTITIES = _Entities({name[:-1]: text for name, text in html5.items() if name.endswith(";")})


class _Parser(DefusedXMLParser):  # type: ignore[misc]  # defusedxml has no types
    """Allows what patent files need of a DTD: the declaration of pictures, which nobody ever reads."""

    def __init__(self, target: "_Builder", encoding: str | None) -> None:
        super().__init__(target=target, encoding=encoding)
        self.entity = _ENTITIES

    def defused_entity_decl(
        self,
        name: str,
        _is_parameter: bool,
        value: str,
        base: str,
        sysid: str,
        pubid: str,
        notation: str | None,
    ) -> None:
        """Refuse every entity that text or a file could stand for."""
        if notation is None:
            raise EntitiesForbidden(name, value, base, sysid, pubid, notation)

    def defused_unparsed_entity_decl(
        self, name: str, base: str, sysid: str, pubid: str, notation: str
    ) -> None:
        """Pass over the declaration of a picture (NDATA)."""


class _Builder:
    """Builds one record at a time as elements without namespaces, and drops what nobody asked for."""

    def __init__(self, wanted: Callable[[str], bool], skipped: frozenset[str], limits: Limits) -> None:
        self.wanted, self.skipped, self.limits = wanted, skipped, limits
        self.done: list[Element] = []
        self.root = ""
        self._stack: list[Element] = []
        self._depth = self._skip_from = self._text = self._elements = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element, within the limits."""
        name = tag.rpartition("}")[2]
        self.root = self.root or name
        self._depth += 1
        if self._depth > self.limits.depth:
            raise refuse("xml_depth", limit=self.limits.depth)
        if self._skip_from or (not self._stack and not self.wanted(name)):
            return
        if self._stack and name in self.skipped:
            self._skip_from = self._depth
            return
        self._count_element()
        element = Element(name, {key.rpartition("}")[2]: value for key, value in attributes.items()})
        if self._stack:
            self._stack[-1].append(element)
        self._stack.append(element)

    def data(self, text: str) -> None:
        """Add text where it belongs."""
        if not self._stack or self._skip_from:
            return
        self._text += len(text)
        if self._text > self.limits.record_text:
            raise refuse("xml_record", max_mb=self.limits.record_text // 1_000_000)
        element = self._stack[-1]
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text

    def end(self, _tag: str) -> None:
        """Close an element; a finished record is ready to be taken."""
        depth, self._depth = self._depth, self._depth - 1
        if self._skip_from:
            if depth == self._skip_from:
                self._skip_from = 0
            return
        if self._stack:
            element = self._stack.pop()
            if not self._stack:
                self.done.append(element)
                self._text = self._elements = 0

    def _count_element(self) -> None:
        self._elements += 1
        if self._elements > self.limits.record_elements:
            raise refuse("xml_record", max_mb=self.limits.record_text // 1_000_000)


def records(
    stream: BinaryIO, wanted: Callable[[str], bool], skipped: frozenset[str], limits: Limits
) -> Iterator[tuple[str, Element]]:
    """Yield (root, record) for every wanted element; several documents may follow one another in a file.

    Raises InputError `import.xml`, `import.xml_entities`, `import.xml_depth`, `import.xml_record`.
    """
    for document in documents(utf8(stream, limits)):
        builder = _Builder(wanted, skipped, limits)
        parser = _Parser(builder, "utf-8")
        for chunk in document:
            _guarded(parser.feed, chunk)
            for record in builder.done:
                yield builder.root, record
            builder.done.clear()
        _guarded(parser.close)


def _guarded(step: Callable[..., Any], *arguments: Any) -> None:
    try:
        step(*arguments)
    except DefusedXmlException as error:
        raise refuse("xml_entities") from error
    except (ParseError, ValueError, LookupError) as error:
        raise refuse("xml", place=_place(error)) from error


def _place(error: Exception) -> str:
    line, column = getattr(error, "position", (0, 0))
    return f"{line}:{column}"
