"""The words of the inventory form."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names

register_names("inventory.funding", {"yes": _l("Yes"), "no": _l("No"), "unsure": _l("Not sure")})
register_names("inventory.yes_no", {"yes": _l("Yes"), "no": _l("No")})
register_names(
    "inventory.working",
    {
        "none": _l("Not worked"),
        "own_use": _l("Worked by ourselves"),
        "licensed": _l("Licensed"),
        "transferred": _l("Assigned to others"),
        "industrialised": _l("Industrialised"),
    },
)
register_names(
    "inventory.willing", {"yes": _l("Yes"), "depends": _l("It depends on the terms"), "no": _l("No")}
)
register_names(
    "inventory.way",
    {
        "assignment": _l("Assignment"),
        "exclusive": _l("Exclusive licence"),
        "sole": _l("Sole licence"),
        "ordinary": _l("Ordinary licence"),
        "open_licence": _l("Open licence"),
        "equity": _l("Equity contribution"),
        "trial": _l("Trial licence"),
        "use_first": _l("Use first, pay later"),
        "own_venture": _l("Own company of the inventors"),
    },
)
register_names(
    "inventory.trl",
    {
        "1": _l("1 Basic principle observed and reported"),
        "2": _l("2 Concept or use formulated"),
        "3": _l("3 Key function proven in the laboratory"),
        "4": _l("4 Tested in the laboratory as a whole"),
        "5": _l("5 Tested in a realistic environment"),
        "6": _l("6 Prototype shown in a realistic environment"),
        "7": _l("7 Prototype shown in real operation"),
        "8": _l("8 Product finished and qualified"),
        "9": _l("9 Sold or in use"),
    },
)
register_names(
    "inventory.self_grade",
    {
        "A": _l("A: could be on the market soon, worth pushing"),
        "B": _l("B: of use to some, needs work"),
        "C": _l("C: little prospect"),
    },
)
register_names(
    "inventory.score",
    {
        "legal": _l("Legal strength"),
        "technical": _l("Technical lead"),
        "economic": _l("Economic prospect"),
    },
)
register_names(
    "inventory.proof",
    {"prototype": _l("Prototype"), "samples": _l("Samples"), "data": _l("Test data")},
)
register_names(
    "inventory.constraint",
    {
        "co_owner": _l("A co-owner must agree"),
        "pledge": _l("It is pledged"),
        "exclusive_licence": _l("An exclusive licence runs"),
        "secrecy": _l("Parts are secret"),
        "export": _l("Export control may apply"),
    },
)
register_names(
    "inventory.sleep_reason",
    {
        "stage": _l("Too early a stage"),
        "no_partner": _l("No partner found"),
        "price": _l("No agreement on the price"),
        "co_owner": _l("Co-owner does not agree"),
        "cost": _l("Putting it to use costs too much"),
        "outdated": _l("Outdated or overtaken"),
        "defensive": _l("Filed to protect, not to use"),
        "assessment": _l("Filed for an assessment or a project"),
    },
)
