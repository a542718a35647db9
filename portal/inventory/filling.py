"""Making the items of a round: which patents belong to it, family by family, each with its first inventor."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import islice

from sqlalchemy import select

from portal.core import clock
from portal.core.numbers import keys_of
from portal.extensions import db
from portal.inventory import families, sleepers
from portal.inventory.models import Inventor, Item, ItemPatent, Round
from portal.patents.models import Patent
from portal.patents.rules import GROUPS

JOB = "inventory.fill"
AT_ONCE = 200
CHUNK = 250
AT_MOST = 20_000
NO_INVENTOR = "—"
Families = Callable[[Iterable[int]], Mapping[int, tuple[Hashable, ...]]]
_family_sources: list[Families] = []


def add_family_source(source: Families) -> None:
    """Register a function that says to which known families patents belong, by patent id."""
    if source not in _family_sources:
        _family_sources.append(source)


def patents_in_force(owner_id: int) -> list[int]:
    """Return the ids of the organisation's patents that stand in force, in their order."""
    mine = select(Patent.id).where(
        Patent.owner_id == owner_id, Patent.legal_status.in_(GROUPS["in_force"]), Patent.office == "CN"
    )
    return list(db.session.scalars(mine.order_by(Patent.id).limit(AT_MOST)))


def patents_by_number(owner_id: int, text: str) -> tuple[list[int], list[str]]:
    """Return the organisation's patents among the numbers in `text`, one a line, and the lines that name none."""
    found: list[int] = []
    unknown = []
    for line in dict.fromkeys(part.strip() for part in text.replace("，", "\n").splitlines() if part.strip()):
        keys = keys_of(line)
        wanted = select(Patent.id).where(Patent.owner_id == owner_id, Patent.identity.in_(keys))
        patent_id = db.session.scalar(wanted) if keys else None
        found.append(patent_id) if patent_id is not None else unknown.append(line)
    return list(dict.fromkeys(found)), unknown


def idle_only(patent_ids: list[int]) -> list[int]:
    """Return those that have slept for a year or longer (tier S1 and above)."""
    chosen = []
    for ids in _chunks(patent_ids):
        patents = list(db.session.scalars(select(Patent).where(Patent.id.in_(ids)).order_by(Patent.id)))
        sleeps = sleepers.sleeps_of(patents)
        chosen += [patent.id for patent in patents if sleeps[patent.id].tier not in (None, "S0")]
    return chosen


def fill(round_: Round, patent_ids: list[int]) -> Iterator[int]:
    """Make the items, a chunk of families at a time; safe to repeat: a patent that has its place keeps it.

    Yields the number of patents placed after each chunk, so that a job can commit between them.
    """
    for keys in _chunks(families.group(_members(patent_ids))):
        _place(round_, keys)
        db.session.flush()
        round_.total = placed(round_)
        yield round_.total
    round_.total = placed(round_)
    round_.filled_at = clock.now()
    db.session.flush()


def placed(round_: Round) -> int:
    """Return how many patents have their place in the round."""
    mine = select(ItemPatent.patent_id).where(ItemPatent.round_id == round_.id)
    return len(list(db.session.scalars(mine)))


def inventor_called(round_: Round, name: str) -> Inventor:
    """Return the round's inventor of that name, made where there is none, with the address of an earlier round."""
    found = db.session.scalar(select(Inventor).where(Inventor.round_id == round_.id, Inventor.name == name))
    if found is None:
        found = Inventor(round_id=round_.id, owner_id=round_.owner_id, name=name)
        found.email = _known_address(round_.owner_id, name)
        db.session.add(found)
        db.session.flush()
    return found


def _known_address(owner_id: int, name: str) -> str:
    known = select(Inventor.email).where(
        Inventor.owner_id == owner_id, Inventor.name == name, Inventor.email != ""
    )
    return db.session.scalar(known.order_by(Inventor.id.desc()).limit(1)) or ""


def _members(patent_ids: list[int]) -> Iterator[families.Member]:
    for ids in _chunks(patent_ids):
        known: dict[int, tuple[Hashable, ...]] = {}
        for source in _family_sources:
            for key, names in source(ids).items():
                known[key] = (*known.get(key, ()), *names)
        rows = select(Patent.id, Patent.title_zh, Patent.title_en, Patent.inventors)
        for row in db.session.execute(rows.where(Patent.id.in_(ids)).order_by(Patent.id)):
            title = row.title_zh or row.title_en
            yield families.Member(row.id, title, tuple(row.inventors or ()), known.get(row.id, ()))


def _place(round_: Round, groups: list[list[int]]) -> None:
    ids = [key for keys in groups for key in keys]
    wanted = select(ItemPatent.patent_id).where(
        ItemPatent.round_id == round_.id, ItemPatent.patent_id.in_(ids)
    )
    taken = set(db.session.scalars(wanted))
    patents = {row.id: row for row in db.session.scalars(select(Patent).where(Patent.id.in_(ids)))}
    sleeps = sleepers.sleeps_of(patents.values())
    for keys in groups:
        fresh = [patents[key] for key in keys if key not in taken and key in patents]
        if not fresh:
            continue
        inventor = inventor_called(round_, (fresh[0].inventors or [NO_INVENTOR])[0].strip()[:120])
        item = Item(round_id=round_.id, owner_id=round_.owner_id, inventor_id=inventor.id)
        for patent in fresh:
            sleep = sleeps[patent.id]
            item.places.append(
                ItemPatent(round_id=round_.id, patent_id=patent.id, slept=sleep.sleeping, tier=sleep.tier)
            )
        db.session.add(item)


def _chunks(rows: list) -> Iterator[list]:  # type: ignore[type-arg]  # ids or lists of ids
    walk = iter(rows)
    while chunk := list(islice(walk, CHUNK)):
        yield chunk
