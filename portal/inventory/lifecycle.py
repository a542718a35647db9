"""The steps of an item: asked, answered, approved by the department, approved by the institution; and of a round."""

from collections.abc import Iterable

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.core import clock
from portal.inventory import reactions, rules, waiting
from portal.inventory.models import (
    ANSWERED,
    APPROVED,
    ASKED,
    CLOSED,
    DEPARTMENT_APPROVED,
    OPEN,
    PREPARED,
    Item,
)
from portal.workflow.engine import Data, Lifecycle, Step, Telling


def _answered(item: Item, _actor: Actor, _data: Data) -> None:
    item.answered_at = clock.now()
    item.returned_note = ""


def _returned(item: Item, _actor: Actor, data: Data) -> None:
    item.returned_note = str(data["note"]).strip()


def _to_department(item: Item, actor: Actor, data: Data) -> None:
    """Keep what to mend and tell the department's reviewer."""
    _returned(item, actor, data)
    waiting.say_sent_back(item, item.returned_note)


def _now_waits(item: Item) -> Iterable[Telling]:
    """Promise the letter of the next morning to whoever approves next."""
    waiting.announce(item)
    return ()


def _to_inventor(item: Item, actor: Actor, data: Data) -> None:
    """Keep what to mend and write to the inventor again."""
    _returned(item, actor, data)
    reactions.on_return(item)


def _approved(item: Item, actor: Actor, _data: Data) -> None:
    item.returned_note = ""
    reactions.on_approval(item, actor)


ITEM = Lifecycle(
    group="inventory_item",
    initial=PREPARED,
    steps=(
        Step("ask", (PREPARED,), ASKED, Verb.INVENTORY_MANAGE, guards=(rules.round_is_open,), hidden=True),
        Step(
            "answer",
            (PREPARED, ASKED),
            ANSWERED,
            Verb.INVENTORY_ANSWER,
            guards=(rules.round_is_open, rules.answer_is_whole),
            effect=_answered,
            tells=_now_waits,
            hidden=True,
        ),
        Step(
            "approve_department",
            (ANSWERED,),
            DEPARTMENT_APPROVED,
            Verb.INVENTORY_DEPARTMENT,
            guards=(rules.has_department,),
            tells=_now_waits,
        ),
        Step(
            "approve",
            (ANSWERED, DEPARTMENT_APPROVED),
            APPROVED,
            Verb.INVENTORY_MANAGE,
            guards=(rules.department_first,),
            effect=_approved,
        ),
        Step(
            "return_to_inventor",
            (ANSWERED, DEPARTMENT_APPROVED),
            ASKED,
            Verb.INVENTORY_REVIEW,
            guards=(rules.round_is_open, rules.says_why),
            effect=_to_inventor,
            hidden=True,
        ),
        Step(
            "return_to_department",
            (DEPARTMENT_APPROVED,),
            ANSWERED,
            Verb.INVENTORY_MANAGE,
            guards=(rules.says_why,),
            effect=_to_department,
            hidden=True,
        ),
        Step(
            "reopen",
            (APPROVED,),
            ANSWERED,
            Verb.INVENTORY_MANAGE,
            guards=(rules.round_is_open, rules.says_why),
            effect=_to_department,
            hidden=True,
        ),
    ),
)

ROUND = Lifecycle(
    group="inventory_round",
    initial=OPEN,
    steps=(
        Step("close", (OPEN,), CLOSED, Verb.INVENTORY_MANAGE),
        Step("reopen", (CLOSED,), OPEN, Verb.INVENTORY_MANAGE),
    ),
)
