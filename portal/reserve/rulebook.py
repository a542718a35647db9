"""The rules of rescues, takeovers and reserves as `/rules` shows them; ABN-03, ABN-07 and ABN-10 stand with listings."""

from flask_babel import lazy_gettext as _l

from portal.core.rulebook import Rule, register
from portal.parameters.said import stated

_INTENTION = _l("Declaring the intention to abandon a patent")
_TAKEOVER = _l("Taking over a patent about to be abandoned")
_RESERVE = _l("Keeping the account of a reserve")
_CALLS = _l("Calling a patent out")
_OURS = _l("Rule of this portal")

register(
    (
        Rule(
            "ABN-01",
            _l(
                "A written declaration ends the right on the dispatch day of the office’s notice; stopping payment ends it "
                "as of the due day once the late period is over."
            ),
            "专利法第44条；专利审查指南 第五部分第九章 §4.3",
            "V",
            _INTENTION,
        ),
        Rule(
            "ABN-02",
            _l(
                "An abandonment is signed by all owners, unconditional and of the whole patent; it is practically final."
            ),
            "专利审查指南 第五部分第九章 §4.3；实施细则第101条",
            "V",
            _INTENTION,
        ),
        Rule(
            "ABN-04",
            stated(
                _l(
                    "Taking over is an ordinary assignment with contract and register; it begins %(reserve.register_days)s before the last safe day at the latest, unless the annual fee is paid."
                )
            ),
            "专利法第10条；专利审查指南 第一部分第一章 §6.7",
            "V",
            _TAKEOVER,
        ),
        Rule(
            "ABN-05",
            _l(
                "Nothing is abandoned or transferred while proceedings are suspended or the patent is preserved."
            ),
            "实施细则第105条",
            "V",
            _TAKEOVER,
        ),
        Rule(
            "ABN-06",
            _l(
                "Before an abandonment a standing open-licence statement is withdrawn, licensees are told, and a pledgee "
                "agrees."
            ),
            "专利审查指南 第五部分第十一章 §9；最高人民法院技术合同司法解释第26条；民法典第444条",
            "V",
            _INTENTION,
        ),
        Rule(
            "ABN-08",
            _l(
                "A university tells the inventors first, offers them the patent, and keeps its decision on record."
            ),
            "国知发法字〔2012〕122号",
            "M",
            _INTENTION,
        ),
        Rule(
            "ABN-09",
            _l(
                "A state-owned enterprise needs an internal decision and a basis for the price, even for nothing."
            ),
            "国资委〔2024〕8号",
            "V2",
            _INTENTION,
        ),
        Rule(
            "ASG-01",
            _l(
                "The right passes when the office dispatches its notice, not with the contract; both days are kept."
            ),
            "专利法第10条第3款；民法典第502条",
            "V",
            _TAKEOVER,
        ),
        Rule(
            "ASG-02",
            _l(
                "Until the title has passed the assignor remains the patentee and alone may sign for the patent."
            ),
            "专利法第10条",
            "V",
            _TAKEOVER,
        ),
        Rule(
            "ASG-03",
            stated(
                _l(
                    "The fee of the change of owner is paid within %(reserve.request_fee_months)s of the request."
                )
            ),
            "实施细则第116条第3款；专利审查指南 第一部分第一章 §6.7",
            "V",
            _TAKEOVER,
        ),
        Rule(
            "ASG-04",
            _l("Licences made before the assignment continue; the assignor confirms their schedule."),
            "最高人民法院技术合同司法解释第24条第2款",
            "V",
            _TAKEOVER,
        ),
        Rule(
            "ASG-05",
            _l(
                "Unless agreed otherwise the former owner must stop using the invention; the contract says which."
            ),
            "最高人民法院技术合同司法解释第24条第1款",
            "V",
            _TAKEOVER,
        ),
        Rule(
            "ASG-06",
            _l("While an open-licence statement stands, no assignment is recorded; withdraw it first."),
            "专利审查指南 第五部分第十一章 §9",
            "V2",
            _TAKEOVER,
        ),
        Rule(
            "UNI-08",
            _l(
                "The inventors of a service invention may take it over first on equal terms; silence for the days set is a "
                "waiver."
            ),
            "民法典第847条",
            "V",
            _TAKEOVER,
        ),
        Rule(
            "FAM-01",
            _l("A transfer of the Chinese patent never covers members of its family abroad: CN only."),
            _l("Territoriality of patents"),
            "P",
            _TAKEOVER,
        ),
        Rule(
            "INV-02",
            _l("No assignment is completed while an open-licence statement stands."),
            _l("Rule of this portal"),
            "P",
            _TAKEOVER,
        ),
        Rule(
            "INV-05",
            _l("What is shared adds up to the cash received, to the fen."),
            _l("Rule of this portal"),
            "P",
            _RESERVE,
        ),
        Rule(
            "INV-13",
            _l("Nothing in the public-domain catalogue has a price."),
            _l("Rule of this portal"),
            "P",
            _l("Showing public-domain technology"),
        ),
        Rule(
            "RSV-01",
            _l("The intention is filled in completely by somebody authorised."),
            _OURS,
            "P",
            _INTENTION,
        ),
        Rule(
            "RSV-02",
            _l("Every decision on a rescue has a reason that those concerned can read."),
            _OURS,
            "P",
            _CALLS,
        ),
        Rule(
            "RSV-03",
            _l("Inventors, matched enterprises and everybody are called in this order, each for its days."),
            _OURS,
            "P",
            _CALLS,
        ),
        Rule(
            "RSV-04",
            _l("An intention that the owner keeps among few is never called out publicly."),
            _OURS,
            "P",
            _CALLS,
        ),
        Rule(
            "RSV-05",
            _l("The owner chooses among the standing offers; nobody gets a patent by being first."),
            _OURS,
            "P",
            _CALLS,
        ),
        Rule(
            "RSV-06",
            _l(
                "A reserve spends nothing above its budget or the ceiling for one patent; what it has signed for or paid "
                "ahead counts."
            ),
            _OURS,
            "P",
            _RESERVE,
        ),
        Rule(
            "RSV-07",
            _l("What a reserve circulates is an ordinary listing, marked as such, with its cost disclosed."),
            _OURS,
            "P",
            _RESERVE,
        ),
        Rule(
            "RSV-08",
            stated(
                _l(
                    "A reserve releases a patent after reviews in a row at a loss (%(reserve.losses_to_release)s of them), or once its sunset day has passed."
                )
            ),
            _OURS,
            "P",
            _RESERVE,
        ),
        Rule(
            "RSV-09",
            _l(
                "That a reserve paid an annual fee is said by its own centre alone, for the fee next due and for no more "
                "than was payable."
            ),
            _OURS,
            "P",
            _RESERVE,
        ),
        Rule(
            "RSV-10",
            _l(
                "That the title has passed is entered by one side and confirmed by the other, or by the operator, before "
                "anything changes hands."
            ),
            _OURS,
            "P",
            _TAKEOVER,
        ),
    )
)
