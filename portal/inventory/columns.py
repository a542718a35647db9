"""The columns that an export of the inventory can have: what each says of one patent, in the language being written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from portal.core import names
from portal.core.money import to_major
from portal.inventory import industries
from portal.inventory.answers import Answer
from portal.inventory.models import Item
from portal.inventory.sheet import Line
from portal.patents.models import Patent


@dataclass(frozen=True, slots=True)
class Source:
    """What a row is written from; `line` is there where a column asks for something computed."""

    patent: Patent
    item: Item
    line: Line | None

    @property
    def answer(self) -> Answer | None:
        """The inventor's answer, if any."""
        return self.item.answer


Value = Callable[[Source], Any]
NATIONAL = (
    "number",
    "title",
    "kind",
    "filing_date",
    "grant_date",
    "owners",
    "first_inventor",
    "legal_status",
    "public_funding",
    "programme_no",
    "working",
    "willing",
    "ways",
    "trl",
    "self_grade",
    "industry",
    "products",
    "sleep_reason",
    "contact",
)
MEETING = (
    "number",
    "title",
    "due",
    "payable",
    "cost",
    "life",
    "views",
    "interest",
    "grade",
    "tier",
    "decision",
    "reason",
)
COMPUTED = frozenset(
    {
        "due",
        "payable",
        "cost",
        "life",
        "views",
        "interest",
        "grade",
        "tier",
        "idle_since",
        "decision",
        "reason",
    }
)


def _words(group: str, codes: Iterable[str | None]) -> str:
    return "、".join(names.name(group, code) for code in codes if code)


def _said(name: str, group: str = "") -> Value:
    """Return what the answer says in a field, as words where it is a code."""

    def value(source: Source) -> Any:
        if source.answer is None:
            return ""
        said = getattr(source.answer, name)
        if group and isinstance(said, list):
            return _words(group, said)
        return names.name(group, said) if group else said

    return value


def _computed(pick: Callable[[Line], Any]) -> Value:
    return lambda source: pick(source.line) if source.line is not None else ""


def _number(source: Source) -> str:
    return source.patent.application_no or source.patent.identity.partition(":")[2]


def _contact(source: Source) -> str:
    person = source.item.inventor
    return " ".join(part for part in (person.name, person.email) if part) if person is not None else ""


def _trl(source: Source) -> str:
    said = source.answer.trl if source.answer else None
    return names.name("inventory.trl", str(said)) if said else ""


def _know_how(source: Source) -> str:
    said = source.answer.know_how if source.answer else None
    return "" if said is None else names.name("inventory.yes_no", "yes" if said else "no")


def _industry(source: Source) -> str:
    return industries.name(source.answer.industry) if source.answer and source.answer.industry else ""


def _scores(source: Source) -> str:
    marks = source.answer.scores if source.answer else {}
    return "、".join(f"{names.name('inventory.score', name)} {mark}" for name, mark in marks.items())


def _yuan(fen: int | None) -> Any:
    return float(to_major(fen, "CNY")) if fen is not None else ""


COLUMNS: dict[str, Value] = {
    "number": _number,
    "title": lambda source: source.patent.title_zh or source.patent.title_en,
    "kind": lambda source: names.name("patent.kind", source.patent.kind),
    "filing_date": lambda source: source.patent.filing_date,
    "grant_date": lambda source: source.patent.grant_date,
    "owners": lambda source: "；".join(source.patent.applicants or ()),
    "first_inventor": lambda source: (source.patent.inventors or [""])[0],
    "inventors": lambda source: "；".join(source.patent.inventors or ()),
    "legal_status": lambda source: names.name("patent.status", source.patent.legal_status),
    "public_funding": _said("public_funding", "inventory.funding"),
    "programme_no": _said("programme_no"),
    "working": _said("working", "inventory.working"),
    "working_since": _said("working_since"),
    "willing": _said("willing", "inventory.willing"),
    "ways": _said("ways", "inventory.way"),
    "trl": _trl,
    "self_grade": _said("self_grade"),
    "scores": _scores,
    "industry": _industry,
    "products": _said("products"),
    "sleep_reason": _said("sleep_reason", "inventory.sleep_reason"),
    "contact": _contact,
    "department": lambda source: source.item.department.name if source.item.department else "",
    "state": lambda source: names.name("inventory_item.state", source.item.state),
    "problem": _said("problem"),
    "rival": _said("rival"),
    "advantage": _said("advantage"),
    "conditions": _said("conditions"),
    "proofs": _said("proofs", "inventory.proof"),
    "development_months": _said("development_months"),
    "development_yuan": lambda source: _yuan(source.answer.development_fen) if source.answer else "",
    "know_how": _know_how,
    "know_how_note": _said("know_how_note"),
    "support_hours": _said("support_hours"),
    "support_until": _said("support_until"),
    "contacts": _said("contacts"),
    "constraints": _said("constraints", "inventory.constraint"),
    "constraint_note": _said("constraint_note"),
    "comment": _said("comment"),
    "due": _computed(lambda line: line.due),
    "payable": _computed(lambda line: _yuan(line.clock.payable) if line.clock else ""),
    "cost": _computed(lambda line: _yuan(line.cost) if line.clock else ""),
    "life": _computed(lambda line: line.years_left),
    "views": _computed(lambda line: line.views),
    "interest": _computed(lambda line: line.interest),
    "grade": _computed(lambda line: line.grade.letter),
    "tier": _computed(lambda line: line.sleep.tier or ""),
    "idle_since": _computed(lambda line: line.sleep.idle_since),
    "decision": _computed(
        lambda line: names.name("inventory.decision", line.decision.kind) if line.decision else ""
    ),
    "reason": _computed(lambda line: line.decision.reason if line.decision else ""),
}
SHIPPED = {"national": NATIONAL, "meeting": MEETING, "all": tuple(COLUMNS)}
ALWAYS_CHINESE = frozenset({"national"})
