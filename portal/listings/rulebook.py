"""The rules of listings as `/rules` shows them."""

from flask_babel import lazy_gettext as _l

from portal.core.rulebook import Rule, register

_SUBMIT = _l("Submitting, publishing and renewing a listing")
_OURS = _l("Rule of this portal")

register(
    (
        Rule(
            "LST-01",
            _l("Only an organisation that the operator has verified can submit a listing."),
            _OURS,
            "P",
            _SUBMIT,
        ),
        Rule("LST-02", _l("A listing offers at least one patent."), _OURS, "P", _SUBMIT),
        Rule(
            "LST-03",
            _l("The holder offers only patents that are recorded as its own, and declares so."),
            _OURS,
            "P",
            _SUBMIT,
        ),
        Rule("LST-04", _l("A listing has a Chinese title."), _OURS, "P", _SUBMIT),
        Rule("LST-05", _l("A listing names at least one way of having it."), _OURS, "P", _SUBMIT),
        Rule("LST-06", _l("The price of every way is complete for its kind of fee."), _OURS, "P", _SUBMIT),
        Rule(
            "LST-07",
            _l(
                "While an annual fee is overdue nothing is concluded before it is paid; before a lapse nothing at all."
            ),
            _OURS,
            "P",
            _SUBMIT,
        ),
        Rule(
            "LST-08",
            _l(
                "A listing is shown until its confirmed day; the holder is reminded before and on the day, then it leaves the search."
            ),
            _OURS,
            "P",
            _l("Keeping a listing fresh"),
            ("listing.fresh_months", "listing.reminder_days"),
        ),
        Rule(
            "LST-09",
            _l("Whoever sends a listing back gives a reason."),
            _OURS,
            "P",
            _l("Reviewing a listing"),
        ),
        Rule(
            "NUM-11", _l("Secret and defence patents are never listed."), "国防专利条例第7-8条", "V", _SUBMIT
        ),
        Rule(
            "LS-05",
            _l(
                "A licence is given only within the life of the patent; none after it has ended or was invalidated."
            ),
            "民法典第865条",
            "V",
            _SUBMIT,
        ),
        Rule(
            "LS-03",
            _l(
                "Before a listing is published the reviewer looks up in the register every patent whose status was not checked lately."
            ),
            _OURS,
            "P",
            _l("Reviewing a listing"),
            ("listing.status_max_age_days",),
        ),
        Rule(
            "ABN-03",
            _l(
                "Whoever lists a patent as to be abandoned keeps it alive until it has been taken over or the offer ends."
            ),
            _OURS,
            "P",
            _SUBMIT,
        ),
        Rule(
            "ABN-07",
            _l("A lapsed or abandoned patent belongs to the public and is not offered for a fee."),
            "最高人民法院技术合同司法解释第34条",
            "V",
            _SUBMIT,
        ),
        Rule(
            "ABN-10",
            _l("A transfer free of charge is a gift; it is marked for tax and review."),
            _OURS,
            "P",
            _SUBMIT,
        ),
        Rule(
            "LIC-07",
            _l("A licence says how long it runs; where it does not, it runs as long as the patent."),
            "最高人民法院技术合同司法解释第28条；民法典第865条",
            "V",
            _l("Writing a listing"),
        ),
        Rule(
            "LIC-08",
            _l(
                "A licence of an application is valid: as know-how before publication, like a patent licence after it."
            ),
            "最高人民法院技术合同司法解释第29条",
            "V",
            _SUBMIT,
        ),
        Rule(
            "COO-02",
            _l("Each co-owner may give ordinary licences; the fees are shared."),
            "专利法第14条",
            "V",
            _SUBMIT,
        ),
        Rule("COO-03", _l("A sole or exclusive licence needs all co-owners."), "专利法第14条", "V", _SUBMIT),
        Rule(
            "COO-04",
            _l("An open-licence statement needs all co-owners."),
            "专利法第14条；专利审查指南 第五部分第十一章",
            "V2",
            _SUBMIT,
        ),
        Rule(
            "COO-05",
            _l("Assignment, pledge, abandonment and equity contribution need all co-owners."),
            "专利法第14条",
            "V",
            _SUBMIT,
        ),
    )
)
