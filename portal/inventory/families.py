"""Which patents are one family, so that an inventor answers for them once; no database here."""

import unicodedata
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """What is compared of a patent: its title, its inventors, and the families that it is known to belong to."""

    key: int
    title: str
    inventors: tuple[str, ...] = ()
    families: tuple[Hashable, ...] = ()


def group(members: Iterable[Member]) -> list[list[int]]:
    """Return the keys family by family, both in the order given.

    One family: the same known family, or the same title with the same first inventor (an invention and its utility
    model, a parent and its division).
    """
    found: list[list[int]] = []
    place: dict[Hashable, int] = {}
    for member in members:
        marks = _marks(member)
        known = sorted({place[mark] for mark in marks if mark in place})
        index = known[0] if known else len(found)
        if not known:
            found.append([])
        for other in known[1:]:
            found[index] += found[other]
            found[other] = []
            place.update({mark: index for mark, at in place.items() if at == other})
        found[index].append(member.key)
        place.update(dict.fromkeys(marks, index))
    return [keys for keys in found if keys]


def _marks(member: Member) -> Sequence[Hashable]:
    marks: list[Hashable] = [("family", family) for family in member.families]
    title = "".join(unicodedata.normalize("NFKC", member.title).casefold().split())
    if title and member.inventors:
        marks.append(("title", title, member.inventors[0].strip()))
    return marks
