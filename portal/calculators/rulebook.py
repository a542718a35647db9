"""The rules that the calculators follow, as `/rules` shows them."""

from flask_babel import lazy_gettext as _l

from portal.core.rulebook import Rule, register
from portal.parameters.said import stated

_HERE = _l("Calculators")

register(
    (
        Rule(
            "BRK-13",
            stated(_l("A broker's commission is agreed; custom is, tier by tier: %(commission.tiers)s.")),
            _l("Custom of the trade"),
            "P",
            _HERE,
            ("commission.tiers",),
        ),
        Rule(
            "TAX-06",
            stated(
                _l(
                    "A resident enterprise's income from technology transfer is free of income tax to %(tax.transfer_exempt)s a year, above that taxed by half."
                )
            ),
            "企业所得税法实施条例第90条",
            "V",
            _HERE,
            ("tax.transfer_exempt", "tax.enterprise_rate"),
        ),
        Rule(
            "TAX-08",
            _l(
                "Income is revenue less cost, taxes and shared expenses; what exceeds the free part is halved, then taxed."
            ),
            "企业所得税法实施条例第90条",
            "V",
            _HERE,
            ("tax.transfer_exempt", "tax.enterprise_rate"),
        ),
        Rule(
            "RWD-02",
            stated(
                _l(
                    "Of the net income of a transfer or licence at least %(reward.floor)s goes to those who made the achievement."
                )
            ),
            "促进科技成果转化法第45条",
            "V",
            _HERE,
            ("reward.floor",),
        ),
        Rule(
            "RWD-03",
            _l("Provinces set higher floors, seventy per cent in several: the higher one counts."),
            _l("Local regulations on transforming achievements"),
            "V",
            _HERE,
        ),
        Rule(
            "RWD-04",
            _l(
                "Net income is the price less the deal's taxes, upkeep and direct costs such as valuation and broker."
            ),
            "北京市促进科技成果转化条例第12条",
            "V",
            _HERE,
        ),
        Rule(
            "VAL-02",
            _l(
                "Relief from royalty: the royalties saved in each year, after tax, discounted to today, within the patent's life."
            ),
            _l("Method of valuation practice"),
            "M",
            _HERE,
        ),
        Rule(
            "VAL-09",
            _l("A computed figure is no appraisal: only licensed appraisers issue appraisal reports."),
            "资产评估法第27、28条",
            "V",
            _HERE,
        ),
        Rule(
            "RSK-01",
            _l("Shares of a risk sum to 100 per cent and apply to lost principal, not to interest."),
            _l("Rule of this portal"),
            "P",
            _HERE,
        ),
        Rule(
            "RSK-02",
            _l(
                "Usual shares differ by place, for example 54 : 26 : 16 : 4 for fund, bank, insurer and appraiser."
            ),
            _l("Published rules of risk funds"),
            "V2",
            _HERE,
        ),
        Rule(
            "LIC-15",
            _l(
                "A deposit counts as such up to a fifth of the contract's price; the rest is an advance payment."
            ),
            "民法典第586条",
            "V",
            _HERE,
            ("contract.deposit_cap",),
        ),
    )
)
