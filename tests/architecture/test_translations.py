"""The Chinese catalogue is complete: every sentence of the sources has a translation with the same placeholders."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from portal.core.translations import catalogue_files
from tests.architecture.sources import ROOT, python_files, tree

_PLACEHOLDER = re.compile(r"%\(([\w.\[\]@-]+)\)[sd]")
_KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def _extracted() -> Iterator[tuple[str, str]]:
    for folder, method in (
        ("portal", [("**.py", "python")]),
        ("templates", [("**.html", "jinja2"), ("**.txt", "jinja2")]),
    ):
        options = {"**.html": {"trimmed": "true"}, "**.txt": {"trimmed": "true"}}
        for name, line, message, _, _ in extract_from_dir(
            str(ROOT / folder), method, options_map=options, keywords=_KEYWORDS
        ):
            texts = message if isinstance(message, tuple) else (message,)
            yield texts[0], f"{folder}/{name}:{line}"


def _translations() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path in catalogue_files("zh"):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh"):
                key = message.id[0] if isinstance(message.id, tuple) else message.id
                text = message.string[0] if isinstance(message.string, tuple) else message.string
                if key and text:
                    found[key].add(text)
    return found


def test_no_sentence_stands_within_another_text() -> None:
    """What reads the sources for sentences does not look into f-strings, so one in there is never translated."""
    hidden = [
        f"{path.name}:{node.lineno} {ast.unparse(call)}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _KEYWORDS
    ]
    assert not hidden


def test_every_sentence_is_translated() -> None:
    known = _translations()
    missing = sorted({f"{text!r} ({where})" for text, where in _extracted() if text and text not in known})
    assert not missing, f"{len(missing)} sentences have no Chinese:\n" + "\n".join(missing[:60])


def test_placeholders_survive_translation() -> None:
    wrong = [
        (key, text)
        for key, texts in _translations().items()
        for text in texts
        if set(_PLACEHOLDER.findall(key)) != set(_PLACEHOLDER.findall(text))
    ]
    assert not wrong


def test_one_sentence_has_one_translation() -> None:
    torn = {key: sorted(texts) for key, texts in _translations().items() if len(texts) > 1}
    assert not torn
