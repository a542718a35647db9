"""The rules of deals, licences and brokers as `/rules` shows them."""

from flask_babel import lazy_gettext as _l

from portal.core.rulebook import Rule, register

_TAKING = _l("Taking an open licence")
_EFFECT = _l("The moment an open licence takes effect")
_BROKER = _l("The broker's part in a deal")

register(
    (
        Rule(
            "OL-17",
            _l(
                "The licence is obtained by written notice and payment as announced, at the later of the two; where "
                "nothing is due at the start, with the notice. The patentee can neither refuse nor alter it."
            ),
            "专利法第51条第1款；专利审查指南 第五部分第十一章 §6；民法典第137条",
            "V",
            _EFFECT,
            ("deal.notice_lapse_days",),
        ),
        Rule(
            "OL-18",
            _l(
                "The notice names patent, statement, licensee and day, and accepts the announced terms; the portal "
                "keeps it with its hash and the proof of its arrival."
            ),
            "电子签名法第4–8、11条",
            "V",
            _TAKING,
        ),
        Rule(
            "OL-23",
            _l("The licence is ordinary and personal, for China only, without sublicences."),
            "专利法第12条；专利审查指南 第五部分第十一章 §1–2",
            "V",
            _TAKING,
        ),
        Rule(
            "OL-24",
            _l(
                "For a licensee from abroad, Hong Kong, Macao or Taiwan the technology-export rules come first."
            ),
            "专利审查指南 第五部分第十一章 §6",
            "V2",
            _TAKING,
        ),
        Rule(
            "OL-27",
            _l(
                "A statement of the pilot scheme has no statutory effect; it is an offer to conclude a contract."
            ),
            "国知办函运字〔2022〕448号",
            "V2",
            _TAKING,
        ),
        Rule(
            "OL-30",
            _l(
                "Before the notice the full terms are shown, with the word that the contract forms under Patent Law "
                "article 51."
            ),
            "电子商务法第49条；民法典第491条",
            "V",
            _TAKING,
        ),
        Rule(
            "REC-01",
            _l(
                "The licence is recorded within the period that runs from its taking effect; a last day on a holiday moves to the next working day. Recordal is no condition of validity."
            ),
            "实施细则第15条第2款；专利实施许可合同备案办法第5条",
            "V",
            _l("After the licence has taken effect"),
            ("recordal.months", "recordal.reminder_days"),
        ),
        Rule(
            "REC-03",
            _l("A recordal is entered with the office's receipt or number and its day."),
            "专利实施许可合同备案办法第8条",
            "V2",
            _l("After the licence has taken effect"),
        ),
        Rule(
            "BRK-07",
            _l("A broker says in which role they act; an agent acts for both sides only if both agree."),
            "民法典第168条",
            "V",
            _BROKER,
        ),
        Rule(
            "BRK-15",
            _l(
                "A commission is earned only once the licence is in effect; a rate is taken of the money received at its start."
            ),
            _l("Rule of this portal"),
            "P",
            _BROKER,
        ),
        Rule(
            "LIC-03",
            _l("Where nothing is said of its kind, a licence is an ordinary one."),
            "最高人民法院技术合同司法解释第25条",
            "V",
            _TAKING,
        ),
        Rule(
            "INV-03",
            _l("A licence ends no later than the patent."),
            _l("Rule of this portal"),
            "P",
            _TAKING,
        ),
        Rule(
            "BRK-08",
            _l(
                "A broker for both sides needs the consent of both, and every commission is disclosed to both."
            ),
            "平台规则；民法典第168条（类推）",
            "P",
            _BROKER,
        ),
        Rule(
            "BRK-09",
            _l("A broker who belongs to one of the parties does not mediate between them."),
            _l("Rule of this portal"),
            "P",
            _BROKER,
        ),
        Rule(
            "BRK-12",
            _l("Brokers on this portal are verified by the operator; their certificate is shown."),
            _l("Rule of this portal"),
            "P",
            _BROKER,
        ),
        Rule(
            "BRK-14",
            _l(
                "A commission is a fixed sum or a share of the money received; a free licence allows a fixed sum or "
                "none. Its payer confirms it."
            ),
            _l("Rule of this portal"),
            "P",
            _BROKER,
        ),
    )
)
