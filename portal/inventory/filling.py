"""Making the items of a round: which patents belong to it, family by family, each with its first inventor."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select

from portal.core import clock
from portal.core.ids import new_public_id
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
_COLUMNS = (
    Patent.id,
    Patent.kind,
    Patent.filing_date,
    Patent.grant_date,
    Patent.legal_status,
    Patent.inventors,
)
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
    lines = [part.strip() for part in text.replace("，", "\n").splitlines() if part.strip()]
    keys = {line: keys_of(line) for line in lines}
    known: dict[str, int] = {}
    for some in _chunks(list(dict.fromkeys(key for line in lines for key in keys[line]))):
        wanted = select(Patent.identity, Patent.id).where(Patent.identity.in_(some))
        known |= {
            row.identity: row.id for row in db.session.execute(wanted.where(Patent.owner_id == owner_id))
        }
    found = {line: next((known[key] for key in keys[line] if key in known), None) for line in keys}
    unknown = [line for line, patent_id in found.items() if patent_id is None]
    return list(dict.fromkeys(key for key in found.values() if key is not None)), unknown


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
    total = placed(round_)
    for keys in _chunks(families.group(_members(patent_ids))):
        total += _place(round_, keys)
        round_.total = total
        yield total
    round_.total = placed(round_)
    round_.filled_at = clock.now()
    db.session.flush()


def placed(round_: Round) -> int:
    """Return how many patents have their place in the round."""
    mine = select(func.count(ItemPatent.id)).where(ItemPatent.round_id == round_.id)
    return db.session.scalar(mine) or 0


def inventor_called(round_: Round, name: str) -> Inventor:
    """Return the round's inventor of that name, made where there is none, with the address of an earlier round."""
    wanted = select(Inventor).where(Inventor.round_id == round_.id, Inventor.name == name)
    found = db.session.scalar(wanted)
    if found is None:
        _make(round_, [name])
        found = db.session.scalars(wanted).one()
    return found


def _inventor_ids(round_: Round, names: Iterable[str]) -> dict[str, int]:
    """Return the row of each name in the round, made where there is none: a few statements however many names."""
    wanted = list(dict.fromkeys(names))
    mine = select(Inventor.name, Inventor.id).where(Inventor.round_id == round_.id, Inventor.name.in_(wanted))
    found = {row.name: row.id for row in db.session.execute(mine)}
    return found | _make(round_, [name for name in wanted if name not in found])


def _make(round_: Round, names: list[str]) -> dict[str, int]:
    """Add the inventors, each with the address that an earlier round knew last."""
    if not names:
        return {}
    known = select(Inventor.name, Inventor.email).where(
        Inventor.owner_id == round_.owner_id, Inventor.name.in_(names), Inventor.email != ""
    )
    emails = {row.name: row.email for row in db.session.execute(known.order_by(Inventor.id))}
    mine = {"round_id": round_.id, "owner_id": round_.owner_id}
    rows = [{**mine, "name": name, "email": emails.get(name, "")} for name in names]
    made = db.session.execute(insert(Inventor).returning(Inventor.name, Inventor.id), rows)
    return {row.name: row.id for row in made}


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


def _place(round_: Round, groups: list[list[int]]) -> int:
    """Place the families that are not placed yet; return how many patents were."""
    ids = [key for keys in groups for key in keys]
    wanted = select(ItemPatent.patent_id).where(
        ItemPatent.round_id == round_.id, ItemPatent.patent_id.in_(ids)
    )
    taken = set(db.session.scalars(wanted))
    rows: list[Any] = list(db.session.execute(select(*_COLUMNS).where(Patent.id.in_(ids))))
    patents = {row.id: row for row in rows if row.id not in taken}
    sleeps = sleepers.sleeps_of(patents.values())
    found = [[patents[key] for key in keys if key in patents] for keys in groups]
    fresh = [(_first_inventor(members[0]), members) for members in found if members]
    people = _inventor_ids(round_, (name for name, _ in fresh))
    mine = {"round_id": round_.id, "owner_id": round_.owner_id}
    items = [{**mine, "public_id": new_public_id(), "inventor_id": people[name]} for name, _ in fresh]
    made = db.session.execute(insert(Item).returning(Item.public_id, Item.id), items) if items else ()
    keys = {row.public_id: row.id for row in made}
    places = [
        {
            "item_id": keys[item["public_id"]],
            "round_id": round_.id,
            "patent_id": patent.id,
            "slept": sleeps[patent.id].sleeping,
            "tier": sleeps[patent.id].tier,
        }
        for item, (_, members) in zip(items, fresh, strict=True)
        for patent in members
    ]
    if places:
        db.session.execute(insert(ItemPatent), places)
    return len(places)


def _first_inventor(patent: Any) -> str:
    return ((patent.inventors or [""])[0] or "").strip()[:120] or NO_INVENTOR


def _chunks(rows: list) -> Iterator[list]:  # type: ignore[type-arg]  # ids or lists of ids
    walk = iter(rows)
    while chunk := list(islice(walk, CHUNK)):
        yield chunk
