"""What every kind of number shares: one tidy writing, and a refusal that names its rule."""

import unicodedata
from typing import Any

from portal.core.errors import InputError

_DOTS = str.maketrans({"。": ".", "．": ".", "·": ".", "・": ".", "｡": "."})


class NumberRefused(InputError):
    """The text is not a number of the kind asked for; `rule_id` points into the rule book."""

    def __init__(self, code: str, rule_id: str, **params: Any) -> None:
        super().__init__(code, **params)
        self.rule_id = rule_id


def tidy(text: str) -> str:
    """Return `text` in half-width capitals without spaces, its dots made plain (NUM-01)."""
    folded = unicodedata.normalize("NFKC", text.translate(_DOTS)).translate(_DOTS)
    return "".join(folded.upper().split()).replace("\u200b", "").replace("\ufeff", "")
