"""The rules of identity as `/rules` shows them."""

from flask_babel import lazy_gettext as _l

from portal.core.rulebook import Rule, register

register(
    (
        Rule(
            "KYC-01",
            _l(
                "Whoever trades on a platform is known to it: identity, address, contact and licence are collected, "
                "verified and looked at again from time to time."
            ),
            "电子商务法第27条",
            "V",
            _l("Verifying an organisation"),
        ),
        Rule(
            "KYC-02",
            _l(
                "A unified social credit code has 18 characters, of which the last is computed from the others."
            ),
            "GB 32100-2015",
            "M",
            _l("Registering an organisation or importing its patents"),
        ),
    )
)
