"""How a broker's technical fields are written: IPC subclasses."""

import re

from portal.core.errors import InputError

MOST_FIELDS = 20
_SUBCLASS = re.compile(r"[A-H]\d{2}[A-Z]")
_PREFIX = re.compile(r"[A-H](\d{2}[A-Z]?)?")


def parse_fields(text: str) -> list[str]:
    """Return the IPC subclasses in `text`, each once. Raises InputError naming the first that is none."""
    found: list[str] = []
    for word in re.split(r"[\s,;，；、]+", text.upper()):
        if word and not _SUBCLASS.fullmatch(word):
            raise InputError("broker.fields", field="fields", value=word[:20])
        if word and word not in found:
            found.append(word)
    if len(found) > MOST_FIELDS:
        raise InputError("broker.many_fields", field="fields")
    return found


def field_wish(text: str) -> str:
    """Return the IPC section, class or subclass that the reader looks for, or nothing."""
    wish = text.strip().upper()
    return wish if _PREFIX.fullmatch(wish) else ""
