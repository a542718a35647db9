"""The rules of periods, terms and annual fees as `/rules` shows them."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.core.rulebook import Rule, register
from portal.parameters.said import stated

_CLOCK = _l("The annuity clock of a patent, the fee calendar and reminders")
_PERIODS = _l("Every period that the portal counts")
_REGULATION_5 = "实施细则第5条"
_REGULATION_115 = "实施细则第115条；专利审查指南 第五部分第九章 §4.2.1.3"
_OWN = _l("Rule of this portal")

_ROWS: tuple[tuple[Any, ...], ...] = (
    (
        "CAL-01",
        _l(
            "A period in months or years ends on the corresponding day of its last month, or on that month's last day."
        ),
        _REGULATION_5,
        "V",
        _PERIODS,
    ),
    (
        "CAL-02",
        _l(
            "A period that ends on a holiday or weekend ends on the next working day; make-up days count as working days."
        ),
        "实施细则第5条；专利审查指南 第五部分第七章 §2.3",
        "V",
        _PERIODS,
    ),
    (
        "CAL-03",
        _l("The end of a patent's term does not move because of a holiday."),
        "专利审查指南 第五部分第九章 §4.1",
        "V2",
        _PERIODS,
    ),
    (
        "CAL-04",
        _l(
            "An electronic notice is served when it enters the system; one sent by post 15 days after dispatch."
        ),
        "实施细则第4条；专利审查指南 第五部分第七章 §2.3",
        "V",
        _PERIODS,
    ),
    (
        "CAL-05",
        _l(
            "A civil period excludes its first day; a last day on a holiday moves to the day after the holiday."
        ),
        "民法典第201-204条",
        "V",
        _PERIODS,
    ),
    (
        "CAL-06",
        _l("A data message takes effect when it enters the system that the addressee named."),
        "民法典第137条；电子签名法第11条",
        "V",
        _PERIODS,
    ),
    (
        "CAL-07",
        _l("Money is counted in whole fen; a part of a fen is rounded half up, once, at the end."),
        _OWN,
        "P",
        _PERIODS,
    ),
    (
        "TRM-04",
        _l(
            "Filed on 29 February without a like day at the end: the day before counts, and the register must be read."
        ),
        "实施细则第5条（类推）",
        "P",
        _CLOCK,
    ),
    (
        "TRM-05",
        _l("Term compensation is read from the register and never computed."),
        "专利法第42条第2款；专利法第42条第3款；实施细则第77-84条",
        "V",
        _CLOCK,
        ("annuity.compensation_year",),
    ),
    (
        "TRM-06",
        _l("Remaining life is shown in years with one decimal, provided that the annual fees are paid."),
        _OWN,
        "P",
        _CLOCK,
    ),
    (
        "ANN-01",
        _l(
            "A patent year runs from one anniversary of the filing to the day before the next, whatever the grant."
        ),
        "专利审查指南 第五部分第九章 §4.2.1.1",
        "V2",
        _CLOCK,
    ),
    (
        "ANN-02",
        _l("The fee of the year of grant is paid with the registration and has no late period."),
        "实施细则第60、114条",
        "V",
        _CLOCK,
        ("annuity.I", "annuity.U", "annuity.D"),
    ),
    (
        "ANN-03",
        _l("Each later annual fee is due on the anniversary that begins its patent year, that day included."),
        "实施细则第115条；专利审查指南 第五部分第九章 §4.2.1.1",
        "V2",
        _CLOCK,
        ("annuity.I", "annuity.U", "annuity.D"),
    ),
    (
        "ANN-04",
        _l(
            "A due date on a holiday is tolerated until the next working day; later steps count from the date itself."
        ),
        _REGULATION_5,
        "P",
        _CLOCK,
    ),
    (
        "ANN-05",
        _l("The late period ends six months after the due date."),
        "实施细则第115条",
        "V",
        _CLOCK,
        ("annuity.late_rates",),
    ),
    (
        "ANN-06",
        stated(
            _l(
                "Month by month %(annuity.late_rates)s of the full fee is added; whole months belong to the lower step."
            )
        ),
        _REGULATION_115,
        "V2",
        _CLOCK,
        ("annuity.late_rates",),
    ),
    (
        "ANN-07",
        _l(
            "The surcharge is counted on the full fee; topping up is charged by the step in which the top-up is paid."
        ),
        _REGULATION_115,
        "V2",
        _CLOCK,
        ("annuity.late_rates",),
    ),
    (
        "ANN-08",
        _l("A fee not fully paid in the late period ends the right, back from the due date."),
        "实施细则第115条；专利法第44条",
        "V",
        _CLOCK,
    ),
    (
        "ANN-09",
        stated(
            _l(
                "The decision comes no earlier than %(annuity.lapse_decision_months)s after the late period, the gazette %(annuity.gazette_months)s after the notice."
            )
        ),
        "专利审查指南 第五部分第七章 §5；专利审查指南 第五部分第九章 §4.2.2",
        "V2",
        _CLOCK,
        ("annuity.lapse_decision_months", "annuity.gazette_months"),
    ),
    (
        "ANN-10",
        stated(
            _l(
                "Restoration is asked for within %(annuity.restoration_months)s of the notice, with its fee of %(annuity.restoration_fee)s, the annual fee and %(annuity.late_rates[-1])s of it in full."
            )
        ),
        "实施细则第6条；专利审查指南 第五部分第九章 §4.2.1.3",
        "V",
        _CLOCK,
        ("annuity.restoration_months", "annuity.restoration_fee"),
    ),
    (
        "ANN-11",
        stated(
            _l(
                "The fee reduction is %(annuity.reduction.single)s for one applicant, %(annuity.reduction.joint)s for several, for %(annuity.reduction.years)s from the year of grant, filed before the fee is due."
            )
        ),
        "财税〔2016〕78号；财税〔2018〕37号；专利审查指南 第五部分第二章 §3",
        "V2",
        _CLOCK,
        ("annuity.reduction.single", "annuity.reduction.joint", "annuity.reduction.years"),
    ),
    (
        "ANN-12",
        stated(
            _l(
                "An open licence takes %(annuity.reduction.open_licence)s off; of several reductions only the best is applied."
            )
        ),
        "专利法第51条第2款；财税〔2024〕23号",
        "V2",
        _CLOCK,
        ("annuity.reduction.open_licence",),
    ),
    (
        "ANN-13",
        _l(
            "It holds for fees not yet due when the licence is recorded, and stops with the patent year after the withdrawal."
        ),
        "专利审查指南 第五部分第十一章 §8；专利审查指南 第五部分第二章 §3.2",
        "V2",
        _CLOCK,
    ),
    (
        "INV-10",
        _l("No more than one reduction is ever applied to an annual fee."),
        _OWN,
        "P",
        _CLOCK,
    ),
    (
        "ANN-14",
        _l("After an assignment the full fee is counted until the new owner files for a reduction."),
        _OWN,
        "M",
        _CLOCK,
    ),
    (
        "ANN-15",
        _l(
            "Anybody may pay an annual fee; what was paid in excess goes back to the payer within three years."
        ),
        "实施细则第111条；专利审查指南 第五部分第二章 §4.2",
        "M",
        _CLOCK,
    ),
    (
        "ANN-16",
        _l("False statements made to obtain the open-licence reduction are fined up to 100,000 yuan."),
        "实施细则第88、100条",
        "V",
        _CLOCK,
    ),
    (
        "ANN-17",
        _l(
            "Whoever has granted a licence keeps the patent alive and pays its fees, unless agreed otherwise."
        ),
        "最高人民法院技术合同司法解释第26条",
        "V",
        _CLOCK,
    ),
)
register(Rule(*row) for row in _ROWS)
