"""The demonstration's inventory: a university asks its inventors, some have answered, and a first meeting has met."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.core import clock
from portal.demo.cast import officer_of, organisation, person
from portal.demo.timeline import Timeline
from portal.extensions import db
from portal.inventory import answering, batching, bulk, decisions, service, sheet
from portal.inventory.lifecycle import ITEM
from portal.inventory.models import Inventor, Item, Round
from portal.workflow.engine import take

OPENED, ANSWERED, MET = 18, 9, 3
LETTERS = 6
_FIRST: dict[str, Any] = {
    "public_funding": "yes",
    "programme_no": "2021YFB2500102",
    "working": "none",
    "sleep_reason": "no_partner",
    "willing": "yes",
    "ways": ["ordinary", "open_licence", "trial"],
    "trl": 6,
    "self_grade": "A",
    "products": "电动客车电池组",
    "industry": "38",
    "problem": "低温下电池难以启动，续航明显下降。",
    "rival": "外置电热膜整体加热",
    "advantage": "能耗降低约两成，升温时间缩短一半。",
    "proofs": ["prototype", "data"],
    "know_how": True,
    "know_how_note": "分区控制参数",
    "support_hours": 40,
    "scores": {"legal": 4, "technical": 4, "economic": 4},
}
_SECOND: dict[str, Any] = {
    "public_funding": "no",
    "working": "none",
    "sleep_reason": "stage",
    "willing": "depends",
    "ways": ["assignment"],
    "trl": 4,
    "self_grade": "B",
    "products": "中小型水处理设备",
}
_THIRD: dict[str, Any] = {
    **_SECOND,
    "sleep_reason": "outdated",
    "self_grade": "C",
    "trl": 3,
    "willing": "no",
    "ways": [],
}


def put_on(story: Timeline) -> None:
    """Open the round, let inventors answer and a meeting decide."""
    story.add(OPENED, _open)
    story.add(ANSWERED, _answer)
    story.add(MET, _meet)


def _open() -> None:
    owner, officer = organisation("haiyu"), officer_of("haiyu")
    round_ = service.open_round(
        owner, officer, name="2026年度存量专利盘点", due_on=clock.today() + timedelta(days=OPENED + 12)
    )
    department = service.save_department(
        owner, officer, name="材料科学与工程学院", reviewer_id=person("zhao").id
    )
    bulk.set_department(_items(round_)[::2], department, officer)
    people = list(
        db.session.scalars(select(Inventor).where(Inventor.round_id == round_.id).order_by(Inventor.id))
    )
    for number, inventor in enumerate(people[:LETTERS], 1):
        service.set_address(inventor, f"inventor{number}@haiyu.example", officer)
    service.ask(people[:LETTERS], officer)


def _answer() -> None:
    asked = [item for item in _items(_round()) if item.state == "asked"]
    for item, values in zip(asked, (_FIRST, _SECOND, _THIRD, _SECOND), strict=False):
        answering.save(item, values)
        if item.inventor is not None:
            answering.send(item, item.inventor)


def _meet() -> None:
    officer, round_ = officer_of("haiyu"), _round()
    answered = [item for item in _items(round_) if item.state == "answered"]
    for item in answered[:3]:
        if item.department is not None:
            take(ITEM, item, "approve_department", person("zhao"))
        take(ITEM, item, "approve", officer)
    seen = {line.row.id: line for line in sheet.lines(round_)}
    kept = [item.patents[0] for item in answered[1:2]]
    decisions.decide(
        decisions.current_meeting(round_, officer),
        kept,
        "keep",
        "与在研项目配套，一年后再议。",
        officer,
        seen=seen,
    )
    batching.ask(round_, "approve", [item.id for item in _items(round_)], person("lin"), params={})


def _round() -> Round:
    owner = organisation("haiyu")
    return db.session.scalars(select(Round).where(Round.owner_id == owner.id)).one()


def _items(round_: Round) -> list[Item]:
    return list(db.session.scalars(select(Item).where(Item.round_id == round_.id).order_by(Item.id)).unique())
