"""The words for kinds of patents, legal status, fields of an import, and the states of one."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_coded, register_names
from portal.patents import sentences  # noqa: F401 (importing registers them)
from portal.patents.facts import names as facts_names  # noqa: F401 (the same)
from portal.patents.may import sentences as may_sentences  # noqa: F401 (the same)

register_names(
    "patent.kind",
    {"I": _l("Invention"), "U": _l("Utility model"), "D": _l("Design"), "P": _l("Plant patent")},
)
register_names(
    "patent.legal_group",
    {
        "in_force": _l("In force"),
        "pending": _l("Pending"),
        "dead": _l("No longer in force"),
        "unknown": _l("Not known"),
    },
)
register_names(
    "patent.status",
    {
        "UNKNOWN": _l("Not known"),
        "FILED": _l("Filed"),
        "PUBLISHED": _l("Application published"),
        "SUBST_EXAM": _l("Substantive examination"),
        "GRANT_NOTICE": _l("Grant notified, not yet registered"),
        "IN_FORCE": _l("Granted, in force"),
        "IN_FORCE_LATE": _l("In force, annual fee overdue"),
        "LAPSE_PENDING": _l("Late period over, lapse pending"),
        "LAPSED_FEE": _l("Lapsed: annual fee not paid"),
        "ABANDONED": _l("Abandoned by the holder"),
        "ABANDONED_DUP": _l("Utility model given up for the invention"),
        "EXPIRED": _l("Term expired"),
        "INVALID_FULL": _l("Declared wholly invalid"),
        "INVALID_PART": _l("In force, declared partly invalid"),
        "WITHDRAWN": _l("Application withdrawn"),
        "DEEMED_WITHDRAWN": _l("Application deemed withdrawn"),
        "REJECTED": _l("Application rejected"),
        "DEEMED_ABANDONED": _l("Right to the grant deemed abandoned"),
        "RESTORED": _l("Right restored, in force"),
    },
)
register_coded("status", "patent.status")
register_names(
    "patent.status_source",
    {
        "told": _l("as the holder's file says"),
        "gazette": _l("from its publication"),
        "term": _l("computed from the filing date"),
    },
)
register_names(
    "patent.publication",
    {
        "application": _l("application published"),
        "examined": _l("examined and published"),
        "grant": _l("granted"),
        "partly_invalid": _l("after partial invalidation"),
        "correction": _l("correction"),
        "unknown": _l("meaning not certain"),
    },
)
register_names(
    "patent.office",
    {
        "CN": _l("China"),
        "US": _l("United States"),
        "EP": _l("European Patent Office"),
        "WO": _l("International (PCT)"),
    },
)
register_names(
    "patent.field",
    {
        "application_no": _l("Application number"),
        "publication_no": _l("Publication number"),
        "case_no": _l("Case number"),
        "title": _l("Title"),
        "title_en": _l("English title"),
        "abstract": _l("Abstract"),
        "abstract_en": _l("English abstract"),
        "applicants": _l("Applicants"),
        "inventors": _l("Inventors"),
        "filing_date": _l("Filing date"),
        "publication_date": _l("Publication date"),
        "grant_date": _l("Grant date"),
        "ipc_main": _l("Main class (IPC)"),
        "ipc": _l("Classes (IPC)"),
        "cpc": _l("Classes (CPC)"),
        "locarno": _l("Locarno class"),
        "agency": _l("Patent agency"),
        "agent": _l("Patent attorney"),
        "claim": _l("First claim"),
        "claim_en": _l("First claim"),
        "legal_status": _l("Legal status"),
        "kind": _l("Kind of patent"),
        "region": _l("Region"),
        "row": _l("Whole row"),
        "file": _l("Whole file"),
    },
)
register_names(
    "import.status",
    {
        "mapping": _l("Not started"),
        "queued": _l("Waiting for its turn"),
        "running": _l("Being imported"),
        "done": _l("Imported"),
        "failed": _l("File could not be used"),
        "discarded": _l("Discarded"),
    },
)
