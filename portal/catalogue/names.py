"""The words of the search pages."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names, register_sentences

register_names("search.open_licence", {"yes": _l("Open licence in force"), "no": _l("Without open licence")})
register_names("search.free", {"yes": _l("Free of charge"), "no": _l("At a price")})
register_names(
    "search.may",
    {
        "open_licence": _l("May be openly licensed"),
        "licence_ordinary": _l("May be licensed"),
        "licence_exclusive": _l("May be licensed exclusively"),
        "assign": _l("May be assigned"),
    },
)
register_names("search.has_listing", {"yes": _l("On offer here"), "no": _l("Not on offer")})
register_names("search.trl", {str(level): _l("TRL %(level)s", level=level) for level in range(1, 10)})
register_names(
    "search.facet",
    {
        "open_licence": _l("Open licence"),
        "stream": _l("Stream"),
        "mode": _l("Mode"),
        "free": _l("Free or paid"),
        "price_band": _l("Price"),
        "trl": _l("Technology readiness"),
        "legal_group": _l("Legal status"),
        "life_band": _l("Remaining life"),
        "holder_kind": _l("Kind of holder"),
        "holder": _l("Holder"),
        "ipc_section": _l("IPC section"),
        "ipc_subclass": _l("IPC subclass"),
        "wipo_field": _l("Field of technology"),
        "region": _l("Region"),
        "year": _l("Filing year"),
        "has_listing": _l("On offer"),
        "may": _l("What may be done"),
        "kind": _l("Kind of patent"),
        "ipc": _l("IPC"),
    },
)
register_names(
    "search.sort",
    {
        "relevance": _l("Best match first"),
        "newest": _l("Newest first"),
        "life": _l("Longest remaining life first"),
        "price": _l("Lowest price first"),
    },
)
register_names(
    "search.dropped",
    {
        "too_long": _l("too long, only its beginning was searched"),
        "too_many": _l("more words than are searched at once"),
        "common": _l("too common to tell anything apart"),
        "unknown": _l("found nowhere"),
        "wildcard": _l("a wildcard needs at least two characters before it"),
    },
)
register_sentences(
    {
        "search.unknown_argument": _l("The parameter “%(name)s” is not known. Known are: %(known)s."),
        "search.unknown_sort": _l("The order “%(name)s” is not known. Known are: %(known)s."),
        "search.bad_number": _l("“%(name)s” takes a whole number from 1 to %(highest)s."),
        "search.not_kept": _l("This is no search that can be kept. Search first, then keep it."),
        "search.too_many_kept": _l("You keep %(most)s searches already. Remove one on your desk first."),
        "search.writer_busy": _l("The search index is being written. Try again in a moment."),
    }
)
