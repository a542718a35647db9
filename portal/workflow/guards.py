"""Guards name the rules that they enforce, so that `/rules` can say where each rule acts."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

G = TypeVar("G", bound=Callable[..., Any])


def guard(*rule_ids: str) -> Callable[[G], G]:
    """Declare every rule in whose name the decorated guard may refuse."""

    def declare(function: G) -> G:
        function.rule_ids = rule_ids  # type: ignore[attr-defined]  # read by rules_of()
        return function

    return declare


def rules_of(functions: Iterable[Callable[..., Any]]) -> list[str]:
    """Return the rules that the guards declare, each once, in order."""
    named = (rule_id for function in functions for rule_id in getattr(function, "rule_ids", ()))
    return list(dict.fromkeys(named))
