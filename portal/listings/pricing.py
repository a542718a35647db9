"""What a mode costs, in words and as a figure to compare by."""

from flask_babel import gettext as _

from portal.core.money import format_money
from portal.core.names import name
from portal.listings.models import MODES, Listing, ListingMode

_BANDS = ((10_000_00, "to_1"), (50_000_00, "to_5"), (200_000_00, "to_20"), (1_000_000_00, "to_100"))


def royalty_words(mode: ListingMode) -> str:
    """Return the royalty, such as 3% of net sales."""
    rate = f"{(mode.royalty_rate or 0) / 100:g}"
    return str(_("%(rate)s%% %(base)s", rate=rate, base=name("fee.base", mode.royalty_base)))


def instalment_words(mode: ListingMode) -> list[str]:
    """Return each instalment: how much, and when after the contract takes effect."""
    return [
        _("%(amount)s at the start", amount=format_money(part["amount"], mode.currency))
        if part["months"] == 0
        else _(
            "%(amount)s after %(months)s months",
            amount=format_money(part["amount"], mode.currency),
            months=part["months"],
        )
        for part in mode.instalments
    ]


def fixed_price(mode: ListingMode) -> int | None:
    """Return what is due in fixed sums in minor units: 0 where free, None where it depends or is open."""
    if mode.fee_way == "free":
        return 0
    if mode.fee_way in ("lump_sum", "instalments"):
        return mode.amount
    return mode.entry_fee if mode.fee_way == "entry_royalty" else None


def price_band(mode: ListingMode) -> str:
    """Return the code of `listing.price_band`."""
    if mode.fee_way in ("free", "negotiable", "royalty"):
        return mode.fee_way
    price = fixed_price(mode)
    if price is None or mode.currency != "CNY":
        return "negotiable"
    return next((band for limit, band in _BANDS if price <= limit), "above_100")


def in_order(listing: Listing) -> list[ListingMode]:
    """Return the modes in the order in which they are always shown."""
    return sorted(listing.modes, key=lambda mode: MODES.index(mode.mode))


def lowest_price(listing: Listing) -> int | None:
    """Return the lowest fixed price of any mode in fen, or None."""
    prices = [fixed_price(mode) for mode in listing.modes if mode.currency == "CNY"]
    known = [price for price in prices if price is not None]
    return min(known) if known else None
