"""The rules of statements as `/rules` shows them."""

from flask_babel import lazy_gettext as _l

from portal.core.rulebook import Rule, register

_STATEMENT = _l("Showing or recording an open-licence statement")

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
            "INV-14",
            _l("Dates are in order: filing, grant, announcement, licence."),
            _l("Our own check"),
            "P",
            _l("Recording the announcement; taking the licence"),
        ),
    )
)
