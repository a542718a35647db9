"""Approved answers become facts of the patents: public funding, secrecy, and what the inventor said of themselves."""

from typing import Any

from portal.access.actors import Actor
from portal.core import clock
from portal.inventory.models import Item
from portal.inventory.reactions import when_approved
from portal.patents.facts import service as facts
from portal.patents.facts.reading import facts_of
from portal.patents.models import Patent

_SERVICE = {"yes": True, "no": False}


@when_approved
def feed(item: Item, actor: Actor) -> None:
    """Record what the answer says and the facts do not know yet, once for each patent of the family."""
    if item.answer is None:
        return
    for patent in item.patents:
        for kind, data in _told(item, patent):
            facts.record(
                patent,
                kind,
                actor,
                happened_on=clock.today(),
                as_of=clock.today(),
                source=f"{item.round.name} ({item.public_id})",
                data=data,
            )


def _told(item: Item, patent: Patent) -> list[tuple[str, dict[str, Any]]]:
    answer, known = item.answer, facts_of(patent)
    found: list[tuple[str, dict[str, Any]]] = []
    if answer is None:
        return found
    funding = {"yes": True, "no": False}.get(answer.public_funding or "")
    number = answer.programme_no if funding else ""
    if funding is not None and (funding, number or None) != (
        known.public_funding,
        known.programme_no or None,
    ):
        found.append(("funding_stated", {"public": funding, "programme_no": number}))
    if "secrecy" in answer.constraints and not known.secret:
        found.append(("secrecy_stated", {"secret": True, "note": answer.constraint_note}))
    people = _inventors(item, patent, known)
    if people is not None:
        found.append(("inventors_stated", {"inventors": people}))
    return found


def _inventors(item: Item, patent: Patent, known: Any) -> list[dict[str, Any]] | None:
    """Return the inventors with what the one who answered said of themselves, None where that is known already."""
    answer, person = item.answer, item.inventor
    if answer is None or person is None or (answer.service_invention or answer.still_employed) is None:
        return None
    people = {
        one.name: {"name": one.name, "service": one.service, "employed": one.employed}
        for one in known.inventors
    }
    people = people or {name: {"name": name} for name in patent.inventors}
    if person.name not in people:
        return None
    said: dict[str, Any] = {}
    if answer.service_invention in _SERVICE:
        said["service"] = _SERVICE[answer.service_invention]
    if answer.still_employed in _SERVICE:
        said["employed"] = _SERVICE[answer.still_employed]
    changed = {**people[person.name], **said}
    if changed == people[person.name]:
        return None
    people[person.name] = changed
    return list(people.values())
