"""The one place where codes become words: states, kinds and refusals in the reader's language."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString

_names: dict[str, dict[str, LazyString]] = {}
_sentences: dict[str, LazyString] = {}


def register_names(group: str, names: Mapping[str, LazyString]) -> None:
    """Add the words for the codes of `group`, such as `listing.state`."""
    _names.setdefault(group, {}).update(names)


def register_sentences(sentences: Mapping[str, LazyString]) -> None:
    """Add the sentences of refusal codes; placeholders are `%(name)s`."""
    _sentences.update(sentences)


def name(group: str, code: str | None) -> str:
    """Return the word for `code`, or the code itself where none was given (a test finds those)."""
    if code is None:
        return ""
    word = _names.get(group, {}).get(code)
    return str(word) if word is not None else code


def choices(group: str) -> list[tuple[str, str]]:
    """Return (code, word) pairs in the order of registration, for a select field."""
    return [(code, str(word)) for code, word in _names[group].items()]


def codes(group: str) -> list[str]:
    """Return the codes of `group` in the order of registration."""
    return list(_names.get(group, {}))


def sentence(code: str, **params: Any) -> str:
    """Return the sentence of a refusal code with `params` filled in."""
    text = _sentences.get(code)
    if text is None:
        return code
    return str(text) % params if params else str(text)


def known_sentences() -> set[str]:
    """Return every registered refusal code."""
    return set(_sentences)


def sentences() -> list[LazyString]:
    """Return every registered sentence of a refusal."""
    return list(_sentences.values())


def groups() -> Mapping[str, Mapping[str, LazyString]]:
    """Return every registered group of names."""
    return _names
