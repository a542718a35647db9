"""The rules of statements as `/rules` shows them."""

from flask_babel import lazy_gettext as _l

from portal.core.rulebook import Rule, register
from portal.parameters.said import stated

_STATEMENT = _l("Showing or recording an open-licence statement")
_SIGNING = _l("Signing and filing an open-licence statement")
_PUBLICITY = _l("Publicity of the decided price")

register(
    (
        Rule(
            "OL-01",
            _l("Only a patent whose grant has been announced can be declared for open licence."),
            "实施细则第85条第1款",
            "V",
            _STATEMENT,
        ),
        Rule(
            "OL-02",
            _l("The declarant is the registered patentee; co-owners must all agree."),
            "专利审查指南 第五部分第十一章 §3.2；专利法第14条",
            "V2",
            _STATEMENT,
        ),
        Rule(
            "OL-05",
            _l(
                "No statement for a patent that has ended, whose annual fee is late, that is under dispute or "
                "preservation, or that is already licensed exclusively or solely."
            ),
            "实施细则第86条",
            "V",
            _STATEMENT,
        ),
        Rule(
            "OL-08",
            _l(
                "A statement names the patent, the patentee, the fee with its method and standard, the licence period, "
                "a contact and its other terms."
            ),
            "实施细则第85条第2款",
            "V",
            _STATEMENT,
        ),
        Rule(
            "OL-09",
            stated(
                _l(
                    "A brief note on the basis and method of the fee goes with the statement, %(openlicence.note_max_chars)s at most."
                )
            ),
            "专利审查指南 第五部分第十一章 §3.3",
            "V2",
            _SIGNING,
        ),
        Rule(
            "OL-10",
            _l("A statement is accurate and clear and holds no commercial promotion."),
            "实施细则第85条第3款",
            "V",
            _STATEMENT,
        ),
        Rule(
            "OL-11",
            _l(
                "A fee is free, a lump sum, a lump sum in instalments, a royalty, or an entry fee with a royalty: one "
                "of them."
            ),
            "民法典第846条；专利法第50条",
            "V",
            _STATEMENT,
        ),
        Rule(
            "OL-12",
            _l(
                "A fixed fee and a royalty of net sales or of profit stay under the ceilings of the guidelines."
            ),
            "专利审查指南 第五部分第十一章 §3.3",
            "V2",
            _STATEMENT,
            ("openlicence.cap.fixed", "openlicence.cap.net_sales", "openlicence.cap.profit"),
        ),
        Rule(
            "OL-13",
            _l("The fee must be computable from the statement alone; a price to be negotiated is no price."),
            "专利法第50条",
            "V",
            _STATEMENT,
        ),
        Rule(
            "OL-14",
            _l("The licence period ends no later than the patent's last day in force."),
            "民法典第865条",
            "V",
            _STATEMENT,
        ),
        Rule(
            "OL-15",
            _l(
                "The patentee signs; of co-owners the representative signs and all declare their consent; what is "
                "filed is what was signed."
            ),
            "专利审查指南 第五部分第十一章 §3.3",
            "V2",
            _SIGNING,
        ),
        Rule(
            "OL-16",
            _l("A statement works from the day on which the office announces it."),
            "专利法第51条；专利审查指南 第五部分第十一章 §3.5",
            "V",
            _l("Recording the announcement; taking the licence"),
        ),
        Rule(
            "OL-21",
            _l(
                "A withdrawal works from its announcement and does not affect licences already given; it is recorded "
                "with evidence."
            ),
            "专利法第50条第2款",
            "V",
            _l("Recording a withdrawal"),
        ),
        Rule(
            "OL-22",
            _l(
                "Where something forbids the open licence later, the patentee withdraws the statement promptly and "
                "tells the licensees; otherwise the office ends it."
            ),
            "实施细则第86条；专利审查指南 第五部分第十一章 §2、§4",
            "V2",
            _l("Taking off the accept button"),
        ),
        Rule(
            "OL-29",
            _l("Published prices of recorded licences are shown for reference and never filled in."),
            "专利开放许可使用费估算指引（试行）",
            "M",
            _l("Writing the fee"),
        ),
        Rule(
            "OL-28",
            _l(
                "Until the office has announced a statement it is shown as intended only and cannot be accepted; the "
                "announcement is recorded with evidence."
            ),
            "专利法第50条",
            "V",
            _l("Recording the announcement; taking the licence"),
        ),
        Rule(
            "OL-26",
            _l(
                "A statement keeps exactly the fields of the gazette: main class, numbers, patentee, title, days, fee "
                "with method and standard, period, contact."
            ),
            "专利审查指南 第五部分第十一章 §5",
            "V2",
            _STATEMENT,
        ),
        Rule(
            "OL-19",
            stated(
                _l(
                    "Patentee or licensee have the licence recorded, with notice and proof of payment, within %(recordal.months)s of its effect; the recordal is also the request for the lower annual fee."
                )
            ),
            "实施细则第87条；实施细则第15条第2款；专利审查指南 第五部分第十一章 §7–8",
            "V2",
            _l("After the licence: recordal and reduction"),
        ),
        Rule(
            "INV-14",
            _l("Dates are in order: filing, grant, announcement, licence."),
            _l("Rule of this portal"),
            "P",
            _l("Recording the announcement; taking the licence"),
        ),
        Rule(
            "UNI-01",
            _l("State research bodies and universities decide on transfer, licence and price themselves."),
            "促进科技成果转化法第18条",
            "V",
            _PUBLICITY,
        ),
        Rule(
            "UNI-04",
            stated(
                _l(
                    "The name of the achievement and the intended price are publicised inside the unit for %(openlicence.publicity_days)s; the first day does not count, and a last day on a holiday moves."
                )
            ),
            "促进科技成果转化法第18条；山东省促进科技成果转化条例第14条；浙江省促进科技成果转化条例第17条",
            "V",
            _PUBLICITY,
        ),
        Rule(
            "UNI-06",
            _l("An objection stops the clock until it is decided with a reason."),
            "国发〔2016〕16号",
            "P",
            _PUBLICITY,
        ),
        Rule(
            "UNI-07",
            _l("Another price is publicised again."),
            _l("Rule of this portal"),
            "P",
            _PUBLICITY,
        ),
        Rule(
            "UNI-14",
            _l(
                "The price of an open licence is decided and publicised like an agreed price before it is filed."
            ),
            "促进科技成果转化法第18条（类推）",
            "P",
            _PUBLICITY,
        ),
        Rule(
            "BRK-11",
            _l(
                "The party itself or a licensed patent agency files with the office; the portal prepares the papers "
                "and never files."
            ),
            "专利代理条例第2、14、27条",
            "V",
            _l("Entering the receipt of filing"),
        ),
        Rule(
            "INV-01",
            _l("While an open licence is in force there is no exclusive or sole licence."),
            "专利法第51条第3款",
            "V",
            _l("Recording the announcement; facts that change later"),
        ),
        Rule(
            "INV-04",
            _l("Nothing is filed for a patent whose annual fee is late."),
            "实施细则第86条",
            "V",
            _l("Entering the receipt of filing"),
        ),
        Rule(
            "INV-09",
            stated(
                _l(
                    "A state university's price was public for at least %(openlicence.publicity_days)s in full before the statement is ready."
                )
            ),
            "促进科技成果转化法第18条",
            "V",
            _PUBLICITY,
        ),
        Rule(
            "INV-11",
            _l("A licence that took effect before the withdrawal was announced stays valid."),
            "专利法第50条第2款",
            "V",
            _l("Recording a withdrawal"),
        ),
        Rule(
            "INV-15",
            _l("Every co-owner's and pledgee's consent is there before the statement is signed."),
            "专利法第14条；实施细则第86条",
            "V",
            _SIGNING,
        ),
    )
)
