"""The rules of facts and tradability as `/rules` shows them."""

from flask_babel import lazy_gettext as _l

from portal.core.rulebook import Rule, register

_MAY = _l("Whether something may be done with a patent")
_FACTS = _l("Recording facts of a patent")
_OURS = _l("Rule of this portal")

register(
    (
        Rule(
            "LS-02",
            _l("A patent takes effect on the day its grant is announced."),
            "专利法第39、40条",
            "V",
            _MAY,
        ),
        Rule(
            "LS-04",
            _l(
                "What is declared invalid never existed; licences and assignments already performed are not undone, "
                "save in bad faith or where keeping the fee is plainly unfair."
            ),
            "专利法第47条",
            "V",
            _MAY,
        ),
        Rule(
            "LS-06",
            _l("The Chinese gazette code is the authority; a WIPO ST.27 code may stand beside it."),
            "WIPO ST.27",
            "V2",
            _FACTS,
        ),
        Rule(
            "OL-03",
            _l("A utility model or design is declared only with a patent evaluation report."),
            "专利法第50条第1款",
            "V",
            _MAY,
        ),
        Rule(
            "OL-04",
            _l(
                "A report that denies the conditions for the grant bars the statement; a mixed one is looked at."
            ),
            "专利审查指南 第五部分第十一章 §3.1",
            "V2",
            _MAY,
        ),
        Rule(
            "OL-06",
            _l(
                "There is one evaluation report for each granted utility model or design; everybody may read it."
            ),
            "实施细则第62、63条；专利审查指南 第五部分第十章",
            "V",
            _FACTS,
        ),
        Rule(
            "OL-07",
            _l("The patentee confirms in writing that nothing stands in the way of the open licence."),
            "实施细则第88、100条；专利审查指南 第五部分第十一章 §3.3",
            "V",
            _MAY,
        ),
        Rule(
            "OL-20",
            _l(
                "A statement is withdrawn before the patent is assigned or abandoned; a pledgee agrees in writing that "
                "it continues."
            ),
            "专利审查指南 第五部分第十一章 §9",
            "V2",
            _MAY,
        ),
        Rule(
            "LIC-09",
            _l(
                "A new exclusive or sole licence conflicts with every licence whose time, territory and field it meets; "
                "an ordinary one with exclusive and sole ones."
            ),
            "最高人民法院技术合同司法解释第25、28条",
            "V",
            _MAY,
        ),
        Rule(
            "REC-05",
            _l(
                "No recordal while a fee is late, the right is disputed or preserved, the pledgee has not agreed, or an "
                "exclusive licence conflicts."
            ),
            "专利实施许可合同备案办法（局令第62号）",
            "V2",
            _MAY,
        ),
        Rule(
            "REC-07",
            _l("The office may ask for an evaluation report of a utility model or design."),
            "专利审查指南 第五部分第十章 §1",
            "V2",
            _MAY,
        ),
        Rule(
            "PLG-02",
            _l("A pledged patent is neither assigned nor licensed without the pledgee's consent."),
            "民法典第444条",
            "V",
            _MAY,
        ),
        Rule(
            "PLG-03",
            _l(
                "No pledge of a right that is not granted, ended, late with its fee, suspended, preserved or pledged; "
                "with invalidation or a same-day application pending only where the pledgee knows and agrees."
            ),
            "专利权质押登记办法（国家知识产权局公告第461号）",
            "V2",
            _MAY,
        ),
        Rule(
            "EXP-02",
            _l("Technology that leaves mainland China is looked up in the export catalogue first."),
            "技术进出口管理条例第28—30、36条",
            "V",
            _MAY,
        ),
        Rule(
            "EXP-07",
            _l(
                "Publicly funded patents go abroad by assignment or exclusive licence only with the programme manager's "
                "approval."
            ),
            "科学技术进步法第34条",
            "V",
            _MAY,
        ),
    )
)
