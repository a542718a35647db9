"""The words of the tradability answer: what was asked for, one rule's line, and the verdict over all of them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.core.errors import RuleRefusal
from portal.core.names import sentence
from portal.parameters.law import Law
from portal.patents.facts.right import RightFacts

OK, DISCLOSE, REVIEW, CONSENT, BLOCKED = "ok", "disclose", "review", "consent", "blocked"
OUTCOMES = (OK, DISCLOSE, REVIEW, CONSENT, BLOCKED)
ALLOWED, NEEDS_CONSENT = "allowed", "needs_consent"
LICENCE_ACTS = frozenset({"licence_ordinary", "licence_sole", "licence_exclusive"})
EXCLUSIVE_ACTS = frozenset({"licence_sole", "licence_exclusive"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for, where it is known. Empty territory and field mean everywhere; `ends` None: to the end.

    `licence_kind` says which licence is to be recorded. `foreign`: the other side is abroad, or from Hong Kong, Macao
    or Taiwan. `informed`: the other side was told of what is pending and agrees in writing. `undertaken`: the holder
    has confirmed in writing what OL-07 asks; None: not asked yet.
    """

    starts: date | None = None
    ends: date | None = None
    territory: str = ""
    field: str = ""
    licensee: str = ""
    licence_kind: str = ""
    foreign: bool = False
    informed: bool = False
    undertaken: bool | None = None


ANYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Line:
    """One rule's answer: `ok`, `disclose` (allowed, must be said), `review` (a person looks), `consent`, `blocked`.

    `code` is the sentence's, `params` fill it; the legal source stands in the rule book under `rule_id`.
    """

    rule_id: str
    outcome: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """What every question is asked about: the facts of the day, the act, the law's figures and the scope."""

    facts: RightFacts
    act: str
    day: date
    law: Law
    scope: Scope

    @property
    def is_licence(self) -> bool:
        """Whether a licence is to be given by contract."""
        return self.act in LICENCE_ACTS

    @property
    def licence_kind(self) -> str:
        """The kind of licence that the act gives or records: ordinary where nothing is said (LIC-03)."""
        kinds = {"licence_sole": "sole", "licence_exclusive": "exclusive"}
        return kinds.get(self.act) or self.scope.licence_kind or "ordinary"


@dataclass(frozen=True, slots=True)
class Verdict:
    """All lines about one act on one day, worst first."""

    act: str
    day: date
    lines: tuple[Line, ...]

    @property
    def outcome(self) -> str:
        """`allowed`, `needs_consent` or `blocked`."""
        if self.blocking:
            return BLOCKED
        return NEEDS_CONSENT if self.needing else ALLOWED

    @property
    def blocking(self) -> list[Line]:
        """The lines that forbid the act."""
        return self._with(BLOCKED)

    @property
    def needing(self) -> list[Line]:
        """The lines that ask for a consent or a condition which is not there yet."""
        return self._with(CONSENT)

    @property
    def reviewing(self) -> list[Line]:
        """The lines that a person must look at first."""
        return self._with(REVIEW)

    @property
    def disclosing(self) -> list[Line]:
        """The lines that the other side must be told."""
        return self._with(DISCLOSE)

    def _with(self, outcome: str) -> list[Line]:
        return [line for line in self.lines if line.outcome == outcome]


def refusal_of(line: Line) -> RuleRefusal:
    """Return the line as a refusal with its rule."""
    return RuleRefusal(line.code, rule_id=line.rule_id, **line.params)


def sentence_of(line: Line) -> str:
    """Return the line in the language that is being written."""
    return sentence(line.code, **line.params)
