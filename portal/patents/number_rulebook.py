"""The rules of classes, foreign numbers and what a publication number means in its time, as `/rules` shows them."""

from flask_babel import lazy_gettext as _l

from portal.core.rulebook import Rule, register

_IMPORT = _l("Importing patents and looking them up")
_SEARCH = _l("Searching and matching")
_WIPO = _l("World Intellectual Property Organization")
_USPTO = _l("United States Patent and Trademark Office")

register(
    (
        Rule(
            "NUM-06",
            _l(
                "A missing check digit is computed and said so; a wrong one is refused, with the one expected."
            ),
            _l("Rule of this portal"),
            "P",
            _IMPORT,
        ),
        Rule(
            "PUB-03",
            _l(
                "Before 7 April 2010 a bare C, Y or D meant a grant; a partial invalidation is read only from a kind "
                "code with a digit and a later day."
            ),
            "ZC 0007/0008",
            "M",
            _IMPORT,
        ),
        Rule(
            "PUB-05",
            _l(
                "Only inventions are published before they are granted; utility models and designs first appear at grant."
            ),
            "专利法第34、40条",
            "V",
            _IMPORT,
        ),
        Rule(
            "PUB-06",
            _l("A patent is known by its application number; its publication numbers hang below it."),
            _l("Rule of this portal"),
            "P",
            _IMPORT,
        ),
        Rule(
            "CLS-01",
            _l("An IPC symbol is kept as H01S 3/00; for searching, section, class and subclass will do."),
            _WIPO,
            "V2",
            _SEARCH,
        ),
        Rule(
            "CLS-02",
            _l("A CPC symbol is read like one of the IPC; its sections are A to H and Y."),
            _WIPO,
            "V2",
            _SEARCH,
        ),
        Rule(
            "CLS-03",
            _l("Designs carry a Locarno class and are never asked for an IPC symbol."),
            _WIPO,
            "M",
            _IMPORT,
        ),
        Rule(
            "CLS-04",
            _l("The first symbol is the main class."),
            "专利审查指南 第五部分第八章",
            "V2",
            _SEARCH,
        ),
        Rule(
            "EP-01",
            _l("A European publication number is EP, seven digits and a kind code."),
            _l("European Patent Office"),
            "M",
            _IMPORT,
        ),
        Rule(
            "US-01",
            _l(
                "An American publication is US, the year, seven digits and a kind code; a shortened one gets its zero back."
            ),
            _USPTO,
            "M",
            _IMPORT,
        ),
        Rule(
            "US-03",
            _l("An American application is two digits of a series and six of a serial: 16/123,456."),
            _USPTO,
            "V2",
            _IMPORT,
        ),
        Rule(
            "WO-01",
            _l("An international publication is WO, the year and six digits; before 2004 also two and five."),
            _WIPO,
            "M",
            _IMPORT,
        ),
        Rule(
            "WO-02",
            _l("An international application is PCT, the office, the year and six digits."),
            _WIPO,
            "M",
            _IMPORT,
        ),
    )
)
