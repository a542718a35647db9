"""The kinds of events: their gazette codes, who may read them, and what their data holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ACTS = (
    "open_licence",
    "licence_ordinary",
    "licence_sole",
    "licence_exclusive",
    "record_licence",
    "assign",
    "pledge",
    "equity",
    "abandon",
)
LICENCE_KINDS = ("exclusive", "sole", "ordinary", "open")
CONCLUSIONS = ("positive", "mixed", "negative")
REDUCTIONS = ("single", "joint")
RULED_OFF = ("rejected", "withdrawn", "settled")
GROUPS = (
    "status",
    "owners",
    "inventors",
    "licences",
    "pledge",
    "hold",
    "invalidation",
    "report",
    "same_day",
    "annuity",
    "funding",
    "secrecy",
    "family",
    "open_licence",
)


@dataclass(frozen=True, slots=True)
class Field:
    """A member of an event's data. `type`: text, day, whole, flag, code, acts, people, members.

    A `code` is one of `choices`; `acts` is a list of ACTS; `people` and `members` are lists of mappings.
    """

    name: str
    type: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """`public` events are what the gazette or the register publishes, `bare` ones without their particulars.

    `by_hand` ones have a form.
    """

    code: str
    group: str
    gazette: str = ""
    public: bool = True
    by_hand: bool = True
    bare: bool = False
    fields: tuple[Field, ...] = field(default=())


_NOTE = Field("note")
_LICENCE = (
    Field("kind", "code", True, LICENCE_KINDS),
    Field("licensee", required=True),
    Field("from", "day"),
    Field("to", "day"),
    Field("territory"),
    Field("field"),
    Field("recorded", "flag"),
    Field("recorded_on", "day"),
    Field("record_no"),
    _NOTE,
)
_OWNERS = Field("owners", "people", True)
_ALL = (
    Kind("published", "status", "PB01"),
    Kind("exam_entered", "status", "SE01"),
    Kind("grant_notice", "status"),
    Kind("granted", "status", "GR01"),
    Kind("status_told", "status", fields=(Field("status", required=True), Field("by"))),
    Kind("lapsed", "status", "CF01", fields=(Field("year", "whole"),)),
    Kind("abandoned", "status", "AV01"),
    Kind("abandoned_dup", "status", "AV02"),
    Kind("expired", "status", "CX01"),
    Kind("invalid_full", "invalidation", "IW01", fields=(Field("decision_no"),)),
    Kind("invalid_part", "invalidation", "IP01", fields=(Field("decision_no"), Field("claims"))),
    Kind("withdrawn", "status", "WD01"),
    Kind("deemed_withdrawn", "status", "WD01"),
    Kind("rejected", "status", "RJ01"),
    Kind("deemed_abandoned", "status"),
    Kind("restored", "status", "RR01"),
    Kind(
        "annuity_paid",
        "annuity",
        public=False,
        fields=(Field("year", "whole", True), Field("fen", "whole"), Field("payer"), _NOTE),
    ),
    Kind("late_notice", "annuity", fields=(Field("year", "whole"), Field("served_on", "day"))),
    Kind(
        "reduction_filed",
        "annuity",
        public=False,
        fields=(Field("kind", "code", True, REDUCTIONS), Field("until", "day")),
    ),
    Kind("term_compensated", "annuity", fields=(Field("last_day", "day", True),)),
    Kind("owners_stated", "owners", fields=(_OWNERS,)),
    Kind("co_ownership_agreed", "owners", public=False, fields=(Field("alone", "acts"), _NOTE)),
    Kind(
        "owner_consented",
        "owners",
        public=False,
        fields=(Field("owner", required=True), Field("acts", "acts", True), Field("until", "day"), _NOTE),
    ),
    Kind("inventors_stated", "inventors", public=False, fields=(Field("inventors", "people", True),)),
    Kind("licence_granted", "licences", "EE01", public=False, fields=_LICENCE),
    Kind("licence_ended", "licences", "EC01", public=False, fields=(Field("licence", required=True), _NOTE)),
    Kind(
        "pledged",
        "pledge",
        "PE01",
        bare=True,
        fields=(Field("pledgee", required=True), Field("record_no"), Field("to", "day"), _NOTE),
    ),
    Kind("pledge_released", "pledge", "PC01", bare=True, fields=(_NOTE,)),
    Kind(
        "pledgee_consented",
        "pledge",
        public=False,
        fields=(Field("acts", "acts", True), Field("pledgee"), Field("until", "day"), _NOTE),
    ),
    Kind("suspended", "hold", fields=(Field("until", "day"), _NOTE)),
    Kind("suspension_ended", "hold", fields=(_NOTE,)),
    Kind("preserved", "hold", "PP01", fields=(Field("court"), Field("until", "day"), _NOTE)),
    Kind("preservation_ended", "hold", "PD01", fields=(_NOTE,)),
    Kind("invalidation_requested", "invalidation", fields=(Field("case_no"), Field("petitioner"))),
    Kind(
        "invalidation_closed",
        "invalidation",
        fields=(Field("outcome", "code", False, ("maintained", *RULED_OFF)), Field("decision_no")),
    ),
    Kind(
        "evaluation_report",
        "report",
        fields=(Field("number", required=True), Field("conclusion", "code", True, CONCLUSIONS)),
    ),
    Kind("same_day_application", "same_day", fields=(Field("number", required=True),)),
    Kind("same_day_closed", "same_day", fields=(_NOTE,)),
    Kind(
        "funding_stated",
        "funding",
        public=False,
        fields=(Field("public", "flag", True), Field("programme_no"), Field("manager"), _NOTE),
    ),
    Kind("secrecy_stated", "secrecy", public=False, fields=(Field("secret", "flag", True), _NOTE)),
    Kind("family_stated", "family", fields=(Field("members", "members", True),)),
    Kind("assigned", "owners", "TR01", fields=(_OWNERS, Field("contract_on", "day"))),
    Kind("bibliographic_changed", "owners", "CP01", fields=(_NOTE,)),
    Kind(
        "ol_announced",
        "open_licence",
        by_hand=False,
        fields=(
            Field("statement_no"),
            Field("from", "day"),
            Field("period_to", "day"),
            Field("regime"),
            Field("recorded_on", "day"),
        ),
    ),
    Kind("ol_withdrawn", "open_licence", by_hand=False, fields=(Field("statement_no"),)),
)
KINDS: Mapping[str, Kind] = {kind.code: kind for kind in _ALL}


def kind_of(code: str) -> Kind:
    """Return the kind called `code`. Raises KeyError for an unknown one."""
    return KINDS[code]


def is_public(kind: str, data: Mapping[str, object]) -> bool:
    """Tell whether everybody may read an event: published ones, and licences that the register records."""
    return KINDS[kind].public or (
        kind == "licence_granted" and bool(data.get("recorded") or data.get("recorded_on"))
    )
