"""Patent and organisation numbers: read in any writing, kept in one, refused with the rule that says so."""

from portal.core.numbers.application import (
    ApplicationNumber,
    check_digit,
    parse_application_number,
)
from portal.core.numbers.base import NumberRefused, tidy
from portal.core.numbers.foreign import ForeignNumber, parse_foreign_number
from portal.core.numbers.lookup import keys_of
from portal.core.numbers.publication import PublicationNumber, parse_publication_number
from portal.core.numbers.uscc import is_valid_uscc, parse_uscc, uscc_check_character

__all__ = [
    "ApplicationNumber",
    "ForeignNumber",
    "NumberRefused",
    "PublicationNumber",
    "check_digit",
    "is_valid_uscc",
    "keys_of",
    "parse_application_number",
    "parse_foreign_number",
    "parse_publication_number",
    "parse_uscc",
    "tidy",
    "uscc_check_character",
]
