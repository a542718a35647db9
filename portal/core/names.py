"""The one place where codes become words: states, kinds and refusals in the reader's language."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import LazyString

from portal.core.i18n import LANGUAGES, in_language, written_day

TYPED = "value"  # the parameter that repeats what somebody typed
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_names: dict[str, dict[str, LazyString]] = {}
_sentences: dict[str, LazyString] = {}
_coded: dict[str, str] = {}


def register_names(group: str, names: Mapping[str, LazyString]) -> None:
    """Add the words for the codes of `group`, such as `listing.state`."""
    _names.setdefault(group, {}).update(names)


def register_sentences(sentences: Mapping[str, LazyString]) -> None:
    """Add the sentences of refusal codes; placeholders are `%(name)s`."""
    _sentences.update(sentences)


def register_coded(parameter: str, group: str) -> None:
    """Say that sentences are given a code of `group` as `parameter`, and write its word: a reason outlives its reader."""
    _coded[parameter] = group


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


def both_names(key: str, group: str, code: str) -> dict[str, str]:
    """Return the word of a code in each language, as `<key>_zh` and `<key>_en`, for documents in both."""
    words = {}
    for language in LANGUAGES:
        with in_language(language):
            words[f"{key}_{language}"] = name(group, code)
    return words


def sentence(code: str, **params: Any) -> str:
    """Return the sentence of a refusal code with `params` filled in, days and codes as the reader writes them."""
    text = _sentences.get(code)
    if text is None:
        return code
    return str(text) % {key: written(key, value) for key, value in params.items()} if params else str(text)


def written(key: str, value: Any) -> Any:
    """Write a code, or a day, which a refusal may carry as ISO text, in words; `value` is what somebody typed and stays so."""
    if key == TYPED or not isinstance(value, str | date):
        return value
    if key in _coded and isinstance(value, str):
        return name(_coded[key], value)  # what was kept as a word before stays that word
    if isinstance(value, str) and not _ISO_DAY.fullmatch(value):
        return value
    try:
        return written_day(date.fromisoformat(value) if isinstance(value, str) else value)
    except ValueError:
        return value


def known_sentences() -> set[str]:
    """Return every registered refusal code."""
    return set(_sentences)


def sentences() -> list[LazyString]:
    """Return every registered sentence of a refusal."""
    return list(_sentences.values())


def groups() -> Mapping[str, Mapping[str, LazyString]]:
    """Return every registered group of names."""
    return _names
