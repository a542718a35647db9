"""The rules of the inventory as `/rules` shows them."""

from flask_babel import lazy_gettext as _l

from portal.core.rulebook import Rule, register
from portal.inventory.grading import PARTS
from portal.parameters.said import stated

_INVENTORY = _l("Inventory of sleeping patents")
_OWN = _l("Rule of this portal")

_GRADING = (
    "inventory.grade_from.a",
    "inventory.grade_from.b",
    "inventory.grade_from.c",
    *(f"inventory.points.{part}" for part in PARTS),
    "inventory.points_off_each_constraint",
    "inventory.points_off_unwilling",
    "inventory.many_views",
)

register(
    (
        Rule(
            "SLP-01",
            _l(
                "Universities and institutes take stock of their patents that are valid and not yet converted: the "
                "inventor answers, the department approves, then the institution."
            ),
            "国知发运字〔2024〕5号《高校和科研机构存量专利盘活工作方案》",
            "V2",
            _INVENTORY,
        ),
        Rule(
            "SLP-02",
            _l(
                "A patent sleeps when it is in force and neither assigned outside the group, licensed, under an open "
                "licence that was taken, contributed as equity nor provably worked. A pledge alone is no use."
            ),
            _OWN,
            "P",
            _INVENTORY,
        ),
        Rule(
            "SLP-03",
            stated(
                _l(
                    "It is idle since its grant or the end of its last use, whichever is later; tiers begin after %(inventory.tier_years[0])s, %(inventory.tier_years[1])s and %(inventory.tier_years[2])s."
                )
            ),
            "专利法第53条；国办发〔2023〕37号；平台规则",
            "P",
            _INVENTORY,
        ),
        Rule(
            "SLP-04",
            _l(
                "Grade A is pushed and negotiated exclusively, B licensed ordinarily or openly, C given openly free "
                "or to use first and pay later, D let go: first to the inventors, then to a reserve."
            ),
            _OWN,
            "P",
            _l("Wake meeting"),
            _GRADING,
        ),
        Rule(
            "SLP-05",
            _l(
                "An answer says: public funding, state of use, willingness and ways, technology readiness from 1 to "
                "9 (GB/T 22900), the inventor's own grade, and where it could be used (GB/T 4754)."
            ),
            "高校存量专利盘点工作通知；平台规则",
            "P",
            _INVENTORY,
        ),
        Rule(
            "SLP-07",
            _l(
                "The wake meeting decides each patent once, with a reason; a decision can be taken back while what it "
                "began is untouched."
            ),
            _OWN,
            "P",
            _l("Wake meeting"),
        ),
        Rule(
            "EMP-04",
            stated(
                _l(
                    "Where the unit has not worked it for %(inventory.self_use_years)s, the inventors may work it themselves under the regulations of Beijing and Zhejiang."
                )
            ),
            "北京市促进科技成果转化条例第11条；浙江省促进科技成果转化条例第38条",
            "V",
            _INVENTORY,
        ),
    )
)
