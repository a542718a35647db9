"""The words of the inventory: states, steps, tiers, grades, decisions, and the sentences of its refusals."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names, register_sentences
from portal.inventory import answer_names, column_names  # noqa: F401 (importing registers them)
from portal.parameters.said import stated

register_names("inventory_round.state", {"open": _l("Open"), "closed": _l("Closed")})
register_names("inventory_round.step", {"close": _l("Close the inventory"), "reopen": _l("Open it again")})
register_names(
    "inventory_round.scope",
    {
        "all": _l("All patents in force"),
        "idle": stated(_l("Only those asleep for %(inventory.tier_years[0])s or longer")),
        "numbers": _l("The numbers that I list"),
    },
)
register_names(
    "inventory_item.state",
    {
        "prepared": _l("Not asked yet"),
        "asked": _l("With the inventor"),
        "answered": _l("Answered"),
        "department_approved": _l("Approved by the department"),
        "approved": _l("Approved by the institution"),
    },
)
register_names(
    "inventory_item.step",
    {
        "ask": _l("Ask the inventor"),
        "answer": _l("Send the answer"),
        "approve_department": _l("Approve for the department"),
        "approve": _l("Approve for the institution"),
        "return_to_inventor": _l("Return to the inventor"),
        "return_to_department": _l("Return to the department"),
        "reopen": _l("Open the answer again"),
    },
)
register_names(
    "inventory_item.event",
    {
        "ask": _l("Inventor asked"),
        "answer": _l("Answer sent"),
        "approve_department": _l("Approved by the department"),
        "approve": _l("Approved by the institution"),
        "return_to_inventor": _l("Returned to the inventor"),
        "return_to_department": _l("Returned to the department"),
        "reopen": _l("Answer opened again"),
        "assigned": _l("Inventor or department changed"),
        "merged": _l("Put together as one family"),
        "split": _l("Taken out of the family"),
    },
)
register_names(
    "inventory.tier",
    {
        "S0": stated(_l("S0: less than %(inventory.tier_years[0])s")),
        "S1": stated(_l("S1: %(inventory.tier_years[0])s or longer")),
        "S2": stated(_l("S2: %(inventory.tier_years[1])s or longer")),
        "S3": stated(_l("S3: %(inventory.tier_years[2])s or longer")),
    },
)
register_names(
    "inventory.anchor",
    {
        "self_implementation": stated(
            _l(
                "In Beijing and Zhejiang the inventors may work it themselves when the unit has not done so for %(inventory.self_use_years)s."
            )
        ),
        "compulsory_licence": stated(
            _l(
                "%(inventory.compulsory_years_from_grant)s after grant and %(inventory.compulsory_years_from_filing)s after filing, not working it is a ground for a compulsory licence (Patent Law 53)."
            )
        ),
        "state_use": stated(
            _l(
                "Unworked for %(inventory.state_use_years)s and publicly funded: the State may let others work it free of charge."
            )
        ),
    },
)
register_names(
    "inventory.grade_part",
    {
        "self": _l("Inventor's own grade"),
        "scores": _l("Legal, technical and economic marks"),
        "readiness": _l("Technology readiness"),
        "life": _l("Remaining life"),
        "interest": _l("Deals, broker requests and views"),
        "help": _l("Know-how, prototype, samples or data"),
        "constraints": _l("Constraints"),
        "willing": _l("Not willing to convert"),
    },
)
register_names(
    "inventory.route",
    {
        "list": _l("List it"),
        "exclusive_talks": _l("Talk about an exclusive licence"),
        "open_license": _l("Open licence"),
        "trial_licence": _l("Trial licence: use first, pay later"),
        "pool": _l("Give it to a reserve"),
        "offer_to_inventor": _l("Offer it to the inventors"),
        "abandon": _l("Abandon it"),
    },
)
register_names(
    "inventory.decision",
    {
        "list": _l("List it"),
        "open_license": _l("Open licence"),
        "trial_licence": stated(_l("Trial licence, %(inventory.trial_months)s free")),
        "offer_to_inventor": _l("Offer it to the inventors"),
        "pool": _l("Give it to a reserve"),
        "abandon": _l("Abandon it"),
        "keep": _l("Keep it silent"),
    },
)
register_names(
    "inventory.next",
    {
        "listing": _l("Listing"),
        "statement": _l("Open-licence statement"),
        "intention": _l("Intention to abandon"),
    },
)
register_names("rule.place", {"inventory_decision": _l("Decision of a wake meeting")})
register_names("inventory_decision.state", {"standing": _l("Stands"), "revoked": _l("taken back")})
register_names("inventory_decision.step", {"revoke": _l("Take the decision back")})
register_names(
    "inventory.order",
    {
        "due": _l("Next annual fee"),
        "life": _l("Remaining life"),
        "views": _l("Views"),
        "interest": _l("Interest"),
        "cost": _l("Cost until expiry"),
        "grade": _l("Grade"),
        "tier": _l("Longest asleep"),
    },
)
register_names(
    "inventory.act",
    {
        "approve": _l("Approve"),
        "department": _l("Give the department"),
        "decide": _l("Decide"),
    },
)
register_names(
    "inventory.use",
    {
        "assignment": _l("Assignment"),
        "licence": _l("Licence"),
        "open_licence": _l("Open licence"),
        "equity": _l("Equity contribution"),
        "own_working": _l("Worked by ourselves"),
    },
)
register_names(
    "inventory.saving",
    {
        "let_go": _l("let go"),
        "assigned": _l("assigned"),
        "open_licence": _l("reduced by an open licence"),
    },
)
register_sentences(
    {
        "inventory.fill_in": _l("Fill this in."),
        "inventory.since_future": _l(
            "The day has not come yet. Enter the day since which it has been worked."
        ),
        "inventory.until_past": _l("The day has passed already. Enter until when you can still help."),
        "inventory.sent_already": _l("This answer was sent already."),
        "inventory.too_many_files": _l("At most %(most)s files."),
        "inventory.tick_patents": _l("Tick the patents that you decide on."),
        "inventory.choose_decision": _l("Choose a decision."),
        "inventory.say_reason": _l("Say why it is decided so."),
        "inventory.decided_already": _l("It was decided on before. Take that decision back first."),
        "inventory.next_step_moved": _l(
            "Somebody has worked on what this decision began. End that first; the decision stays on record."
        ),
        "inventory.nothing_decided": _l("Nothing was decided in this meeting yet."),
        "inventory.no_columns": _l("Number at least one column."),
        "inventory.too_many_presets": _l("At most %(most)s choices are kept; use the name of one of them."),
        "inventory.none_fits": _l("Nothing fits, or more than %(most)s. Change the filters."),
        "inventory.gone": _l("It is not in this list any more, or was put together with another."),
        "inventory.not_answered": _l("The inventor has not answered yet."),
        "inventory.approved_already": _l("It is approved already."),
        "inventory.not_in_force": _l(
            "The patent is not in force any more; it can only be noted as kept as it is."
        ),
        "inventory.merge_ticked": _l("Only ticked items can be put together."),
        "inventory.tick_some": _l("Tick at least one item, at most %(most)s."),
        "inventory.merge_two": _l("Tick at least two items to put together."),
        "inventory.merge_answered": _l("Only items that nobody has answered yet can be put together."),
        "inventory.cannot_split": _l("Only a family that is not answered yet can be taken apart."),
        "inventory.answer_incomplete": _l("Fill in the marked fields first; what you saved is kept."),
        "inventory.round_closed": _l("This inventory is closed. Ask the technology transfer office."),
        "inventory.no_department": _l("Give the item a department first."),
        "inventory.department_first": _l("The department has to approve first."),
        "inventory.say_why": _l("Say what is to be mended."),
        "inventory.due_past": _l("The day is past. Choose today or a later day."),
        "inventory.name_taken": _l("An inventory of this name is open already. Give this one another name."),
        "inventory.no_patents": _l("No patent in force fits. Import patents first, or choose others."),
        "inventory.unknown_numbers": _l("These are not numbers of your patents: %(numbers)s"),
        "inventory.department_known": _l("There is a department of this name."),
        "inventory.reviewer_elsewhere": _l("The reviewer must be a member of your organisation."),
    }
)
