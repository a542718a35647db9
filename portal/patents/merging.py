"""Takes what a record says into a patent, and says what changed; what a record does not say stays."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.core.classification import parse_symbol
from portal.patents import rules
from portal.patents.facts import deriving, service
from portal.patents.importers.record import PatentRecord
from portal.patents.models import Patent, PatentClass, PublicationNumber
from portal.patents.standing import derived_now

TEXTS = ("title_zh", "title_en", "abstract_zh", "abstract_en", "first_claim", "agency", "agent", "region")
DAYS = ("filing_date", "publication_date", "grant_date")
NAMES = ("applicants", "inventors")
_BEST_FIRST = ("CN", "US", "USAPP", "USPUB", "CNPUB", "EP", "EPAPP", "WO", "WOAPP", "CASE")
_SHOWN = 400  # characters of an old or new text that the history keeps
Changes = dict[str, list[Any]]


def new_patent(record: PatentRecord, owner_id: int | None) -> Patent:
    """Return a patent with everything that the record says; a part without a title bears its number for one."""
    patent = Patent(
        identity=record.identity,
        office=record.office,
        kind=record.kind,
        owner_id=owner_id,
        publications=[],
        classes=[],
        applicants=[],
        inventors=[],
        legal_status=rules.UNKNOWN,
        status_source="",
    )
    merge(patent, record, may_replace=True)
    if not (patent.title_zh or patent.title_en):
        patent.title_zh = placeholder(patent)
    return patent


def placeholder(patent: Patent) -> str:
    """Return what stands for the title until one is known."""
    return patent.application_no or patent.identity.partition(":")[2]


def merge(patent: Patent, record: PatentRecord, *, may_replace: bool) -> Changes:
    """Take the record in and return field → [old, new]. Without `may_replace` only gaps are filled."""
    changes: Changes = {}
    _numbers(patent, record, changes)
    _title(patent, record)
    for field in (*TEXTS, *DAYS, *NAMES):
        _set(patent, field, getattr(record, field), changes, may_replace)
    _classes(patent, record, changes, may_replace)
    _status(patent, record, changes, may_replace)
    return changes


def _set(patent: Patent, field: str, new: Any, changes: Changes, may_replace: bool) -> None:
    old = getattr(patent, field)
    if not new or new == old or (old and not may_replace):
        return
    setattr(patent, field, new)
    changes[field] = [_shown(old), _shown(new)]


def _shown(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value[:_SHOWN] if isinstance(value, str) else value


def _title(patent: Patent, record: PatentRecord) -> None:
    """Let a real title take the place of the number that stood for it."""
    if (record.title_zh or record.title_en) and patent.title_zh and patent.title_zh == placeholder(patent):
        patent.title_zh = ""


def _numbers(patent: Patent, record: PatentRecord, changes: Changes) -> None:
    if _rank(record.identity) < _rank(patent.identity):
        changes["identity"] = [patent.identity, record.identity]
        patent.identity = record.identity
        patent.kind = record.kind
    if record.application_no and not patent.application_no:
        if patent.title_zh == placeholder(patent):
            patent.title_zh = record.application_no
        patent.application_no = record.application_no
        changes["application_no"] = [None, record.application_no]
    there = {publication.number: publication for publication in patent.publications}
    for given in record.publications:
        known = there.get(given.number)
        if known is None:
            patent.publications.append(
                PublicationNumber(
                    number=given.number, kind_code=given.kind_code, published_on=given.published_on
                )
            )
            changes.setdefault("publication_no", [[], []])[1].append(given.number)
        elif given.published_on and not known.published_on:
            known.published_on = given.published_on
            changes.setdefault("publication_no", [[], []])[1].append(given.number)


def _rank(identity: str) -> int:
    return _BEST_FIRST.index(identity.partition(":")[0])


def _classes(patent: Patent, record: PatentRecord, changes: Changes, may_replace: bool) -> None:
    old = [(found.scheme, found.symbol) for found in patent.classes]
    new = merged_classes(old, record.classes) if may_replace or not old else old
    if new != old:
        kept = {(found.scheme, found.symbol): found for found in patent.classes}
        rows = [kept.get(pair) or PatentClass(scheme=pair[0], symbol=pair[1]) for pair in new]
        for position, row in enumerate(rows):
            row.position = position
        patent.classes[:] = rows
        changes["classes"] = [[symbol for _, symbol in old], [symbol for _, symbol in new]]


def merged_classes(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the symbols after a record: a scheme it is silent on, or says less of than is known, stays as it was."""
    result = list(old)
    for scheme in dict.fromkeys(scheme for scheme, _ in new):
        known = [pair for pair in old if pair[0] == scheme]
        given = [pair for pair in new if pair[0] == scheme]
        if all(any(_covers(pair, other) for other in known) for pair in given):
            continue
        place = result.index(known[0]) if known else len(result)
        result = [pair for pair in result if pair[0] != scheme]
        result[place:place] = given
    return result


def _covers(above: tuple[str, str], symbol: tuple[str, str]) -> bool:
    return above == symbol or parse_symbol(above[1]).covers(parse_symbol(symbol[1]))


def _status(patent: Patent, record: PatentRecord, changes: Changes, may_replace: bool) -> None:
    """Take the status that was told; else derive it, but never over one that somebody told."""
    told = record.legal_status
    if deriving.has_events(patent):
        _told_beside_events(patent, told, changes)
        return
    derived = derived_now(patent)
    if told and derived.status != "EXPIRED":
        standing = rules.Standing(told, clock.today(), "told")
        may_replace = may_replace or not patent.status_source
    else:
        standing = derived
        may_replace = patent.status_source != "told" or derived.status == "EXPIRED"
    if standing.status not in (rules.UNKNOWN, patent.legal_status) and may_replace:
        changes["legal_status"] = [patent.legal_status, standing.status]
        deriving.tell(patent, standing)


def _told_beside_events(patent: Patent, told: str, changes: Changes) -> None:
    """What a file tells of a right with events becomes one of them, once."""
    if told and told not in (patent.legal_status, service.last_told(patent)):
        before = patent.legal_status
        day = clock.today()
        data = {"status": told, "by": "told"}
        service.record(patent, "status_told", SYSTEM, happened_on=day, as_of=day, source="import", data=data)
        changes["legal_status"] = [before, patent.legal_status]
