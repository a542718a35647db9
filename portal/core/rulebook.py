"""The register of rules that the portal enforces: what each says, where it comes from and how well that was checked."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import LazyString

MARKS = ("V", "V2", "M", "P")


@dataclass(frozen=True)
class Rule:
    """One rule. `mark` is V (read in the primary text), V2 (a second text), M (from memory), P (our own policy).

    `acts` says in words where the portal applies it, for what no guard of a lifecycle asks. `parameters` are the keys of
    the figures that it is computed with.
    """

    id: str
    text: LazyString
    source: LazyString | str
    mark: str
    acts: LazyString | str = ""
    parameters: tuple[str, ...] = ()


_rules: dict[str, Rule] = {}


def register(rules: Iterable[Rule]) -> None:
    """Add rules. Raises ValueError where an id is given to two different rules or a mark is unknown."""
    for rule in rules:
        if rule.mark not in MARKS:
            raise ValueError(f"rule {rule.id}: unknown mark {rule.mark!r}")
        if _rules.setdefault(rule.id, rule) is not rule:
            raise ValueError(f"rule {rule.id} is registered twice")


def find(rule_id: str) -> Rule | None:
    """Return the rule called `rule_id`, or None where nobody registered it."""
    return _rules.get(rule_id)


def everything() -> list[Rule]:
    """Return all rules in the order of their families and numbers."""
    return sorted(_rules.values(), key=lambda rule: rule.id)
