"""The rules of numbers, classes and terms as `/rules` shows them."""

from flask_babel import lazy_gettext as _l

from portal.core.rulebook import Rule, register
from portal.parameters.said import stated

_IMPORT = _l("Importing patents and looking them up")
_SHOW = _l("Showing a patent")
_ZC6 = "ZC 0006-2003"
_ZC7 = "ZC 0007/0008"

register(
    (
        Rule(
            "NUM-01",
            _l("Numbers are kept in one writing, whatever signs, spaces and widths they come with."),
            _l("Rule of this portal"),
            "P",
            _IMPORT,
        ),
        Rule(
            "NUM-02",
            _l(
                "Since October 2003: four digits for the year, one for the kind, seven for the serial, a check digit."
            ),
            _ZC6,
            "V2",
            _IMPORT,
        ),
        Rule(
            "NUM-03",
            _l(
                "Until September 2003: two digits for the year, one for the kind, five for the serial, a check digit."
            ),
            _ZC6,
            "V2",
            _IMPORT,
        ),
        Rule(
            "NUM-04",
            _l("The digit after the year is 1 or 8 (invention), 2 or 9 (utility model), 3 (design)."),
            _ZC6,
            "V2",
            _IMPORT,
        ),
        Rule(
            "NUM-05",
            _l("The check digit is computed from all the others, modulo 11; ten is written X."),
            _ZC6,
            "V2",
            _IMPORT,
        ),
        Rule(
            "NUM-07",
            _l("ZL is shown only after grant was announced; an application is called an application."),
            "实施细则第101条；专利法第68条",
            "V",
            _SHOW,
        ),
        Rule(
            "NUM-08",
            _l(
                "Nine digits without dot and letter count as an application number only where the check digit is right."
            ),
            _l("Rule of this portal"),
            "P",
            _IMPORT,
        ),
        Rule(
            "PUB-01",
            _l("A publication number is CN, nine digits and a kind code; earlier series have fewer digits."),
            _ZC7,
            "V2",
            _IMPORT,
        ),
        Rule(
            "PUB-02",
            _l("The kind code tells an application from a grant, a utility model or a design."),
            _ZC7,
            "V2",
            _IMPORT,
        ),
        Rule(
            "PUB-04",
            _l("The kind code, the first digit and the application number are of one kind of patent."),
            _ZC7,
            "V2",
            _IMPORT,
        ),
        Rule(
            "EP-02",
            _l("A European application number ends in a check digit."),
            _l("European Patent Office"),
            "M",
            _IMPORT,
        ),
        Rule(
            "US-02",
            _l(
                "American grants have seven or eight digits; designs, plants and reissues begin with D, PP or RE."
            ),
            _l("United States Patent and Trademark Office"),
            "V2",
            _IMPORT,
        ),
        Rule(
            "TRM-01",
            stated(
                _l(
                    "Counted from the filing date: inventions %(term.I)s, utility models %(term.U)s, designs %(term.D)s."
                )
            ),
            "专利法第42条",
            "V",
            _SHOW,
            ("term.I", "term.U", "term.D"),
        ),
        Rule(
            "TRM-02",
            stated(_l("Designs filed until 31 May 2021 run for %(term.D@2021-05-31)s.")),
            _l("Transitional measures for the Patent Law of 2020"),
            "M",
            _SHOW,
            ("term.D",),
        ),
        Rule(
            "TRM-03",
            _l("The last day in force is the day before the anniversary, also on a holiday."),
            "专利审查指南 第五部分第九章 §4.1",
            "V2",
            _SHOW,
        ),
        Rule(
            "LS-01",
            _l("The patent register prevails over every database, this one included."),
            "专利审查指南 第五部分第九章 §1.3",
            "V2",
            _SHOW,
        ),
    )
)
